import ChatBytes
import ChatModel

/// What the body of a WhatsApp row is: words, an attachment, or something that the app wrote.
enum WhatsAppBody {
    /// Gives a message its kind, card and text.
    ///
    /// - Returns: whether the app wrote the row, and no person.
    static func read(_ message: inout GatheredMessage, _ bytes: Span<UInt8>, isMarked: Bool, first: UInt8, last: UInt8) -> Bool {
        let phrases = WhatsAppPhrases.shared
        var body = message.text
        if first >= 0xE2 { body = WhatsAppGrammar.withoutMarks(bytes, body) }
        guard !body.isEmpty else { return false }
        if last == 0x3E { body = withoutEdited(&message, bytes, body) }
        let lineEnd = AttachmentName.lineEnd(bytes, body)
        guard lineEnd > body.lowerBound else { return false }
        let lineLast = bytes[lineEnd - 1]
        if lineLast == 0x3E || lineLast == 0x29, let attachment = AttachmentName.range(bytes, body) {
            takeAttachment(&message, bytes, body, attachment)
            return false
        }
        if lineEnd == body.upperBound, lineLast == 0x3E, bytes[body.lowerBound] == 0x3C {
            if phrases.meaning(bytes, body) == .omitted
                || (3...60 ~= body.count && ByteScanning.first(0x3C, in: bytes, body.lowerBound + 1..<body.upperBound) == nil)
            {
                message.head.kind = .unknown
                message.text = body
                return false
            }
        }
        if lineEnd == body.upperBound, let meaning = phrases.meaning(bytes, body) {
            message.text = body
            switch meaning {
            case .deleted, .deletedOwn: message.head.kind = .recall
            case .image: message.head.kind = .image
            case .video: message.head.kind = .video
            case .voice: message.head.kind = .voice
            case .sticker: message.head.kind = .sticker
            case .file: message.head.kind = .file
            case .card: message.head.kind = .contactCard
            default: message.head.kind = .unknown
            }
            return false
        }
        // Of a group: `This message was deleted by admin Rina.`
        if lineEnd == body.upperBound, body.count < 160, phrases.begins(.deleted, bytes, body), TextScan.contains(bytes, body, "admin") {
            message.head.kind = .recall
            message.text = body
            return false
        }
        if body.count == 4, TextScan.equals(bytes, body, "null") {
            message.head.kind = .unknown
            return false
        }
        let line = body.lowerBound..<lineEnd
        if message.traits.contains(.colon), let link = ByteScanning.find("https://", in: bytes, line),
            TextScan.contains(bytes, link..<lineEnd, "https://maps.google.com/") || TextScan.contains(bytes, link..<lineEnd, "https://foursquare.com/v/")
        {
            message.head.kind = .location
            message.text = body
            return false
        }
        guard isMarked || body.count < 60 && phrases.begins(.call, bytes, body) else { return false }
        if phrases.begins(.call, bytes, body) {
            message.head.kind = .call
            message.text = body
            return false
        }
        message.text = body
        guard isMarked, lineEnd == body.upperBound else { return false }
        if phrases.contains(.encryption, bytes, body) || phrases.contains(.system, bytes, body) { return true }
        if phrases.begins(.location, bytes, body) {
            message.head.kind = .location
            return false
        }
        return TextScan.starts(bytes, body, with: "You ")
    }

    /// The mark of an edited message at the end goes; what it marks stays.
    private static func withoutEdited(_ message: inout GatheredMessage, _ bytes: Span<UInt8>, _ body: Range<Int>) -> Range<Int> {
        var open = body.upperBound - 2
        while open > body.lowerBound, bytes[open] != 0x3C, bytes[open] != 0x0A { open -= 1 }
        guard open > body.lowerBound, bytes[open] == 0x3C, WhatsAppPhrases.shared.isOne(.edited, bytes, open + 1..<body.upperBound - 1) else { return body }
        var end = open
        while end - 3 >= body.lowerBound, StampScan.isMark(bytes, end - 3) { end -= 3 }
        while end > body.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
        let text = body.lowerBound..<end
        message.text = text
        return text
    }

    /// Kind and card of an attachment; a caption on the lines behind an Android mark becomes the text.
    private static func takeAttachment(
        _ message: inout GatheredMessage, _ bytes: Span<UInt8>, _ body: Range<Int>, _ attachment: (name: Range<Int>, mark: Range<Int>)
    ) {
        message.head.kind = AttachmentName.kind(bytes, attachment.name)
        message.text = body
        if message.head.kind == .contactCard {
            var card = Contact(platform: .whatsapp)
            let name = ByteScanning.string(bytes, attachment.name.lowerBound..<attachment.name.upperBound - 4)
            card.name = withoutRowNumber(name)
            // The file's name, until the card itself has been looked for.
            card.note = ByteScanning.string(bytes, attachment.name)
            var more = message.extra ?? MessageBatch.Extra()
            more.card = card
            message.extra = more
        }
        let lines = TextScan.lines(bytes, body)
        guard lines.count > 1, bytes[attachment.mark.upperBound - 1] == 0x29 else { return }
        var caption = 1
        if TextScan.trim(bytes, lines[1]).count == attachment.name.count, same(bytes, lines[1], attachment.name) { caption = 2 }
        guard caption < lines.count else { return }
        message.text = lines[caption].lowerBound..<body.upperBound
    }

    private static func same(_ bytes: Span<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Bool {
        guard a.count == b.count else { return false }
        for i in 0..<a.count where bytes[a.lowerBound + i] != bytes[b.lowerBound + i] { return false }
        return true
    }

    /// iOS puts the row's number before a card's name: `00000042-Ibu Sari`.
    private static func withoutRowNumber(_ name: String) -> String {
        let bytes = Array(name.utf8)
        guard bytes.count > 9, bytes[8] == 0x2D, bytes[..<8].allSatisfy({ 48...57 ~= $0 }) else { return name }
        return String(decoding: bytes[9...], as: UTF8.self)
    }
}
