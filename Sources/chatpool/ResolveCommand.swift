import ArgumentParser
import ChatBytes
import ChatIdentity
import ChatModel
import Glibc

/// `chatpool resolve [FILE]`
struct ResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: Words.of("Finds out which records of a table are one person."),
        discussion: Words.of(
            """
            JSON lines or CSV with a header row in, one line {"record_id", "customer_id"} for each record out, in order. Columns: record_id, name,
            nickname, phones, emails, platform, account_id, address or address_text, seen_at; any may be missing.

            Records of which no machine holds all are resolved in pieces, with the same outcome: --keys, --shares, --train, --links and, of records that links
            tie, --model alone. docs/spark.md says what goes from one to the next.

            Example:
              $ chatpool resolve people.csv > customers.jsonl
            """))

    @Argument(help: ArgumentHelp(Words.of("The records; standard input when left out.")))
    var file = "-"

    @Flag(help: ArgumentHelp(Words.of("Link only what is beyond doubt: fewer wrong merges, more customers.")))
    var careful = false

    @Option(help: ArgumentHelp(Words.of("Threads to use; the outcome does not depend on it.")))
    var threads = 2

    @Flag(help: ArgumentHelp(Words.of("Piece: every record's values, by which a cluster brings records together, and its rows, which the other pieces read.")))
    var keys = false

    @Flag(help: ArgumentHelp(Words.of("Piece: of records in the order of a value they share, how many people share it.")))
    var shares = false

    @Flag(help: ArgumentHelp(Words.of("Piece: add up counts of rows and of blocks, to one line.")))
    var train = false

    @Flag(help: ArgumentHelp(Words.of("With --train: learn the weights of what was counted, for --model.")))
    var learn = false

    @Flag(help: ArgumentHelp(Words.of("Piece: of records in the order of their blocks, who may be whom. Needs --model.")))
    var links = false

    @Option(help: ArgumentHelp(Words.of("What --train wrote: alone, the piece that tells who is who among the records of whole sets."), valueName: "file"))
    var model: String?

    func validate() throws {
        if [keys, shares, train, links].count(where: { $0 }) > 1 { throw ValidationError("--keys, --shares, --train and --links are pieces: give one") }
        if learn, !train { throw ValidationError("--learn goes with --train") }
        if links, model == nil { throw ValidationError("--links needs the --model that weighs them") }
        if keys || shares, model != nil { throw ValidationError("--model goes with --train, --links or alone") }
        guard 1...64 ~= threads else { throw ValidationError("--threads takes 1 to 64") }
    }

    func run() throws {
        try Exit.reporting { () throws(ImportError) in try resolve() }
    }

    private var options: IdentityResolver.Options {
        var options = IdentityResolver.Options()
        options.threads = threads
        options.linkThreshold = careful ? 4 : 0
        return options
    }

    private func resolve() throws(ImportError) {
        if shares || train || links || model != nil, !keys {
            let pieces = try ResolvePieces(file: file, options: options, model: model)
            if shares {
                try pieces.shares()
            } else if train {
                try pieces.train(learns: learn)
            } else if links {
                try pieces.links()
            } else {
                try pieces.clusters()
            }
            return
        }
        var skipped = 0
        let table = try read(&skipped)
        if skipped > 0 {
            Terminal.error(Words.say("chatpool: \(skipped) lines are no JSON objects and were left out", "chatpool：\(skipped) 行不是 JSON 对象，已跳过"))
        }
        if keys { return try ResolvePieces(file: file, options: options, model: nil).keys(of: table) }
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
            case .utf8(let piece):
                head = piece
                try checkColumns(piece)
            case .converted(let converted): source = converted
            }
        } else {
            let opened = try ExportSource.open(file)
            if opened.encoding != .utf8 { source = opened } else { try checkColumns(opened.head()) }
        }
        if let source { try checkColumns(source.head()) }
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

    /// Columns by which a record can be told.
    private static let columns = [
        "record_id", "name", "names", "nickname", "nicknames", "phone", "phones", "email", "emails", "platform", "account_id", "address", "addresses",
        "address_text", "address_texts", "birth_date", "seen_at", "last_seen",
    ]

    /// Refuses a table of which no column is known: its rows would be records of nobody, and all of them one.
    private func checkColumns(_ head: [UInt8]) throws(ImportError) {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        guard let first = text.first(where: { $0 > 0x20 }), first != 0x7B, first != 0x5B else { return }
        let line = String(decoding: text.drop { $0 <= 0x20 }.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self).lowercased()
        let names = line.split { ",;\t\" ".contains($0) }
        guard !names.contains(where: { Self.columns.contains(String($0)) }) else { return }
        throw ImportError(
            .unknownFormat, "no column of the table is known; its first row names them: \(Self.columns.prefix(3).joined(separator: ", ")) …",
            at: SourcePosition(file: file))
    }

    private func unreadable(_ number: Int32) -> ImportError {
        ImportError(.unreadable, "cannot be read: \(systemErrorText(number))", at: SourcePosition(file: file), systemError: number)
    }
}
