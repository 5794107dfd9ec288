import ChatInterpret
import ChatModel
import CustomerPool

/// Makes records of a payment app's bills: what each person whose name stands there paid or got back.
///
/// A bill knows names and sums only. It proves payments of people who are known from chats and makes no customer by itself: a transfer may be a friend's.
enum BillRecords {
    static func records(_ entries: [(value: BillEntry, position: SourcePosition)], _ ownership: Ownership) -> [CustomerRecord] {
        var records: [String: CustomerRecord] = [:]
        var ids: [String] = []
        var seen: Set<String> = []
        for (entry, position) in entries {
            // An address of mail that is no mask says who somebody is as well as a name does.
            let email = entry.counterpartyAccount.flatMap { $0.contains("@") && !$0.contains("*") ? $0.lowercased() : nil }
            guard let name = entry.counterparty ?? email, !name.isEmpty, name != "/", let order = order(of: entry, at: position) else { continue }
            guard !ownership.owns(Participant(name: name)) else { continue }
            // The same bill read twice, or two bills of months that overlap: a payment's number is one payment.
            if let number = entry.payment.id, !seen.insert(number + order.status.rawValue).inserted { continue }
            let id = "bill:\(entry.platform.rawValue):\(name)"
            if records[id] == nil {
                ids.append(id)
                var record = CustomerRecord(recordID: id, platform: entry.platform, conversation: "")
                if entry.counterparty != nil { record.nicknames = [Attested(name, evidence: order.evidence)] }
                record.tags = [TableRecords.contactOnly]
                record.firstPosition = position
                records[id] = record
            }
            if let email, records[id]?.emails.contains(where: { $0.value == email }) == false {
                records[id]?.emails.append(Attested(email, evidence: order.evidence))
            }
            records[id]?.orders.append(order)
        }
        return ids.compactMap { records[$0] }
    }

    /// A payment as an order of which nothing else is known; nil for money that has nothing to do with a customer's order.
    private static func order(of entry: BillEntry, at position: SourcePosition) -> Order? {
        // A closed or failed trade moved nothing.
        guard let amount = entry.payment.amount, amount > 0, entry.payment.state != .expired else { return nil }
        let isPaid = entry.isIncome && entry.payment.state != .refunded
        var order = Order(placedAt: entry.at, status: isPaid ? .paid : .refunded, items: [], amount: amount, currency: entry.payment.currency)
        order.orderNumber = entry.orderNumber
        order.paidAt = isPaid ? entry.at : nil
        order.account = AccountReference(platform: entry.platform)
        let isSaid = isPaid || entry.payment.state == .refunded || [entry.note, entry.product].contains { $0?.contains("退") == true }
        order.evidence = [
            Evidence(position: position, at: entry.at, rule: isPaid ? OrderSource.payment : OrderSource.refund, confidence: isSaid ? 0.98 : 0.6)
        ]
        return order
    }
}
