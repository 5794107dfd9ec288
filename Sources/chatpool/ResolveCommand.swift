import ArgumentParser
import ChatBytes
import ChatIdentity
import ChatModel
import Glibc

/// `chatpool resolve [FILE]`
struct ResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Finds out which records of a table are one person.",
        discussion: """
            JSON lines or CSV with a header row in, one line {"record_id", "customer_id"} for each record out, in order. Columns: record_id, name,
            nickname, phones, emails, platform, account_id, address or address_text, seen_at; any may be missing.

            Example:
              $ chatpool resolve people.csv > customers.jsonl
            """)

    @Argument(help: "The records; standard input when left out.")
    var file = "-"

    @Flag(help: "Link only what is beyond doubt: fewer wrong merges, more customers.")
    var careful = false

    @Option(help: "Threads to use; the outcome does not depend on it.")
    var threads = 2

    func validate() throws {
        guard 1...64 ~= threads else { throw ValidationError("--threads takes 1 to 64") }
    }

    func run() throws {
        try Exit.reporting { () throws(ImportError) in try resolve() }
    }

    private func resolve() throws(ImportError) {
        var skipped = 0
        let table = try read(&skipped)
        if skipped > 0 {
            Terminal.error(Words.say("chatpool: \(skipped) lines are no JSON objects and were left out", "chatpool：\(skipped) 行不是 JSON 对象，已跳过"))
        }
        var options = IdentityResolver.Options()
        options.threads = threads
        options.linkThreshold = careful ? 4 : 0
        var found = table
        let clusters = IdentityResolver(options: options).clusters(of: &found)
        do throws(RecordReadError) {
            try ClusterLines.write(clusters, of: found, to: STDOUT_FILENO)
        } catch {
            throw ImportError(.cannotWrite, "cannot be written", at: SourcePosition(file: "-"), systemError: error.errorNumber)
        }
    }

    /// The records, whatever encoding they come in.
    private func read(_ skipped: inout Int) throws(ImportError) -> RecordTable {
        var head: [UInt8] = []
        var source: ExportSource?
        if file == "-" {
            switch try PipedText.begin() {
            case .utf8(let piece): head = piece
            case .converted(let converted): source = converted
            }
        } else {
            let opened = try ExportSource.open(file)
            if opened.encoding != .utf8 { source = opened }
        }
        var converted: TemporaryFile?
        if let source {
            let temporary = try TemporaryFile()
            try temporary.write(source.head(source.size))
            _ = lseek(temporary.descriptor, 0, SEEK_SET)
            converted = temporary
        }
        let descriptor = converted?.descriptor ?? (file == "-" ? STDIN_FILENO : unsafe open(file, O_RDONLY | O_CLOEXEC))
        guard descriptor >= 0 else { throw unreadable(errno) }
        defer { if descriptor != STDIN_FILENO, converted == nil { close(descriptor) } }
        do throws(RecordReadError) {
            return try RecordLines.read(descriptor: descriptor, after: head, threads: threads, skipped: &skipped)
        } catch {
            throw unreadable(error.errorNumber)
        }
    }

    private func unreadable(_ number: Int32) -> ImportError {
        ImportError(.unreadable, "cannot be read: \(systemErrorText(number))", at: SourcePosition(file: file), systemError: number)
    }
}
