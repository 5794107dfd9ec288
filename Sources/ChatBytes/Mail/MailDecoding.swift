import ChatModel

/// The transfer encodings of mail (RFC 2045).
enum MailDecoding {
    /// The bytes behind base64; what is no sign of it is passed over.
    static func base64(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count / 4 * 3 + 3)
        var bits: UInt32 = 0
        var count = 0
        for at in range {
            let byte = bytes[at]
            let value: UInt32
            switch byte {
            case 65...90: value = UInt32(byte) - 65
            case 97...122: value = UInt32(byte) - 71
            case 48...57: value = UInt32(byte) + 4
            case 0x2B: value = 62
            case 0x2F: value = 63
            default: continue
            }
            bits = bits << 6 | value
            count += 1
            if count == 4 {
                result.append(UInt8(truncatingIfNeeded: bits >> 16))
                result.append(UInt8(truncatingIfNeeded: bits >> 8))
                result.append(UInt8(truncatingIfNeeded: bits))
                (bits, count) = (0, 0)
            }
        }
        if count == 2 { result.append(UInt8(truncatingIfNeeded: bits >> 4)) }
        if count == 3 {
            result.append(UInt8(truncatingIfNeeded: bits >> 10))
            result.append(UInt8(truncatingIfNeeded: bits >> 2))
        }
        return result
    }

    /// The bytes behind quoted-printable: `=E6`, and `=` at a line's end for a line that goes on. In words of headers `_` is a blank.
    static func quotedPrintable(_ bytes: Span<UInt8>, _ range: Range<Int>, isWord: Bool = false) -> [UInt8] {
        func digit(_ at: Int) -> UInt8? {
            guard at < range.upperBound else { return nil }
            return switch bytes[at] {
            case 48...57: bytes[at] - 48
            case 65...70: bytes[at] - 55
            case 97...102: bytes[at] - 87
            default: nil
            }
        }
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = bytes[at]
            guard byte == 0x3D else {
                result.append(isWord && byte == 0x5F ? 0x20 : byte)
                at += 1
                continue
            }
            if let high = digit(at + 1), let low = digit(at + 2) {
                result.append(high << 4 | low)
                at += 3
                continue
            }
            var next = at + 1
            while next < range.upperBound, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
            if next < range.upperBound, bytes[next] == 0x0D { next += 1 }
            if next < range.upperBound, bytes[next] == 0x0A { next += 1 } else if next < range.upperBound, bytes[next - 1] != 0x0D { next = at + 1 }
            if next == at + 1 { result.append(byte) }
            at = next
        }
        return result
    }
}

/// Words of mail headers that are written in another way than plain ASCII.
enum MailWords {
    /// A text with its encoded words (RFC 2047) decoded: `=?UTF-8?B?5bCP?=`.
    static func decoded(_ text: String) -> String {
        guard text.contains("=?") else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var at = 0
        var isBehindWord = false
        while at < bytes.count {
            guard bytes[at] == 0x3D, let word = word(bytes, at) else {
                result.append(bytes[at])
                if bytes[at] > 0x20 { isBehindWord = false }
                at += 1
                continue
            }
            // Blanks between two encoded words are not part of the text.
            if isBehindWord { while let last = result.last, last <= 0x20 { result.removeLast() } }
            result += word.text
            at = word.next
            isBehindWord = true
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func word(_ bytes: [UInt8], _ start: Int) -> (text: [UInt8], next: Int)? {
        let parts = bytes[start...].prefix(1000).split(separator: 0x3F, maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == [0x3D], let form = parts[2].first, parts[2].count == 1, parts[4].first == 0x3D else { return nil }
        let coded = Array(parts[3])
        let raw =
            form | 0x20 == 0x62 ? MailDecoding.base64(coded.span, 0..<coded.count) : MailDecoding.quotedPrintable(coded.span, 0..<coded.count, isWord: true)
        return (utf8(raw, charset: String(decoding: parts[1], as: UTF8.self)), parts[4].startIndex + 1)
    }

    /// RFC 2231: `UTF-8''%E5%B0%8F`, in pieces.
    static func percentDecoded(_ pieces: [(text: String, isEncoded: Bool)]) -> String {
        var charset = ""
        var result: [UInt8] = []
        for (i, piece) in pieces.enumerated() {
            var bytes = Array(piece.text.utf8)
            if i == 0, piece.isEncoded {
                let parts = bytes.split(separator: 0x27, maxSplits: 2, omittingEmptySubsequences: false)
                if parts.count == 3 {
                    charset = String(decoding: parts[0], as: UTF8.self)
                    bytes = Array(parts[2])
                }
            }
            guard piece.isEncoded else {
                result += bytes
                continue
            }
            for i in bytes.indices where bytes[i] == 0x25 { bytes[i] = 0x3D }
            result += MailDecoding.quotedPrintable(bytes.span, 0..<bytes.count)
        }
        return String(decoding: utf8(result, charset: charset), as: UTF8.self)
    }

    private static func utf8(_ raw: [UInt8], charset: String) -> [UInt8] { TextEncoding.utf8(of: raw, hint: TextEncoding(charset: charset)) }
}
