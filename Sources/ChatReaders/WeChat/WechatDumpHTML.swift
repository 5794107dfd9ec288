import ChatBytes
import ChatModel

/// Reads the pages of wechat-dump.
struct WechatDumpHTML: ExportReader {

    let format = FormatDescription(
        id: "wechat-dump-html", name: "wechat-dump HTML", platform: .wechat, extensions: ["html"],
        origin: "ppwwyyxx/wechat-dump over the database of an Android phone: dump-html.py.",
        shape: """
            <title>Chat with 林小溪</title>
            <div class="chatItem you wxid_example01"><div class="chatItemContent">…<div class="cloudPannel" title="2024-03-05 09:12:01">
              <pre align='left'>林小溪</pre> … <div class="cloudContent"><pre style="white-space:pre-wrap">在吗</pre></div></div></div></div>
            """,
        fieldMap: """
            title behind `Chat with ` → chat.title; the only account on the other side → chat.id
            class me → sender.is_owner true; the class beside you → sender.id; <pre align='left'> → sender.name
            title of .cloudPannel → sent_at
            .cloudContent → text; an image or sound in it → kind
            """,
        timeZone: "Wall clock of the computer; the file names no zone.",
        quirks: "Pictures are embedded as base64 and passed over. Messages without a title of their own take the time of the div.time before them.",
        notSupported: "Pictures, sounds.")

    func sniff(_ head: SourceHead) -> Double {
        if head.contains("chatItem") { return head.contains("cloudPannel") || head.contains("cloudContent") ? 0.98 : 0.8 }
        return head.contains("<title>Chat with ") ? 0.5 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = Reading(bytes, stem: source.stem, output)
            try MarkupWalk.run(bytes, output, isRecord: { $0.hasClass("chatItem", bytes) || TextScan.equals(bytes, $0.classes, "time") }) {
                (message, offset, number) throws(ImportError) in
                try reading.message(message, bytes, offset, number, output)
            }
        }
    }
}

/// One page being read.
private struct Reading {
    private let conversation: Int32
    private var accounts = AccountTable()
    private var title: [UInt8]
    private var lastTime: Timestamp?
    private var text: [UInt8] = []

    init(_ bytes: Span<UInt8>, stem: String, _ output: MessageOutput) {
        var name = MarkupWalk.title(bytes) ?? stem
        if name.hasPrefix("Chat with ") { name = String(name.dropFirst(10)) }
        title = Array(name.utf8)
        var scanner = MarkupScanner(bytes, 0..<min(bytes.count, 4 << 20))
        var ids: Set<String> = []
        while ids.count < 2 {
            let token = scanner.next(bytes)
            if case .atEnd = token { break }
            guard case .start = token, scanner.hasClass("chatItem", bytes), let id = Reading.account(scanner.classes, bytes) else { continue }
            ids.insert(ByteScanning.string(bytes, id))
        }
        conversation = output.conversation(
            Conversation(
                platform: .wechat, format: "wechat-dump-html", id: ids.count == 1 ? ids.first : nil, title: name,
                kind: ids.count == 1 ? .direct : ids.count > 1 ? .group : .unknown))
    }

    /// The class that is the account: what is neither `chatItem` nor a side.
    private static func account(_ classes: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int>? {
        var at = classes.lowerBound
        while at < classes.upperBound {
            while at < classes.upperBound, bytes[at] <= 0x20 { at += 1 }
            let start = at
            while at < classes.upperBound, bytes[at] > 0x20 { at += 1 }
            let word = start..<at
            guard !word.isEmpty, !TextScan.equals(bytes, word, "chatItem"), !TextScan.equals(bytes, word, "you"), !TextScan.equals(bytes, word, "me") else {
                continue
            }
            return word
        }
        return nil
    }

    mutating func message(_ message: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ number: Int, _ output: MessageOutput) throws(ImportError) -> Bool {
        text.removeAll(keepingCapacity: true)
        guard message.hasClass("chatItem", 0, bytes) else {
            message.appendText(of: 0, bytes, to: &text)
            let words = text
            lastTime = TimeText.dateTime(words.span, at: 0, end: words.count)?.value ?? lastTime
            return false
        }
        let isOwner = message.hasClass("me", 0, bytes)
        var sentAt = lastTime
        if let panel = message.first("cloudPannel", bytes), let stamp = message.attribute("title", of: panel, bytes),
            let time = TimeText.dateTime(bytes, at: stamp.lowerBound, end: stamp.upperBound)
        {
            sentAt = time.value
        }
        let nickname = nickname(message, bytes)
        let sender: Int32
        if let nickname, nickname + 1 < message.nodes[nickname].subtreeEnd, message.nodes[nickname + 1].isText {
            sender = accounts.participant(
                id: isOwner ? nil : Self.account(message.nodes[0].classes, bytes), name: TextTrimming.trim(bytes, message.nodes[nickname + 1].contents),
                isOwner: isOwner, of: bytes, output)
        } else {
            let id = isOwner ? nil : Self.account(message.nodes[0].classes, bytes).map { ByteScanning.string(bytes, $0) }
            sender = output.participant(Participant(id: id, name: isOwner ? "me" : String(decoding: title, as: UTF8.self), isOwner: isOwner))
        }
        try output.begin(conversation: conversation, sender: sender, sentAt: sentAt, line: number, byteOffset: offset)
        if let content = message.first("cloudContent", bytes) {
            message.appendText(of: content, bytes, to: &text) { $0 == nickname || MarkupName.equals(bytes, message.nodes[$0].name, "img") }
            TextTrimming.trim(&text)
            if text.isEmpty, message.first(named: "img", in: content, bytes) != nil { output.setKind(.image) }
            if message.first(named: "audio", in: content, bytes) != nil { output.setKind(.voice) }
        }
        let words = text
        output.appendText(words)
        if output.openKind == .text, let kind = WechatDumpText.kind(words.span) {
            output.setKind(kind)
            if kind == .contactCard, let card = WechatDumpText.card(words.span, 0..<words.count) { output.setExtra { $0.card = card } }
        } else if output.openKind == .text, let rendered = WeChatRendering.read(words.span, 0..<words.count) {
            output.setKind(rendered.kind)
            if let payment = rendered.payment { output.setExtra { $0.payment = payment } }
        }
        try output.end()
        return true
    }

    private func nickname(_ message: MarkupFragment, _ bytes: Span<UInt8>) -> Int? {
        for node in message.nodes.indices where !message.nodes[node].isText && MarkupName.equals(bytes, message.nodes[node].name, "pre") {
            if let align = message.attribute("align", of: node, bytes), TextScan.equals(bytes, align, "left") { return node }
        }
        return nil
    }
}
