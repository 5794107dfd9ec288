import ChatBytes
import ChatModel

/// What the table formats of WeChat exporters share: times with their zone, accounts, and texts that stand for something else.
enum WeChatRows {
    /// China's clock, on which WeChat's seconds are shown where a table has no written time beside them.
    static let chinaMinutes: Int16 = 480

    /// A time as one of the tables writes it: `YYYY-MM-DD HH:MM:SS` in its variants, an ISO time with a zone, or Unix seconds or milliseconds.
    static func time(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
        if let parsed = TimeText.dateTime(bytes, at: range.lowerBound, end: range.upperBound) {
            guard parsed.next < range.upperBound else { return parsed.value }
            return Timestamp(iso8601: ByteScanning.string(bytes, range)) ?? parsed.value
        }
        guard 9...13 ~= range.count else { return nil }
        var value: Int64 = 0
        for at in range {
            guard 48...57 ~= bytes[at] else { return nil }
            value = value * 10 + Int64(bytes[at] - 48)
        }
        return Timestamp(unixSeconds: range.count > 11 ? value / 1000 : value, offsetMinutes: chinaMinutes)
    }

    /// A written local time with the zone that Unix seconds beside it tell.
    static func time(_ local: Timestamp?, unixSeconds: Int?) -> Timestamp? {
        guard let unixSeconds, 1..<253_402_300_800 ~= unixSeconds else { return local }
        guard var local else { return Timestamp(unixSeconds: Int64(unixSeconds), offsetMinutes: chinaMinutes) }
        let (difference, overflow) = local.wallSeconds.subtractingReportingOverflow(Int64(unixSeconds))
        if !overflow, difference % 900 == 0, -50_400...50_400 ~= difference { local.offsetMinutes = Int16(difference / 60) }
        return local
    }

    /// Whether a text has the shape of an account id: `wxid_…`, a chosen id, a room, a WeCom contact.
    static func isAccount(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if ByteScanning.has("wxid_", in: bytes, at: range.lowerBound) || isRoom(bytes, range) { return true }
        guard range.count >= 6, range.count <= 64 else { return false }
        for at in range {
            let byte = bytes[at]
            guard 0x61...0x7A ~= byte | 0x20 || 48...57 ~= byte || byte == 0x2D || byte == 0x5F || byte == 0x40 else { return false }
        }
        return true
    }

    /// Whether an id is a group's.
    static func isRoom(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count > 9 && ByteScanning.has("@chatroom", in: bytes, at: range.upperBound - 9)
    }

    /// Whether two cells hold the same bytes.
    static func same(_ bytes: Span<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Bool {
        guard a.count == b.count else { return false }
        for i in 0..<a.count where bytes[a.lowerBound + i] != bytes[b.lowerBound + i] { return false }
        return true
    }

    /// Whether an id belongs to a person: no room, no official account, no tool of the app.
    static func isPerson(_ id: String) -> Bool {
        if id.hasSuffix("@chatroom") || id.hasPrefix("gh_") || id.hasPrefix("@") { return false }
        return ![
            "filehelper", "weixin", "fmessage", "medianote", "newsapp", "notifymessage", "floatbottle", "qmessage", "qqmail", "tmessage", "brandsessionholder",
            "mphelper", "weixinguanhaozhushou", "notification_messages", "officialaccounts",
        ].contains(id)
    }

    /// Fills the open message with a cell: raw payloads are read; payments and quotes that the exporter wrote as text are parted from the words.
    ///
    /// - Parameter isTyped: whether the table says the message's kind. A message that it calls a text then stays one, whatever it looks like.
    static func fill(_ output: MessageOutput, _ bytes: Span<UInt8>, _ whole: Range<Int>, quotes: QuoteStyle?, isTyped: Bool) {
        guard !whole.isEmpty, let kind = output.openKind else { return }
        let range = WeChatPayload.withoutAuthor(bytes, whole)
        if kind != .text || bytes[range.lowerBound] == 0x3C, let payload = WeChatPayload.read(bytes, range) {
            payload.put(into: output)
            if payload.kind == .unknown { output.setKind(kind) }
            return
        }
        switch kind {
        case .system:
            output.setKind(WeChatMessageType.systemKind(bytes, range))
            if let words = WeChatPayload.noticeWithTags(bytes, range) { return output.appendText(words) }
        case .text where isTyped:
            if WeChatRendering.isSolitaire(bytes, range) {
                output.setKind(.solitaire)
            } else if let quotes, let quoted = WeChatQuote.read(bytes, range, quotes) {
                output.setExtra { $0.quote = quoted.quote }
                output.appendText(quoted.text, of: bytes)
                return
            }
        case .text, .transfer, .redPacket, .unknown:
            guard let rendered = WeChatRendering.read(bytes, range, quotes: quotes) else { break }
            if kind == .text || kind == .unknown, rendered.kind != .text { output.setKind(rendered.kind) }
            if rendered.payment != nil || rendered.quote != nil {
                output.setExtra {
                    $0.payment = rendered.payment
                    $0.quote = rendered.quote
                }
            }
            output.appendText(rendered.text, of: bytes)
            return
        case .contactCard where CardText.isCard(bytes, range): output.setExtra { $0.card = CardText.contact(bytes, range) }
        default: break
        }
        output.appendText(range, of: bytes)
    }
}
