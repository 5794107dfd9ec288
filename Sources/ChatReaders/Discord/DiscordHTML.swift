import ChatBytes
import ChatModel

/// Reads the HTML of DiscordChatExporter.
struct DiscordHTML: ExportReader {

    let format = FormatDescription(
        id: "discord-html", name: "Discord HTML (DiscordChatExporter)", platform: Platform(rawValue: "discord"), extensions: ["html"],
        origin: "Tyrrrz/DiscordChatExporter with the format HTML (dark or light).",
        shape: """
            <div class="chatlog__message-container" data-message-id="1"><div class="chatlog__message"><div class="chatlog__header">
              <span class="chatlog__author" title="rina" data-user-id="42">Rina</span> <span class="chatlog__timestamp" title="Friday, July 5, 2024 10:15 AM">…</span></div>
              <div class="chatlog__content chatlog__markdown"><span class="chatlog__markdown-preserve">Halo</span></div></div></div>
            """,
        fieldMap: """
            last .preamble__entry, or the page's title → chat.title
            .chatlog__author → sender.name, its data-user-id → sender.id; a message without one has the sender of the one before
            title of .chatlog__timestamp → sent_at
            .chatlog__content → text; .chatlog__reference → quote; attachments → kind
            .chatlog__system-notification-content → kind system
            """,
        timeZone: "Wall clock of the computer that exported, in its language's form: English forms, ISO 8601 and day-first numbers are read.",
        quirks: "The header stands only on the first message of a group; later ones carry a short time whose title is whole.",
        notSupported: "Embeds, stickers and reactions.")

    func sniff(_ head: SourceHead) -> Double { head.contains("chatlog__message") ? 0.98 : head.contains("class=\"chatlog\"") ? 0.9 : 0 }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = Reading(bytes, stem: source.stem, output)
            try MarkupWalk.run(bytes, output, isRecord: { $0.hasClass("chatlog__message-container", bytes) }) { (message, offset, number) throws(ImportError) in
                try reading.message(message, bytes, offset, number, output)
            }
        }
    }
}

/// One page being read.
private struct Reading {
    private let conversation: Int32
    private var accounts = AccountTable()
    private var lastSender: Int32?
    private var text: [UInt8] = []

    init(_ bytes: Span<UInt8>, stem: String, _ output: MessageOutput) {
        let title = MarkupWalk.title(bytes) ?? stem
        let isDirect = title.hasPrefix("Direct Messages")
        conversation = output.conversation(
            Conversation(platform: Platform(rawValue: "discord"), format: "discord-html", title: title, kind: isDirect ? .direct : .group))
    }

    mutating func message(_ message: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ number: Int, _ output: MessageOutput) throws(ImportError) -> Bool {
        if let author = message.first("chatlog__author", bytes) ?? message.first("chatlog__system-notification-author", bytes) {
            lastSender = sender(message, author, bytes, output)
        }
        var sentAt: Timestamp?
        for word in ["chatlog__timestamp", "chatlog__short-timestamp", "chatlog__system-notification-timestamp"] as [StaticString] where sentAt == nil {
            guard let stamp = message.first(word, bytes) else { continue }
            text.removeAll(keepingCapacity: true)
            if let title = message.attribute("title", of: stamp, bytes) {
                MarkupText.append(title, of: bytes, to: &text)
            } else {
                message.appendText(of: stamp, bytes, to: &text)
            }
            let words = text
            sentAt = Self.timestamp(words.span)
        }
        try output.begin(conversation: conversation, sender: lastSender, sentAt: sentAt, line: number, byteOffset: offset)
        text.removeAll(keepingCapacity: true)
        if let notice = message.first("chatlog__system-notification-content", bytes) {
            message.appendText(of: notice, bytes, to: &text)
            output.setKind(.system)
        } else if let content = message.first("chatlog__content", bytes) {
            if let words = message.first("chatlog__markdown-preserve", in: content, bytes) {
                message.appendText(of: words, blanks: .kept, bytes, to: &text)
            } else {
                message.appendText(of: content, bytes, to: &text) { message.hasClass("chatlog__edited-timestamp", $0, bytes) }
            }
        }
        TextTrimming.trim(&text)
        output.appendText(text)
        if text.isEmpty { attachment(message, bytes, output) }
        if let reference = message.first("chatlog__reference-content", bytes) ?? message.first("chatlog__reply-content", bytes) {
            let name = (message.first("chatlog__reference-author", bytes) ?? message.first("chatlog__reply-author", bytes)).map { message.text(of: $0, bytes) }
            let quote = Quote(sender: name, text: message.text(of: reference, bytes))
            output.setExtra { $0.quote = quote }
        }
        try output.end()
        return true
    }

    private mutating func sender(_ message: MarkupFragment, _ author: Int, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        guard author + 1 < message.nodes.count, message.nodes[author + 1].isText else { return nil }
        return accounts.participant(
            id: message.attribute("data-user-id", of: author, bytes), name: TextTrimming.trim(bytes, message.nodes[author + 1].contents), isOwner: nil,
            of: bytes,
            output)
    }

    /// A moment in one of the forms that the exporter has written over the years.
    static func timestamp(_ text: Span<UInt8>) -> Timestamp? {
        let range = TextTrimming.trim(text, 0..<text.count)
        if let iso = TimeText.dateTime(text, at: range.lowerBound, end: range.upperBound) { return iso.value }
        if let english = EnglishDate.timestamp(text, range) { return english }
        if let short = shortYear(text, range) { return short }
        // Numbers alone: a first one above 12 is a day; else the month stands first, as in the exporter's default language.
        guard let first = TimeText.number(text, at: range.lowerBound, end: range.upperBound, maxDigits: 2), first.next < range.upperBound,
            let day = QQDate.day(text, range), let year = ByteScanning.find(" ", in: text, range),
            let clock = TimeText.clock(text, at: year + 1, end: range.upperBound)
        else { return nil }
        return TimeText.timestamp(day, clock.value)
    }

    /// `05-Jul-24 01:20 PM`, as releases before 2.40 wrote it.
    private static func shortYear(_ text: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
        guard range.count >= 15, text[range.lowerBound + 2] == 0x2D, text[range.lowerBound + 6] == 0x2D, text[range.lowerBound + 9] == 0x20,
            TimeText.number(text, at: range.lowerBound + 7, end: range.lowerBound + 9, minDigits: 2, maxDigits: 2) != nil
        else { return nil }
        var long: [UInt8] = []
        ByteScanning.append(range.lowerBound..<range.lowerBound + 7, of: text, to: &long)
        long += [0x32, 0x30]
        ByteScanning.append(range.lowerBound + 7..<range.upperBound, of: text, to: &long)
        return EnglishDate.timestamp(long.span, 0..<long.count)
    }

    private func attachment(_ message: MarkupFragment, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard let attachment = message.first("chatlog__attachment", bytes) else { return }
        let kind: MessageKind =
            message.first(named: "img", in: attachment, bytes) != nil
            ? .image
            : message.first(named: "video", in: attachment, bytes) != nil
                ? .video : message.first(named: "audio", in: attachment, bytes) != nil ? .voice : .file
        output.setKind(kind)
        if kind == .file, let name = message.first("chatlog__attachment-generic-name", in: attachment, bytes) {
            output.appendText(message.text(of: name, bytes))
        }
    }
}
