import ChatBytes
import ChatModel

/// Reads ChatLab's interchange format as JSON lines.
struct ChatLabLines: ExportReader {

    let format = FormatDescription(
        id: "chatlab-jsonl", name: "ChatLab JSON lines", platform: .unknown, extensions: ["jsonl", "ndjson"],
        origin: "ChatLab's open interchange format, in the form for long chats.",
        shape: """
            {"_type":"header","chatlab":{"version":"0.0.2","exportedAt":1709603000},"meta":{"name":"林小溪","platform":"wechat","type":"private","ownerId":"wxid_shop"}}
            {"_type":"member","platformId":"wxid_xiaoxi","accountName":"林小溪"}
            {"_type":"message","sender":"wxid_xiaoxi","accountName":"林小溪","timestamp":1709601121,"type":0,"content":"老板，上次那款茶叶还有吗"}
            """,
        fieldMap: """
            the line of _type header → chat, platform, owner
            lines of _type member → names of senders; the other side of a private chat → chat.id
            lines of _type message → messages, as in ChatLab JSON
            """,
        timeZone: "Unix seconds: exact. Chinese apps' times are shown on China's clock, others in UTC.",
        quirks: """
            Lines that begin with # and blank lines are passed over. A line that is no JSON is reported and passed.
            Databases of iMessage (chat.db, sms.db) and WhatsApp (msgstore.db, ChatStorage.sqlite) are shown as one such file for each chat, the owner as `me`.
            """,
        notSupported: "Avatars and the single entries of merged records (chatRecords) are not read.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json else { return 0 }
        let prefix = json.root == .lines ? "[]." : ""
        guard json.root != .array, json.has(prefix + "_type") else { return 0 }
        if json.has(prefix + "chatlab") { return 0.99 }
        return json.has(prefix + "sender", prefix + "timestamp") || json.has(prefix + "platformId") ? 0.85 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(ChatLabReading.Key.self)
            var records = JSONRecords(lines: bytes)
            var reading = ChatLabReading(format: format.id, stem: source.stem)
            while records.next(&fields, bytes, output) {
                let type = fields[ChatLabReading.Key.type]
                if type.equals("message", in: bytes) {
                    try reading.message(fields, records, bytes, output)
                } else if type.equals("member", in: bytes) {
                    reading.member(fields, bytes)
                } else if type.equals("header", in: bytes) {
                    reading.meta(fields[ChatLabReading.Key.meta], bytes)
                } else {
                    output.report("unknown-record", line: records.number, byteOffset: records.start, "a line of no known type")
                }
            }
            output.accountRest()
        }
    }
}
