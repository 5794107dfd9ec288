import ChatBytes
import ChatModel

/// Reads WeFlow's contact list.
struct WeFlowContactsJSON: ExportReader {

    let format = FormatDescription(
        id: "weflow-contacts-json", name: "WeFlow contacts JSON", platform: .wechat, extensions: ["json"],
        origin: "WeFlow: export contacts as JSON.",
        shape: """
            {"exportedAt":"2024-03-06T10:00:00.000Z","count":1,"contacts":[{"username":"wxid_xiaoxi","displayName":"林小溪","remark":"林小溪","nickname":"小溪",
             "alias":"xiaoxi2024","labels":["老客户"],"description":"茶叶 13800138000","signature":"","region":"样例","type":"friend"}]}
            """,
        fieldMap: """
            username → contact.id; alias → contact.alias; nickname, remark → contact.nickname, contact.remark
            labels → contact.tags; description → contact.note
            """,
        timeZone: "No times are read.",
        quirks: "Rooms, official accounts and the app's own accounts are left out.",
        notSupported: "Avatars, regions and signatures.")

    private enum Key: String, JSONKey {
        case contacts, username, displayName, remark, nickname, alias, labels, description, type
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, json.has("contacts[].username", "contacts[].displayName") else { return 0 }
        return json.hasAny("contacts[].nickname", "contacts[].alias", "contacts[].labels") ? 0.95 : 0.5
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(Key.self)
            guard var records = JSONDocument.records(Key.contacts, &fields, needed: [], bytes, output) else { return output.accountRest() }
            while records.next(&fields, bytes, output) {
                let type = fields[Key.type].string(in: bytes) ?? ""
                guard let id = fields[Key.username].text(in: bytes), WeChatRows.isPerson(id),
                    !["群聊", "公众号", "服务号", "企业号", "group", "official"].contains(type)
                else { continue }
                var contact = Contact(platform: .wechat, id: id, nickname: fields[Key.nickname].text(in: bytes) ?? fields[Key.displayName].text(in: bytes))
                contact.remark = fields[Key.remark].text(in: bytes)
                contact.alias = fields[Key.alias].text(in: bytes)
                contact.note = fields[Key.description].text(in: bytes)
                contact.tags = JSONStrings.read(fields[Key.labels], bytes)
                try output.contact(contact, line: records.number)
            }
            output.accountRest()
        }
    }
}
