/// How often each level vector occurs among the candidate pairs.
struct PatternCounts: Sendable {
    /// Codes in ascending order with their counts.
    var codes: [Int32] = []
    var counts: [Double] = []
    /// What the dates of birth of these pairs say, in bits; 0 where one of them is unknown.
    var birthBits: [Float] = []
    var pairs = 0
    var pairsByKey = [Int](repeating: 0, count: BlockingKey.count)

    /// Pairs that are looked at, at most about; more are sampled by content.
    static let sampleLimit = 3_000_000

    init(_ rows: [Row], _ pool: [UInt16], _ blocks: CandidateBlocks, threads: Int) {
        var upper = 0
        for block in blocks.blocks { upper += Int(block.count) * (Int(block.count) - 1) / 2 }
        // Blocks overlap, so that this is more than will be compared.
        let rate = min(1, Double(Self.sampleLimit) / Double(max(upper, 1)))
        let threshold = rate >= 1 ? UInt64.max : UInt64(rate * Double(UInt64.max))
        // One table for each worker, so that their number does not multiply with the parts.
        let workers = max(1, min(threads, 8))
        let partCount = blocks.parts.count
        let isSmall = upper < 300_000
        let found = Parallel.map(workers, threads: threads) { worker in
            var table = [Int32](repeating: 0, count: isSmall ? 0 : LevelVector.codeCount)
            var few: [Pattern: Int] = [:]
            var byKey = [Int](repeating: 0, count: BlockingKey.count)
            var part = worker
            while part < partCount {
                blocks.forEachPair(part: part, of: rows) { a, b, key in
                    byKey[key] += 1
                    if threshold != .max, ContentHash.mix(rows[a].content &+ rows[b].content) > threshold { return }
                    if rows[a].record == rows[b].record { return }
                    let code = LevelVector.code(rows[a], rows[b], pool)
                    let birth = BirthDateComparison.bits(rows[a], rows[b])
                    if isSmall || birth != 0 { few[Pattern(code: code, birthBits: birth), default: 0] += 1 } else { table[code] &+= 1 }
                }
                part += workers
            }
            return (table, few, byKey)
        }
        for (_, _, byKey) in found {
            for k in byKey.indices { pairsByKey[k] += byKey[k] }
        }
        pairs = pairsByKey.reduce(0, +)
        func note(_ pattern: Pattern, _ n: Int) {
            codes.append(Int32(pattern.code))
            birthBits.append(pattern.birthBits)
            counts.append(Double(n) / rate)
        }
        var all: [Pattern: Int] = [:]
        for (_, few, _) in found { all.merge(few, uniquingKeysWith: +) }
        if !isSmall {
            for code in 0..<LevelVector.codeCount {
                var n = 0
                for (table, _, _) in found { n += Int(table[code]) }
                if n > 0 { all[Pattern(code: code, birthBits: 0)] = n }
            }
        }
        for pattern in all.keys.sorted() { note(pattern, all[pattern] ?? 0) }
    }

    /// What is counted together.
    private struct Pattern: Hashable, Comparable {
        var code: Int
        var birthBits: Float

        static func < (a: Pattern, b: Pattern) -> Bool { (a.code, a.birthBits) < (b.code, b.birthBits) }
    }
}
