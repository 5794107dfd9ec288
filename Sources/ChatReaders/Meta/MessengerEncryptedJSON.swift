import ChatBytes
import ChatModel

/// Reads what Messenger's own tool for end-to-end encrypted chats writes.
struct MessengerEncryptedJSON: ExportReader {

    let format = FormatDescription(
        id: "messenger-e2ee-json", name: "Messenger end-to-end encrypted chats", platform: Platform(rawValue: "messenger"), extensions: ["json"],
        origin: "Messenger: Privacy & safety → End-to-end encrypted chats → Message storage → Download secure storage data: `<name>_<n>.json`.",
        shape: """
            {"participants":["Rina","Melati Shop"],"threadName":"Rina_1","messages":[{"senderName":"Rina","text":"2 pcs please","timestamp":1720163730000,
             "type":"text","isUnsent":false,"media":[],"reactions":[]}]}
            """,
        fieldMap: """
            threadName without its number → chat.title; more than two participants → chat.kind group
            senderName → sender.name; in a thread of two the one who is not its title is the owner
            timestamp → sent_at; type → kind; text → text
            """,
        timeZone: "Milliseconds since 1970: exact, shown in UTC.",
        quirks: "The text is correct UTF-8, other than in Meta's usual export.",
        notSupported: "Media and reactions.")

    private enum Key: String, JSONKey {
        case participants, threadName, messages, senderName, text, timestamp, type, isUnsent, media, uri
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, json.has("threadName", "participants") else { return 0 }
        return json.hasAny("messages[].senderName", "messages[].isUnsent", "messages") ? 0.96 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            guard var records = JSONDocument.records(Key.messages, &fields, needed: [.participants, .threadName], bytes, output) else { return }
            let people = JSONStrings.read(fields[Key.participants], bytes)
            let thread = fields[Key.threadName].text(in: bytes)
            let title = thread.map(Self.withoutNumber) ?? source.stem
            let other = people.count == 2 && people.filter { $0 == title }.count == 1 ? title : nil
            let conversation = output.conversation(
                Conversation(
                    platform: Platform(rawValue: "messenger"), format: format.id, id: thread, title: title,
                    kind: people.count > 2 ? .group : people.count == 2 ? .direct : .unknown))
            while records.next(&fields, bytes, output) {
                let name = fields[Key.senderName].string(in: bytes) ?? ""
                let sender = name.isEmpty ? nil : output.participant(Participant(name: name, isOwner: other.map { $0 != name }))
                let sentAt = InstantTime.unix(fields[Key.timestamp], bytes, platform: .unknown)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                try output.begin(
                    conversation: conversation, sender: sender, sentAt: sentAt, kind: kind(fields, bytes), line: records.number, byteOffset: records.start)
                output.appendText(fields[Key.text], of: bytes)
                try output.end()
            }
            output.accountRest()
        }
    }

    private func kind(_ fields: JSONFields, _ bytes: Span<UInt8>) -> MessageKind {
        if fields[Key.isUnsent].bool(in: bytes) == true { return .recall }
        if fields[Key.type].equals("link", in: bytes) { return .link }
        if fields[Key.type].equals("placeholder", in: bytes) { return .system }
        guard fields[Key.type].equals("media", in: bytes) else { return fields[Key.text].isEmpty ? .unknown : .text }
        var scanner = JSONScanner(bytes, at: fields[Key.media])
        var media = JSONFields(Key.self)
        guard scanner.enterArray(bytes), scanner.nextElement(bytes), media.read(&scanner, bytes), let name = media[Key.uri].text(in: bytes) else {
            return .file
        }
        return switch name.split(separator: ".").last.map({ $0.lowercased() }) {
        case "jpg", "jpeg", "png", "webp", "heic": .image
        case "mp4", "mov": .video
        case "ogg", "m4a", "aac", "mp3", "opus": .voice
        case "gif": .sticker
        default: .file
        }
    }

    /// `Rina` for `Rina_1`.
    private static func withoutNumber(_ name: String) -> String {
        guard let mark = name.lastIndex(of: "_"), !name[name.index(after: mark)...].isEmpty,
            name[name.index(after: mark)...].utf8.allSatisfy({ 48...57 ~= $0 })
        else { return name }
        return String(name[..<mark])
    }
}
