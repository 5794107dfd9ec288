/// What parts of a set of records came to, as counts that add up, and in the end the weights that were learned of them all: the model by which each part is resolved as it would be among all.
public struct IdentityCounts: Sendable, Codable {
    /// Counts of hashes, in ascending order.
    struct Hashes: Sendable, Codable {
        var keys: [UInt32] = []
        var counts: [Int32] = []

        init(_ table: CountTable = CountTable()) {
            let entries = table.entries
            keys = entries.map(\.key)
            counts = entries.map(\.count)
        }
    }

    /// The form of the file.
    var version = 1
    /// Rows, as the first round counts them.
    var rowTotal = 0
    /// Rows of a full name.
    var fullNames = 0
    var surnames = Hashes()
    var givens = Hashes()
    /// Pairs in blocks, as often as blocks hold them.
    var blockPairs = 0
    /// Blocks that were passed over since they are larger than their key allows.
    public private(set) var passedBlocks = 0
    /// Records that a block of each key may hold, for whoever brings blocks together.
    public private(set) var caps: [String: Int] = Dictionary(uniqueKeysWithValues: BlockingKey.allCases.map { ($0.name, $0.cap) })
    /// Rows of one content from which on some are repeats.
    public private(set) var repeatLimit = Duplicates.limit
    var rows = RowCounts()
    var codes: [Int32] = []
    var codeCounts: [Int] = []
    var pairsByKey = [Int](repeating: 0, count: BlockingKey.count)
    /// Rows for pairs of chance, by record.
    var sample: [String] = []
    /// What was learned; nil before.
    public private(set) var model: IdentityModel?

    enum CodingKeys: String, CodingKey {
        case version, surnames, givens, caps, rows, codes, sample, model
        case rowTotal = "row_total"
        case fullNames = "full_names"
        case blockPairs = "block_pairs"
        case passedBlocks = "passed_blocks"
        case repeatLimit = "repeat_limit"
        case codeCounts = "code_counts"
        case pairsByKey = "pairs_by_key"
    }

    /// Nothing counted.
    public init() {}

    /// Whether it is of a form that this version reads.
    public var isReadable: Bool {
        version == 1 && surnames.keys.count == surnames.counts.count && givens.keys.count == givens.counts.count && codes.count == codeCounts.count
            && pairsByKey.count == BlockingKey.count && codes.allSatisfy { 0..<PatternCounts.patternCount ~= Int($0) }
            && (model.map { MatchModel($0) != nil } ?? true)
    }

    /// How frequent names are.
    var names: NameCounts {
        var names = NameCounts()
        for (key, count) in zip(surnames.keys, surnames.counts) where key != 0 { names.surnames.add(key, count) }
        for (key, count) in zip(givens.keys, givens.counts) where key != 0 { names.givens.add(key, count) }
        names.total = fullNames
        return names
    }

    /// Counts the names of a part's rows.
    mutating func add(names: NameCounts) {
        var all = self.names
        for entry in names.surnames.entries { all.surnames.add(entry.key, entry.count) }
        for entry in names.givens.entries { all.givens.add(entry.key, entry.count) }
        fullNames += names.total
        surnames = Hashes(all.surnames)
        givens = Hashes(all.givens)
    }

    /// Counts blocks of a key that hold so many rows each.
    ///
    /// - Returns: false where there is no such key, or no such number.
    public mutating func add(blocks: Int, of size: Int, key name: String) -> Bool {
        guard let key = BlockingKey.allCases.first(where: { $0.name == name }) else { return PartValue.names.contains(name) }
        guard 0...Int(Int32.max) ~= size, 0...Int(Int32.max) ~= blocks else { return false }
        if size > key.cap { passedBlocks += blocks } else if size > 1 { blockPairs += blocks * (size * (size - 1) / 2) }
        return true
    }

    /// Adds what another part came to; false where it is not of this form.
    public mutating func add(_ other: IdentityCounts) -> Bool {
        guard other.isReadable, rows.add(other.rows) else { return false }
        add(names: other.names)
        rowTotal += other.rowTotal
        blockPairs += other.blockPairs
        passedBlocks += other.passedBlocks
        add(codes: Dictionary(zip(other.codes, other.codeCounts), uniquingKeysWith: +), byKey: other.pairsByKey)
        sample += other.sample
        return true
    }

    mutating func add(codes found: [Int32: Int], byKey: [Int]) {
        var all = Dictionary(zip(codes, codeCounts), uniquingKeysWith: +)
        all.merge(found, uniquingKeysWith: +)
        codes = all.keys.sorted()
        codeCounts = codes.map { all[$0] ?? 0 }
        for k in byKey.indices { pairsByKey[k] += byKey[k] }
    }

    /// Learns the weights and lets go of what they were learned of.
    ///
    /// - Returns: false where no rows were counted, or a row cannot be read.
    public mutating func learn(threads: Int) -> Bool {
        guard rows.rows > 0 else { return false }
        var chosen = RecordTable()
        for text in sample {
            guard RowCode.read(Array(text.utf8), into: &chosen) else { return false }
            chosen.addRecord(id: [])
        }
        let patterns = PatternCounts(Dictionary(zip(codes, codeCounts), uniquingKeysWith: +), byKey: pairsByKey, upper: blockPairs)
        let random = RandomLevels.estimate(rows, chosen.rows, chosen.pool, patterns, threads: threads)
        model = MatchModel(patterns, random: random, counts: rows, isKnownByBirth: rows.areKnownByBirth).known
        (sample, codes, codeCounts) = ([], [], [])
        return true
    }
}
