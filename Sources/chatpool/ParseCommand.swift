import ArgumentParser
import ChatBytes
import ChatExtract
import ChatModel
import Glibc

/// `chatpool parse [--jsonl] [FILE]`
struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: Words.of("Finds names, phones and addresses in pasted blocks."),
        discussion: Words.of(
            """
            One block a line in, one line {"recipients":[…]} out, in order. With --jsonl the lines are {"text": …}, so that a block may have several lines.

            Example:
              $ echo '王丽 13812345678 深圳南山粤海街道科技园南路18号' | chatpool parse
            """))

    @Argument(help: ArgumentHelp(Words.of("The blocks; standard input when left out.")))
    var file = "-"

    @Flag(help: ArgumentHelp(Words.of("The lines are JSON objects with the block in \"text\".")))
    var jsonl = false

    @Flag(help: ArgumentHelp(Words.of("Every part's byte range, confidence and rule, alternatives and warnings too.")))
    var details = false

    @Option(help: ArgumentHelp(Words.of("The country of addresses that name none, two letters.")))
    var region = "CN"

    func run() throws {
        try Exit.reporting { () throws(ImportError) in try parse() }
    }

    private enum Key: String, JSONKey { case text }

    private func parse() throws(ImportError) {
        var parser = RecipientParser(region: region)
        var output = LineOutput()
        var fields = JSONFields(Key.self)
        var text: [UInt8] = []
        var line = JSONWriter()
        var number = 0
        let options: RecipientJSON.Options = details ? [.localPhones, .details] : [.localPhones]
        try LineInput.forEachLine(of: file) { (bytes, range) throws(ImportError) in
            number += 1
            text.removeAll(keepingCapacity: true)
            line.removeAll()
            if jsonl {
                if range.isEmpty { return }
                var scanner = JSONScanner(bytes, range)
                if fields.read(&scanner, bytes) {
                    fields[Key.text].append(to: &text, of: bytes)
                } else {
                    Terminal.error(Words.say("chatpool: line \(number): not a JSON object", "chatpool：第 \(number) 行不是 JSON 对象"))
                }
            } else {
                ByteScanning.append(range, of: bytes, to: &text)
                Repair.makeValid(&text)
            }
            RecipientJSON.append(parser.recipients(in: text.span), to: &line, options: options)
            line.endLine()
            output.append(line.bytes)
            try output.flushIfFull()
        } atPause: { () throws(ImportError) in
            try output.flush()
        }
        try output.flush()
    }
}

/// Standard output for lines.
struct LineOutput: ~Copyable {
    private var buffer = OutputBuffer(descriptor: STDOUT_FILENO)

    mutating func append(_ bytes: [UInt8]) { buffer.append(bytes) }
    mutating func flushIfFull() throws(ImportError) { try buffer.flushIfFull() }
    mutating func flush() throws(ImportError) { try buffer.flush() }
}

/// Makes bytes that came over a pipe valid UTF-8.
enum Repair {
    /// Puts U+FFFD in place of what is not UTF-8; the usual line is left as it is.
    static func makeValid(_ bytes: inout [UInt8]) {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            bytes = Array(String(decoding: bytes, as: UTF8.self).utf8)
        }
    }
}
