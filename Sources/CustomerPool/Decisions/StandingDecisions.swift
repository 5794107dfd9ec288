public import ChatIdentity
public import ChatModel

/// What the decisions that stand come to for a set of records: who is who, and which values hold.
public struct StandingDecisions: Sendable {
    /// Pairs of records that are one person, and pairs that are not.
    public private(set) var identity = IdentityDecisions()
    /// Edits with the records that they are about, in the order in which they were made.
    private var edits: [(id: Int64, members: Set<String>, values: [String: String])] = []

    /// More members than this are tied in a chain, not each with each.
    private static let completeLimit = 300

    /// What decisions come to.
    ///
    /// - Parameters:
    ///   - decisions: those that stand, in the order in which they were made.
    ///   - records: the records of the pool.
    public init(_ decisions: [Decision], records: [CustomerRecord]) {
        guard !decisions.isEmpty else { return }
        let known = Set(records.map(\.recordID))
        var byAccount: [String: [String]] = [:]
        for record in records { if let account = DecisionSubject.account(record) { byAccount[account, default: []].append(record.recordID) } }
        func members(_ subject: DecisionSubject?) -> [String] {
            guard let subject else { return [] }
            var found = Set(subject.recordIDs.filter(known.contains))
            for account in subject.accounts { found.formUnion(byAccount[account] ?? []) }
            return found.sorted()
        }
        for decision in decisions {
            switch decision.kind {
            case .merge:
                let both = Set(members(decision.left) + members(decision.right)).sorted()
                identity.cannotLink = identity.cannotLink.filter { !(both.contains($0.left) && both.contains($0.right)) }
                tie(both)
            case .split, .notSame:
                let (left, right) = (members(decision.left), members(decision.right))
                for a in left {
                    for b in right where a != b {
                        let pair = IdentityDecisions.Pair(a, b)
                        identity.mustLink.remove(pair)
                        identity.cannotLink.insert(pair)
                    }
                }
            case .edit:
                for edit in decision.edits { edits.append((decision.id, Set(members(edit.subject)), edit.values)) }
            }
        }
    }

    /// The ids of the records of each edit.
    public var editedRecords: [Set<String>] { edits.map(\.members) }

    private mutating func tie(_ members: [String]) {
        guard members.count <= Self.completeLimit else {
            for (a, b) in zip(members, members.dropFirst()) { identity.mustLink.insert(IdentityDecisions.Pair(a, b)) }
            return
        }
        for (i, a) in members.enumerated() { for b in members[(i + 1)...] { identity.mustLink.insert(IdentityDecisions.Pair(a, b)) } }
    }

    /// The edits that hold for each cluster.
    ///
    /// An edit goes to the cluster with most of the records that it was made for. Of two edits of one field the later one holds; what was written beside two
    /// customers who turned out to be one is put together where it can be (remarks, notes, labels).
    ///
    /// - Parameters:
    ///   - clusters: the cluster of each record, in the order of `recordIDs`.
    ///   - recordIDs: the ids of the records.
    /// - Returns: by cluster, the value of every edited field and the number of the decision.
    public func edits(clusters: [Int], recordIDs: [String]) -> [Int: [String: FieldEdit]] {
        guard !edits.isEmpty else { return [:] }
        let clusterOf = Dictionary(zip(recordIDs, clusters), uniquingKeysWith: { first, _ in first })
        var found: [Int: [String: [FieldEdit]]] = [:]
        for edit in edits {
            var shares: [Int: (count: Int, first: String)] = [:]
            for member in edit.members.sorted() {
                guard let cluster = clusterOf[member] else { continue }
                shares[cluster] = ((shares[cluster]?.count ?? 0) + 1, shares[cluster]?.first ?? member)
            }
            guard let home = shares.max(by: { ($0.value.count, $1.value.first) < ($1.value.count, $0.value.first) })?.key else { continue }
            for (field, value) in edit.values {
                var standing = found[home]?[field] ?? []
                standing.removeAll { !$0.members.isDisjoint(with: edit.members) }
                standing.append(FieldEdit(value: value, decision: edit.id, members: edit.members))
                found[home, default: [:]][field] = standing
            }
        }
        return found.mapValues { fields in fields.mapValues { $0 }.reduce(into: [:]) { $0[$1.key] = Self.together($1.key, $1.value) } }
    }

    private static func together(_ field: String, _ edits: [FieldEdit]) -> FieldEdit? {
        guard var result = edits.last, edits.count > 1 else { return edits.last }
        result.value = together(EditableField(rawValue: field), edits.map(\.value))
        return result
    }

    /// One value of several that were written for one person, the last one the newest: what was written beside somebody is put together, of anything else the last holds.
    static func together(_ field: EditableField?, _ values: [String]) -> String {
        let said = unique(values.filter { !$0.isEmpty })
        return switch field {
        case .remark: said.joined(separator: "；")
        case .notes: said.joined(separator: "\n")
        case .tags: unique(said.flatMap { $0.split(separator: "、").map(String.init) }).joined(separator: "、")
        case .doNotContact: said.first ?? ""
        default: values.last ?? ""
        }
    }

    private static func unique(_ values: [String]) -> [String] { values.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}

extension EditableField {
    /// Where the field stands in the customer's evidence.
    fileprivate func path(in customer: Customer) -> String {
        switch self {
        case .phone: "phones/0"
        case .nickname: "nicknames/0"
        case .province, .city, .district, .address: customer.recipients.firstIndex { $0 == customer.home }.map { "recipients/\($0)" } ?? "recipients/0"
        default: rawValue
        }
    }
}

/// A value that the seller gave a field, and the decision by which.
public struct FieldEdit: Hashable, Sendable {
    /// The value, as `EditableField.value(ofCell:)` and `CorrectableField.value(of:)` make it.
    public var value: String
    /// The number of the decision.
    public var decision: Int64
    /// The records that it was made for.
    var members: Set<String>

    /// Puts edits into a customer, each with its place in the evidence: the decision's number in place of a file.
    public static func apply(_ edits: [String: FieldEdit], to customer: inout Customer) {
        var ofOrders: [(name: String, edit: FieldEdit, key: String, said: OrderEdit)] = []
        for (name, edit) in edits.sorted(by: { $0.key < $1.key }) {
            if let (key, said) = OrderEdit.read(name, edit.value) {
                ofOrders.append((name, edit, key, said))
                continue
            }
            let path: String
            if let field = EditableField(rawValue: name) {
                field.set(edit.value, of: &customer)
                guard customer.edited.contains(field) else { continue }
                path = field.path(in: customer)
            } else if let field = CorrectableField(rawValue: name), !edit.value.isEmpty {
                field.set(edit.value, of: &customer)
                path = field.path
            } else {
                continue
            }
            customer.evidence.removeAll { $0.field == path }
            customer.evidence.append(FieldEvidence(field: path, evidence: edit.evidence))
        }
        // Goods and how much of them are said in two places: what was said last holds.
        for (_, edit, key, said) in ofOrders.sorted(by: { ($0.edit.decision, $0.name) < ($1.edit.decision, $1.name) }) {
            guard let place = OrderKey.find(key, in: customer.orders) else { continue }
            said.apply(to: &customer.orders[place])
            customer.orders[place].evidence.append(edit.evidence)
        }
        if !ofOrders.isEmpty { customer.preferences = GoldenRecord.preferences(of: customer) }
    }

    private var evidence: Evidence { Evidence(position: SourcePosition(file: "decision \(decision)"), rule: "decided", confidence: 1) }
}
