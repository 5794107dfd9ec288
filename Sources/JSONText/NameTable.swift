/// A hash table from a name's bytes to a number: the lookup that every line of a chat needs, without a string.
public struct NameTable: Sendable {
    private struct Slot: Sendable {
        var hash: UInt64 = 0
        var index: Int32 = -1
        var tag: UInt8 = 0
        /// Where the name stands in `names`.
        var start: Int32 = 0
        var end: Int32 = 0
    }

    private var slots = [Slot](repeating: Slot(), count: 64)
    private var used = 0
    /// All names, one behind the other.
    private var names: [UInt8] = []

    /// An empty table.
    public init() {}

    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>, _ tag: UInt8) -> UInt64 { ByteScanning.hash(bytes, range, seed: UInt64(tag)) | 1 }

    /// The number of a name; nil when it is not in the table. The same name under another tag is another one.
    public func index(of name: Range<Int>, in bytes: Span<UInt8>, tag: UInt8) -> Int32? {
        let h = Self.hash(bytes, name, tag)
        var at = Int(truncatingIfNeeded: h >> 7) & (slots.count - 1)
        while slots[at].index >= 0 {
            if slots[at].hash == h, slots[at].tag == tag,
                ByteScanning.equal(name, of: bytes, Int(slots[at].start)..<Int(slots[at].end), of: names.span)
            {
                return slots[at].index
            }
            at = (at + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a name that is not in the table.
    public mutating func insert(_ name: Range<Int>, of bytes: Span<UInt8>, tag: UInt8, index: Int32) {
        guard names.count + name.count < Int32.max else { return }
        if used * 2 >= slots.count { grow() }
        let start = Int32(names.count)
        ByteScanning.append(name, of: bytes, to: &names)
        place(Slot(hash: Self.hash(bytes, name, tag), index: index, tag: tag, start: start, end: Int32(names.count)))
        used += 1
    }

    /// Adds a name that is not in the table.
    public mutating func insert(_ key: [UInt8], tag: UInt8, index: Int32) { insert(0..<key.count, of: key.span, tag: tag, index: index) }

    private mutating func place(_ slot: Slot) {
        var at = Int(truncatingIfNeeded: slot.hash >> 7) & (slots.count - 1)
        while slots[at].index >= 0 { at = (at + 1) & (slots.count - 1) }
        slots[at] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        for slot in old where slot.index >= 0 { place(slot) }
    }
}
