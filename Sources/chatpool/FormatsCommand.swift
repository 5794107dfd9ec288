import ArgumentParser
import ChatModel
import ChatReaders
import PoolWriters

/// `chatpool formats`
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "formats", abstract: "Lists the formats that are read and written.")

    func run() throws {
        let formats = BuiltinReaders.all.map(\.format)
        let writers = BuiltinWriters.all.map(\.format)
        let width = max(formats.map(\.id.count).max() ?? 0, writers.map(\.id.count).max() ?? 0)
        func padded(_ id: String) -> String { id + String(repeating: " ", count: width - id.count) }
        var lines = [Words.say("Read:", "可读取：")]
        for format in formats { lines.append("  \(padded(format.id))  \(format.name)  (\(format.extensions.joined(separator: ", ")))") }
        lines.append(Words.say("Written (-o FILE; * the extension alone chooses it, else --format):", "可写出（-o 文件；* 由扩展名决定，其余用 --format）："))
        for format in writers { lines.append("  \(padded(format.id))  \(format.summary)  (.\(format.fileExtension)\(format.ownsExtension ? " *" : ""))") }
        let text = lines.joined(separator: "\n") + "\n"
        try Exit.reporting { () throws(ImportError) in try Output.write(text) }
    }
}
