/// What a person decided about records, to be held in every run: pairs that belong together and pairs that do not.
public struct IdentityDecisions: Hashable, Sendable, Codable {
    /// Two records, by id.
    public struct Pair: Hashable, Sendable, Codable {
        /// The smaller id.
        public var left: String
        /// The larger id.
        public var right: String

        /// A pair of records; the order says nothing.
        public init(_ left: String, _ right: String) {
            self.left = min(left, right)
            self.right = max(left, right)
        }
    }

    /// Pairs that are one person.
    public var mustLink: Set<Pair> = []
    /// Pairs that are two people; stronger than `mustLink` where both reach the same records.
    public var cannotLink: Set<Pair> = []

    /// No decisions.
    public init() {}

    /// Decisions by pair.
    public init(mustLink: Set<Pair>, cannotLink: Set<Pair>) {
        self.mustLink = mustLink
        self.cannotLink = cannotLink
    }

    /// Whether nothing was decided.
    public var isEmpty: Bool { mustLink.isEmpty && cannotLink.isEmpty }
}
