public import ChatIdentity
public import ChatModel

/// Whom a decision is about, said by what survives a new import: records and accounts, never a customer's id alone.
public struct DecisionSubject: Hashable, Sendable, Codable {
    /// The customer's id when it was decided.
    public var customerID: String
    /// The records that the customer was made of.
    public var recordIDs: [String]
    /// The accounts behind them, `platform#id`: a new chat of an account falls under the decision too.
    public var accounts: [String]

    /// Whom a decision is about.
    public init(customerID: String, recordIDs: [String], accounts: [String]) {
        self.customerID = customerID
        self.recordIDs = recordIDs
        self.accounts = accounts
    }

    /// The key of a record's account; nil where the export has no id.
    public static func account(_ record: CustomerRecord) -> String? { record.accountID.map { record.platform.rawValue + "#" + $0 } }
}

/// Values that the seller gave a customer, by the field's name.
public struct SubjectEdit: Hashable, Sendable, Codable {
    /// Whose values they are.
    public var subject: DecisionSubject
    /// The values by field: an `EditableField`, or one that can be corrected only (see ``CorrectableField``).
    public var values: [String: String]

    /// Values that the seller gave a customer.
    public init(subject: DecisionSubject, values: [String: String]) {
        self.subject = subject
        self.values = values
    }
}

/// What the seller decided about the pool. It holds in every later import until it is undone; of two decisions that contradict each other the later one holds.
public struct Decision: Hashable, Sendable {
    /// What was decided.
    public enum Kind: String, Sendable, Codable {
        /// Two customers are one person.
        case merge
        /// A part of a customer is somebody else.
        case split
        /// Two customers are two people.
        case notSame = "not_same"
        /// A customer's fields have these values.
        case edit
    }

    /// Ascending with time; never used twice.
    public var id: Int64 = 0
    /// What was decided.
    public var kind: Kind
    /// When, in seconds of Unix time.
    public var at: Int64
    /// One side of a merge, split or not-same.
    public var left: DecisionSubject?
    /// The other side; of a split the part that was taken out.
    public var right: DecisionSubject?
    /// The values of an edit.
    public var edits: [SubjectEdit] = []
    /// The customers that it changed, as they were: what an undo gives their ids back by.
    public var before: [StableIDs.Previous] = []

    /// A decision that is not stored yet.
    public init(_ kind: Kind, at: Int64) {
        self.kind = kind
        self.at = at
    }

    /// Whether it says that these two records are two people's.
    public func parts(_ a: String, _ b: String) -> Bool {
        guard kind == .split || kind == .notSame, let left = left?.recordIDs, let right = right?.recordIDs else { return false }
        return left.contains(a) && right.contains(b) || left.contains(b) && right.contains(a)
    }

    /// The parts that are kept as one JSON text.
    struct Contents: Codable {
        struct Before: Codable {
            var id: String
            var position: Int
            var records: [String]
        }
        var left: DecisionSubject?
        var right: DecisionSubject?
        var edits: [SubjectEdit]
        var before: [Before]
    }

    var contents: Contents {
        get {
            Contents(
                left: left, right: right, edits: edits, before: before.map { Contents.Before(id: $0.id, position: $0.order, records: $0.recordIDs) })
        }
        set {
            (left, right, edits) = (newValue.left, newValue.right, newValue.edits)
            before = newValue.before.map { StableIDs.Previous(id: $0.id, order: $0.position, recordIDs: $0.records) }
        }
    }
}
