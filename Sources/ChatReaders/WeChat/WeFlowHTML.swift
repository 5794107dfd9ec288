import ChatBytes
import ChatModel

/// Reads the pages of WeFlow, which keep their messages as a list of HTML pieces.
struct WeFlowHTML: ExportReader {

    let format = FormatDescription(
        id: "weflow-html", name: "WeFlow HTML", platform: .wechat, extensions: ["html"],
        origin: "WeFlow: export a chat as HTML.",
        shape: """
            <h1 class="title">林小溪</h1> … window.WEFLOW_DATA = [{"i":1,"t":1709601121,"s":0,"a":"<img …>",
              "b":"<div class=\\"message-time\\">…</div><div class=\\"message-content\\"><div class=\\"message-text\\">在吗</div></div>"}, …]
            """,
        fieldMap: """
            h1.title → chat.title; the folder's id → chat.id
            t → sent_at; s → sender.is_owner; .sender-name → sender.name, in a chat of two the title
            .message-text → text; .quoted-message → quote; an image, video or sound → kind
            """,
        timeZone: "Unix seconds; shown on a clock in China.",
        quirks: "The names stand in groups only: in a chat of two the owner has none.",
        notSupported: "Media, which stand beside the page.")

    func sniff(_ head: SourceHead) -> Double { head.contains("WEFLOW_DATA") ? 0.98 : 0 }

    private enum Key: String, JSONKey {
        case time = "t"
        case side = "s"
        case body = "b"
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let folder = FolderName(source: source)
            var title = MarkupWalk.text(ofClass: "title", bytes) ?? MarkupWalk.title(bytes) ?? folder.title
            if title.isEmpty { title = folder.title }
            guard let mark = ByteScanning.find("WEFLOW_DATA", in: bytes, 0..<bytes.count),
                let open = ByteScanning.first(0x5B, in: bytes, mark..<bytes.count),
                var records = JSONRecords(arrayAt: JSONScanner(bytes, open..<bytes.count, isLenient: true), bytes)
            else { return MarkupWalk.accountRest(bytes, output) }
            let hasNames = ByteScanning.find("sender-name\\\"", in: bytes, mark..<min(bytes.count, mark + (4 << 20))) != nil
            let kind: Conversation.Kind = folder.kind == .unknown ? (hasNames ? .group : .direct) : folder.kind
            let conversation = output.conversation(
                Conversation(platform: .wechat, format: "weflow-html", id: folder.id, title: title, kind: kind))
            var fields = JSONFields(Key.self)
            var fragment = MarkupFragment()
            var text: [UInt8] = []
            while records.next(&fields, bytes, output) {
                var body: [UInt8] = Array("<div>".utf8)
                fields[Key.body].append(to: &body, of: bytes)
                let piece = body.span
                var scanner = MarkupScanner(piece)
                guard case .start = scanner.next(piece) else { continue }
                fragment.read(&scanner, piece) { _ in false }
                let isOwner = fields[Key.side].bool(in: bytes)
                let shown = fragment.first("sender-name", piece).map { fragment.text(of: $0, piece) }
                // In a group everybody's messages show a name; what shows none is the app's.
                let isNotice = shown == nil && kind == .group && isOwner != true
                let sender =
                    isNotice
                    ? nil
                    : output.participant(
                        Participant(
                            id: isOwner == false && kind == .direct ? folder.id : nil, name: shown ?? (isOwner == true ? "" : title), isOwner: isOwner))
                try output.begin(
                    conversation: conversation, sender: sender, sentAt: InstantTime.unix(fields[Key.time], bytes, platform: .wechat),
                    kind: isNotice ? .system : .text, line: records.number, byteOffset: records.start)
                text.removeAll(keepingCapacity: true)
                if let quoted = fragment.first("quoted-message", piece) {
                    fragment.appendText(of: quoted, piece, to: &text)
                    let quote = WeChatQuote.named(text.span, 0..<text.count, isWide: true)
                    output.setExtra { $0.quote = quote }
                    text.removeAll(keepingCapacity: true)
                }
                if let words = fragment.first("message-text", piece) ?? fragment.first("message-content", piece) {
                    let quoted = fragment.first("quoted-message", piece)
                    fragment.appendText(of: words, piece, to: &text) { $0 == quoted }
                }
                TextTrimming.trim(&text)
                output.appendText(text)
                if isNotice {
                    output.setKind(WeChatMessageType.systemKind(text.span, 0..<text.count))
                } else if let rendered = WeChatRendering.read(text.span, 0..<text.count) {
                    output.setKind(rendered.kind)
                    if let payment = rendered.payment { output.setExtra { $0.payment = payment } }
                } else if text.isEmpty {
                    for (word, kind) in [("img", .image), ("video", .video), ("audio", .voice)] as [(StaticString, MessageKind)]
                    where fragment.first(named: word, piece) != nil {
                        output.setKind(kind)
                        break
                    }
                }
                try output.end()
            }
            MarkupWalk.accountRest(bytes, output)
        }
    }
}
