import ChatModel

/// E-mail addresses, in lower case.
public struct EmailAddresses: Extractor {
    /// The extractor's name.
    public static let id = "email"
    /// Needs an `@`.
    public let trigger = ExtractorTrigger(anyOf: .at)

    /// The extractor; it has no state.
    public init() {}

    /// Adds the addresses of a message.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        let bytes = message.text.bytes
        var at = 0
        while at < bytes.count {
            guard bytes[at] == 0x40 else {
                at += 1
                continue
            }
            var start = at
            while start > 0, isLocal(bytes[start - 1]), at - start < 64 { start -= 1 }
            while start < at, bytes[start] == 0x2E { start += 1 }
            guard start < at, let end = domainEnd(bytes, at + 1) else {
                at += 1
                continue
            }
            let value = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
            findings.add(.email, start..<end, of: message.text, value: value, confidence: 0.98, rule: "email")
            at = end
        }
    }

    private func isLocal(_ byte: UInt8) -> Bool { isName(byte) || byte == 0x2E || byte == 0x5F || byte == 0x25 || byte == 0x2B || byte == 0x2D }

    private func isName(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || 0x61...0x7A ~= byte | 0x20 }

    /// The end of a domain of two labels and more, the last of two letters and more.
    private func domainEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        var at = start
        var label = start
        var best: Int?
        while at < bytes.count, at - start < 255 {
            if isName(bytes[at]) || bytes[at] == 0x2D {
                at += 1
                if label > start, at - label >= 2, bytes[label..<at].allSatisfy({ 0x61...0x7A ~= $0 | 0x20 }) { best = at }
                continue
            }
            guard bytes[at] == 0x2E, at > label else { break }
            at += 1
            label = at
        }
        guard let best else { return nil }
        return at > best && at < bytes.count && isName(bytes[at - 1]) && label <= best && !bytes[label..<at].allSatisfy({ 0x61...0x7A ~= $0 | 0x20 })
            ? nil : best
    }
}
