import ChatModel

/// The additive account of a match weight: odds before, bits of every comparison against the strongest rival, and what the other rivals take away.
struct PairEvidence {
    let model: MatchModel

    /// The link between two rows.
    func link(_ left: Int, _ right: Int, _ a: Row, _ b: Row, code: Int) -> IdentityLink {
        let levels = LevelVector.levels(code)
        let rivals = PairClass.allCases.filter { $0 != .match }
        let strength = rivals.map { probability($0, levels) }
        var strongest = rivals.count - 1
        for i in strength.indices where strength[i] > strength[strongest] { strongest = i }
        let rival = rivals[strongest]
        let weight = Double(model.weight(code))
        var comparisons: [ComparisonOutcome] = []
        let prior = log2(model.shares[0] / max(model.shares[rival.rawValue], 1e-300))
        var sum = prior
        for (field, level) in levels.enumerated() where level > 0 {
            let bits = log2(max(model.levels[0][field][level], 1e-12) / max(model.levels[rival.rawValue][field][level], 1e-12))
            // An e-mail address is compared as an account is.
            let isEmail = LevelVector.fieldNames[field] == "account" && a.account == b.account && a.platform == 0
            comparisons.append(
                ComparisonOutcome(comparison: isEmail ? "email" : LevelVector.fieldNames[field], level: LevelVector.levelNames[field][level], bits: bits))
            sum += bits
        }
        let residual = weight - sum
        var total = weight
        let birth = BirthDateComparison.outcome(a, b)
        if birth != .unknown {
            comparisons.append(ComparisonOutcome(comparison: "birth-date", level: birth.name, bits: Double(birth.bits)))
            total += Double(birth.bits)
        }
        return IdentityLink(
            left: left, right: right, weight: total, priorBits: prior, comparisons: comparisons, residualBits: residual, rival: rival.name)
    }

    /// The class that explains the levels best and how sure that is.
    func bestClass(_ code: Int) -> (PairClass, Double) {
        let levels = LevelVector.levels(code)
        let all = PairClass.allCases.map { probability($0, levels) }
        let total = all.reduce(0, +)
        var best = 0
        for i in all.indices where all[i] > all[best] { best = i }
        return (PairClass.allCases[best], total > 0 ? all[best] / total : 0)
    }

    private func probability(_ which: PairClass, _ levels: [Int]) -> Double {
        var p = model.shares[which.rawValue]
        for (field, level) in levels.enumerated() where level > 0 { p *= model.levels[which.rawValue][field][level] }
        return p
    }
}
