import ArgumentParser
import ChatReaders

/// `chatpool formats`
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "formats", abstract: "Lists the formats that are read and written.")

    func run() throws {
        let formats = BuiltinReaders.all.map(\.format)
        let width = formats.map(\.id.count).max() ?? 0
        print(Words.say("Read:", "可读取："))
        for format in formats {
            print("  \(format.id)\(String(repeating: " ", count: width - format.id.count))  \(format.name)  (\(format.extensions.joined(separator: ", ")))")
        }
    }
}
