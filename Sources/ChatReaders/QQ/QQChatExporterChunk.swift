import ChatBytes
import ChatModel

/// Reads the chunks of a long chat that QQChatExporter writes as JSON lines.
struct QQChatExporterChunk: ExportReader {

    let format = FormatDescription(
        id: "qce-jsonl", name: "QQChatExporter chunked JSON lines", platform: .qq, extensions: ["jsonl", "json"],
        origin: "shuakami/qq-chat-exporter: export a long chat in chunks: `manifest.json` and `chunks/c000001.jsonl` ….",
        shape: """
            {"id":"1","seq":"1","timestamp":1709601121000,"time":"2024-03-05 09:12:01","sender":{"uid":"u_a","uin":"10002","name":"小溪"},"type":"type_1",
             "content":{"text":"我要2箱","elements":[{"type":"text","data":{"text":"我要2箱"}}]},"recalled":false,"system":false}
            """,
        fieldMap: """
            manifest.json in the folder above (or beside the chunk): chatInfo → chat, owner
            each line → a message, as in QQChatExporter JSON
            """,
        timeZone: "Wall clock of the exporting machine; the milliseconds beside it give the offset.",
        quirks: "The manifest holds no messages itself. A chunk without its manifest is read without title and owner.",
        notSupported: "Resources and avatars.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json else { return 0 }
        if json.root == .object, json.has("chatInfo"), json.has("chunked") || json.string("metadata.format") == "chunked-jsonl" { return 0.98 }
        let prefix = json.root == .lines ? "[]." : ""
        guard json.root != .array, json.has(prefix + "sender.uid", prefix + "content.text", prefix + "timestamp") else { return 0 }
        return json.hasAny(prefix + "content.elements", prefix + "messageId", prefix + "recalled") ? 0.93 : 0.6
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var fields = JSONFields(QQChatExporterReading.Key.self)
            if SourceHead(source).json?.has("chatInfo") ?? false {
                // The manifest: its chunks are files of their own.
                var scanner = JSONScanner(bytes)
                scanner.skipValue(bytes)
                if let problem = scanner.problem {
                    output.report(problem.kind.rawValue, line: 1, byteOffset: problem.offset, "the manifest is damaged or cut")
                }
                return output.accountRest()
            }
            var reading = QQChatExporterReading(format: format.id, stem: source.stem)
            if let manifest = source.sibling(named: "manifest.json", levelsUp: 1) ?? source.sibling(named: "manifest.json") {
                manifest.withBytes { bytes in
                    var fields = JSONFields(QQChatExporterReading.Key.self)
                    var scanner = JSONScanner(bytes)
                    if fields.read(&scanner, bytes) { reading.take(chatInfo: fields[QQChatExporterReading.Key.chatInfo], bytes) }
                }
            } else {
                output.report("no-manifest", .note, line: 1, "the chunk's manifest.json is missing: the chat's name and owner are unknown")
            }
            var records = JSONRecords(lines: bytes)
            while records.next(&fields, bytes, output) { try reading.message(fields, records, bytes, output) }
            output.accountRest()
        }
    }
}
