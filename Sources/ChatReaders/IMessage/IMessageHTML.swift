import ChatBytes
import ChatModel

/// Reads the HTML of imessage-exporter.
struct IMessageHTML: ExportReader {

    let format = FormatDescription(
        id: "imessage-html", name: "iMessage HTML (imessage-exporter)", platform: Platform(rawValue: "imessage"), extensions: ["html"],
        origin: "ReagentX/imessage-exporter with -f html: one file a chat, named for its people.",
        shape: """
            <div class="message"><div class="received"><p><span class="timestamp">May 17, 2024  5:29:42 PM</span> <span class="sender">+15550000001</span></p>
              <hr><div class="message_part"><span class="bubble">Hi</span></div></div></div>
            """,
        fieldMap: """
            file name before ` - ` → chat.title
            .sent → sender.is_owner true; .received .sender → sender.name, and its id when it is a number or an address
            .timestamp → sent_at
            .bubble → text; .attachment → kind
            .announcement → kind system
            """,
        timeZone: "Wall clock of the Mac; the file names no zone.",
        quirks:
            "Replies stand below their message in .replies and again as messages of their own: the inner copies are passed over. Reactions are no messages.",
        notSupported: "Attachments, edits and effects.")

    func sniff(_ head: SourceHead) -> Double {
        guard head.contains("class=\"message\""), head.contains("class=\"timestamp\"") else { return 0 }
        return head.contains("class=\"sent") || head.contains("class=\"received") ? 0.95 : head.contains("announcement") ? 0.9 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = Reading(stem: source.stem, output)
            // The copy of a reply stands as a message inside of div.reply.
            var isReply = false
            func isRecord(_ scanner: MarkupScanner) -> Bool {
                guard scanner.isNamed("div", bytes), !scanner.classes.isEmpty else { return false }
                if scanner.hasClass("reply", bytes) { isReply = true }
                guard TextScan.equals(bytes, scanner.classes, "message") else { return scanner.hasClass("announcement", bytes) }
                defer { isReply = false }
                return !isReply
            }
            try MarkupWalk.run(bytes, output, isRecord: isRecord) { (message, offset, number) throws(ImportError) in
                try reading.message(message, bytes, offset, number, output)
            }
        }
    }
}

/// One file being read.
private struct Reading {
    private let conversation: Int32
    private var text: [UInt8] = []

    init(stem: String, _ output: MessageOutput) {
        let parts = stem.split(separator: " - ", maxSplits: 1).map(String.init)
        let title = parts.first ?? stem
        let isGroup = title.split(separator: ",").count > 1
        conversation = output.conversation(
            Conversation(
                platform: Platform(rawValue: "imessage"), format: "imessage-html", id: Reading.isHandle(title) ? title : nil, title: title,
                kind: isGroup ? .group : .unknown))
    }

    private static func isHandle(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        if bytes.contains(0x40) { return !bytes.contains(0x20) }
        return bytes.count >= 5 && bytes.allSatisfy { 48...57 ~= $0 || $0 == 0x2B }
    }

    mutating func message(_ message: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ number: Int, _ output: MessageOutput) throws(ImportError) -> Bool {
        guard let stamp = message.first("timestamp", bytes) else { return false }
        text.removeAll(keepingCapacity: true)
        message.appendText(of: stamp, bytes, to: &text)
        let words = text
        let sentAt = EnglishDate.timestamp(words.span, 0..<words.count)
        text.removeAll(keepingCapacity: true)
        guard let side = message.first("sent", bytes) ?? message.first("received", bytes) else {
            try output.begin(conversation: conversation, sender: nil, sentAt: sentAt, kind: .system, line: number, byteOffset: offset)
            message.appendText(of: 0, bytes, to: &text) { $0 == stamp }
            TextTrimming.trim(&text)
            output.appendText(text)
            try output.end()
            return true
        }
        let isOwner = message.hasClass("sent", side, bytes)
        let name = message.first("sender", in: side, bytes).map { message.text(of: $0, bytes) } ?? ""
        let sender = output.participant(Participant(id: !isOwner && Self.isHandle(name) ? name : nil, name: name, isOwner: isOwner))
        try output.begin(conversation: conversation, sender: sender, sentAt: sentAt, line: number, byteOffset: offset)
        var kind: MessageKind?
        var at = side + 1
        while at < message.nodes[side].subtreeEnd {
            if isAside(message, at, bytes) {
                at = message.nodes[at].subtreeEnd
            } else if message.hasClass("bubble", at, bytes) {
                if !text.isEmpty { text.append(0x0A) }
                message.appendText(of: at, blanks: .kept, bytes, to: &text)
                TextTrimming.trim(&text)
                at = message.nodes[at].subtreeEnd
            } else {
                if !message.nodes[at].isText {
                    if MarkupName.equals(bytes, message.nodes[at].name, "img") { kind = kind ?? .image }
                    if MarkupName.equals(bytes, message.nodes[at].name, "video") { kind = kind ?? .video }
                    if MarkupName.equals(bytes, message.nodes[at].name, "audio") { kind = kind ?? .voice }
                    if message.hasClass("attachment", at, bytes) { kind = kind ?? .file }
                }
                at += 1
            }
        }
        TextTrimming.trim(&text)
        output.appendText(text)
        if text.isEmpty, let kind { output.setKind(kind) }
        try output.end()
        return true
    }

    private func isAside(_ message: MarkupFragment, _ node: Int, _ bytes: Span<UInt8>) -> Bool {
        guard !message.nodes[node].classes.isEmpty else { return false }
        return message.hasClass("replies", node, bytes) || message.hasClass("reactions", node, bytes) || message.hasClass("tapbacks", node, bytes)
            || message.hasClass("reply", node, bytes)
    }
}
