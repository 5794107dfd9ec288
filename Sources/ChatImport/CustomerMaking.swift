import ChatIdentity
import ChatModel
import CustomerPool

/// A customer with what it was made of.
struct MadeCustomer {
    var customer: Customer
    /// The number of its cluster.
    var cluster: Int
    /// Places of its records.
    var members: [Int]
    /// Everything that it is made of, without what depends on other customers, as one number.
    var base: Int64

    /// The customer as it is written.
    var written: WrittenCustomer { WrittenCustomer(customer, signature: Self.signature(base, customer), base: base) }

    static func signature(_ base: Int64, _ customer: Customer) -> Int64 {
        var signature = CustomerSignature(rules: PoolResolution.rules)
        signature.add(UInt64(bitPattern: base))
        signature.add(customer.stage.rawValue)
        signature.add(customer.relations)
        return signature.value
    }
}

/// Makes one customer of each cluster of records.
struct CustomerMaking {
    let records: [CustomerRecord]
    let signatures: [UInt64]
    let threads: Int

    /// The customers of clusters; those of whom only a contact list knows are none.
    ///
    /// - Parameters:
    ///   - members: the places of each cluster's records.
    ///   - ids: the id of each cluster.
    ///   - edits: what the seller wrote, by cluster.
    func customers(_ members: [[Int]], _ ids: [String], edits: [Int: [String: FieldEdit]]) throws(ImportError) -> [MadeCustomer] {
        let size = 128
        let made = try Parallel.map(Array(stride(from: 0, to: members.count, by: size)), threads: threads) { (_, start) throws(ImportError) in
            (start..<min(start + size, members.count)).compactMap { cluster -> MadeCustomer? in
                let group = members[cluster].map { records[$0] }
                // A contact list alone makes no customer: its people count once they wrote, ordered, or can be reached.
                guard group.contains(where: { !$0.tags.contains(TableRecords.contactOnly) }) else { return nil }
                var customer = GoldenRecord.customer(id: ids[cluster], of: group)
                customer.tags.removeAll { $0.hasPrefix("\u{1}") }
                let edits = edits[cluster] ?? [:]
                FieldEdit.apply(edits, to: &customer)
                return MadeCustomer(customer: customer, cluster: cluster, members: members[cluster], base: base(ids[cluster], members[cluster], edits))
            }
        }
        return made.flatMap { $0 }
    }

    private func base(_ id: String, _ members: [Int], _ edits: [String: FieldEdit]) -> Int64 {
        var signature = CustomerSignature(rules: PoolResolution.rules)
        signature.add(id)
        for place in members.sorted(by: { records[$0].recordID < records[$1].recordID }) { signature.add(signatures[place]) }
        for (field, edit) in edits.sorted(by: { $0.key < $1.key }) {
            signature.add(field)
            signature.add(edit.value)
            signature.add(UInt64(bitPattern: edit.decision))
        }
        return signature.value
    }
}

extension Customer {
    /// What a customer is called where others show it among their relations.
    var calledAmongRelations: String? { name ?? nicknames.first }
}

extension CustomerRelation {
    /// The order in which a customer's relations are kept.
    static func precedes(_ a: CustomerRelation, _ b: CustomerRelation) -> Bool {
        (a.kind.rawValue, a.customerID, a.isFrom ? 0 : 1) < (b.kind.rawValue, b.customerID, b.isFrom ? 0 : 1)
    }

    /// A relation to a customer, as sure as is kept.
    init(_ kind: Kind, to other: Customer, isFrom: Bool, _ confidence: Double) {
        self.init(
            kind: kind, customerID: other.id, name: other.calledAmongRelations, isFrom: isFrom, confidence: (confidence * 1000).rounded() / 1000)
    }
}
