import ChatBytes
import ChatModel

/// Reads decrypted messages of WeCom's message archive.
struct WeComArchive: ExportReader {

    let format = FormatDescription(
        id: "wecom-archive", name: "WeCom message archive (企业微信 会话内容存档)", platform: .wecom, extensions: ["jsonl", "json"],
        origin: "The message archive of a company's WeCom, pulled through its interface and decrypted with the company's key; usually one message a line.",
        shape: """
            {"msgid":"1_external","action":"send","from":"wmSYNTHETIC001","tolist":["zhangsan"],"roomid":"","msgtime":1709601121000,"msgtype":"text","text":{"content":"在吗"}}
            """,
        fieldMap: """
            roomid, else the customer among from and tolist → chat.id; names out of lists beside the file → chat.title, sender.name
            from → sender.id; ids that begin with wo or wm are customers: sender.is_owner false, all others true
            msgtime → sent_at; msgtype → kind
            text.content, location.title and address, link.title …, file.filename → text; redpacket.totalamount (in 分) → payment
            """,
        timeZone: "Milliseconds since 1970: exact, shown on China's clock.",
        quirks: """
            The archive holds no names: any JSON file in the same folder that holds external_userid and name gives them.
            Merged records and mixed messages carry JSON inside strings; their texts are joined by lines.
            A list of messages as one JSON document is read too.
            When both sides have external ids, the side that is in no contact list, or that talks to most accounts, is the company's.
            """,
        notSupported: "The encrypted pull (encrypt_chat_msg) must be decrypted first with the company's private key and WeCom's SDK.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json else { return 0 }
        for prefix in ["[].", "", "chatdata[].", "messages[].", "data[]."] {
            if json.has(prefix + "encrypt_chat_msg") { return 0.98 }
            if json.has(prefix + "msgid", prefix + "action"), json.hasAny(prefix + "msgtype", prefix + "user") { return 0.97 }
        }
        return 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let directory = WeComDirectory.beside(source)
        try source.withBytes { (bytes) throws(ImportError) in
            guard var records = records(bytes) else {
                output.report("json-no-records", line: 1, byteCount: bytes.count, "no list of messages where the format has one")
                return
            }
            var fields = JSONFields(WeComBody.Key.self)
            var chats = WeComChats(format: format.id, directory: directory)
            while records.next(&fields, bytes, output) {
                guard !fields[WeComBody.Key.encrypted].exists else {
                    throw ImportError(
                        .encrypted,
                        "this is the encrypted pull of WeCom's message archive: decrypt it with the company's private key and WeCom's SDK, then read the result",
                        at: SourcePosition(file: source.path, line: records.number))
                }
                if !chats.knowsSides { chats.learnSides(fields, self.records(bytes), bytes) }
                let action = fields[WeComBody.Key.action]
                guard !action.equals("switch", in: bytes) else {
                    output.report("status-row", .note, line: records.number, byteOffset: records.start, "a change of device, no message")
                    continue
                }
                guard let type = fields[WeComBody.Key.msgtype].text(in: bytes), fields[WeComBody.Key.from].isString else {
                    output.report(
                        "unknown-record", line: records.number, byteOffset: records.start, "a record without a type or a sender")
                    continue
                }
                let sentAt = InstantTime.unix(fields[WeComBody.Key.msgtime], bytes, platform: .wecom)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                let (chat, sender) = chats.place(fields, bytes, output)
                let kind = action.equals("recall", in: bytes) ? .recall : WeComBody.kind(type)
                try output.begin(conversation: chat, sender: sender, sentAt: sentAt, kind: kind, line: records.number, byteOffset: records.start)
                WeComBody.append(fields, type: type, bytes, output)
                if kind == .text {
                    let text = output.openText
                    if WeChatRendering.isSolitaire(text.span, 0..<text.count) { output.setKind(.solitaire) }
                }
                try output.end()
            }
            output.accountRest()
        }
    }

    /// Lines, or the first list of objects at the top of a document.
    private func records(_ bytes: Span<UInt8>) -> JSONRecords? {
        var scanner = JSONScanner(bytes)
        if scanner.peek(bytes) == .array { return JSONRecords(arrayAt: scanner, bytes) }
        guard let line = ByteScanning.line(in: bytes, at: 0) else { return nil }
        var first = JSONScanner(bytes, line.content)
        var fields = JSONFields(WeComBody.Key.self)
        if fields.read(&first, bytes), first.problem == nil, fields[WeComBody.Key.msgid].exists { return JSONRecords(lines: bytes) }
        guard scanner.enterObject(bytes) else { return nil }
        while scanner.nextKey(bytes) != nil {
            if scanner.peek(bytes) == .array { return JSONRecords(arrayAt: scanner, bytes) }
        }
        return JSONRecords(lines: bytes)
    }
}
