import ChatBytes
import ChatModel

/// Reads Google Chat out of a Takeout archive.
struct GoogleChatJSON: ExportReader {

    let format = FormatDescription(
        id: "google-chat-json", name: "Google Chat (Takeout)", platform: Platform(rawValue: "google-chat"), extensions: ["json"],
        origin: "takeout.google.com → Google Chat: `Google Chat/Groups/<DM or Space …>/messages.json` with group_info.json beside it.",
        shape: """
            {"messages":[{"creator":{"name":"Rina","email":"rina@example.test","user_type":"Human"},"created_date":"Friday, July 5, 2024 at 3:15:30 AM UTC",
             "text":"2 pcs please","topic_id":"t1","message_id":"DM/aaaa/t1/m1"}]}
            """,
        fieldMap: """
            folder → chat.id, chat.kind (DM or Space); group_info.json → chat.title
            creator.email → sender.id; creator.name → sender.name; user_info.json of the account → sender.is_owner
            created_date → sent_at; text → text; attached_files → kind
            """,
        timeZone: "The text says UTC.",
        quirks: "A narrow no-break space may stand before AM and PM. Messages without a creator are of deleted accounts.",
        notSupported: "Annotations, reactions and the files themselves.")

    private enum Key: String, JSONKey {
        case messages, creator, text, name, email, members, user
        case created = "created_date"
        case updated = "updated_date"
        case files = "attached_files"
        case originalName = "original_name"
        case state = "message_state"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, json.has("messages[].created_date") else { return 0 }
        return json.hasAny("messages[].creator", "messages[].topic_id", "messages[].message_id") ? 0.96 : 0.7
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let owner = Self.owner(source)
        let members = Self.members(source)
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            guard var records = JSONDocument.records(Key.messages, &fields, needed: [], bytes, output) else { return }
            let folder = source.folderName ?? ""
            let isDirect = folder.hasPrefix("DM ")
            let others = members.people.filter { $0.email != owner }.map(\.name).joined(separator: ", ")
            let conversation = output.conversation(
                Conversation(
                    platform: Platform(rawValue: "google-chat"), format: format.id, id: folder.isEmpty ? nil : folder,
                    title: members.title ?? (others.isEmpty ? folder : others),
                    kind: isDirect ? (members.people.count > 2 ? .group : .direct) : folder.hasPrefix("Space ") ? .group : .unknown))
            var creator = JSONFields(Key.self)
            while records.next(&fields, bytes, output) {
                var sender: Int32?
                if creator.read(fields[Key.creator], bytes) {
                    let email = creator[Key.email].text(in: bytes)
                    sender = output.participant(
                        Participant(id: email, name: creator[Key.name].string(in: bytes) ?? "", isOwner: owner.flatMap { owner in email.map { $0 == owner } }))
                }
                let sentAt = EnglishDateText.read(fields[Key.created], bytes)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                let isDeleted = fields[Key.state].equals("DELETED", in: bytes)
                try output.begin(
                    conversation: conversation, sender: sender, sentAt: sentAt, kind: isDeleted ? .recall : .text, line: records.number,
                    byteOffset: records.start)
                output.appendText(fields[Key.text], of: bytes)
                if fields[Key.files].isArray, output.isTextEmpty { files(fields[Key.files], bytes, output) }
                try output.end()
            }
            output.accountRest()
        }
    }

    private func files(_ list: JSONValue, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        var scanner = JSONScanner(bytes, at: list)
        var file = JSONFields(Key.self)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            guard file.read(&scanner, bytes), let name = file[Key.originalName].text(in: bytes) else { continue }
            if output.isTextEmpty { output.setKind(FileKind.kind(name)) } else { output.appendByte(0x0A) }
            output.appendText(name)
        }
    }

    // MARK: Files around

    /// The mailbox of the account that made the export: the one folder below `Users`.
    private static func owner(_ source: ExportSource) -> String? {
        for folder in source.siblingNames(in: "Users", levelsUp: 2).prefix(8) {
            guard let file = source.sibling(named: "Users/\(folder)/user_info.json", levelsUp: 2) else { continue }
            let email = file.withBytes { bytes in
                var fields = JSONFields(Key.self)
                var scanner = JSONScanner(bytes)
                guard fields.read(&scanner, bytes), fields.read(fields[Key.user], bytes) else { return nil as String? }
                return fields[Key.email].text(in: bytes)
            }
            if let email { return email }
        }
        return nil
    }

    private static func members(_ source: ExportSource) -> (title: String?, people: [(name: String, email: String)]) {
        guard let file = source.sibling(named: "group_info.json") else { return (nil, []) }
        return file.withBytes { bytes in
            var fields = JSONFields(Key.self)
            var scanner = JSONScanner(bytes)
            guard fields.read(&scanner, bytes) else { return (nil, []) }
            var people: [(name: String, email: String)] = []
            let title = fields[Key.name].text(in: bytes)
            var list = JSONScanner(bytes, at: fields[Key.members])
            if list.enterArray(bytes) {
                while list.nextElement(bytes) {
                    guard fields.read(&list, bytes) else { continue }
                    people.append((fields[Key.name].string(in: bytes) ?? "", fields[Key.email].string(in: bytes) ?? ""))
                }
            }
            return (title, people)
        }
    }
}
