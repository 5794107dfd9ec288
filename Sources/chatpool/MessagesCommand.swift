import ArgumentParser
import ChatBytes
import ChatImport
import ChatModel
import Glibc
import PoolWriters

/// `chatpool messages PATH…`
struct MessagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "messages", abstract: Words.of("Writes every message of the exports as JSON lines."),
        discussion: Words.of(
            """
            Files, folders, archives, or - for standard input. What could not be read is said on standard error. Texts are written word for word, card numbers
            too; 'extract' and everything that comes out of a pool hide them.

            Examples:
              chatpool messages ~/exports | jq -r 'select(.text | test("地址")) | .chat.title'
              chatpool messages ~/exports --format chatlab -o chats
              chatpool messages --name chats/0001.txt - < 0001.txt
            """))

    @Argument(help: ArgumentHelp(Words.of("Exports: files, folders, archives, or - for standard input.")))
    var paths: [String]

    @Option(help: ArgumentHelp(Words.of("jsonl, or chatlab: ChatLab's interchange format, which holds one chat a file."))) var format = Format.jsonl

    @Option(name: .customShort("o"), help: ArgumentHelp(Words.of("The folder for ChatLab files; - or nothing for standard output."), valueName: "folder"))
    var output: String?

    @Option(help: ArgumentHelp(Words.of("What standard input is called in the lines: the path of the file that comes over it."))) var name: String?

    @Flag(help: ArgumentHelp(Words.of("Write people of contact lists, orders of tables and rows of bills too, as lines that 'records' reads."))) var tables =
        false

    @Flag(help: ArgumentHelp(Words.of("Write one line for each file with its format and its number of messages, and no message.")))
    var count = false

    @Flag(help: ArgumentHelp(Words.of("End with exit code 1 when anything was odd.")))
    var strict = false

    enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl, chatlab }

    func validate() throws {
        if format == .jsonl, let output, output != Output.path {
            throw ValidationError("-o takes the folder of --format chatlab; JSON lines go to standard output")
        }
        if name != nil, paths != [Output.path] { throw ValidationError("--name names what comes over standard input: give - and nothing else") }
        if tables, count || format == .chatlab { throw ValidationError("--tables adds to the JSON lines of messages: it goes without --count and --format") }
        if format == .chatlab, count { throw ValidationError("--count counts instead of writing messages: it goes without --format") }
    }

    func run() throws {
        if format == .chatlab { return try writeChatLab() }
        var reports: [FileReport] = []
        try Exit.reporting { () throws(ImportError) in
            let sink = LineSink(writes: !count, tables: tables)
            let inputs = InputList(paths)
            for failure in inputs.failures { reports.append(FileReport(failure)) }
            let reading = FileReading()
            for entry in inputs.entries { reports += try reading.read(entry.path, shownAs: name ?? Output.path) { _, _ in sink } }
            if count { try sink.writeCounts(reports) }
            try sink.finish()
        }
        Reporting.problems(of: reports)
        try Exit.afterReading(reports, isStrict: strict)
    }
}

extension MessagesCommand {
    /// The messages in ChatLab's format.
    private func writeChatLab() throws {
        var reports: [FileReport] = []
        try Exit.reporting { () throws(ImportError) in
            let sink = ChatLabSink(try ChatLabFiles())
            let inputs = InputList(paths)
            for failure in inputs.failures { reports.append(FileReport(failure)) }
            let reading = FileReading()
            for entry in inputs.entries { reports += try reading.read(entry.path, shownAs: name ?? Output.path) { _, _ in sink } }
            guard let output, output != Output.path else { return try sink.files.finish(descriptor: STDOUT_FILENO) }
            let written = try sink.files.finish(folder: output)
            Terminal.error(Words.say("Wrote \(written.count) chats into \(output)", "已写入 \(written.count) 个聊天：\(output)"))
        }
        Reporting.problems(of: reports)
        try Exit.afterReading(reports, isStrict: strict)
    }
}

/// Hands messages on to ChatLab files.
private final class ChatLabSink: MessageSink {
    let files: ChatLabFiles

    init(_ files: ChatLabFiles) { self.files = files }

    func receive(_ batch: borrowing MessageBatch) throws(ImportError) { try files.write(batch) }
    func receive(_ contact: Contact, at position: SourcePosition) {}
    func receive(_ order: TableOrder, at position: SourcePosition) {}
    func receive(_ entry: BillEntry, at position: SourcePosition) {}
    func report(_ diagnostic: Diagnostic) {}
}

/// Writes what it receives to standard output.
private final class LineSink: MessageSink {
    private var lines = MessageLines(descriptor: STDOUT_FILENO)
    private let writes: Bool
    private let tables: Bool

    init(writes: Bool, tables: Bool) { (self.writes, self.tables) = (writes, tables) }

    func receive(_ batch: borrowing MessageBatch) throws(ImportError) { if writes { try lines.write(batch) } }
    func receive(_ contact: Contact, at position: SourcePosition) throws(ImportError) { try write(.contact(contact), position) }
    func receive(_ order: TableOrder, at position: SourcePosition) throws(ImportError) { try write(.order(order), position) }
    func receive(_ entry: BillEntry, at position: SourcePosition) throws(ImportError) { try write(.bill(entry), position) }

    private func write(_ row: TableLine.Row, _ position: SourcePosition) throws(ImportError) {
        if tables { try lines.write(line: try TableLine(row, at: position).text) }
    }

    func report(_ diagnostic: Diagnostic) {}
    func finish() throws(ImportError) { try lines.finish() }

    /// What each file held.
    func writeCounts(_ reports: [FileReport]) throws(ImportError) {
        var output = OutputBuffer(descriptor: STDOUT_FILENO)
        var json = JSONWriter()
        for report in reports {
            guard let format = report.format else { continue }
            json.removeAll()
            json.beginObject()
            json.key("file")
            json.string(report.path)
            json.key("format")
            json.string(format)
            json.key("messages")
            json.integer(report.messages)
            json.key("contacts")
            json.integer(report.contacts)
            json.key("orders")
            json.integer(report.orders)
            json.key("bills")
            json.integer(report.bills)
            json.endObject()
            json.endLine()
            output.append(json.bytes)
        }
        try output.flush()
    }
}
