/// What a resolution of all records found that a part of them cannot show, kept so that a part can be resolved alone: its outcome is then the one that all records together
/// would have had.
public struct IdentityFrame: Sendable {
    /// What comparisons weigh.
    public var model: IdentityModel
    /// How common the values of each record are among all, as bytes, in the order of the records.
    public var statistics: [[UInt8]] = []
    /// The island of each record: whom it is one with depends on nothing but the records of its island. Numbered from 0.
    public var islands: [Int] = []
    /// Pairs of records that are best explained by a household, by one ordering for the other or sending to the other, wherever they came to stand.
    public var kin: [IdentityKin] = []
}

/// The learned part of a resolution: how likely each level of each comparison is for pairs of each kind.
public struct IdentityModel: Hashable, Sendable, Codable {
    /// Probabilities by kind, comparison and level.
    var levels: [[[Double]]]
    /// The share of each kind among all pairs.
    var shares: [Double]
}

/// Two records that are tied by something else than identity.
public struct IdentityKin: Hashable, Sendable {
    /// What ties the two: never ``IdentityRelation/Kind/ambiguous``, which follows from the clusters.
    public var kind: IdentityRelation.Kind
    /// Index of the record that the tie starts from; of a household and of one who orders, the one that came first.
    public var left: Int
    /// Index of the other record.
    public var right: Int
    /// How sure, 0...1.
    public var confidence: Double
}

/// Where a question stands among all questions: what is most worth asking comes first.
public struct ReviewRank: Hashable, Sendable, Comparable {
    /// How doubtful it is and how much depends on it.
    public var worth: Double
    /// The kind of the tie that asks it; one that the comparisons ask comes after those.
    public var kind: Int
    /// What the comparisons weigh.
    public var weight: Double
    /// Orders what is alike otherwise, the same in every run.
    public var mark: UInt64

    /// The more worth asking is the lesser.
    public static func < (a: ReviewRank, b: ReviewRank) -> Bool {
        (b.worth, a.kind, b.weight, a.mark) < (a.worth, b.kind, a.weight, b.mark)
    }
}
