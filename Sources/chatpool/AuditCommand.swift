import ArgumentParser
import ChatBytes
import ChatModel
import CustomerPool

/// `chatpool audit`
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: Words.of("Lists what was done to the pool, and the numbers of decisions."),
        discussion: Words.of("The list only grows. It holds kinds, times, counts and customer numbers; no names, phones or messages."))

    @Flag(help: ArgumentHelp(Words.of("JSON lines."))) var json = false
    @OptionGroup var pool: PoolOption

    func run() throws {
        let store = try Deciding.look(pool)
        try Exit.reporting { () throws(ImportError) in
            for entry in try store.auditTrail() { try Output.write(json ? Self.json(entry) : Array(Self.line(entry).utf8)) }
        }
    }

    private static func time(_ seconds: Int64) -> String { Timestamp(wallSeconds: seconds, offsetMinutes: 0, precision: .second).description }

    private static func line(_ entry: AuditEntry) -> String {
        [
            Layout.right(String(entry.id), to: 5), Layout.padded(time(entry.at), to: 25), Layout.padded(Words.value("audit", entry.kind), to: 9),
            Layout.padded(entry.decision.map { "#\($0)" } ?? "", to: 6), Layout.padded(entry.customerID ?? "", to: 16), entry.count.map(String.init) ?? "",
        ].joined(separator: " ").trimmingEnd + "\n"
    }

    private static func json(_ entry: AuditEntry) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("id")
        json.integer(Int(entry.id))
        json.key("at")
        json.string(time(entry.at))
        json.key("kind")
        json.string(entry.kind)
        if let decision = entry.decision {
            json.key("decision")
            json.integer(Int(decision))
        }
        if let customer = entry.customerID {
            json.key("customer_id")
            json.string(customer)
        }
        if let count = entry.count {
            json.key("count")
            json.integer(count)
        }
        json.endObject()
        json.endLine()
        return json.bytes
    }
}

extension String {
    /// Without blanks at its end.
    var trimmingEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
