import ChatBytes
import ChatModel

/// Reads the pages of qq-chat-exporter, the classic and the modern template.
struct QQChatExporterHTML: ExportReader {

    let format = FormatDescription(
        id: "qqchatexporter-html", name: "QQChatExporter HTML", platform: .qq, extensions: ["html"],
        origin: "shuakami/qq-chat-exporter over NTQQ: export as HTML, older builds in the classic template.",
        shape: """
            <!-- QCE_METADATA: {"chatName":"样例团购群","chatType":"group"} -->
            <div class="message self" data-sender-uid="u_x" data-date="2024-03-05" id="msg-1"><span class="sender">小店老板</span><span class="time">2024-03-05 09:12:01</span>
              <div class="content"><span class="text-content">在吗</span></div></div>
            classic: <div class="message" data-message-id="1"><div class="message-header"><span class="message-sender">小溪</span><span class="message-time">…</span></div><div class="message-content">…</div></div>
            """,
        fieldMap: """
            .chat-title, else the page's title → chat.title; 群聊 or 参与人数 in .chat-info → kind group
            .sender / .message-sender → sender.name; data-sender-uid → sender.id; class self → is_owner
            .time / .message-time, with data-date where it is a clock alone → sent_at
            .text-content / .message-content → text; .reply-content → quote; media elements → kind
            class system → kind system
            """,
        timeZone: "Wall clock of the computer; the file names no zone.",
        quirks: "The two templates share the class message and nothing else. A page without self marks tells no owner.",
        notSupported: "Forwarded records beyond their preview.")

    func sniff(_ head: SourceHead) -> Double {
        if head.contains("QCE_METADATA") { return 0.98 }
        guard head.contains("message-sender") || head.contains("chat-title") else { return 0 }
        return head.contains("message-header") && head.contains("class=\"message") ? 0.9 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = Reading(bytes, stem: source.stem, output)
            try MarkupWalk.run(bytes, output, isRecord: { $0.isNamed("div", bytes) && $0.hasClass("message", bytes) }) {
                (message, offset, number) throws(ImportError) in
                try reading.message(message, bytes, offset, number, output)
            }
        }
    }
}

/// One page being read.
private struct Reading {
    private let conversation: Int32
    private let hasSelf: Bool
    private var accounts = AccountTable()
    private var text: [UInt8] = []

    init(_ bytes: Span<UInt8>, stem: String, _ output: MessageOutput) {
        let title = MarkupWalk.text(ofClass: "chat-title", bytes) ?? MarkupWalk.title(bytes) ?? stem
        let info = MarkupWalk.text(ofClass: "chat-info", bytes) ?? ""
        let head = 0..<min(bytes.count, 1 << 18)
        let isGroup =
            info.contains("群聊") || info.contains("参与人数") || ByteScanning.find("\"chatType\":\"group\"", in: bytes, head) != nil
            || ByteScanning.find("\"type\":\"group\"", in: bytes, head) != nil
        hasSelf = ByteScanning.find("message self", in: bytes, 0..<min(bytes.count, 4 << 20)) != nil
        conversation = output.conversation(
            Conversation(platform: .qq, format: "qqchatexporter-html", title: title, kind: isGroup ? .group : info.contains("私聊") ? .direct : .unknown))
    }

    mutating func message(_ message: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ number: Int, _ output: MessageOutput) throws(ImportError) -> Bool {
        let body = message.first("text-content", bytes) ?? message.first("message-content", bytes) ?? message.first("content", bytes)
        let name = message.first("sender", bytes) ?? message.first("message-sender", bytes)
        let isSystem = message.hasClass("system", 0, bytes) || message.hasClass("system-message", 0, bytes)
        guard body != nil || name != nil else { return false }
        var sender: Int32?
        if !isSystem, let name, name + 1 < message.nodes[name].subtreeEnd, message.nodes[name + 1].isText {
            let isOwner: Bool? = hasSelf ? message.hasClass("self", 0, bytes) : nil
            sender = accounts.participant(
                id: message.attribute("data-sender-uid", bytes), name: TextTrimming.trim(bytes, message.nodes[name + 1].contents), isOwner: isOwner, of: bytes,
                output)
        }
        try output.begin(
            conversation: conversation, sender: sender, sentAt: stamp(message, bytes), kind: isSystem ? .system : .text, line: number, byteOffset: offset)
        text.removeAll(keepingCapacity: true)
        let reply = message.first("reply-content", bytes) ?? message.first("reply-preview", bytes)
        if let reply { quote(message, reply, bytes, output) }
        let holder = message.first("text-content", bytes) == nil ? body : message.first("content", bytes) ?? message.first("message-content", bytes) ?? body
        if let holder {
            message.appendText(of: holder, bytes, to: &text) {
                $0 == reply || message.hasClass("resources-list", $0, bytes) || MarkupName.equals(bytes, message.nodes[$0].name, "img") || $0 == name
                    || message.hasClass("time", $0, bytes)
            }
        }
        TextTrimming.trim(&text)
        output.appendText(text)
        if isSystem {
            let words = text
            output.setKind(WeChatMessageType.systemKind(words.span, 0..<words.count))
        } else if text.isEmpty {
            for (word, kind) in [("img", .image), ("video", .video), ("audio", .voice), ("a", .file)] as [(StaticString, MessageKind)]
            where message.first(named: word, bytes) != nil {
                output.setKind(kind)
                break
            }
        } else {
            PlaceholderText.classify(output)
        }
        try output.end()
        return true
    }

    private mutating func quote(_ message: MarkupFragment, _ reply: Int, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        message.appendText(of: reply, bytes, to: &text)
        let words = text
        text.removeAll(keepingCapacity: true)
        let quote = WeChatQuote.named(words.span, 0..<words.count)
        output.setExtra { $0.quote = quote }
    }

    private mutating func stamp(_ message: MarkupFragment, _ bytes: Span<UInt8>) -> Timestamp? {
        guard let time = message.first("message-time", bytes) ?? message.first("time", bytes) else { return nil }
        text.removeAll(keepingCapacity: true)
        message.appendText(of: time, bytes, to: &text)
        let words = text
        if let whole = TimeText.dateTime(words.span, at: 0, end: words.count) { return whole.value }
        guard let clock = TimeText.clock(words.span, at: 0, end: words.count), let date = message.attribute("data-date", bytes),
            let day = TimeText.day(bytes, at: date.lowerBound, end: date.upperBound)
        else { return nil }
        return TimeText.timestamp(day.value, clock.value)
    }
}
