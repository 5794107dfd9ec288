import ChatBytes
import ChatModel

/// Reads WeQ's pages, the one form of a group's chat that says which side is the owner.
struct WeQHTML: ExportReader {
    let format = FormatDescription(
        id: "weq-html", name: "WeQ HTML", platform: .qq, extensions: ["html"],
        origin: "WeQ over the database of QQ NT: export a chat as HTML.",
        shape: """
            <title>小溪 · 聊天记录</title> … <header class="head"><strong>小溪</strong><small>私聊 · 导出于 2026-06-27 10:00:00</small></header>
            <div class="msg me"><img class="ava" src="…&nk=100000009"><div class="col"><div class="meta"><span class="name">山里茶铺</span>
              <span class="time">2024-03-05 09:12:11</span></div><div class="bubble"><div class="quote">还有吗</div>有的</div></div></div>
            """,
        fieldMap: """
            the title before ` · ` → chat.title; 私聊, 群聊 in the head → chat.kind
            .name → sender.name; the number in the avatar's address → sender.id; class me → sender.is_owner
            .time → sent_at; .bubble → text, .quote in it → quote, pictures, films and sounds → kind; .sys → system rows
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the page names no zone.",
        quirks: "A page on which nobody is `me` tells no owner. What was said in a forwarded record is third parties' and is not read.",
        notSupported: "Pictures of QQ's own faces keep their names only.")

    func sniff(_ head: SourceHead) -> Double {
        guard head.firstByte == 0x3C, head.contains(" · 聊天记录</title>") else { return 0 }
        return head.contains("class=\"frame\"") || head.contains("class=\"bubble\"") ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var page = WeQPage(bytes, stem: source.stem, format: format.id, output)
            try MarkupWalk.run(
                bytes, output, isRecord: { $0.isNamed("div", bytes) && ($0.hasClass("msg", bytes) || $0.hasClass("sys", bytes)) }
            ) { (message, offset, number) throws(ImportError) in
                try page.message(message, bytes, offset, number, output)
                return true
            }
        }
    }
}

/// One page being read.
private struct WeQPage {
    private let conversation: Int32
    private let hasOwner: Bool
    private var accounts = AccountTable()
    private var text: [UInt8] = []

    init(_ bytes: Span<UInt8>, stem: String, format: String, _ output: MessageOutput) {
        var title = MarkupWalk.title(bytes) ?? stem
        let tail = " · 聊天记录"
        if title.hasSuffix(tail) { title.removeLast(tail.count) }
        let head = MarkupWalk.text(ofClass: "head-top", bytes) ?? ""
        hasOwner = ByteScanning.find("class=\"msg me\"", in: bytes, 0..<bytes.count) != nil
        output.source.rewind()
        conversation = output.conversation(
            Conversation(
                platform: .qq, format: format, title: title.isEmpty ? stem : title,
                kind: head.contains("群聊 · ") ? .group : head.contains("私聊 · ") ? .direct : .unknown))
    }

    mutating func message(_ message: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ number: Int, _ output: MessageOutput) throws(ImportError) {
        let isSystem = message.hasClass("sys", 0, bytes)
        var sentAt: Timestamp?
        if let time = message.first("time", bytes) {
            let words = Array(message.text(of: time, bytes).utf8)
            sentAt = TimeText.dateTime(words.span, at: 0, end: words.count)?.value
        }
        if sentAt == nil, !isSystem { output.report("no-time", line: number, byteOffset: offset, "a message without a time") }
        try output.begin(
            conversation: conversation, sender: isSystem ? nil : sender(message, bytes, output), sentAt: sentAt, kind: .text, line: number, byteOffset: offset)
        text.removeAll(keepingCapacity: true)
        if isSystem {
            message.appendText(bytes, to: &text)
            let words = text
            output.setKind(WeChatMessageType.systemKind(words.span, 0..<words.count))
        } else if let bubble = message.first("bubble", bytes) {
            body(message, bubble, bytes, output)
        }
        TextTrimming.trim(&text)
        output.appendText(text)
        if !isSystem { PlaceholderText.classify(output) }
        try output.end()
    }

    private mutating func sender(_ message: MarkupFragment, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        guard let name = message.first("name", bytes), name + 1 < message.nodes[name].subtreeEnd, message.nodes[name + 1].isText else { return nil }
        return accounts.participant(
            id: number(message, bytes), name: TextTrimming.trim(bytes, message.nodes[name + 1].contents),
            isOwner: hasOwner ? message.hasClass("me", 0, bytes) : nil, of: bytes, output)
    }

    /// The sender's number behind `nk=` in the address of the avatar.
    private func number(_ message: MarkupFragment, _ bytes: Span<UInt8>) -> Range<Int>? {
        guard let avatar = message.first("ava", bytes), let address = message.attribute("src", of: avatar, bytes),
            let mark = ByteScanning.find("nk=", in: bytes, address)
        else { return nil }
        var end = mark + 3
        while end < address.upperBound, 48...57 ~= bytes[end] { end += 1 }
        return end > mark + 3 ? mark + 3..<end : nil
    }

    private mutating func body(_ message: MarkupFragment, _ bubble: Int, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        if let quote = message.first("quote", in: bubble, bytes) {
            let words = message.text(of: quote, bytes)
            if !words.isEmpty { output.setExtra { $0.quote = Quote(text: words) } }
        }
        var kind: MessageKind?
        message.appendText(of: bubble, bytes, to: &text) { element in
            if message.hasClass("quote", element, bytes) { return true }
            if message.hasClass("file", element, bytes) {
                kind = kind ?? .file
                return false
            }
            guard let shown = Self.kind(message, element, bytes) else {
                // The size stands in small letters behind a file's name.
                return MarkupName.equals(bytes, message.nodes[element].name, "small")
            }
            kind = kind ?? shown
            return true
        }
        TextTrimming.trim(&text)
        if kind == .file, text.starts(with: "📎 ".utf8) { text.removeFirst(5) }
        if let kind, kind == .file || text.isEmpty { output.setKind(kind) }
    }

    /// The kind that an element of a bubble shows which is no text.
    private static func kind(_ message: MarkupFragment, _ element: Int, _ bytes: Span<UInt8>) -> MessageKind? {
        if message.hasClass("fwd", element, bytes) { return .forward }
        if message.hasClass("voice", element, bytes) { return .voice }
        guard message.hasClass("media", element, bytes) else { return nil }
        if message.hasClass("emoji", element, bytes) { return .sticker }
        return MarkupName.equals(bytes, message.nodes[element].name, "video") ? .video : .image
    }
}
