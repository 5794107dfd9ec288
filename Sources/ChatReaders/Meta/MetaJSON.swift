import ChatBytes
import ChatModel

/// Reads Messenger and Instagram threads of Meta's “download your information”, as JSON.
struct MetaJSON: ExportReader {

    let format = FormatDescription(
        id: "meta-json", name: "Messenger and Instagram JSON", platform: Platform(rawValue: "messenger"), extensions: ["json"],
        origin: "Accounts Center → Your information → Download your information, format JSON: `messages/inbox/<thread>/message_1.json`.",
        shape: """
            {"participants":[{"name":"Rina"},{"name":"Melati Shop"}],"messages":[{"sender_name":"Rina","timestamp_ms":1720163730000,"content":"2 pcs please"}],
             "title":"Rina","is_still_participant":true,"thread_path":"inbox/rina_1234567890","magic_words":[]}
            """,
        fieldMap: """
            thread_path, else the folder → chat.id; title → chat.title; more than two participants → chat.kind group
            sender_name → sender.name; in a thread of two the one who is not its title is the owner
            timestamp_ms (timestamp in old files) → sent_at; content, share → text; photos, videos, audio_files, files, sticker → kind
            """,
        timeZone: "Milliseconds since 1970: exact, shown in UTC.",
        quirks: """
            Every character beyond ASCII is written as its UTF-8 bytes, each as \\u00XX: repaired where that is what it is, left where it is not.
            Messages stand newest first, and stay in that order. The title stands behind the messages.
            Files of a path with "instagram" in it are Instagram's.
            """,
        notSupported: "Reactions, media and system texts in all languages: they come as ordinary text.")

    private enum Key: String, JSONKey {
        case participants, messages, title, content, timestamp, type, photos, videos, files, gifs, sticker, share, name, link
        case threadPath = "thread_path"
        case senderName = "sender_name"
        case timestampMilliseconds = "timestamp_ms"
        case audioFiles = "audio_files"
        case callDuration = "call_duration"
        case isUnsent = "is_unsent"
        case shareText = "share_text"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object else { return 0 }
        if json.has("participants[].name"), json.hasAny("messages[].sender_name", "messages[].timestamp_ms") { return 0.97 }
        if json.has("messages[].sender_name", "messages[].timestamp_ms") { return 0.9 }
        return json.has("participants[].name", "messages", "thread_path") ? 0.85 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            guard var records = JSONDocument.records(Key.messages, &fields, needed: [.title, .threadPath, .participants], bytes, output) else { return }
            let isInstagram = source.path.lowercased().contains("instagram")
            let people = names(fields[Key.participants], bytes)
            let title = fields[Key.title].text(in: bytes).map(MojibakeRepair.repaired) ?? ""
            let thread = fields[Key.threadPath].text(in: bytes)?.split(separator: "/").last.map(String.init) ?? source.folderName
            let conversation = output.conversation(
                Conversation(
                    platform: Platform(rawValue: isInstagram ? "instagram" : "messenger"), format: format.id, id: thread, title: title,
                    kind: people.count > 2 ? .group : people.count == 2 ? .direct : .unknown))
            let other = people.count == 2 && people.filter { $0 == title }.count == 1 ? title : nil
            var senders = NameTable()
            var text: [UInt8] = []
            var key: [UInt8] = []
            while records.next(&fields, bytes, output) {
                key.removeAll(keepingCapacity: true)
                fields[Key.senderName].append(to: &key, of: bytes)
                var sender = senders.index(of: 0..<key.count, in: key.span, tag: 0)
                if sender == nil, !key.isEmpty {
                    let raw = key
                    MojibakeRepair.repair(&key)
                    let name = String(decoding: key, as: UTF8.self)
                    let index = output.participant(Participant(name: name, isOwner: other.map { $0 != name }))
                    senders.insert(raw, tag: 0, index: index)
                    sender = index
                }
                let milliseconds = fields[Key.timestampMilliseconds]
                let sentAt = InstantTime.unix(milliseconds.exists ? milliseconds : fields[Key.timestamp], bytes, platform: .unknown)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                if isNested(fields, bytes) {
                    output.report(
                        "unexpected-nesting", line: records.number, byteOffset: records.start,
                        "a field that holds a text in other files holds more here: what stands in it is not read")
                }
                try output.begin(
                    conversation: conversation, sender: sender, sentAt: sentAt, kind: kind(fields, bytes), line: records.number, byteOffset: records.start)
                text.removeAll(keepingCapacity: true)
                fields[Key.content].append(to: &text, of: bytes)
                if fields[Key.share].isObject { share(fields[Key.share], bytes, &text) }
                MojibakeRepair.repair(&text)
                output.appendText(text)
                try output.end()
            }
            output.accountRest()
        }
    }

    /// Whether a container stands where a text is expected.
    private func isNested(_ fields: JSONFields, _ bytes: Span<UInt8>) -> Bool {
        func isContainer(_ value: JSONValue) -> Bool { value.isObject || value.isArray }
        if isContainer(fields[Key.content]) || isContainer(fields[Key.senderName]) || fields[Key.share].isArray { return true }
        guard fields[Key.share].isObject else { return false }
        var parts = JSONFields(Key.self)
        guard parts.read(fields[Key.share], bytes) else { return false }
        return isContainer(parts[Key.shareText]) || isContainer(parts[Key.link])
    }

    private func names(_ list: JSONValue, _ bytes: Span<UInt8>) -> [String] {
        guard list.isArray else { return [] }
        var result: [String] = []
        var fields = JSONFields(Key.self)
        var scanner = JSONScanner(bytes, at: list)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            if fields.read(&scanner, bytes), let name = fields[Key.name].text(in: bytes) { result.append(MojibakeRepair.repaired(name)) }
        }
        return result
    }

    private func share(_ value: JSONValue, _ bytes: Span<UInt8>, _ text: inout [UInt8]) {
        var fields = JSONFields(Key.self)
        guard fields.read(value, bytes) else { return }
        for key in [Key.shareText, .link] where fields[key].isString && !fields[key].isEmpty {
            var piece: [UInt8] = []
            fields[key].append(to: &piece, of: bytes)
            guard !text.contains(piece) else { continue }
            if !text.isEmpty { text.append(0x0A) }
            text.append(contentsOf: piece)
        }
    }

    private func kind(_ fields: JSONFields, _ bytes: Span<UInt8>) -> MessageKind {
        if fields[Key.isUnsent].bool(in: bytes) == true { return .recall }
        if fields[Key.callDuration].exists || fields[Key.type].equals("Call", in: bytes) { return .call }
        if fields[Key.type].equals("Subscribe", in: bytes) || fields[Key.type].equals("Unsubscribe", in: bytes) { return .system }
        if fields[Key.photos].isArray { return .image }
        if fields[Key.videos].isArray { return .video }
        if fields[Key.audioFiles].isArray { return .voice }
        if fields[Key.gifs].isArray || fields[Key.sticker].isObject { return .sticker }
        if fields[Key.files].isArray { return .file }
        if fields[Key.share].isObject { return fields[Key.content].isEmpty ? .link : .text }
        return fields[Key.content].exists ? .text : .unknown
    }
}
