import ArgumentParser
import ChatBytes
import ChatModel
import ChatReaders
import PoolDesk
import PoolWriters

/// `chatpool formats`
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats", abstract: Words.of("Lists the formats that are read and written."),
        discussion: Words.of(
            """
            Examples:
              chatpool formats
              chatpool formats --json | jq -r 'select(.direction == "written") | .id'
            """))

    @Flag(help: ArgumentHelp(Words.of("JSON lines: one for each format, with where its files come from and what is not supported.")))
    var json = false

    func run() throws {
        try Exit.reporting { () throws(ImportError) in try Output.write(json ? Self.lines : Array(Self.text.utf8)) }
    }

    private static var text: String {
        let formats = BuiltinReaders.all.map(\.format)
        let writers = BuiltinWriters.all.map(\.format)
        let width = max(formats.map(\.id.count).max() ?? 0, writers.map(\.id.count).max() ?? 0)
        func padded(_ id: String) -> String { id + String(repeating: " ", count: width - id.count) }
        var lines = [Words.say("Read:", "可读取：")]
        for format in formats { lines.append("  \(padded(format.id))  \(Words.of(format.name))  (\(format.extensions.joined(separator: ", ")))") }
        lines.append(Words.say("Written (-o FILE; * the extension alone chooses it, else --format):", "可写出（-o 文件；* 由扩展名决定，其余用 --format）："))
        for format in writers {
            lines.append(
                "  \(padded(format.id))  \(Terminal.isChinese ? Spoken.word("writer_text_" + format.id) ?? format.summary : format.summary)  (.\(format.fileExtension)\(format.ownsExtension ? " *" : ""))"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A line for each format: `docs/schema/format.schema.json`.
    private static var lines: [UInt8] {
        var json = JSONWriter()
        for format in BuiltinReaders.all.map(\.format) {
            json.beginObject()
            json.pair("direction", "read")
            json.pair("id", format.id)
            json.pair("name", format.name)
            json.pair("platform", format.platform.rawValue)
            json.key("extensions")
            json.beginArray()
            for name in format.extensions { json.string(name) }
            json.endArray()
            json.pair("origin", format.origin)
            json.pair("time_zone", format.timeZone)
            json.pair("not_supported", format.notSupported)
            json.endObject()
            json.endLine()
        }
        for format in BuiltinWriters.all.map(\.format) {
            json.beginObject()
            json.pair("direction", "written")
            json.pair("id", format.id)
            json.pair("name", format.summary)
            json.key("extensions")
            json.beginArray()
            json.string(format.fileExtension)
            json.endArray()
            json.key("chosen_by_extension")
            json.bool(format.ownsExtension)
            json.key("to_standard_output")
            json.bool(format.fileExtension != "xlsx")
            json.endObject()
            json.endLine()
        }
        return json.bytes
    }
}
