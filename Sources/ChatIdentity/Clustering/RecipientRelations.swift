/// Who sends goods to whom: recipients of one customer whose number is another customer's own.
enum RecipientRelations {
    /// The relations from customers to the customers behind their recipients.
    static func find(_ records: [IdentityRecord], clusters: [Int]) -> [IdentityRelation] {
        let owners = owners(records)
        var found: [UInt64: IdentityRelation] = [:]
        for (i, record) in records.enumerated() {
            for person in record.related {
                for number in person.phones.compactMap(number) {
                    for owner in owners[number] ?? [] where clusters[owner] != clusters[i] {
                        let key = UInt64(clusters[i]) << 32 | UInt64(clusters[owner])
                        if found[key] == nil {
                            found[key] = IdentityRelation(kind: .recipient, from: clusters[i], to: clusters[owner], confidence: sure, records: [i, owner])
                        }
                    }
                }
            }
        }
        return found.values.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    }

    /// The same for pairs of records, from whoever sends to whoever receives.
    static func kin(_ records: [IdentityRecord]) -> [IdentityKin] {
        let owners = owners(records)
        var found: Set<IdentityKin> = []
        for (i, record) in records.enumerated() {
            for person in record.related {
                for number in person.phones.compactMap(number) {
                    for owner in owners[number] ?? [] where owner != i {
                        found.insert(IdentityKin(kind: .recipient, left: i, right: owner, confidence: sure))
                    }
                }
            }
        }
        return found.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    private static let sure = 0.9

    private static func owners(_ records: [IdentityRecord]) -> [UInt64: [Int]] {
        var owners: [UInt64: [Int]] = [:]
        for (i, record) in records.enumerated() {
            for phone in record.phones {
                guard let number = number(phone), owners[number, default: []].count < 8 else { continue }
                owners[number, default: []].append(i)
            }
        }
        return owners
    }

    private static func number(_ phone: String) -> UInt64? {
        var row = Row()
        let bytes = Array(phone.utf8)
        PhoneReader.read(bytes, 0..<bytes.count, into: &row)
        return row.phoneKind == .mobile || row.phoneKind == .other ? row.phone : nil
    }
}
