import ChatBytes
import ChatModel

/// Reads ChatLab's interchange format as one JSON document.
struct ChatLabJSON: ExportReader {

    let format = FormatDescription(
        id: "chatlab-json", name: "ChatLab JSON", platform: .unknown, extensions: ["json"],
        origin: "ChatLab's open interchange format; ChatLab and several WeChat and QQ exporters write it.",
        shape: """
            {"chatlab":{"version":"0.0.2","exportedAt":1709603000},"meta":{"name":"林小溪","platform":"wechat","type":"private","ownerId":"wxid_shop"},
             "members":[{"platformId":"wxid_xiaoxi","accountName":"林小溪"}],
             "messages":[{"sender":"wxid_xiaoxi","accountName":"林小溪","timestamp":1709601121,"type":0,"content":"老板，上次那款茶叶还有吗"}]}
            """,
        fieldMap: """
            meta.platform → platform
            meta.name → chat.title; meta.type private/group → chat.kind; meta.groupId → chat.id
            meta.ownerId → sender.is_owner; the other member of a private chat → chat.id
            messages[].sender → sender.id; groupNickname, else accountName → sender.name
            messages[].timestamp → sent_at; type → kind; content → text, payment, quote
            """,
        timeZone: "Unix seconds: exact. Chinese apps' times are shown on China's clock, others in UTC.",
        quirks: """
            The fields of the root may stand in any order; meta and members may follow the messages.
            A private chat without a member list takes the first sender who is not the owner as the other side.
            Amounts of transfers and quotes are read out of the text that the exporter wrote.
            """,
        notSupported: "Avatars and the single entries of merged records (chatRecords) are not read.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object else { return 0 }
        if json.has("chatlab.version") { return json.hasAny("meta.platform", "messages[].sender", "members[].platformId") ? 0.99 : 0.9 }
        if json.has("meta.platform", "meta.name", "members[].platformId") { return 0.8 }
        return json.has("messages[].sender", "messages[].accountName", "messages[].timestamp") ? 0.75 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(ChatLabReading.Key.self)
            guard var records = JSONDocument.records(ChatLabReading.Key.messages, &fields, needed: [.meta, .members], bytes, output) else { return }
            var reading = ChatLabReading(format: format.id, stem: source.stem)
            reading.meta(fields[ChatLabReading.Key.meta], bytes)
            reading.members(fields[ChatLabReading.Key.members], bytes)
            while records.next(&fields, bytes, output) { try reading.message(fields, records, bytes, output) }
            output.accountRest()
        }
    }
}
