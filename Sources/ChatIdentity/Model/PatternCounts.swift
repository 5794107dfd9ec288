/// How often each level vector occurs among the candidate pairs.
struct PatternCounts: Sendable {
    /// Codes with their counts; a code stands once for each outcome of the dates of birth.
    var codes: [Int32] = []
    var counts: [Double] = []
    /// What the dates of birth of these pairs say, in bits; 0 where one of them is unknown.
    var birthBits: [Float] = []
    var pairs = 0
    var pairsByKey = [Int](repeating: 0, count: BlockingKey.count)

    /// Pairs that are looked at, at most about; more are sampled by content.
    static let sampleLimit = 3_000_000

    init(_ rows: [Row], _ pool: [UInt16], _ blocks: CandidateBlocks, threads: Int) {
        let upper = blocks.upperPairs
        let found = Self.count(rows, pool, blocks, upper: upper, threads: threads)
        self.init(found.counts, byKey: found.byKey, upper: upper)
    }

    /// What was counted, part by part or at once, of so many pairs in blocks: by `pattern(_:_:)`.
    init(_ found: [Int32: Int], byKey: [Int], upper: Int) {
        let rate = Self.rate(upper)
        for pattern in found.keys.sorted() {
            codes.append(pattern / Int32(Self.outcomes))
            birthBits.append(BirthDateComparison.Outcome(rawValue: Int(pattern) % Self.outcomes)?.bits ?? 0)
            counts.append(Double(found[pattern] ?? 0) / rate)
        }
        pairsByKey = byKey
        pairs = byKey.reduce(0, +)
    }

    /// The share of pairs that is looked at; blocks overlap, so that their pairs together are more than will be compared.
    private static func rate(_ upper: Int) -> Double { min(1, Double(sampleLimit) / Double(max(upper, 1))) }

    /// The numbers of patterns are below this.
    static let patternCount = LevelVector.codeCount * outcomes
    private static let outcomes = BirthDateComparison.Outcome.allCases.count

    /// What is counted together: a level vector's code and what the dates of birth say.
    private static func pattern(_ code: Int, _ birth: BirthDateComparison.Outcome) -> Int32 { Int32(truncatingIfNeeded: code * outcomes + birth.rawValue) }

    /// How often each pattern was seen among the pairs of some blocks, and the pairs that each key brought together.
    ///
    /// - Parameter upper: the pairs in all blocks, of which these may be a part.
    static func count(
        _ rows: [Row], _ pool: [UInt16], _ blocks: CandidateBlocks, upper: Int, threads: Int
    ) -> (counts: [Int32: Int], byKey: [Int]) {
        let rate = rate(upper)
        let threshold = rate >= 1 ? UInt64.max : UInt64(rate * Double(UInt64.max))
        // One table for each worker, so that their number does not multiply with the parts.
        let workers = max(1, min(threads, 8))
        let partCount = blocks.parts.count
        let isSmall = blocks.upperPairs < 300_000
        let found = Parallel.map(workers, threads: threads) { worker in
            var table = [Int32](repeating: 0, count: isSmall ? 0 : LevelVector.codeCount)
            var few: [Int32: Int] = [:]
            var byKey = [Int](repeating: 0, count: BlockingKey.count)
            var part = worker
            while part < partCount {
                blocks.forEachPair(part: part, of: rows) { a, b, key in
                    byKey[key] += 1
                    if threshold != .max, ContentHash.mix(rows[a].content &+ rows[b].content) > threshold { return }
                    if rows[a].record == rows[b].record { return }
                    let code = LevelVector.code(rows[a], rows[b], pool)
                    let birth = BirthDateComparison.outcome(rows[a], rows[b])
                    if isSmall || birth != .unknown { few[pattern(code, birth), default: 0] += 1 } else { table[code] &+= 1 }
                }
                part += workers
            }
            for code in table.indices where table[code] != 0 { few[pattern(code, .unknown)] = Int(table[code]) }
            return (few, byKey)
        }
        var all: [Int32: Int] = [:]
        var byKey = [Int](repeating: 0, count: BlockingKey.count)
        for (few, keys) in found {
            all.merge(few, uniquingKeysWith: +)
            for k in keys.indices { byKey[k] += keys[k] }
        }
        return (all, byKey)
    }
}
