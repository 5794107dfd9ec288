import ChatExtract
import ChatInterpret
import ChatModel
import CustomerPool

/// Makes records of what tables hold: people of contact lists, orders of shop systems.
enum TableRecords {
    /// Marks a record that a contact list alone knows: it names and links accounts but makes no customer.
    static let contactOnly = "\u{1}contact"

    /// Goes up when other records come of the same tables.
    static let rules = 1

    static func records(of pool: PoolStore, ownership: Ownership) throws(ImportError) -> [CustomerRecord] {
        var cells = TableText()
        var records: [CustomerRecord] = []
        for (contact, position) in try pool.entries("contact", as: Contact.self) {
            if let record = record(of: contact, at: position, ownership, &cells) { records.append(record) }
        }
        records += orders(try pool.entries("order", as: TableOrder.self), &cells)
        records += BillRecords.records(try pool.entries("bill", as: BillEntry.self), ownership)
        var seen: Set<String> = []
        return records.filter { seen.insert($0.recordID).inserted }
    }

    private static func record(of contact: Contact, at position: SourcePosition, _ ownership: Ownership, _ cells: inout TableText) -> CustomerRecord? {
        let name = contact.nickname ?? contact.remark ?? contact.name ?? ""
        guard !ownership.owns(Participant(id: contact.id, name: name)) else { return nil }
        let evidence = [Evidence(position: position, rule: "contact-list", confidence: 0.95)]
        let key = contact.id ?? contact.alias ?? name + (contact.phones.first ?? "")
        guard !key.isEmpty else { return nil }
        var record = CustomerRecord(
            recordID: "contact:\(contact.platform.rawValue):\(key)", platform: contact.platform, accountID: contact.id, conversation: "")
        record.firstPosition = position
        record.nicknames = [contact.nickname, contact.remark].compactMap(\.self).filter { !$0.isEmpty }.map { Attested($0, evidence: evidence) }
        record.names = [contact.name].compactMap(\.self).filter { !$0.isEmpty }.map { Attested($0, evidence: evidence) }
        record.phones = contact.phones.flatMap { cells.phones($0) }.map { Attested($0, evidence: evidence) }
        record.emails = contact.emails.map { Attested($0, evidence: evidence) }
        record.birthDate = contact.birthDate.map { Attested($0, evidence: evidence) }
        record.gender = contact.gender.map { Attested($0, evidence: evidence) }
        record.tags = contact.tags
        if let alias = contact.alias, !alias.isEmpty {
            record.otherIdentities = [
                Attested(OtherIdentity(kind: contact.platform == .wechat ? "wechat_id" : contact.platform.rawValue, value: alias), evidence: evidence)
            ]
        }
        for address in contact.addresses {
            guard let recipient = cells.recipient(name: contact.name, phone: contact.phones.first, address: address) else { continue }
            record.recipients.append(RecipientUse(recipient, isSelf: true, evidence: evidence))
        }
        if record.phones.isEmpty && contact.addresses.isEmpty { record.tags.append(contactOnly) }
        return record
    }

    /// One record for each buyer of a shop system, known by member name, else by the recipient's number.
    private static func orders(_ entries: [(value: TableOrder, position: SourcePosition)], _ cells: inout TableText) -> [CustomerRecord] {
        var records: [String: CustomerRecord] = [:]
        var ids: [String] = []
        for (table, position) in entries {
            let phones = table.recipientPhone.map { cells.phones($0) } ?? []
            guard let key = table.buyer ?? table.buyerPhone ?? phones.first ?? table.recipientName, !key.isEmpty else { continue }
            let id = "table:\(table.platform.rawValue):\(key)"
            if records[id] == nil { ids.append(id) }
            var record = records[id] ?? CustomerRecord(recordID: id, platform: table.platform, conversation: "")
            let evidence = Evidence(position: position, at: table.placedAt, rule: OrderSource.table, confidence: 0.95)
            add(table, evidence, &cells, to: &record)
            records[id] = record
        }
        return ids.compactMap { records[$0] }
    }

    private static func add(_ table: TableOrder, _ evidence: Evidence, _ cells: inout TableText, to record: inout CustomerRecord) {
        if let buyer = table.buyer, !record.nicknames.contains(where: { $0.value == buyer }) { record.nicknames.append(Attested(buyer, evidence: [evidence])) }
        if let phone = table.buyerPhone.map({ cells.phones($0) })?.first, !record.phones.contains(where: { $0.value == phone }) {
            record.phones.append(Attested(phone, evidence: [evidence]))
        }
        var order = Order(
            placedAt: table.placedAt ?? table.paidAt, status: table.status ?? .placed, items: table.items, amount: table.amount, currency: table.currency)
        order.orderNumber = table.orderNumber
        (order.paidAt, order.shippedAt, order.receivedAt) = (table.paidAt, table.shippedAt, table.receivedAt)
        if let refunded = table.refunded, let amount = order.amount {
            if refunded >= amount - 0.005, amount > 0 {
                order.status = .refunded
            } else if order.status != .refunded {
                order.notes.append(OrderNote(.refundedPart, refunded).code)
            }
        }
        order.trackings = table.trackings
        order.evidence = [evidence]
        order.account = AccountReference(platform: record.platform)
        if let recipient = cells.recipient(name: table.recipientName, phone: table.recipientPhone, address: table.addressText) {
            if let at = record.recipients.firstIndex(where: { $0.recipient == recipient }) {
                record.recipients[at].useCount += 1
                record.recipients[at].lastUsed = [record.recipients[at].lastUsed, order.placedAt].compactMap(\.self).max()
                order.recipient = at
            } else {
                order.recipient = record.recipients.count
                record.recipients.append(RecipientUse(recipient, firstUsed: order.placedAt, lastUsed: order.placedAt, evidence: [evidence]))
            }
        }
        record.orders.append(order)
        record.firstSeen = [record.firstSeen, order.placedAt].compactMap(\.self).min()
        record.lastSeen = [record.lastSeen, order.placedAt].compactMap(\.self).max()
        if record.firstPosition == nil { record.firstPosition = evidence.position }
    }
}
