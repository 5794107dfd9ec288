/// Fellegi–Sunter with several named kinds of non-match: what each comparison level weighs, learned from the data and blended with built-in priors.
struct MatchModel: Sendable {
    /// Pairs of the built-in model that a class's learned levels are blended with.
    private static let priorPairs = 500.0
    /// Records of the built-in model that the shares of the classes are blended with.
    private static let priorRecords = 1000.0
    private static let roundLimit = 300

    /// Probability of a level, by class (the learned ones, then random), field and level; level 0 weighs nothing.
    private(set) var levels: [[[Double]]]
    /// Share of each class among all pairs.
    private(set) var shares: [Double]
    private(set) var rounds = 0
    /// Match weight by code, where all are at hand.
    private var weights: [Float] = []
    /// Match weight by code, of the codes that occur.
    private var sparse: [Int32: Float] = [:]

    /// Learns from what was counted.
    ///
    /// - Parameter isKnownByBirth: whether people are known by their date of birth, so that the data itself shows how often one person stands under two names.
    init(_ patterns: PatternCounts, random: [[Double]], counts: RowCounts, isKnownByBirth: Bool) {
        let n = Double(max(counts.rows, 2))
        let universe = n * (n - 1) / 2
        var prior = ModelPriors.shared.levels
        Self.spreadExactNames(&prior, counts: counts, random: random[0])
        levels = prior + [random]
        var expected = ModelPriors.shared.pairsPerRecord.map { $0 * n }
        // Chance meetings grow with the square of the records; the built-in rates are those of 100,000.
        for q in [PairClass.coincidence, .namesake, .neighbour] { expected[q.rawValue] *= min(n / 100_000, 1) }
        let priorShares = expected.map { $0 / universe }
        shares = priorShares + [1]
        learn(patterns, prior: prior, priorShares: priorShares, universe: universe, records: n, isKnownByBirth: isKnownByBirth)
        fillWeights(patterns)
    }

    /// Spreads the built-in probability of equal names over the frequency buckets as this data has them.
    private static func spreadExactNames(_ prior: inout [[[Double]]], counts: RowCounts, random: [Double]) {
        let buckets = Int(NameComparison.exactBuckets)
        let share = counts.nameBuckets.map { 1 + Double($0) }
        let all = share.reduce(0, +)
        let chance = random[1...buckets].reduce(0, +)
        for q in prior.indices {
            let exact = prior[q][0][1]
            let isChance = q == PairClass.coincidence.rawValue || q == PairClass.namesake.rawValue || q == PairClass.neighbour.rawValue
            for b in 0..<buckets { prior[q][0][1 + b] = exact * (isChance ? random[1 + b] / chance : share[b] / all) }
        }
    }

    /// A model that was learned before.
    init?(_ known: IdentityModel) {
        let counts = LevelVector.levelCounts
        guard known.shares.count == PairClass.learned + 1, known.levels.count == PairClass.learned + 1,
            known.levels.allSatisfy({ $0.map(\.count) == counts })
        else { return nil }
        (levels, shares) = (known.levels, known.shares)
    }

    /// What was learned.
    var known: IdentityModel { IdentityModel(levels: levels, shares: shares) }

    // MARK: Learning

