/// Weights of hashed features: a bit for each feature that has any, and a row of eight-bit weights for each bit.
struct FeatureMatrix: Sendable {
    /// Outputs a row has.
    let width: Int
    private let scale: Float
    private let bits: [UInt64]
    /// Rows before each word of `bits`.
    private let ranks: [UInt32]
    private let weights: [Int8]

    /// Reads a matrix: width and scale, the bits, the rows.
    init(_ file: inout TableFile) throws(TableFile.Damaged) {
        width = Int(try file.word())
        scale = try file.number()
        var bits: [UInt64] = []
        var ranks: [UInt32] = []
        var rows: UInt32 = 0
        for _ in 0..<FeatureHash.places / 64 {
            ranks.append(rows)
            let word = try file.doubleWord()
            bits.append(word)
            rows += UInt32(word.nonzeroBitCount)
        }
        (self.bits, self.ranks) = (bits, ranks)
        weights = try file.bytes(Int(rows) * width).map { Int8(bitPattern: $0) }
    }

    /// Adds the rows of the features up; features without a row count nothing.
    func sum(_ places: [UInt32], into sums: inout [Int32]) {
        precondition(sums.count >= width)
        let width = width
        // Most of the time of reading talk goes here; without bounds checks the rows are added as vectors.
        unsafe sums.withUnsafeMutableBufferPointer { sums in
            unsafe weights.withUnsafeBufferPointer { weights in
                for place in places {
                    let word = bits[Int(place >> 6)]
                    let bit = UInt64(1) << UInt64(place & 63)
                    guard word & bit != 0 else { continue }
                    let row = (Int(ranks[Int(place >> 6)]) + (word & (bit - 1)).nonzeroBitCount) * width
                    for k in 0..<width { unsafe sums[k] &+= Int32(weights[row + k]) }
                }
            }
        }
    }

    /// A sum as a score.
    func score(_ sum: Int32) -> Float { Float(sum) * scale }
}
