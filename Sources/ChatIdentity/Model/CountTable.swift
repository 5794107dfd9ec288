/// How often each of many 32-bit hashes occurs.
struct CountTable: Sendable {
    private var keys: [UInt32]
    private var counts: [Int32]
    private var used = 0

    init(capacity: Int = 1024) {
        var size = 1024
        while size < capacity * 2 { size *= 2 }
        keys = Array(repeating: 0, count: size)
        counts = Array(repeating: 0, count: size)
    }

    @inline(__always)
    private func slot(_ key: UInt32) -> Int {
        let mask = keys.count - 1
        var i = Int(key &* 0x9E37_79B1) & mask
        while keys[i] != 0, keys[i] != key { i = (i + 1) & mask }
        return i
    }

    /// Counts one more; `key` is not 0.
    mutating func add(_ key: UInt32, _ n: Int32 = 1) {
        if used * 2 >= keys.count { grow() }
        let i = slot(key)
        if keys[i] == 0 {
            keys[i] = key
            used += 1
        }
        counts[i] &+= n
    }

    subscript(key: UInt32) -> Int {
        let i = slot(key)
        return keys[i] == key ? Int(counts[i]) : 0
    }

    /// Calls `body` with every count.
    func forEach(_ body: (Int) -> Void) {
        for (key, count) in zip(keys, counts) where key != 0 { body(Int(count)) }
    }

    /// All keys in ascending order with their counts.
    var entries: [(key: UInt32, count: Int32)] {
        zip(keys, counts).filter { $0.0 != 0 }.map { (key: $0.0, count: $0.1) }.sorted { $0.key < $1.key }
    }

    private mutating func grow() {
        let (oldKeys, oldCounts) = (keys, counts)
        keys = Array(repeating: 0, count: oldKeys.count * 2)
        counts = Array(repeating: 0, count: oldKeys.count * 2)
        for i in oldKeys.indices where oldKeys[i] != 0 {
            let j = slot(oldKeys[i])
            keys[j] = oldKeys[i]
            counts[j] = oldCounts[i]
        }
    }
}
