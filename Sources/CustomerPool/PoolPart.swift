public import ChatIdentity
public import ChatModel

/// What is kept of a record beside its contents, so that it can be resolved again with those of its island alone.
public struct FramedRecord: Sendable {
    /// The record's id.
    public var recordID: String
    /// The account's key (see ``DecisionSubject``); nil where the export has no id.
    public var account: String?
    /// The records that can have to do with it have the same number.
    public var island: Int
    /// A number that another form of the record hardly has.
    public var signature: UInt64
    /// How common its values are among all records.
    public var statistics: [UInt8]
    /// The record after what other records say about it; nil where that changed nothing.
    public var settled: CustomerRecord?

    /// What is kept of a record.
    public init(_ record: CustomerRecord, island: Int, signature: UInt64, statistics: [UInt8], isSettled: Bool) {
        recordID = record.recordID
        account = DecisionSubject.account(record)
        self.island = island
        self.signature = signature
        self.statistics = statistics
        settled = isSettled ? record : nil
    }
}

/// A tie between two records, by their ids.
public struct FramedTie: Sendable {
    /// One record.
    public var left: String
    /// The other one.
    public var right: String
    /// What ties them; `kind` and `mayLink` are those of ``ChatIdentity/IdentityTie``.
    public var tie: IdentityTie

    /// A tie.
    public init(left: String, right: String, tie: IdentityTie) {
        self.left = left
        self.right = right
        self.tie = tie
    }
}

/// A household, an order or goods for somebody else, by the ids of two records.
public struct FramedKin: Sendable {
    /// The record that it starts from.
    public var left: String
    /// The other record.
    public var right: String
    /// What ties the two.
    public var kind: CustomerRelation.Kind
    /// How sure.
    public var confidence: Double
    /// The customer of one record; nil for one that is none's.
    public var leftCustomer: String?
    /// The customer of the other one.
    public var rightCustomer: String?

    /// A tie that is not identity.
    public init(left: String, right: String, kind: CustomerRelation.Kind, confidence: Double) {
        self.left = left
        self.right = right
        self.kind = kind
        self.confidence = confidence
    }
}

/// A question to the seller with its place among all of them.
public struct RankedQuestion: Sendable {
    /// The question.
    public var pair: ReviewPair
    /// Where it stands.
    public var rank: ReviewRank
    /// One of the records of which it is asked.
    public var left: String
    /// The other one.
    public var right: String
    /// The island of both.
    public var island: Int

    /// A question with its place.
    public init(_ pair: ReviewPair, rank: ReviewRank, left: String, right: String, island: Int) {
        self.pair = pair
        self.rank = rank
        self.left = left
        self.right = right
        self.island = island
    }
}

/// The records of some islands with everything that they are resolved by.
public struct PoolPart: Sendable {
    /// The records, in the order of their ids, as they are resolved.
    public var records: [CustomerRecord] = []
    /// The signature of each.
    public var signatures: [UInt64] = []
    /// What was counted for each among all.
    public var statistics: [[UInt8]] = []
    /// The ties between them.
    public var ties: [FramedTie] = []
    /// The customers that they are now.
    public var previous: [StableIDs.Previous] = []

    /// No records.
    public init() {}
}

/// A customer as it is written.
public struct WrittenCustomer: Sendable {
    /// The customer.
    public var customer: Customer
    /// Everything that it is made of as one number (see ``CustomerSignature``).
    public var signature: Int64
    /// The same without what depends on other customers.
    public var base: Int64

    /// A customer with its signatures.
    public init(_ customer: Customer, signature: Int64, base: Int64) {
        self.customer = customer
        self.signature = signature
        self.base = base
    }
}

/// What resolving a part of the pool again came to.
public struct PartOutcome: Sendable {
    /// The islands that were resolved: they are one from now on.
    public var islands: Set<Int> = []
    /// Customers that are not any more.
    public var gone: Set<String> = []
    /// Customers that are new or changed.
    public var changed: [WrittenCustomer] = []
    /// Ids that were absorbed, and the ids that stand for them.
    public var redirects: [String: String] = [:]
    /// Places in the order of customers that are given back.
    public var positions: [String: Int] = [:]
    /// The questions of the islands; nil where they stay.
    public var questions: [RankedQuestion]?
    /// Customers of whom a question says something else now; only where questions stay.
    public var described: [Customer] = []
    /// The frame as it is kept from now on.
    public var frame = ""
    /// What ``PoolStore/noteSettled(_:)`` is to keep; nil where nothing was settled.
    public var settled: String?

    /// Nothing changed.
    public init() {}
}
