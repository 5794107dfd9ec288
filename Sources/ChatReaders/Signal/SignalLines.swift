import ChatBytes
import ChatModel

/// Reads the JSON lines that signal-export writes beside its Markdown.
struct SignalLines: ExportReader {

    let format = FormatDescription(
        id: "signal-jsonl", name: "Signal (signal-export data.json)", platform: Platform(rawValue: "signal"), extensions: ["json", "jsonl"],
        origin: "signal-export (sigexport) beside Signal Desktop: `<chat>/data.json`, one message a line.",
        shape: """
            {"date":"2024-07-05 10:15:30","sender":"Rina","body":"Halo, 2 box","quote":"","sticker":"","reactions":[],"attachments":[]}
            {"date":"2024-07-05 10:20:00","sender":"Me","body":"Siap","quote":"","sticker":"","reactions":[],"attachments":[]}
            """,
        fieldMap: """
            folder → chat.title
            date → sent_at; sender → sender.name, `Me` → sender.is_owner
            body → text; quote → quote; sticker, attachments → kind, and their names where there is no text
            deleted → kind recall; call → kind call
            """,
        timeZone: "Wall clock of the exporting machine, unless the date has an offset.",
        quirks: "`No-Sender` is nobody. The Markdown and the page beside it hold the same messages: import one of them, or all, which comes to the same.",
        notSupported: "Reactions.")

    private enum Key: String, JSONKey {
        case date, sender, body, quote, sticker, attachments, deleted, call, missed, name, path
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root != .array else { return 0 }
        let prefix = json.root == .lines ? "[]." : ""
        guard json.has(prefix + "date", prefix + "sender", prefix + "body") else { return 0 }
        return json.hasAny(prefix + "reactions", prefix + "attachments", prefix + "sticker", prefix + "quote") ? 0.95 : 0.6
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let title = source.stem == "data" ? source.folderName ?? source.stem : source.stem
        let conversation = output.conversation(Conversation(platform: format.platform, format: format.id, title: title))
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            var records = JSONRecords(lines: bytes)
            var senders = SenderTable()
            while records.next(&fields, bytes, output) {
                let name = fields[Key.sender]
                let isNobody = name.equals("No-Sender", in: bytes)
                let sender =
                    isNobody
                    ? nil : senders.index(id: JSONValue.missing, name: name, isOwner: name.equals("Me", in: bytes) ? true : nil, bytes, output)
                let sentAt = InstantTime.iso8601(fields[Key.date], bytes) ?? InstantTime.unix(fields[Key.date], bytes, platform: format.platform)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                try output.begin(
                    conversation: conversation, sender: sender, sentAt: sentAt, kind: isNobody ? .system : .text, line: records.number,
                    byteOffset: records.start)
                body(fields, bytes, output)
                try output.end()
            }
            output.accountRest()
        }
    }

    private func body(_ fields: JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        output.appendText(fields[Key.body], of: bytes)
        output.trimBlankLines()
        if let words = fields[Key.quote].text(in: bytes) {
            let plain = words.split(separator: "\n").map {
                $0.hasPrefix("> ") ? String($0.dropFirst(2)) : $0.hasPrefix(">") ? String($0.dropFirst()) : String($0)
            }
            let text = plain.joined(separator: "\n")
            output.setExtra { $0.quote = Quote(text: text) }
        }
        if fields[Key.deleted].bool(in: bytes) == true { output.setKind(.recall) }
        if fields[Key.call].exists, !fields[Key.call].isEmpty, fields[Key.call].bool(in: bytes) != false { output.setKind(.call) }
        guard output.isTextEmpty, output.openKind == .text else { return }
        if !fields[Key.sticker].isEmpty, fields[Key.sticker].isString {
            output.setKind(.sticker)
            output.appendText(fields[Key.sticker], of: bytes)
        }
        guard fields[Key.attachments].isArray else { return }
        var scanner = JSONScanner(bytes, at: fields[Key.attachments])
        var file = JSONFields(Key.self)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            guard file.read(&scanner, bytes) else { continue }
            let name = file[Key.name].isEmpty ? file[Key.path] : file[Key.name]
            if output.isTextEmpty { output.setKind(FileKind.kind(name.string(in: bytes) ?? "")) } else { output.appendByte(0x0A) }
            output.appendText(name, of: bytes)
        }
    }
}
