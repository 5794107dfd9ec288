/// Words found at an offset by one look at their first three bytes, or before an offset by their last three.
struct WordTable: Sendable {
    private let words: [[UInt8]]
    /// For each slot the first of its words and how many there are.
    private let slots: [UInt32]
    private let backwards: Bool

    private static let size = 1024

    /// Words separated by spaces; longer ones are found before shorter ones.
    init(_ list: String, backwards: Bool = false) {
        self.backwards = backwards
        var table = [[[UInt8]]](repeating: [], count: Self.size)
        for word in list.split(separator: " ") {
            let bytes = Array(word.utf8)
            table[Self.slot(bytes, backwards ? bytes.count : 0, backwards)].append(bytes)
        }
        var words: [[UInt8]] = []
        var slots: [UInt32] = []
        for entry in table {
            slots.append(UInt32(words.count) << 8 | UInt32(entry.count))
            words += entry.sorted { $0.count > $1.count }
        }
        self.words = words
        self.slots = slots
    }

    @inline(__always)
    private static func slot(_ bytes: [UInt8], _ at: Int, _ backwards: Bool) -> Int {
        if backwards {
            guard at > 0, at <= bytes.count else { return 0 }
            let last = bytes[at &- 1]
            if last < 0x80 { return Int(last >= 0x41 && last <= 0x5A ? last | 0x20 : last) }
            guard at >= 3 else { return Int(last) }
            return 256 &+ (Int(last) &* 61 &+ Int(bytes[at &- 2]) &* 7 &+ Int(bytes[at &- 3])) % 768
        }
        guard at < bytes.count else { return 0 }
        let first = bytes[at]
        if first < 0x80 { return Int(first >= 0x41 && first <= 0x5A ? first | 0x20 : first) }
        guard at &+ 2 < bytes.count else { return Int(first) }
        return 256 &+ (Int(bytes[at &+ 2]) &* 61 &+ Int(bytes[at &+ 1]) &* 7 &+ Int(first)) % 768
    }

    /// The length of the longest word that begins at an offset, or ends there for a table that reads backwards; 0 for none. Latin letters match in either case.
    @inline(__always)
    func match(_ bytes: [UInt8], _ at: Int) -> Int {
        let index = find(bytes, at)
        return index < 0 ? 0 : words[index].count
    }

    /// The index of that word, or −1.
    func find(_ bytes: [UInt8], _ at: Int) -> Int {
        let slot = slots[Self.slot(bytes, at, backwards)]
        if slot & 0xFF == 0 { return -1 }
        let first = Int(slot >> 8)
        for i in first..<first &+ Int(slot & 0xFF) {
            let count = words[i].count
            let start = backwards ? at &- count : at
            guard start >= 0, start &+ count <= bytes.count else { continue }
            var k = 0
            while k < count {
                let byte = bytes[start &+ k]
                guard byte == words[i][k] || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == words[i][k]) else { break }
                k &+= 1
            }
            if k == count { return i }
        }
        return -1
    }

    /// The bytes of a word by its index.
    func word(_ index: Int) -> [UInt8] { words[index] }
}
