import ChatBytes
import ChatModel

extension MessageOutput {
    /// The participant of a name that is escaped for HTML and JavaScript.
    func participant(escapedName name: Range<Int>, of bytes: Span<UInt8>) -> Int32 {
        guard ByteScanning.first(0x26, in: bytes, name) != nil || ByteScanning.first(0x5C, in: bytes, name) != nil else {
            return participant(named: name, of: bytes)
        }
        return participant(Participant(name: EscapedName.plain(bytes, name)))
    }
}

/// Undoes the escapes that 2.x of MemoTrace puts into names.
enum EscapedName {
    private static let entities: [(text: StaticString, byte: UInt8)] = [
        ("&lt;", 0x3C), ("&gt;", 0x3E), ("&amp;", 0x26), ("&quot;", 0x22), ("&#39;", 0x27), ("&#x27;", 0x27),
    ]

    static func plain(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        var result: [UInt8] = []
        var at = range.lowerBound
        scan: while at < range.upperBound {
            let byte = bytes[at]
            if byte == 0x5C, at + 1 < range.upperBound, bytes[at + 1] == 0x27 || bytes[at + 1] == 0x22 || bytes[at + 1] == 0x5C {
                result.append(bytes[at + 1])
                at += 2
                continue
            }
            if byte == 0x26 {
                for (text, plain) in entities where at + text.utf8CodeUnitCount <= range.upperBound && ByteScanning.has(text, in: bytes, at: at) {
                    result.append(plain)
                    at += text.utf8CodeUnitCount
                    continue scan
                }
            }
            result.append(byte)
            at += 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
