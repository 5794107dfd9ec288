import ChatBytes
import ChatModel

/// The small HTML of Skype's messages: tags go, entities are decoded, quoted words are parted off.
struct SkypeContent {
    /// The sender's own words.
    private(set) var text: [UInt8] = []
    /// What is quoted.
    private(set) var quote: Quote?

    /// The person of a contact card: `<contacts><c t="s" s="live:rina" f="Rina"/></contacts>`, or `p` with a number.
    static func card(_ bytes: Span<UInt8>) -> Contact? {
        guard let start = ByteScanning.find("<c ", in: bytes, 0..<bytes.count), let end = ByteScanning.first(0x3E, in: bytes, start..<bytes.count) else {
            return nil
        }
        var card = Contact(platform: Platform(rawValue: "skype"))
        card.id = attribute(" s=\"", bytes, start..<end).map { "8:" + $0 }
        card.nickname = attribute(" f=\"", bytes, start..<end)
        if let phone = attribute(" p=\"", bytes, start..<end) { card.phones = [phone] }
        return card.id == nil && card.nickname == nil && card.phones.isEmpty ? nil : card
    }

    init(_ bytes: Span<UInt8>) {
        var at = 0
        var quoted: [UInt8] = []
        var author: String?
        var quoteDepth = 0
        var legacyDepth = 0
        while at < bytes.count {
            guard bytes[at] == 0x3C, let close = ByteScanning.first(0x3E, in: bytes, at..<bytes.count), Self.isTag(bytes, at + 1) else {
                let end = ByteScanning.first(0x3C, in: bytes, min(at + 1, bytes.count)..<bytes.count) ?? bytes.count
                if legacyDepth == 0 {
                    if quoteDepth > 0 { MarkupText.append(at..<end, of: bytes, to: &quoted) } else { MarkupText.append(at..<end, of: bytes, to: &text) }
                }
                at = end
                continue
            }
            if ByteScanning.has("<quote", in: bytes, at: at) {
                quoteDepth += 1
                author = author ?? Self.attribute("authorname=\"", bytes, at..<close)
            } else if ByteScanning.has("</quote", in: bytes, at: at) {
                quoteDepth = max(0, quoteDepth - 1)
            } else if ByteScanning.has("<legacyquote", in: bytes, at: at) {
                legacyDepth += 1
            } else if ByteScanning.has("</legacyquote", in: bytes, at: at) {
                legacyDepth = max(0, legacyDepth - 1)
            }
            at = close + 1
        }
        text = text.filter { $0 != 0x0D }
        if !quoted.isEmpty {
            quote = Quote(sender: author, text: String(decoding: quoted, as: UTF8.self))
            while text.first == 0x0A || text.first == 0x20 { text.removeFirst() }
        }
    }

    /// A name or a slash behind the bracket; `2 < 3` is no tag.
    private static func isTag(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
        guard at < bytes.count else { return false }
        return bytes[at] == 0x2F || 97...122 ~= bytes[at] | 0x20
    }

    private static func attribute(_ name: StaticString, _ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        guard let start = ByteScanning.find(name, in: bytes, range) else { return nil }
        let from = start + name.utf8CodeUnitCount
        guard let end = ByteScanning.first(0x22, in: bytes, from..<range.upperBound) else { return nil }
        return MarkupText.string(from..<end, of: bytes)
    }
}
