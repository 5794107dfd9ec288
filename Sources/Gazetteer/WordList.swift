/// Short words to look for at a place in a text, each of at most 16 bytes, compared a machine word at a time.
struct WordList: Sendable {
    private struct Word {
        var low: UInt64
        var high: UInt64
        var lowMask: UInt64
        var highMask: UInt64
        var length: Int
    }

    /// By the slot of their first character, the longest first within a slot.
    private var words: [Word] = []
    /// Where the words of each slot begin; one entry more than there are slots.
    private var slots = [UInt16](repeating: 0, count: 257)
    /// The first characters of the words.
    private(set) var initials: [UInt32] = []

    /// The words of a text, separated by spaces.
    init(_ text: StaticString) {
        for piece in text.description.split(separator: " ") {
            let bytes = Array(piece.utf8.prefix(16))
            var word = Word(low: 0, high: 0, lowMask: 0, highMask: 0, length: bytes.count)
            for (i, byte) in bytes.enumerated() {
                if i < 8 {
                    word.low |= UInt64(byte) << (8 * UInt64(i))
                    word.lowMask |= 0xFF << (8 * UInt64(i))
                } else {
                    word.high |= UInt64(byte) << (8 * UInt64(i - 8))
                    word.highMask |= 0xFF << (8 * UInt64(i - 8))
                }
            }
            words.append(word)
            if let first = piece.unicodeScalars.first { initials.append(first.value) }
        }
        words.sort { (Self.slot($0.low), $1.length) < (Self.slot($1.low), $0.length) }
        for word in words { slots[Self.slot(word.low) + 1] += 1 }
        for i in 1..<slots.count { slots[i] += slots[i - 1] }
    }

    /// A number below 256 for the three bytes of a first character.
    @inline(__always) private static func slot(_ low: UInt64) -> Int {
        Int(truncatingIfNeeded: (low >> 16 ^ low >> 6 ^ low << 3) & 0xFF)
    }

    /// Bytes of the longest word at an offset, or zero.
    func longest(_ text: Span<UInt8>, _ offset: Int) -> Int {
        guard offset >= 0, offset < text.count else { return 0 }
        let low = eight(text, offset)
        let slot = Self.slot(low)
        let range = Int(slots[slot])..<Int(slots[slot &+ 1])
        guard !range.isEmpty else { return 0 }
        let high = eight(text, offset &+ 8)
        for i in range {
            let word = words[i]
            if low & word.lowMask == word.low, high & word.highMask == word.high { return word.length }
        }
        return 0
    }

    /// Eight bytes of a text, zeros after its end.
    @inline(__always) private func eight(_ text: Span<UInt8>, _ offset: Int) -> UInt64 {
        if offset &+ 8 <= text.count {
            return unsafe text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
        }
        var value: UInt64 = 0
        var i = offset
        while i < text.count {
            value |= UInt64(unsafe text[unchecked: i]) << (8 &* UInt64(i &- offset))
            i &+= 1
        }
        return value
    }
}
