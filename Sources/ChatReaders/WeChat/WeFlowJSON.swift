import ChatBytes
import ChatModel

/// Reads WeFlow's JSON, in the plain and in the arkme flavour.
struct WeFlowJSON: ExportReader {

    let format = FormatDescription(
        id: "weflow-json", name: "WeFlow JSON", platform: .wechat, extensions: ["json"],
        origin: "WeFlow: export a chat as JSON (or as arkme-json).",
        shape: """
            {"weflow":{"version":"1.0.3","exportedAt":1709700000,"generator":"WeFlow"},"session":{"wxid":"wxid_xiaoxi","nickname":"小溪","remark":"林小溪","type":"私聊"},
             "messages":[{"localId":1,"createTime":1709601121,"formattedTime":"2024-03-05 09:12:01","type":"文本消息","localType":1,"content":"在吗","isSend":0,
               "senderUsername":"wxid_xiaoxi","senderDisplayName":"林小溪"}]}
            """,
        fieldMap: """
            session.wxid → chat.id; remark, displayName, nickname → chat.title; type 群聊/私聊 → chat.kind
            senderUsername, senderDisplayName, or senderID with the list of senders → sender; isSend → sender.is_owner
            formattedTime with createTime → sent_at; localType, else type → kind
            content → text, payment; quotedSender, quotedContent or [引用 …] → quote; contactCard… → card
            """,
        timeZone: "Wall clock of the exporting machine; the Unix seconds beside it give the offset.",
        quirks: "Names of types changed between releases: the number counts first. System messages may have a null sender.",
        notSupported: "Avatars and media.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, json.has("weflow") else { return 0 }
        return json.hasAny("session.wxid", "weflow.exportedAt", "weflow.generator", "weflow.version") ? 0.98 : 0.6
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try WeFlowReading.read(source, format: format.id, into: output)
    }
}
