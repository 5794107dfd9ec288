import ChatIdentity
import ChatModel

/// Rows of which the shop system hides name and number, beside people whose surname and street fit what it shows: a question, unless the row shows the whole door and
/// what is seen of the number fits too.
enum MaskedTies {
    /// Rows that fit a person and people that fit a row; more say nothing.
    private static let most = 3

    static func find(_ records: [CustomerRecord]) -> [IdentityTie] {
        var rows: [(surname: Character, use: RecipientUse, record: Int)] = []
        for (i, record) in records.enumerated() where record.conversation.isEmpty {
            // The note keeps the name as the row shows it: 林*.
            guard let name = record.orders.lazy.flatMap(\.notes).first(where: { $0.hasSuffix("*") && 2...4 ~= $0.count }), let surname = name.first,
                surname != "*", let use = record.recipients.first
            else { continue }
            rows.append((surname, use, i))
        }
        guard !rows.isEmpty else { return [] }
        var fitting: [Int: [Int]] = [:]
        for (i, record) in records.enumerated() {
            for use in record.recipients where use.isSelf != false && use.recipient.name != nil {
                for row in rows where row.record != i && use.recipient.name?.first == row.surname && fits(use.recipient, row.use.recipient) {
                    if fitting[row.record]?.contains(i) != true { fitting[row.record, default: []].append(i) }
                }
            }
        }
        return fitting.sorted { $0.key < $1.key }.filter { $0.value.count <= most }.flatMap { row, people in
            people.map { person in
                let isWhole = people.count == 1 && records[row].recipients.first.map { isDoor($0.recipient, of: records[person]) } ?? false
                return IdentityTie(row, person, .masked, mayLink: isWhole)
            }
        }
    }

    /// Whether a row shows a person's whole door, and both ends of a number that is theirs.
    private static func isDoor(_ masked: Recipient, of record: CustomerRecord) -> Bool {
        guard let seen = masked.address?.detail, !seen.contains("*"), seen.split(whereSeparator: { !$0.isNumber }).count >= 2,
            let mask = masked.phones.first, mask.contains("*"), mask.filter(\.isNumber).count >= 7
        else { return false }
        return record.recipients.contains { use in use.isSelf != false && use.recipient.address?.detail == seen && fits(use.recipient, masked) }
    }

    /// Whether district, town and what is seen of street and number are the same.
    private static func fits(_ whole: Recipient, _ masked: Recipient) -> Bool {
        guard let a = whole.address, let b = masked.address, a.city == b.city, a.district == b.district, let detail = a.detail else { return false }
        let seen = (b.detail ?? "").prefix { $0 != "*" }
        guard seen.count >= 3, detail.hasPrefix(seen), a.town == nil || b.town == nil || a.town == b.town else { return false }
        guard let mask = masked.phones.first, let head = mask.split(separator: "*").first, let tail = mask.split(separator: "*").last else { return true }
        return whole.phones.contains { phone in phone.hasSuffix(tail) && phone.contains(head) }
    }
}
