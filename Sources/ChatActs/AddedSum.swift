/// Sums that are said together with what they are made of.
enum AddedSum {
    /// Smaller sums are chance: 1 and 2 beside 3.
    private static let least = 10.0

    /// The last of some numbers that is the sum of two or more right before it: 190 of 75, 115, 190, 40; nil where none is.
    static func of(_ values: [Double]) -> Double? {
        values.indices.last { at in
            var sum = 0.0
            for start in (0..<at).reversed() {
                sum += values[start]
                if start < at - 1, values[at] >= least, abs(sum - values[at]) < 0.005 { return true }
            }
            return false
        }.map { values[$0] }
    }
}
