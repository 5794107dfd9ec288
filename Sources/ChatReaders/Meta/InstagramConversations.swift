import ChatBytes
import ChatModel

/// Reads Instagram's `messages.json` of 2018 to 2020: all chats in one list.
struct InstagramConversations: ExportReader {
    let format = FormatDescription(
        id: "instagram-2018-json", name: "Instagram messages.json (2018–2020)", platform: Platform(rawValue: "instagram"), extensions: ["json"],
        origin: "Instagram: download your data, as it was until 2020: `messages.json`.",
        shape: """
            [{"participants":["shop_test","rina_test"],"conversation":[{"sender":"rina_test","created_at":"2019-03-05T09:13:00.000000+00:00","text":"2 boxes please"}]}]
            """,
        fieldMap: """
            participants → chat.title, chat.kind; the name that stands in every chat of several → sender.is_owner
            sender → sender.name, sender.id; created_at → sent_at; text, media, heart → text, kind
            """,
        timeZone: "UTC, as written.", quirks: "The newest message stands first in a chat. The text is correct UTF-8.",
        notSupported: "Media: their addresses expire.")

    private enum ChatKey: String, JSONKey {
        case participants, conversation
    }

    private enum Key: String, JSONKey {
        case sender, text, heart, media, link
        case time = "created_at"
        case share = "media_share_caption"
        case url = "media_url"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .array, json.has("[].participants", "[].conversation") else { return 0 }
        return json.has("[].conversation[].created_at") || json.has("[].conversation[].sender") ? 0.97 : 0.5
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let owner = Self.owner(bytes)
            var scanner = JSONScanner(bytes)
            guard scanner.enterArray(bytes) else { return output.accountRest() }
            var number = 0
            var chat = JSONFields(ChatKey.self)
            var fields = JSONFields(Key.self)
            while scanner.nextElement(bytes) {
                guard scanner.peek(bytes) == .object else {
                    let value = scanner.value(bytes)
                    output.report(
                        "json-unexpected-record", line: number + 1, byteOffset: value.start, byteCount: max(0, value.end - value.start),
                        "an element that is no object where chats are")
                    scanner.clearProblem()
                    continue
                }
                guard chat.readHead(&scanner, bytes, before: ChatKey.conversation) else { continue }
                if !chat[ChatKey.participants].exists { JSONDocument.readTail(ChatKey.conversation, &chat, scanner, bytes, output) }
                let people = JSONStrings.read(chat[ChatKey.participants], bytes)
                let others = people.filter { $0 != owner }
                let conversation = output.conversation(
                    Conversation(
                        platform: format.platform, format: format.id, id: others.count == 1 ? others[0] : nil, title: others.joined(separator: ", "),
                        kind: people.count > 2 ? .group : .direct))
                guard var records = JSONRecords(arrayAt: scanner, bytes, after: number) else { continue }
                while records.next(&fields, bytes, output) { try message(fields, records, conversation, owner, bytes, output) }
                number = records.number
                scanner = records.position
                while scanner.nextKey(bytes) != nil { scanner.skipValue(bytes) }
            }
            if let problem = scanner.problem {
                output.report(problem.kind.rawValue, line: max(1, number), byteOffset: problem.offset, "the file is damaged or cut")
            }
            output.accountRest()
        }
    }

    private func message(
        _ fields: JSONFields, _ records: JSONRecords, _ conversation: Int32, _ owner: String?, _ bytes: Span<UInt8>, _ output: MessageOutput
    ) throws(ImportError) {
        let name = fields[Key.sender].string(in: bytes) ?? ""
        let sentAt = InstantTime.iso8601(fields[Key.time], bytes)
        if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
        let sender = name.isEmpty ? nil : output.participant(Participant(id: name, name: name, isOwner: owner.map { $0 == name }))
        let isMedia = fields[Key.media].exists || fields[Key.url].exists
        let kind: MessageKind = !fields[Key.text].isEmpty || fields[Key.heart].exists ? .text : isMedia ? .image : fields[Key.link].exists ? .link : .unknown
        try output.begin(conversation: conversation, sender: sender, sentAt: sentAt, kind: kind, line: records.number, byteOffset: records.start)
        for key in [Key.text, .heart, .share, .link] where output.isTextEmpty && fields[key].isString { output.appendText(fields[key], of: bytes) }
        try output.end()
    }

    /// The one name that takes part in every chat, when there are several.
    private static func owner(_ bytes: Span<UInt8>) -> String? {
        var scanner = JSONScanner(bytes)
        guard scanner.enterArray(bytes) else { return nil }
        var chat = JSONFields(ChatKey.self)
        var common: Set<String>?
        var chats = 0
        while chats < 500, scanner.nextElement(bytes), chat.read(&scanner, bytes) {
            chats += 1
            let people = Set(JSONStrings.read(chat[ChatKey.participants], bytes))
            common = common.map { $0.intersection(people) } ?? people
        }
        return chats > 1 && common?.count == 1 ? common?.first : nil
    }
}
