import ArgumentParser
import ChatBytes
import ChatImport
import ChatModel
import CustomerPool
import Glibc
import PoolWriters
import ShopSettings

/// `chatpool customers [FILE…]`
struct CustomersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customers", abstract: Words.of("Makes customers of records and of the customer id of each."),
        discussion: Words.of(
            """
            Reads lines of 'chatpool records' and lines {"record_id", "customer_id"} of 'chatpool resolve', in any order and from any number of files, and
            writes what a pool of these records writes as JSON lines. A record line may also carry its customer_id.

            Example:
              chatpool customers records.jsonl ids.jsonl > customers.jsonl
            """))

    @Argument(help: ArgumentHelp(Words.of("Records and ids; standard input when left out.")))
    var files: [String] = []

    @OptionGroup var view: ViewOptions

    @Flag(help: ArgumentHelp(Words.of("End with exit code 1 when anything was odd.")))
    var strict = false

    func run() throws {
        var isOdd = false
        try Exit.reporting { () throws(ImportError) in isOdd = try write() }
        if strict, isOdd { throw Exit.diagnostics }
    }

    private func write() throws(ImportError) -> Bool {
        let settings = try view.settings(besides: "chatpool.db")
        var options = ImportRun.Options(settings)
        options.asOf = view.day
        var records: [CustomerRecord] = []
        var ids: [String: String] = [:]
        var unreadable = 0
        for file in files.isEmpty ? ["-"] : files {
            var number = 0
            try LineInput.forEachLine(of: file) { (bytes, range) throws(ImportError) in
                number += 1
                guard !range.isEmpty else { return }
                guard let parts = RecordLine.parts(bytes, range), parts.record != nil || parts.customerID != nil else {
                    unreadable += 1
                    Terminal.error(Words.say("chatpool: line \(number): neither a record nor an id", "chatpool：第 \(number) 行既不是记录也不是编号"))
                    return
                }
                if let record = parts.record { records.append(record) }
                if let id = parts.customerID { ids[parts.recordID] = id }
            } atPause: { () throws(ImportError) in
            }
        }
        let known = Set(records.map(\.recordID))
        let unnamed = known.count { ids[$0] == nil }
        let missing = ids.keys.count { !known.contains($0) }
        if unnamed > 0 {
            Terminal.error(
                Words.say(
                    "chatpool: \(unnamed) records have no customer id: each is a customer of its own", "chatpool：\(unnamed) 条记录没有客户编号：各算一位客户"))
        }
        if missing > 0 { Terminal.error(Words.say("chatpool: \(missing) ids are of records that did not come", "chatpool：\(missing) 个编号没有对应的记录")) }
        let repeated = records.count - known.count
        if repeated > 0 { Terminal.error(Words.say("chatpool: \(repeated) records came more than once", "chatpool：\(repeated) 条记录重复")) }
        let pool = try RecordsToCustomers.pool(records, ids: ids, options: options)
        let writer = try Output.writer(for: Output.path, format: nil)
        let odd = try writer.write(try view.view(settings).contents(of: pool), to: Output.path)
        for diagnostic in odd { Terminal.error(Words.diagnostic(diagnostic)) }
        return unreadable + unnamed + missing + repeated > 0
    }
}
