/// A set of ideographs of U+4E00…U+9FFF as one bit each: 2.6 KB that stay in the nearest cache, asked for every character of every message.
public struct HanSet: Sendable {
    @usableFromInline let words: [UInt64]

    /// The ideographs for which a question is answered with yes.
    public init(where isMember: (UInt32) -> Bool) {
        var words = [UInt64](repeating: 0, count: Int(PackedTables.ideographs) / 64)
        for index in 0..<PackedTables.ideographs where isMember(PackedTables.firstIdeograph + index) {
            words[Int(index >> 6)] |= 1 << UInt64(index & 63)
        }
        self.words = words
    }

    /// Whether a scalar is in the set.
    @inlinable @inline(__always)
    public func contains(_ scalar: UInt32) -> Bool {
        let index = scalar &- 0x4E00
        guard index < 0x5200 else { return false }
        return unsafe words.span[unchecked: Int(index >> 6)] >> UInt64(index & 63) & 1 == 1
    }
}
