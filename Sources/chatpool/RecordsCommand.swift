import ArgumentParser
import ChatBytes
import ChatImport
import ChatInterpret
import ChatModel
import CustomerPool
import Glibc

/// `chatpool records [FILE]`
struct RecordsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: Words.of("Makes a customer record of each account out of message lines."),
        discussion: Words.of(
            """
            Reads message lines as 'chatpool messages --tables' writes them, whole conversations at a time, and writes one line for each account in each
            chat: what 'resolve' compares, and everything that was found with its evidence. Nothing is kept: there is no pool.

            Example:
              chatpool messages --tables ~/exports | chatpool records --owner 花间小铺 > records.jsonl
              chatpool resolve records.jsonl > ids.jsonl
              chatpool customers records.jsonl ids.jsonl > customers.jsonl
            """))

    @Argument(help: ArgumentHelp(Words.of("Message lines; standard input when left out.")))
    var file = "-"

    @Option(help: ArgumentHelp(Words.of("The seller's name as the chats show it; may be given several times. Inferred when left out.")))
    var owner: [String] = []

    @Flag(help: ArgumentHelp(Words.of("The chats are a part of the seller's: an --owner may be in none of them.")))
    var part = false

    @Option(help: ArgumentHelp(Words.of("The product list, a CSV with the columns product, aliases, unit, price.")))
    var catalog: String?

    @Option(help: ArgumentHelp(Words.of("The shop's country, two letters; found out of the chats when left out.")))
    var region: String?

    @Flag(help: ArgumentHelp(Words.of("End with exit code 1 when anything was odd.")))
    var strict = false

    func run() throws {
        var report = RunReport()
        var unreadable = 0
        try Exit.reporting { () throws(ImportError) in
            var options = ImportRun.Options()
            options.ownerNames = owner
            options.region = region
            options.isPart = part
            if let catalog { options.catalog = try ProductList.read(catalog) }
            let making = try RecordMaking(options: options)
            var number = 0
            try LineInput.forEachLine(of: file) { (bytes, range) throws(ImportError) in
                number += 1
                guard !range.isEmpty else { return }
                if try making.read(bytes, range) == .unreadable {
                    unreadable += 1
                    Terminal.error(Words.say("chatpool: line \(number): no message", "chatpool：第 \(number) 行不是消息"))
                }
            } atPause: { () throws(ImportError) in
            }
            var output = LineOutput()
            for record in try making.records(&report) {
                output.append(RecordLine.line(record))
                try output.flushIfFull()
            }
            try output.flush()
        }
        guard report.refusedOwners.isEmpty else {
            Reporting.refused(report.refusedOwners)
            throw Exit.usage
        }
        if report.ownerNames.isEmpty, report.ownerGround == .unknown, report.conversations > 0 {
            Terminal.error(
                Words.say(
                    "chatpool: nobody is known as the seller: both sides of a chat count as customers; give --owner NAME as the chats show it",
                    "chatpool：无法判断谁是卖家：聊天双方都算作客户；请用 --owner 指定聊天里显示的店主名"))
        }
        if strict, unreadable > 0 { throw Exit.diagnostics }
    }
}
