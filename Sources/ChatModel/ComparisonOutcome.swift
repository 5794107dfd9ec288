/// What one comparison of two records found and how much it weighs.
public struct ComparisonOutcome: Hashable, Sendable, Codable {
    /// What was compared, such as `phone`.
    public var comparison: String
    /// The level reached, such as `same-pinyin`.
    public var level: String
    /// Its match weight in bits against the strongest rival explanation.
    public var bits: Double

    /// An outcome of a comparison.
    public init(comparison: String, level: String, bits: Double) {
        self.comparison = comparison
        self.level = level
        self.bits = bits
    }
}
