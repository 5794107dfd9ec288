import ChatModel
import Foundation
import OrderLedger
import TestSupport

/// A talk as acts, with the orders that it leaves: a file of `fixtures/ledger`.
///
/// `@ group` or `@ direct`; `+2d`, `+3h`: time goes by; `S: {act}…` the seller; `NAME: {act}…` a customer, acts as in labelled files, several with `&` between; `NAME pays 118 [id]`, `S takes 118 [id]`,
/// `S sends 118 [id]`: rows of the app; `NAME gets it at Wang [relation]`: a recipient; `= NAME status | items | amount | parcels`: an order in the end, in order. `#` begins a remark.
struct LedgerCase {
    var name: String
    var isGroup = false
    var steps: [LedgerEvent] = []
    var customers: [String] = []
    var expected: [String] = []

    init(_ path: URL) throws {
        name = path.deletingPathExtension().lastPathComponent
        var clock: Int64 = 1_717_578_000
        for (n, line) in try String(contentsOf: path, encoding: .utf8).split(separator: "\n").enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            clock += 60
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("@") {
                isGroup = line.contains("group")
            } else if line.hasPrefix("+") {
                clock += (Int64(line.dropFirst().dropLast()) ?? 0) * (line.hasSuffix("d") ? 86_400 : 3_600)
            } else if line.hasPrefix("=") {
                expected.append(line.dropFirst().trimmingCharacters(in: .whitespaces))
            } else {
                steps.append(try event(line, Timestamp(wallSeconds: clock), SourcePosition(file: name, line: n + 1, index: n)))
            }
        }
    }

    private mutating func event(_ line: String, _ at: Timestamp, _ position: SourcePosition) throws -> LedgerEvent {
        if let colon = line.firstIndex(of: ":"), line[colon...].contains("{") {
            let acts = try line[line.index(after: colon)...].components(separatedBy: "&").map {
                try JSONDecoder().decode(DialogueAct.self, from: Data($0.utf8))
            }
            return LedgerEvent(by: speaker(String(line[..<colon])), at: at, position: position, acts: acts)
        }
        let words = line.split(separator: " ").map(String.init)
        var event = LedgerEvent(by: speaker(words[0]), at: at, position: position, acts: [])
        if words[1] == "gets" {
            event.recipients = [LedgerRecipient(index: 0, names: [words[4]], relation: words.count > 5 ? words[5] : nil, isNew: true)]
        } else {
            event.payment = Payment(amount: Double(words[2]), state: words[1] == "takes" ? .received : .sent, id: words.count > 3 ? words[3] : nil)
        }
        return event
    }

    private mutating func speaker(_ name: String) -> LedgerSpeaker {
        if name == "S" { return .seller }
        if let known = customers.firstIndex(of: name) { return .customer(known) }
        customers.append(name)
        return .customer(customers.count - 1)
    }

    /// The orders that the ledger reads off, a line each.
    func orders(repeating times: Int = 1) -> [String] {
        var ledger = OrderLedger(isGroup: isGroup)
        for name in customers { _ = ledger.customer(named: name) }
        for step in steps { for _ in 0..<(step.payment?.id == nil ? 1 : times) { ledger.take(step) } }
        let silent = ledger.silentCustomers
        return ledger.finish(home: "CNY").enumerated().flatMap { customer, book in
            let name = customer < customers.count ? customers[customer] : silent.first { $0.customer == customer }?.name ?? "?"
            return book.orders.map { Self.line(name, $0) }
        }
    }

    static func line(_ name: String, _ order: Order) -> String {
        func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
        let items = order.items.map { $0.product + ($0.quantity.map { "×" + number($0) } ?? "") + ($0.unit ?? "") }.joined(separator: " + ")
        let shares = order.consignments.isEmpty ? "" : " | \(order.consignments.count) shares"
        return
            "\(name) \(order.status.rawValue) | \(items) | \(order.amount.map(number) ?? "-") | \(order.trackings.map(\.number).joined(separator: ","))\(shares)"
            .trimmingCharacters(in: .whitespaces)
    }
}
