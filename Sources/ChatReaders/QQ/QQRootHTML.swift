import ChatBytes
import ChatModel

/// Reads the pages of QQRootFastDecrypt.
struct QQRootHTML: ExportReader {
    let format = FormatDescription(
        id: "qqroot-html", name: "QQRootFastDecrypt HTML", platform: .qq, extensions: ["html"],
        origin: "QQRootFastDecrypt over the database of QQ NT on a phone: export chats as HTML.",
        shape: """
            <details class="date-block"><summary>2024-03-05</summary>
            <div class="sender-message-group is-self"><div class="sender">山里茶铺</div>
              <div class="message-item"><span class="timestamp">09:12:21</span><div class="message-content">有的</div></div></div></details>
            """,
        fieldMap: """
            summary of a day + .timestamp → sent_at; .sender → sender.name; class is-self → sender.is_owner
            .message-content → text, .reply-container in it → quote; .sys-message → system rows
            file name → chat.title
            """,
        timeZone: "Wall clock of the phone, to the second; the page names no zone.",
        quirks: "A name stands once over all that its bearer wrote in a row. A page on which nobody is `is-self` tells no owner.",
        notSupported: "Account ids are not in the page.")

    func sniff(_ head: SourceHead) -> Double {
        head.firstByte == 0x3C && head.contains("sender-message-group") && head.contains("date-block") ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let page = QQRootPage(bytes, stem: source.stem, format: format.id, output)
            source.rewind()
            try MarkupWalk.run(
                bytes, output,
                isRecord: {
                    $0.isNamed("summary", bytes) || $0.hasClass("sender", bytes) || $0.hasClass("message-item", bytes) || $0.hasClass("sys-message", bytes)
                        || $0.hasClass("sender-message-group", bytes) && page.note($0, bytes)
                }
            ) { (element, offset, number) throws(ImportError) in try page.take(element, bytes, offset, number, output) }
        }
    }
}

/// One page being read.
private final class QQRootPage {
    private let conversation: Int32
    private let hasOwner: Bool
    private var isOwn = false
    private var sender: Int32?
    private var day: (year: Int, month: Int, day: Int)?

    init(_ bytes: Span<UInt8>, stem: String, format: String, _ output: MessageOutput) {
        hasOwner = ByteScanning.find("sender-message-group is-self", in: bytes, 0..<bytes.count) != nil
        conversation = output.conversation(Conversation(platform: .qq, format: format, title: stem))
    }

    /// Notes whose group begins; it is walked into, not read.
    func note(_ group: MarkupScanner, _ bytes: Span<UInt8>) -> Bool {
        isOwn = group.hasClass("is-self", bytes)
        return false
    }

    func take(_ element: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ number: Int, _ output: MessageOutput) throws(ImportError) -> Bool {
        if MarkupName.equals(bytes, element.nodes[0].name, "summary") {
            let text = Array(element.text(of: 0, bytes).utf8)
            day = TimeText.day(text.span, at: 0, end: text.count)?.value
            return false
        }
        if element.hasClass("sender", 0, bytes) {
            let name = element.text(of: 0, bytes).split(separator: " -> ").first.map(String.init) ?? ""
            sender = name.isEmpty ? nil : output.participant(Participant(name: QQTitle.plain(name), isOwner: hasOwner ? isOwn : nil))
            return false
        }
        let isSystem = element.hasClass("sys-message", 0, bytes)
        var sentAt: Timestamp?
        let stamp = element.first("timestamp", bytes)
        if let stamp {
            let text = Array(element.text(of: stamp, bytes).utf8)
            if let day, let clock = TimeText.clock(text.span, at: 0, end: text.count) { sentAt = TimeText.timestamp(day, clock.value) }
        }
        if sentAt == nil, !isSystem { output.report("no-time", line: number, byteOffset: offset, "a message without a time") }
        try output.begin(
            conversation: conversation, sender: isSystem ? nil : sender, sentAt: sentAt, kind: isSystem ? .system : .text, line: number, byteOffset: offset)
        let reply = element.first("reply-container", bytes)
        if let reply {
            let words = Array(element.text(of: reply, bytes).utf8)
            if !words.isEmpty {
                let quote = WeChatQuote.named(words.span, 0..<words.count)
                output.setExtra { $0.quote = quote }
            }
        }
        var text: [UInt8] = []
        element.appendText(of: element.first("message-content", bytes) ?? 0, bytes, to: &text) { $0 == reply || $0 == stamp }
        TextTrimming.trim(&text)
        output.appendText(QQRootSides.withBreaks(text))
        PlaceholderText.classify(output)
        try output.end()
        return true
    }
}
