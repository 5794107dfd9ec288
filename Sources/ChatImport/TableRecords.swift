import ChatExtract
import ChatInterpret
import ChatModel
import CustomerPool

/// Makes records of what tables hold: people of contact lists, orders of shop systems.
enum TableRecords {
    /// Marks a record that a contact list alone knows: it names and links accounts but makes no customer.
    static let contactOnly = "\u{1}contact"

    static func records(of pool: PoolStore, ownership: Ownership, region: String) throws(ImportError) -> [CustomerRecord] {
        var records = try pool.entries("contact", as: Contact.self).compactMap { record(of: $0.value, at: $0.position, ownership) }
        records += orders(try pool.entries("order", as: TableOrder.self), region)
        var seen: Set<String> = []
        return records.filter { seen.insert($0.recordID).inserted }
    }

    private static func record(of contact: Contact, at position: SourcePosition, _ ownership: Ownership) -> CustomerRecord? {
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
        record.phones = contact.phones.flatMap(TableText.phones).map { Attested($0, evidence: evidence) }
        record.emails = contact.emails.map { Attested($0, evidence: evidence) }
        record.birthDate = contact.birthDate.map { Attested($0, evidence: evidence) }
        record.gender = contact.gender.map { Attested($0, evidence: evidence) }
        record.tags = contact.tags
        if let alias = contact.alias, !alias.isEmpty {
            record.otherIdentities = [
                Attested(OtherIdentity(kind: contact.platform == .wechat ? "wechat_id" : contact.platform.rawValue, value: alias), evidence: evidence)
            ]
        }
        if record.phones.isEmpty && contact.addresses.isEmpty { record.tags.append(contactOnly) }
        return record
    }

    /// One record for each buyer of a shop system, known by member name, else by the recipient's number.
    private static func orders(_ entries: [(value: TableOrder, position: SourcePosition)], _ region: String) -> [CustomerRecord] {
        var records: [String: CustomerRecord] = [:]
        var ids: [String] = []
        for (table, position) in entries {
            let phones = table.recipientPhone.map(TableText.phones) ?? []
            guard let key = table.buyer ?? table.buyerPhone ?? phones.first ?? table.recipientName, !key.isEmpty else { continue }
            let id = "table:\(table.platform.rawValue):\(key)"
            if records[id] == nil { ids.append(id) }
            var record = records[id] ?? CustomerRecord(recordID: id, platform: table.platform, conversation: "")
            let evidence = Evidence(position: position, at: table.placedAt, rule: "order-table", confidence: 0.95)
            add(table, phones, evidence, to: &record)
            records[id] = record
        }
        return ids.compactMap { records[$0] }
    }

    private static func add(_ table: TableOrder, _ phones: [String], _ evidence: Evidence, to record: inout CustomerRecord) {
        if let buyer = table.buyer, !record.nicknames.contains(where: { $0.value == buyer }) { record.nicknames.append(Attested(buyer, evidence: [evidence])) }
        if let phone = table.buyerPhone.map(TableText.phones)?.first, !record.phones.contains(where: { $0.value == phone }) {
            record.phones.append(Attested(phone, evidence: [evidence]))
        }
        var order = Order(
            placedAt: table.placedAt ?? table.paidAt, status: table.status ?? .placed, items: table.items, amount: table.amount, currency: table.currency)
        order.orderNumber = table.orderNumber
        (order.paidAt, order.shippedAt, order.receivedAt) = (table.paidAt, table.shippedAt, table.receivedAt)
        order.trackings = table.trackings
        order.evidence = [evidence]
        order.account = AccountReference(platform: record.platform)
        let address = table.addressText.flatMap(TableText.address)
        if table.recipientName != nil || !phones.isEmpty || address != nil {
            let recipient = Recipient(name: table.recipientName, phones: phones, address: address)
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
