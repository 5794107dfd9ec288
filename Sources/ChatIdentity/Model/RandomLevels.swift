/// How often two unrelated records reach each level: the denominators of the match weights.
enum RandomLevels {
    /// Ceilings for agreements that chance alone hardly ever brings, so that a small set's matches do not pass for chance.
    private static let ceilings: [String: Double] = [
        "phone same-one-name-behind": 1e-6, "phone same-several-nicknames-behind": 1e-6, "phone same-two-names-behind": 1e-6,
        "phone same-many-names-behind": 1e-5, "phone same-both-named": 1e-6, "account same-both-named": 1e-6, "address same-door-both-named": 2e-6,
        "phone masked-fits": 2e-6,
        "phone one-digit-off": 1e-6, "account same-one-name-behind": 1e-6, "account same-several-places-behind": 1e-6, "account same-two-names-behind": 1e-6,
        "account same-many-names-behind": 1e-5,
        "nickname exact-rare": 2e-5, "nickname exact-uncommon": 1e-4, "nickname near": 1e-3, "address same-door-one-name-behind": 2e-6,
        "address same-door-two-names-behind": 2e-6, "address same-door-many-names-behind": 1e-5, "address same-door-spelled-nearly": 1e-5,
        "address same-building": 1e-5, "address same-building-many-names-behind": 1e-4, "address same-street-number-and-place": 2e-5,
        "address same-place": 2e-4, "address same-shared-place": 2e-4, "address nearly-same-place": 3e-4, "address same-place-other-door": 5e-4,
    ]

    /// Levels from which on agreement is rare: estimated from the candidates instead of from random pairs.
    private static let rare: [ClosedRange<Int>] = [13...16, 9...9, 0...0, 1...7, 1...5, 1...12]

    /// Pairs for each record that share a value though nothing ties them: numbers that found a new owner, doors that read alike.
    private static func chance(_ field: Int, _ level: Int) -> Double? {
        switch field {
        case 3: level <= Int(PhoneComparison.exactNamed) ? 0.03 : nil
        case 4: 0.01
        case 5: level <= Int(AddressComparison.doorNamed) ? 0.02 : nil
        default: nil
        }
    }

    /// - Parameters:
    ///   - counts: what was counted of all rows.
    ///   - rows: those rows of all that `isSampled` chooses, or more.
    static func estimate(_ counts: RowCounts, _ rows: [Row], _ pool: [UInt16], _ patterns: PatternCounts, threads: Int) -> [[Double]] {
        var levels = LevelVector.levelCounts.map { [Double](repeating: 0, count: $0) }
        sample(rows, of: counts.rows, pool, into: &levels, threads: threads)
        let n = Double(counts.rows)
        let universe = max(n * (n - 1) / 2, 1)
        let present = counts.presence
        var observed = LevelVector.levelCounts.map { [Double](repeating: 0, count: $0) }
        for (code, count) in zip(patterns.codes, patterns.counts) {
            for (field, level) in LevelVector.levels(Int(code)).enumerated() { observed[field][level] += count }
        }
        for field in levels.indices where field != 2 {
            for level in rare[field] where level > 0 {
                let sampled = levels[field][level] - 2.2 / n * ModelPriors.shared.levels[0][field][level]
                levels[field][level] = 0.3 * observed[field][level] / max(universe * present[field], 1)
                let name = LevelVector.fieldNames[field] + " " + LevelVector.levelNames[field][level]
                if let ceiling = ceilings[name] { levels[field][level] = min(levels[field][level], ceiling) }
                if let chance = chance(field, level) { levels[field][level] = min(levels[field][level], 2 * chance / n) }
                if field == 0 || field == 5 && level >= Int(AddressComparison.wholePlace) || field == 1 {
                    levels[field][level] = max(levels[field][level], sampled)
                }
            }
        }
        names(counts, into: &levels[0])
        nicknames(counts, into: &levels[1])
        for field in levels.indices {
            for level in levels[field].indices { levels[field][level] = max(levels[field][level], 1e-12) }
        }
        return levels
    }

    /// The greatest content of a row that pairs of chance are made of, of so many rows.
    static func limit(of count: Int) -> UInt64 {
        let share = min(1, 60_000 / Double(max(count, 1)))
        return share >= 1 ? UInt64.max : UInt64(share * Double(UInt64.max))
    }

    /// Levels of pairs that only chance brought together, smoothed with the built-in coincidences.
    private static func sample(_ rows: [Row], of count: Int, _ pool: [UInt16], into levels: inout [[Double]], threads: Int) {
        let limit = limit(of: count)
        let chosen = rows.filter { $0.content <= limit }.sorted { $0.content < $1.content }
        let steps = min(max(1_000_000 / max(chosen.count, 1), 1), max(chosen.count - 1, 0))
        let found = Parallel.map(steps, threads: threads) { step in
            var counts = LevelVector.levelCounts.map { [Double](repeating: 0, count: $0) }
            for i in 0..<max(chosen.count - step - 1, 0) where chosen[i].record != chosen[i + step + 1].record {
                for (field, level) in LevelVector.levels(LevelVector.code(chosen[i], chosen[i + step + 1], pool)).enumerated() { counts[field][level] += 1 }
            }
            return counts
        }
        var counts = levels
        for one in found { for field in counts.indices { for level in counts[field].indices { counts[field][level] += one[field][level] } } }
        let neighbour = ModelPriors.shared.levels[PairClass.neighbour.rawValue]
        let coincidence = ModelPriors.shared.levels[PairClass.coincidence.rawValue]
        for field in levels.indices {
            let prior = field == 0 ? neighbour[0] : field == 5 ? coincidence[5] : neighbour[field]
            let total = counts[field].dropFirst().reduce(0, +)
            for level in 1..<levels[field].count {
                levels[field][level] = (counts[field][level] + 200 * prior[level]) / (total + 200)
            }
        }
    }

    /// Two random people have one name as often as surname and given name meet by chance.
    private static func names(_ counts: RowCounts, into levels: inout [Double]) {
        var f = 1.0 / 384
        for b in counts.nameBuckets.indices {
            levels[1 + b] = max(Double(counts.nameBuckets[b]) / Double(max(counts.present[0], 1)), 1e-4) * f
            f /= 2
        }
    }

    /// Two random records have one nickname as often as its count says; the rare ones are mostly one person's and count for less.
    private static func nicknames(_ counts: RowCounts, into levels: inout [Double]) {
        let total = Double(counts.present[1])
        guard total > 1 else { return }
        for level in 1..<Int(NicknameComparison.near) {
            let met = Double(counts.rareNicknames[level]) * 0.3 + Double(counts.otherNicknames[level])
            levels[level] = max(met / (total - 1) / total, 1e-7)
        }
    }
}
