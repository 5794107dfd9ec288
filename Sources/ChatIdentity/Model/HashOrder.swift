/// Row numbers in the order of a 32-bit hash, equal hashes side by side.
enum HashOrder {
    /// Sorts `hash << 32 | row` by the hash; equal hashes keep their order.
    static func sort(_ entries: inout [UInt64]) {
        guard entries.count > 64 else {
            entries.sort()
            return
        }
        var other = [UInt64](repeating: 0, count: entries.count)
        for shift: UInt64 in [32, 43, 54] {
            let mask: UInt64 = shift == 54 ? 0x3FF : 0x7FF
            var starts = [Int](repeating: 0, count: 2048)
            for entry in entries { starts[Int(truncatingIfNeeded: entry >> shift & mask)] += 1 }
            var sum = 0
            for i in starts.indices {
                let n = starts[i]
                starts[i] = sum
                sum += n
            }
            for entry in entries {
                let digit = Int(truncatingIfNeeded: entry >> shift & mask)
                other[starts[digit]] = entry
                starts[digit] += 1
            }
            swap(&entries, &other)
        }
    }

    /// Calls `body` with the range of every run of equal hashes.
    static func forEachRun(_ entries: [UInt64], _ body: (Range<Int>) -> Void) {
        var i = 0
        while i < entries.count {
            var j = i + 1
            while j < entries.count, entries[j] >> 32 == entries[i] >> 32 { j += 1 }
            body(i..<j)
            i = j
        }
    }
}
