import ChatBytes
import ChatModel

/// Reads echotrace's JSON.
struct EchotraceJSON: ExportReader {

    let format = FormatDescription(
        id: "echotrace-json", name: "echotrace JSON", platform: .wechat, extensions: ["json"],
        origin: "echotrace: export a chat as JSON.",
        shape: """
            {"session":{"wxid":"wxid_xiaoxi","nickname":"小溪","remark":"林小溪","displayName":"林小溪","type":"私聊","messageCount":1},
             "messages":[{"localId":1,"createTime":1709601121,"formattedTime":"2024-03-05 09:12:01","type":"文本消息","localType":1,"content":"在吗","isSend":0,
               "senderUsername":"wxid_xiaoxi","senderDisplayName":"林小溪"}],"exportTime":"2024-03-06T10:00:00"}
            """,
        fieldMap: "As WeFlow JSON.",
        timeZone: "Wall clock of the exporting machine; the Unix seconds beside it give the offset.",
        quirks: "isSend and senderUsername are null in system messages.",
        notSupported: "Avatars and media.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, !json.has("weflow"), json.has("session.wxid") else { return 0 }
        return json.hasAny("messages[].senderUsername", "messages[].localType", "messages[].isSend") ? 0.97 : json.has("messages") ? 0.7 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try WeFlowReading.read(source, format: format.id, into: output)
    }
}
