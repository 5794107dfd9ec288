import ChatBytes
import ChatModel

/// Reads QQChatExporter's JSON in one file.
struct QQChatExporterJSON: ExportReader {

    let format = FormatDescription(
        id: "qce-json", name: "QQChatExporter JSON", platform: .qq, extensions: ["json"],
        origin: "shuakami/qq-chat-exporter, versions 4 and 5: export a chat as JSON.",
        shape: """
            {"metadata":{"name":"QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter","version":"5.0.0"},
             "chatInfo":{"name":"样例团购群","type":"group","selfUid":"u_shop","selfUin":"10001","selfName":"小店老板"},
             "messages":[{"id":"1","seq":"1","timestamp":1709601121000,"time":"2024-03-05 09:12:01","sender":{"uid":"u_a","uin":"10002","name":"小溪"},"type":"type_1",
               "content":{"text":"我要2箱","elements":[{"type":"text","data":{"text":"我要2箱"}}],"resources":[],"mentions":[]},"recalled":false,"system":false}]}
            """,
        fieldMap: """
            chatInfo.name, type → chat.title, chat.kind; peerUin, peerUid → chat.id
            sender.uin, else uid → sender.id; groupCard, name → sender.name; chatInfo.selfUid, selfUin → sender.is_owner
            timestamp with time → sent_at; content.elements → kind; content.text → text; the element reply → quote
            """,
        timeZone: "Wall clock of the exporting machine; the milliseconds beside it give the offset.",
        quirks: """
            Version 4 writes messageId, ISO times and rawMessage.
            The words `[回复 …]` at the beginning of an answer are the quote, not the sender's text.
            """,
        notSupported: "Resources and avatars.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, !json.has("chunked") else { return 0 }
        if let name = json.string("metadata.name"), name.contains("QQChatExporter") { return json.string("metadata.format") == "chunked-jsonl" ? 0 : 0.98 }
        if json.has("metadata", "chatInfo", "statistics") { return 0.9 }
        return json.has("chatInfo.name", "messages[].sender.uid") ? 0.85 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(QQChatExporterReading.Key.self)
            guard var records = JSONDocument.records(QQChatExporterReading.Key.messages, &fields, needed: [.chatInfo], bytes, output) else { return }
            var reading = QQChatExporterReading(format: format.id, stem: source.stem)
            reading.take(chatInfo: fields[QQChatExporterReading.Key.chatInfo], bytes)
            while records.next(&fields, bytes, output) { try reading.message(fields, records, bytes, output) }
            output.accountRest()
        }
    }
}
