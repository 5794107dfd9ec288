import ChatBytes
import ChatModel

/// Reads the pages that signal-export writes.
struct SignalHTML: ExportReader {

    let format = FormatDescription(
        id: "signal-html", name: "Signal HTML (signal-export)", platform: Platform(rawValue: "signal"), extensions: ["html"],
        origin: "signal-export (sigexport) beside Signal Desktop: `<chat>/index.html`.",
        shape: """
            <title>Rina</title> … <div class="msg sender-1"><span class="date">2024-07-05</span><span class="time">10:15</span><span class="sender">Rina</span>
              <span class="body"><p>Halo, 2 box</p></span></div>
            """,
        fieldMap: """
            folder, else title → chat.title
            .date with .time → sent_at; .sender → sender.name, `Me` → sender.is_owner
            .body → text; .quote → quote; a picture, sound or film alone → kind
            """,
        timeZone: "Wall clock of the exporting machine; the file names no zone.",
        quirks: "`No-Sender` is nobody. The Markdown and data.json beside it hold the same messages.",
        notSupported: "Reactions.")

    func sniff(_ head: SourceHead) -> Double {
        guard head.firstByte == 0x3C, head.contains("class=\"msg") || head.contains("class=msg"),
            head.contains("class=\"sender") || head.contains("class=sender"),
            head.contains("class=\"body") || head.contains("class=body"), head.contains("class=\"date") || head.contains("class=date")
        else { return 0 }
        return 0.9
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let isIndex = ["index", "chat"].contains(source.stem)
            let title = (isIndex ? source.folderName : nil) ?? MarkupWalk.title(bytes) ?? source.stem
            let conversation = output.conversation(Conversation(platform: format.platform, format: format.id, title: title))
            var text: [UInt8] = []
            try MarkupWalk.run(bytes, output, isRecord: { $0.hasClass("msg", bytes) }) { (message, offset, number) throws(ImportError) in
                guard let sender = message.first("sender", bytes) else { return false }
                let name = message.text(of: sender, bytes)
                let isNobody = name == "No-Sender" || name.isEmpty
                try output.begin(
                    conversation: conversation, sender: isNobody ? nil : output.participant(Participant(name: name, isOwner: name == "Me" ? true : nil)),
                    sentAt: Self.time(message, bytes), kind: isNobody ? .system : .text, line: number, byteOffset: offset)
                text.removeAll(keepingCapacity: true)
                let quoted = message.first("quote", bytes) ?? message.first(named: "blockquote", bytes)
                if let quoted {
                    let words = message.text(of: quoted, bytes)
                    if !words.isEmpty { output.setExtra { $0.quote = Quote(text: words) } }
                }
                if let body = message.first("body", bytes) { message.appendText(of: body, bytes, to: &text) { $0 == quoted } }
                TextTrimming.trim(&text)
                output.appendText(text)
                if text.isEmpty, !isNobody {
                    for (word, kind) in [("img", .image), ("video", .video), ("audio", .voice)] as [(StaticString, MessageKind)]
                    where message.first(named: word, bytes) != nil {
                        output.setKind(kind)
                        break
                    }
                }
                if text.elementsEqual("(This message was deleted)".utf8) { output.setKind(.recall) }
                try output.end()
                return true
            }
        }
    }

    /// The day and the clock of a message, in two elements or in one.
    private static func time(_ message: MarkupFragment, _ bytes: Span<UInt8>) -> Timestamp? {
        guard let date = message.first("date", bytes) else { return nil }
        var text = Array(message.text(of: date, bytes).utf8)
        if let time = message.first("time", bytes) { text += [0x20] + Array(message.text(of: time, bytes).utf8) }
        return TimeText.dateTime(text.span, at: 0, end: text.count)?.value
    }
}
