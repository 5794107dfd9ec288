import ChatExtract
import ChatInterpret
import ChatModel
import CustomerPool

/// Makes records of what tables hold: people of contact lists, orders of shop systems.
enum TableRecords {
    /// Marks a record that a contact list alone knows: it names and links accounts but makes no customer.
    static let contactOnly = "\u{1}contact"

    /// Goes up when other records come of the same tables.
    static let rules = 7

    static func records(of pool: PoolStore, ownership: Ownership, region: String) throws(ImportError) -> [CustomerRecord] {
        var cells = TableText(region: region)
        var records: [CustomerRecord] = []
        var seen: [String: Int] = [:]
        for (contact, position) in try pool.entries("contact", as: Contact.self) {
            guard let record = record(of: contact, at: position, ownership, &cells) else { continue }
            if let at = seen[record.recordID] {
                if contact.isCustomer == true { add(record, to: &records[at]) }
                continue
            }
            seen[record.recordID] = records.count
            records.append(record)
        }
        var orders = OrderRecords(region: region, cells: cells)
        for (contact, position) in try pool.entries("contact", as: Contact.self) { orders.know(contact, in: position.file) }
        for (table, position) in try pool.entries("order", as: TableOrder.self) { orders.add(table, at: position) }
        records += orders.records
        records += BillRecords.records(try pool.entries("bill", as: BillEntry.self), ownership)
        var known: Set<String> = []
        return records.filter { known.insert($0.recordID).inserted }
    }

    /// A person who stands in a list twice is one record with all that both rows say.
    private static func add(_ other: CustomerRecord, to record: inout CustomerRecord) {
        for note in other.notes where !record.notes.contains(where: { $0.value == note.value }) { record.notes.append(note) }
        for tag in other.tags where !record.tags.contains(tag) { record.tags.append(tag) }
        for email in other.emails where !record.emails.contains(where: { $0.value == email.value }) { record.emails.append(email) }
        for use in other.recipients where !record.recipients.contains(where: { $0.recipient == use.recipient }) { record.recipients.append(use) }
    }

    private static func record(of contact: Contact, at position: SourcePosition, _ ownership: Ownership, _ cells: inout TableText) -> CustomerRecord? {
        let name = contact.nickname ?? contact.remark ?? contact.name ?? ""
        guard !ownership.owns(Participant(id: contact.id, name: name)) else { return nil }
        let evidence = [Evidence(position: position, rule: "contact-list", confidence: 0.95)]
        var key = contact.id ?? contact.alias ?? name + (contact.phones.first ?? "")
        // In a list of customers a row is a record: colleagues share a number, strangers a name.
        if contact.isCustomer == true, contact.id == nil {
            key = [contact.alias, contact.name, contact.nickname, contact.phones.first, contact.emails.first].compactMap(\.self).joined(separator: " ")
        }
        guard !key.isEmpty else { return nil }
        var record = CustomerRecord(
            recordID: "contact:\(contact.platform.rawValue):\(key)", platform: contact.platform, accountID: contact.id, conversation: "")
        record.firstPosition = position
        // An address book holds what its owner calls people: 木箱老样 is nobody's full name, and may be what a messenger shows.
        let called = contact.isCustomer == true ? nil : contact.name.flatMap { FullName.isLikely($0) ? nil : $0 }
        let person = called.map { FullName.head(of: $0) } ?? contact.name
        record.nicknames = [contact.nickname, contact.remark, called].compactMap(\.self).filter { !$0.isEmpty }.map { Attested($0, evidence: evidence) }
        record.names = [person].compactMap(\.self).filter { !$0.isEmpty && !$0.contains("*") }.map { Attested($0, evidence: evidence) }
        record.phones = contact.phones.flatMap { cells.phones($0) }.filter { !$0.contains("*") }.map { Attested($0, evidence: evidence) }
        record.emails = contact.emails.map { Attested($0, evidence: evidence) }
        record.birthDate = contact.birthDate.map { Attested($0, evidence: evidence) }
        record.gender = contact.gender.map { Attested($0, evidence: evidence) }
        record.tags = contact.tags
        record.notes = notes(of: contact, evidence)
        if let alias = contact.alias, !alias.isEmpty {
            let kind = contact.platform == .wechat || contact.platform == .unknown ? "wechat_id" : contact.platform.rawValue
            record.otherIdentities = [Attested(OtherIdentity(kind: kind, value: alias), evidence: evidence)]
        }
        for address in contact.addresses {
            guard let recipient = cells.recipient(name: contact.name, phone: contact.phones.first, address: address) else { continue }
            // One cell for everything.
            if record.names.isEmpty, let name = recipient.name { record.names = [Attested(name, evidence: evidence)] }
            if record.phones.isEmpty { record.phones = recipient.phones.map { Attested($0, evidence: evidence) } }
            record.recipients.append(RecipientUse(recipient, isSelf: true, evidence: evidence))
        }
        if contact.isCustomer != true, record.phones.isEmpty && contact.addresses.isEmpty { record.tags.append(contactOnly) }
        return record
    }

    /// Free text and what is known beside the person.
    private static func notes(of contact: Contact, _ evidence: [Evidence]) -> [Attested<String>] {
        var lines = contact.note.map { [$0] } ?? []
        if let name = contact.name, name.contains("*") { lines.append(name) }
        lines += contact.phones.filter { $0.contains("*") }
        return lines.map { Attested($0, evidence: evidence) }
    }
}
