/// Finds the encoding of an input from what its bytes show: marks, zero bytes, what decodes without errors, and whether frequent characters come out.
enum EncodingEvidence {
    // MARK: UTF-16

    /// UTF-16 by its mark, or by where zero bytes stand; with the offset at which the text begins.
    static func wideEncoding(_ bytes: Span<UInt8>) -> (TextEncoding, start: Int)? {
        guard bytes.count >= 2 else { return nil }
        if bytes[0] == 0xFF, bytes[1] == 0xFE { return (.utf16LittleEndian, 2) }
        if bytes[0] == 0xFE, bytes[1] == 0xFF { return (.utf16BigEndian, 2) }
        let end = min(bytes.count, 65_536) & ~1
        guard end >= 8 else { return nil }
        var zeros = (even: 0, odd: 0)
        for i in stride(from: 0, to: end, by: 2) {
            if bytes[i] == 0 { zeros.even += 1 }
            if bytes[i + 1] == 0 { zeros.odd += 1 }
        }
        let units = end / 2
        for (encoding, own, other) in [(TextEncoding.utf16LittleEndian, zeros.odd, zeros.even), (.utf16BigEndian, zeros.even, zeros.odd)]
        where own * 50 > units && own > other * 20 {
            if plausibility(bytes, end, highFirst: encoding == .utf16BigEndian) > 0.95 { return (encoding, 0) }
        }
        return nil
    }

    /// The share of UTF-16 units that chats are made of.
    private static func plausibility(_ bytes: Span<UInt8>, _ end: Int, highFirst: Bool) -> Double {
        var good = 0
        for i in stride(from: 0, to: end, by: 2) {
            let unit = highFirst ? Int(bytes[i]) << 8 | Int(bytes[i + 1]) : Int(bytes[i + 1]) << 8 | Int(bytes[i])
            switch unit {
            case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0x17F, 0x370...0x5FF, 0x600...0x6FF, 0xE00...0xE7F, 0x1E00...0x1EFF, 0x2000...0x27BF, 0x3000...0x30FF,
                0x3400...0x9FFF, 0xAC00...0xDFFF, 0xF900...0xFAFF, 0xFE00...0xFFEF:
                good += 1
            default: break
            }
        }
        return Double(good) / Double(max(1, end / 2))
    }

    // MARK: Everything else

    /// The encoding of bytes that are not valid UTF-8 as a whole.
    ///
    /// UTF-8 with damaged places is still UTF-8: it is left only where the multi-byte characters of the sample are mostly broken, and another encoding reads
    /// the same bytes well.
    static func encoding(_ bytes: Span<UInt8>, firstInvalid: Int) -> TextEncoding {
        var utf8 = UTF8Count()
        var legacy = LegacyEncodingScore.candidates.map { LegacyEncodingScore($0) }
        var western = WesternCount()
        for piece in pieces(bytes.count, firstInvalid) {
            let range = wholeLines(bytes, piece)
            utf8.add(bytes, range)
            western.add(bytes, range)
            for i in legacy.indices { legacy[i].add(bytes, range) }
        }
        if utf8.whole > 0, utf8.whole >= 2 * utf8.broken { return .utf8 }
        let best = legacy.max { $0.likelihood < $1.likelihood }
        if let best, best.value > LegacyEncodingScore.leastPlausible { return best.encoding }
        if western.isPlausible { return utf8.whole < utf8.broken ? .windows1252 : .utf8 }
        // Rare characters alone: what reads without an error is better than what is not valid at all.
        if utf8.whole == 0, let best, best.errors == 0, best.value > LegacyEncodingScore.leastPossible { return best.encoding }
        return .utf8
    }

    /// Pieces that stand for the whole: all of a small input; of a large one its head, pieces spread over it, and the surroundings of the first damage.
    private static func pieces(_ count: Int, _ firstInvalid: Int) -> [Range<Int>] {
        let size = 64 << 10
        guard count > 24 * size else { return [0..<count] }
        let starts = (0..<16).map { count / 16 * $0 } + [max(0, firstInvalid - 1024)]
        return starts.map { $0..<min(count, $0 + size) }
    }

    /// The piece from its first line on; no trail byte of any encoding is a line feed.
    private static func wholeLines(_ bytes: Span<UInt8>, _ piece: Range<Int>) -> Range<Int> {
        guard piece.lowerBound > 0, let end = ByteScanning.first(0x0A, in: bytes, piece) else { return piece }
        return end + 1..<piece.upperBound
    }
}

/// How many multi-byte characters of a text are whole UTF-8, and how many are broken.
private struct UTF8Count {
    var whole = 0
    var broken = 0

    mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var at = range.lowerBound
        while at < range.upperBound {
            let lead = bytes[at]
            guard lead >= 0x80 else {
                at += 1
                continue
            }
            let length = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 && lead < 0xE0 ? 2 : 1
            guard length > 1 else {
                broken += 1
                at += 1
                continue
            }
            var tail = 1
            while tail < length, at + tail < range.upperBound, bytes[at + tail] & 0xC0 == 0x80 { tail += 1 }
            // A character that the end of the piece cuts says nothing. Two-byte characters are easily hit by chance: they count half.
            if tail == length { whole += length > 2 ? 2 : 1 } else if at + tail < range.upperBound { broken += 2 }
            at += tail
        }
    }
}

/// Whether single high bytes stand in Latin words, as accented letters of Windows-1252 do.
private struct WesternCount {
    private var letters = 0
    private var others = 0

    var isPlausible: Bool { letters >= 2 && others * 4 <= letters }

    mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        for i in range where bytes[i] >= 0x80 {
            let before = i > range.lowerBound ? bytes[i - 1] : 0x20
            let after = i + 1 < range.upperBound ? bytes[i + 1] : 0x20
            let isLetter =
                bytes[i] >= 0xC0 && bytes[i] != 0xD7 && bytes[i] != 0xF7 && bytes[i] != 0xFF && bytes[i] != 0xFE && bytes[i] != 0xD0 && bytes[i] != 0xDE
            let isMark = [0x80, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xA1, 0xA3, 0xAA, 0xAB, 0xB0, 0xBA, 0xBB, 0xBF].contains(bytes[i])
            if isMark || (isLetter && (Self.isLatin(before) || Self.isLatin(after))) { letters += 1 } else { others += 1 }
        }
    }

    private static func isLatin(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
}
