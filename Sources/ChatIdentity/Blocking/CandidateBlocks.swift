import CIdentityData

/// Blocks of rows that share a key, and the rule by which each pair comes from one block only.
struct CandidateBlocks: Sendable {
    struct Block: Sendable {
        var key: UInt8
        var start: Int32
        var count: Int32
    }

    /// Key values, `BlockingKey.count` for each row.
    private(set) var keys: [UInt32]
    /// By row, a bit for each key whose block is in use.
    private(set) var active: [UInt32]
    private(set) var members: [Int32] = []
    private(set) var blocks: [Block] = []
    private(set) var cappedBlocks = 0
    /// Ranges of `blocks` with about equally many pairs.
    private(set) var parts: [Range<Int>] = []

    init(_ rows: [Row], duplicates: [Int32], threads: Int) {
        let width = BlockingKey.count
        var keys = [UInt32](repeating: 0, count: rows.count * width)
        for i in rows.indices where duplicates.isEmpty || duplicates[i] < 0 {
            for key in BlockingKey.allCases { keys[i * width + key.rawValue] = key.hash(rows[i]) }
        }
        self.keys = keys
        let found = Parallel.map(width, threads: threads) { [keys] which in
            Self.find(which, keys, rows: rows.count, cap: BlockingKey(rawValue: which)?.cap ?? 0)
        }
        active = [UInt32](repeating: 0, count: rows.count)
        for (which, one) in found.enumerated() {
            let offset = Int32(members.count)
            for block in one.blocks {
                blocks.append(Block(key: block.key, start: block.start + offset, count: block.count))
            }
            for row in one.members { active[Int(row)] |= 1 << UInt32(which) }
            members.append(contentsOf: one.members)
            cappedBlocks += one.capped
        }
        partition()
    }

    /// Blocks of some rows of a larger set.
    ///
    /// - Parameters:
    ///   - active: by row, a bit for each key whose block is in use in the larger set.
    ///   - chosen: the blocks that are looked through, by key and value; nil for all. Others still say which pairs come from an earlier block.
    init(_ rows: [Row], active: [UInt32], chosen: Set<UInt64>? = nil, threads: Int) {
        let width = BlockingKey.count
        keys = [UInt32](repeating: 0, count: rows.count * width)
        self.active = active
        for i in rows.indices {
            for key in BlockingKey.allCases where active[i] & 1 << UInt32(key.rawValue) != 0 { keys[i * width + key.rawValue] = key.hash(rows[i]) }
        }
        for which in 0..<width {
            let one = Self.find(which, keys, rows: rows.count, cap: .max, chosen: chosen)
            let offset = Int32(members.count)
            for block in one.blocks { blocks.append(Block(key: block.key, start: block.start + offset, count: block.count)) }
            members.append(contentsOf: one.members)
        }
        partition()
    }

    private static func find(
        _ which: Int, _ keys: [UInt32], rows: Int, cap: Int, chosen: Set<UInt64>? = nil
    ) -> (blocks: [Block], members: [Int32], capped: Int) {
        var entries: [UInt64] = []
        for i in 0..<rows {
            let key = keys[i * BlockingKey.count + which]
            if key != 0 { entries.append(UInt64(key) << 32 | UInt64(i)) }
        }
        HashOrder.sort(&entries)
        var blocks: [Block] = []
        var members: [Int32] = []
        var capped = 0
        HashOrder.forEachRun(entries) { range in
            guard range.count > 1, chosen?.contains(UInt64(which) << 32 | entries[range.lowerBound] >> 32) ?? true else { return }
            guard range.count <= cap else {
                capped += 1
                return
            }
            blocks.append(Block(key: UInt8(which), start: Int32(members.count), count: Int32(range.count)))
            for i in range { members.append(Int32(truncatingIfNeeded: entries[i] & 0xFFFF_FFFF)) }
        }
        return (blocks, members, capped)
    }

    /// The pairs of all blocks together; a pair that several blocks hold counts in each.
    var upperPairs: Int { blocks.reduce(0) { $0 + Int($1.count) * (Int($1.count) - 1) / 2 } }

    private mutating func partition() {
        var total = 0
        for block in blocks { total += Int(block.count) * Int(block.count) }
        let share = max(total / 64, 20_000)
        var start = 0
        var sum = 0
        for (i, block) in blocks.enumerated() {
            sum += Int(block.count) * Int(block.count)
            if sum >= share {
                parts.append(start..<i + 1)
                (start, sum) = (i + 1, 0)
            }
        }
        if start < blocks.count { parts.append(start..<blocks.count) }
    }

    /// Calls `body` with every pair of `rows` of a part, each pair of the whole set in one part only.
    @inline(__always)
    func forEachPair(part: Int, of rows: [Row], _ body: (_ a: Int, _ b: Int, _ key: Int) -> Void) {
        let width = BlockingKey.count
        let keys = keys.span
        let active = active.span
        let members = members.span
        for b in parts[part] {
            let block = blocks[b]
            let earlier = (UInt32(1) << UInt32(block.key)) &- 1
            let end = Int(block.start) + Int(block.count)
            if b + Self.lead < blocks.count { fetch(blocks[b + Self.lead], rows) }
            for i in Int(block.start)..<end {
                let x = Int(members[i])
                let mine = active[x] & earlier
                for j in i + 1..<end {
                    let y = Int(members[j])
                    var shared = mine & active[y]
                    var isSeen = false
                    while shared != 0 {
                        let k = shared.trailingZeroBitCount
                        if keys[x * width + k] == keys[y * width + k] {
                            isSeen = true
                            break
                        }
                        shared &= shared &- 1
                    }
                    if !isSeen { body(x, y, Int(block.key)) }
                }
            }
        }
    }

    /// Blocks by which memory is asked for ahead.
    private static let lead = 4

    @inline(__always)
    private func fetch(_ block: Block, _ rows: [Row]) {
        unsafe rows.withUnsafeBufferPointer { rows in
            unsafe keys.withUnsafeBufferPointer { keys in
                for i in Int(block.start)..<Int(block.start) + Int(block.count) {
                    let row = Int(members[i])
                    guard let of = rows.baseAddress, let at = keys.baseAddress else { return }
                    unsafe identity_prefetch(of + row, MemoryLayout<Row>.stride)
                    unsafe identity_prefetch(at + row * BlockingKey.count, BlockingKey.count * MemoryLayout<UInt32>.stride)
                }
            }
        }
    }

    /// Whether two rows stand in one block that is in use.
    func areCandidates(_ x: Int, _ y: Int) -> Bool {
        var shared = active[x] & active[y]
        while shared != 0 {
            let k = shared.trailingZeroBitCount
            if keys[x * BlockingKey.count + k] == keys[y * BlockingKey.count + k] { return true }
            shared &= shared &- 1
        }
        return false
    }
}
