import ChatBytes
import ChatModel

/// Reads the days of a Slack channel out of a workspace export.
struct SlackJSON: ExportReader {

    let format = FormatDescription(
        id: "slack-json", name: "Slack workspace export", platform: Platform(rawValue: "slack"), extensions: ["json"],
        origin: "Slack: workspace settings → Import/export data → Export: a zip of `<channel>/YYYY-MM-DD.json`, users.json, channels.json ….",
        shape: """
            [{"type":"message","user":"U01","text":"Hi <@U02> 2 pcs &amp; one more","ts":"1720163730.000100"}]
            """,
        fieldMap: """
            folder → chat.title; channels.json, groups.json, mpims.json, dms.json above it → chat.id, chat.kind
            user → sender.id; users.json above, else user_profile, username → sender.name
            thread_ts → quote, out of the thread's first message
            ts → sent_at; text with its marks resolved → text; subtype, files → kind
            """,
        timeZone: "Unix seconds: exact, shown in UTC.",
        quirks: "`<@U01>`, `<#C01|name>`, `<url|label>`, `<tel:…|…>` and `&amp; &lt; &gt;` are shown as Slack shows them.",
        notSupported: "Threads are read as messages of the channel; an answer whose thread began on another day has no quote.")

    private enum Key: String, JSONKey {
        case type, user, text, ts, subtype, username, files, name, mimetype
        case botID = "bot_id"
        case profile = "user_profile"
        case threadTs = "thread_ts"
        case realName = "real_name"
        case displayName = "display_name"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .array, json.has("[].ts", "[].type"), json.hasAny("[].text", "[].user", "[].subtype") else { return 0 }
        return json.string("[].type") == "message" ? 0.95 : 0.5
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let directory = SlackDirectory.above(source)
        try source.withBytes { (bytes) throws(ImportError) in
            guard var records = JSONRecords(arrayAt: JSONScanner(bytes), bytes) else { return output.accountRest() }
            let folder = source.folderName ?? source.stem
            let channel = directory.channel(folder)
            let others = channel?.kind == .direct ? channel?.members.compactMap(directory.name).joined(separator: ", ") : nil
            let conversation = output.conversation(
                Conversation(
                    platform: Platform(rawValue: "slack"), format: format.id, id: channel?.id ?? folder, title: others ?? folder, kind: channel?.kind ?? .group)
            )
            var fields = JSONFields(Key.self)
            var inner = JSONFields(Key.self)
            var quotes = QuoteMemory()
            var text: [UInt8] = []
            var resolved: [UInt8] = []
            while records.next(&fields, bytes, output) {
                let id = fields[Key.user].text(in: bytes) ?? fields[Key.botID].text(in: bytes)
                var name = id.flatMap(directory.name) ?? fields[Key.username].text(in: bytes)
                if name == nil, fields[Key.profile].isObject, inner.read(fields[Key.profile], bytes) {
                    name = inner[Key.displayName].text(in: bytes) ?? inner[Key.realName].text(in: bytes)
                }
                let sender = id == nil && name == nil ? nil : output.participant(Participant(id: id, name: name ?? ""))
                let sentAt = InstantTime.unix(fields[Key.ts], bytes, platform: .unknown)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                try output.begin(
                    conversation: conversation, sender: sender, sentAt: sentAt, kind: kind(fields, bytes), line: records.number, byteOffset: records.start)
                text.removeAll(keepingCapacity: true)
                resolved.removeAll(keepingCapacity: true)
                fields[Key.text].append(to: &text, of: bytes)
                SlackMarks.resolve(text.span, directory, to: &resolved)
                output.appendText(resolved)
                if fields[Key.files].isArray, output.openKind == .text { files(fields[Key.files], bytes, output) }
                let thread = fields[Key.threadTs]
                if thread.exists, thread.text(in: bytes) != fields[Key.ts].text(in: bytes) { quotes.fill(thread, bytes, output) }
                quotes.keep(fields[Key.ts], sender: sender, bytes, output)
                try output.end()
            }
            output.accountRest()
        }
    }

    private func kind(_ fields: JSONFields, _ bytes: Span<UInt8>) -> MessageKind {
        guard let subtype = fields[Key.subtype].text(in: bytes) else { return .text }
        return switch subtype {
        case "bot_message", "me_message", "file_share", "thread_broadcast", "file_comment": .text
        case "message_deleted", "tombstone": .recall
        default: .system
        }
    }

    /// A message of files alone is of their kind and shows their names.
    private func files(_ list: JSONValue, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        var scanner = JSONScanner(bytes, at: list)
        var file = JSONFields(Key.self)
        let isBare = output.isTextEmpty
        guard isBare, scanner.enterArray(bytes) else { return }
        while scanner.nextElement(bytes) {
            guard file.read(&scanner, bytes) else { continue }
            if output.isTextEmpty { output.setKind(FileKind.kind(mediaType: file[Key.mimetype].string(in: bytes) ?? "")) } else { output.appendByte(0x0A) }
            output.appendText(file[Key.name], of: bytes)
        }
    }
}
