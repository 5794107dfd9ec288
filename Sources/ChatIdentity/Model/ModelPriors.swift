import CIdentityData

/// The built-in level probabilities, to start from and to blend with.
struct ModelPriors: Sendable {
    static let shared = ModelPriors()

    /// Expected pairs of a class for each record.
    private(set) var pairsPerRecord = [Double](repeating: 0.1, count: PairClass.learned)
    /// Probability of a level in a class: by class, field, level; level 0 is not used.
    private(set) var levels: [[[Double]]]
    /// Levels that learning leaves as they are: by class and field, marked with ! in the file.
    private(set) var fixed: [[Set<Int>]]

    private init() {
        fixed = Array(repeating: Array(repeating: [], count: LevelVector.levelCounts.count), count: PairClass.learned)
        levels = Array(repeating: LevelVector.levelCounts.map { [Double](repeating: 0, count: $0) }, count: PairClass.learned)
        var text: [UInt8] = []
        for i in 0..<identity_model_size() { text.append(unsafe identity_model_bytes()[i]) }
        for line in text.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            let values = words.suffix(PairClass.learned).compactMap { Double($0.hasSuffix("!") ? $0.dropLast() : $0[...]) }
            guard values.count == PairClass.learned else { continue }
            if words.count == PairClass.learned + 1 {
                pairsPerRecord = values
            } else if let field = LevelVector.fieldNames.firstIndex(of: words[0]) {
                let level = words[1] == "exact" ? 1 : LevelVector.levelNames[field].firstIndex(of: words[1]) ?? 0
                for (q, value) in values.enumerated() where level > 0 {
                    levels[q][field][level] = value / 1000
                    // Equal names are spread over the frequency buckets, which then are fixed together.
                    if words[2 + q].hasSuffix("!") { fixed[q][field].formUnion(words[1] == "exact" ? 1...Int(NameComparison.exactBuckets) : level...level) }
                }
            }
        }
    }
}