    private mutating func learn(_ patterns: PatternCounts, prior: [[[Double]]], priorShares: [Double], universe: Double, records: Double, isKnownByBirth: Bool)
    {
        let classes = PairClass.learned
        let fields = LevelVector.levelCounts.count
        let vectors = patterns.codes.map { LevelVector.levels(Int($0)) }
        // Flat: field offsets into one array of levels.
        var offsets: [Int] = []
        var width = 0
        for count in LevelVector.levelCounts {
            offsets.append(width)
            width += count
        }
        let flatVectors = vectors.flatMap { levels in levels.enumerated().map { $1 == 0 ? -1 : offsets[$0] + $1 } }
        func flat(_ levels: [[Double]]) -> [Double] { levels.flatMap { $0 } }
        let priorFlat = prior.map(flat)
        var current = levels.map(flat)
        var sums = [[Double]](repeating: [Double](repeating: 0, count: width), count: classes)
        var probability = [Double](repeating: 0, count: classes + 1)
        let births = patterns.birthBits.map { exp2(Double($0)) }
        for round in 1...Self.roundLimit {
            rounds = round
            for q in 0..<classes {
                for i in 0..<width { sums[q][i] = 0 }
            }
            var expected = [Double](repeating: 0, count: classes)
            for (p, count) in patterns.counts.enumerated() {
                var total = 0.0
                for q in 0...classes {
                    var value = shares[q]
                    for f in 0..<fields {
                        let i = flatVectors[p * fields + f]
                        if i >= 0 { value *= current[q][i] }
                    }
                    // A date of birth is no comparison that is learned, yet it tells which pairs the others are learned from.
                    if q == 0 { value *= births[p] }
                    probability[q] = value
                    total += value
                }
                guard total > 0 else { continue }
                for q in 0..<classes {
                    let r = probability[q] / total * count
                    expected[q] += r
                    for f in 0..<fields {
                        let i = flatVectors[p * fields + f]
                        if i >= 0 { sums[q][i] += r }
                    }
                }
            }
            var change = 0.0
            for q in 0..<classes {
                shares[q] = (expected[q] * records + priorShares[q] * universe * Self.priorRecords) / (records + Self.priorRecords) / universe
                for f in 0..<fields {
                    let range = offsets[f] + 1..<offsets[f] + LevelVector.levelCounts[f]
                    let fixed = isKnownByBirth ? [] : ModelPriors.shared.fixed[q][f]
                    var total = 0.0
                    var free = 1.0
                    for i in range {
                        if !fixed.isEmpty, fixed.contains(i - offsets[f]) {
                            free -= priorFlat[q][i]
                            sums[q][i] = -1
                            continue
                        }
                        let value = priorFlat[q][i] == 0 ? 0 : sums[q][i] + Self.priorPairs * priorFlat[q][i]
                        sums[q][i] = value
                        total += value
                    }
                    for i in range where total > 0 && sums[q][i] >= 0 {
                        let value = sums[q][i] / total * free
                        if q == 0 { change = max(change, abs(value - current[q][i])) }
                        current[q][i] = value
                    }
                }
            }
            if change < 1e-5 { break }
        }
        for q in 0..<classes {
            for f in 0..<fields {
                for l in 0..<LevelVector.levelCounts[f] { levels[q][f][l] = current[q][offsets[f] + l] }
            }
        }
    }

    // MARK: Weights

    /// Match weight of a level vector, in bits.
    @inline(__always)
    func weight(_ code: Int) -> Float {
        if !weights.isEmpty { return weights[code] }
        return sparse[Int32(truncatingIfNeeded: code)] ?? computed(LevelVector.unpack(code))
    }

    private func computed(_ levels: LevelVector.Levels) -> Float {
        var match = 0.0
        var rivals = 0.0
        for q in 0...PairClass.learned {
            var p = shares[q]
            if levels.name != 0 { p *= self.levels[q][0][Int(levels.name)] }
            if levels.nick != 0 { p *= self.levels[q][1][Int(levels.nick)] }
            if levels.cross != 0 { p *= self.levels[q][2][Int(levels.cross)] }
            if levels.phone != 0 { p *= self.levels[q][3][Int(levels.phone)] }
            if levels.account != 0 { p *= self.levels[q][4][Int(levels.account)] }
            if levels.address != 0 { p *= self.levels[q][5][Int(levels.address)] }
            if q == 0 { match = p } else { rivals += p }
        }
        return Float(Self.bits(match, rivals))
    }

    /// All weights where there are many pairs to weigh, else those of the vectors that occur.
    private mutating func fillWeights(_ patterns: PatternCounts) {
        guard patterns.pairs > 200_000 else {
            for code in patterns.codes { sparse[code] = computed(LevelVector.unpack(Int(code))) }
            return
        }
        var all = [Float](repeating: 0, count: LevelVector.codeCount)
        for code in 0..<LevelVector.codeCount { all[code] = computed(LevelVector.unpack(code)) }
        weights = all
    }

    private static func bits(_ a: Double, _ b: Double) -> Double {
        guard a > 0 else { return -60 }
        guard b > 0 else { return 60 }
        return min(max(log2(a / b), -60), 60)
    }
}
