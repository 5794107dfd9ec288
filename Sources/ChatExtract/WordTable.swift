/// Words found at an offset by one look at their first three bytes, or before an offset by their last three.
///
/// All words lie in one array of bytes: a look-up follows no reference but the table's own.
struct WordTable: Sendable {
    /// The words one behind the other, by slot and then by length, longest first.
    private let bytes: [UInt8]
    /// Where each word begins; one entry more than there are words.
    private let starts: [UInt32]
    /// For each slot the first of its words, and in the low byte how many there are.
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
        var flat: [UInt8] = []
        var starts: [UInt32] = []
        var slots: [UInt32] = []
        for entry in table {
            slots.append(UInt32(starts.count) << 8 | UInt32(entry.count))
            for word in entry.sorted(by: { $0.count > $1.count }) {
                starts.append(UInt32(flat.count))
                flat += word
            }
        }
        starts.append(UInt32(flat.count))
        bytes = flat
        self.starts = starts
        self.slots = slots
    }

    /// Number of words.
    var count: Int { starts.count - 1 }

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
    func match(_ text: [UInt8], _ at: Int) -> Int {
        let index = find(text, at)
        return index < 0 ? 0 : Int(starts[index &+ 1] &- starts[index])
    }

    /// The index of that word, or −1.
    func find(_ text: [UInt8], _ at: Int) -> Int {
        let slot = slots[Self.slot(text, at, backwards)]
        if slot & 0xFF == 0 { return -1 }
        let first = Int(slot >> 8)
        for i in first..<first &+ Int(slot & 0xFF) {
            let word = Int(starts[i])
            let count = Int(starts[i &+ 1]) &- word
            let start = backwards ? at &- count : at
            guard start >= 0, start &+ count <= text.count else { continue }
            var k = 0
            while k < count {
                let byte = text[start &+ k]
                guard byte == bytes[word &+ k] || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == bytes[word &+ k]) else { break }
                k &+= 1
            }
            if k == count { return i }
        }
        return -1
    }

    /// The bytes of a word by its index.
    func word(_ index: Int) -> ArraySlice<UInt8> { bytes[Int(starts[index])..<Int(starts[index + 1])] }
}
