/// Finds words in the bytes of a text.
struct ContextWords: Sendable {
    private let words: [[UInt8]]
    private let firsts: [Bool]
    /// One bit for the low twelve bits of each three-byte character that begins a word.
    private let begins: [UInt64]

    /// Words separated by spaces; Latin ones in lower case, matched in either case.
    init(_ list: String) {
        words = list.split(separator: " ").map { Array($0.utf8) }.sorted { $0.count > $1.count }
        var firsts = [Bool](repeating: false, count: 256)
        for word in words {
            guard let first = word.first else { continue }
            firsts[Int(first)] = true
            if 0x61...0x7A ~= first { firsts[Int(first - 0x20)] = true }
        }
        self.firsts = firsts
        var begins = [UInt64](repeating: 0, count: 64)
        for word in words where word.count >= 3 && word[0] >= 0xE0 {
            let low = Self.low(word[1], word[2])
            begins[low >> 6] |= 1 &<< UInt64(low & 63)
        }
        self.begins = begins
    }

    @inline(__always)
    private static func low(_ second: UInt8, _ third: UInt8) -> Int { Int(second & 63) << 6 | Int(third & 63) }

    /// The next word from an offset on: its range.
    func next(_ bytes: [UInt8], from: Int) -> Range<Int>? {
        var at = from
        while at < bytes.count {
            let byte = bytes[at]
            if firsts[Int(byte)] {
                var mayBegin = true
                if byte >= 0xE0, at &+ 2 < bytes.count {
                    let low = Self.low(bytes[at &+ 1], bytes[at &+ 2])
                    mayBegin = begins[low >> 6] & (1 &<< UInt64(low & 63)) != 0
                }
                if mayBegin, let word = match(bytes, at) { return at..<at + word }
            }
            at &+= 1
        }
        return nil
    }

    /// The length of the word at an offset; Latin words stand alone.
    func match(_ bytes: [UInt8], _ at: Int) -> Int? {
        for word in words where at + word.count <= bytes.count {
            var i = 0
            while i < word.count, bytes[at + i] == word[i] || (0x41...0x5A ~= bytes[at + i] && bytes[at + i] | 0x20 == word[i]) { i += 1 }
            guard i == word.count else { continue }
            if word[0] < 0x80, at > 0, 0x61...0x7A ~= bytes[at - 1] | 0x20 || bytes[at - 1] &- 0x30 < 10 { continue }
            return word.count
        }
        return nil
    }

    /// The offset after spaces, colons and the words that lead from a label to its value: 是, 为, 号, 名, 叫.
    static func value(_ bytes: [UInt8], after: Int, links: [[UInt8]]) -> (start: Int, marked: Bool) {
        var at = after
        var marked = false
        while at < bytes.count {
            if bytes[at] == 0x20 || bytes[at] == 0x3A || bytes[at] == 0x3D || bytes[at] == 0x28 || bytes[at] == 0x2C && !marked {
                if bytes[at] != 0x2C { marked = true }
                at += 1
                continue
            }
            if let link = links.first(where: { Han.has($0, bytes, at: at) }) {
                at += link.count
                marked = true
                continue
            }
            break
        }
        return (at, marked)
    }
}
