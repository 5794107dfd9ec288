import ChatBytes
import ChatModel

/// Reads chatlog's lists of contacts and of rooms.
struct ChatlogContactsJSON: ExportReader {

    let format = FormatDescription(
        id: "chatlog-contacts-json", name: "chatlog contacts JSON", platform: .wechat, extensions: ["json"],
        origin: "sjzar/chatlog: GET /api/v1/contact?format=json or /api/v1/chatroom?format=json, the answer saved as a file.",
        shape: """
            {"items":[{"userName":"wxid_xiaoxi","alias":"xiaoxi2024","remark":"林小溪","nickName":"小溪","isFriend":true}]}
            """,
        fieldMap: """
            userName → contact.id; alias → contact.alias; nickName → contact.nickname; remark → contact.remark
            lists of rooms (name, owner, users): recognised, no contacts
            """,
        timeZone: "No times are read.",
        quirks: "Rooms, official accounts, the app's own accounts and people who are no friends and have neither remark nor alias are left out.",
        notSupported: "Members of rooms are no contacts of the seller.")

    private enum Key: String, JSONKey {
        case items, userName, alias, remark, nickName, isFriend, users
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json else { return 0 }
        let prefix = json.root == .object ? "items[]." : "[]."
        if json.has(prefix + "userName", prefix + "nickName"), json.hasAny(prefix + "isFriend", prefix + "alias") { return 0.95 }
        return json.has(prefix + "name", prefix + "owner", prefix + "users", prefix + "nickName") ? 0.9 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            var scanner = JSONScanner(bytes)
            let list =
                scanner.peek(bytes) == .array ? JSONRecords(arrayAt: scanner, bytes) : JSONDocument.records(Key.items, &fields, needed: [], bytes, output)
            guard var records = list else { return output.accountRest() }
            while records.next(&fields, bytes, output) {
                guard let id = fields[Key.userName].text(in: bytes), WeChatRows.isPerson(id) else { continue }
                var contact = Contact(platform: .wechat, id: id, nickname: fields[Key.nickName].text(in: bytes))
                contact.alias = fields[Key.alias].text(in: bytes)
                contact.remark = fields[Key.remark].text(in: bytes)
                if fields[Key.isFriend].bool(in: bytes) == false, contact.remark == nil, contact.alias == nil { continue }
                try output.contact(contact, line: records.number)
            }
            output.accountRest()
        }
    }
}
