/// Short texts read before that hold words but no fact: 好的, 谢谢, 发货了吗. The same few make up a large part of every chat.
///
/// A fixed table: a newer text takes the place of an older one. What is kept of a text depends on its bytes alone.
struct RecentTalk: Sendable {
    /// Longer texts hardly ever come again.
    static let longest = 48
    private static let slots = 2048

    private var bytes = [UInt8](repeating: 0, count: slots * longest)
    private var lengths = [UInt8](repeating: 0, count: slots)
    private var classes = [WordClass](repeating: [], count: slots)
    private var verbs = [Bool](repeating: false, count: slots)

    /// Where a text stands, or belongs; −1 for a text that is not kept.
    @inline(__always)
    static func slot(_ text: [UInt8]) -> Int {
        let count = text.count
        guard count > 0, count <= longest else { return -1 }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var at = 0
        while at < count {
            hash = (hash ^ UInt64(text[at])) &* 0x0000_0100_0000_01b3
            at &+= 1
        }
        return Int(truncatingIfNeeded: (hash ^ hash >> 29) & UInt64(slots - 1))
    }

    /// The classes of a known text's words, and whether a verb of ordering is among them.
    func find(_ text: [UInt8], at slot: Int) -> (classes: WordClass, hasOrderVerb: Bool)? {
        guard slot >= 0, Int(lengths[slot]) == text.count else { return nil }
        let start = slot &* Self.longest
        var i = 0
        while i < text.count {
            guard bytes[start &+ i] == text[i] else { return nil }
            i &+= 1
        }
        return (classes[slot], verbs[slot])
    }

    /// Keeps a text.
    mutating func keep(_ text: [UInt8], at slot: Int, _ words: WordClass, hasOrderVerb: Bool) {
        guard slot >= 0, text.count <= Self.longest else { return }
        let start = slot * Self.longest
        for i in text.indices { bytes[start + i] = text[i] }
        lengths[slot] = UInt8(truncatingIfNeeded: text.count)
        classes[slot] = words
        verbs[slot] = hasOrderVerb
    }

    /// Forgets everything.
    mutating func removeAll() {
        for i in lengths.indices { lengths[i] = 0 }
    }
}
