import ChatBytes
import ChatModel

/// Reads the JSON of QQNT_Export.
struct QQNTExportJSON: ExportReader {
    let format = FormatDescription(
        id: "qqnt-export-json", name: "QQNT_Export JSON", platform: .qq, extensions: ["json"],
        origin: "QQNT_Export over the database of QQ NT: `output/…/<remark, nick or number>.json`.",
        shape: """
            [{"time":"2024-03-05 09:12:01","direction":"收","contents":[["[文本]","那款茶叶还有吗"]]},
             {"time":"2024-03-05 09:12:11","sender":"小溪","sender_qq":100000001,"contents":[["[文本]","我要2箱"]]}]
            """,
        fieldMap: """
            time → sent_at; direction 发 → the owner, 收 → the other side, whose name is the file's; sender, sender_qq → sender
            contents: the words behind [文本] → text, behind [被引用的消息] → quote, other labels → kind
            file name → chat.title
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.", quirks: "Contents may be bare strings or pairs of null.",
        notSupported: "Pictures and files are paths, which are no text.")

    private enum Key: String, JSONKey {
        case time, direction, sender, contents
        case number = "sender_qq"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .array, json.has("[].time", "[].contents") else { return 0 }
        return json.hasAny("[].direction", "[].sender_qq") ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            guard var records = JSONRecords(arrayAt: JSONScanner(bytes), bytes) else { return output.accountRest() }
            var fields = JSONFields(Key.self)
            var probe = records
            let isGroup = probe.next(&fields, bytes, nil) && fields[Key.number].exists
            let conversation = output.conversation(
                Conversation(platform: .qq, format: format.id, title: source.stem, kind: isGroup ? .group : .direct))
            var senders = SenderTable()
            while records.next(&fields, bytes, output) {
                let direction = fields[Key.direction].string(in: bytes) ?? ""
                var sender: Int32?
                switch direction {
                case "收": sender = output.participant(Participant(name: source.stem, isOwner: false))
                case "发": sender = output.participant(Participant(name: "", isOwner: true))
                default: sender = isGroup ? Self.member(fields, &senders, bytes, output) : nil
                }
                let sentAt = InstantTime.iso8601(fields[Key.time], bytes)
                if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
                let content = Self.content(fields[Key.contents], bytes)
                try output.begin(
                    conversation: conversation, sender: content.kind == .system ? nil : sender, sentAt: sentAt, kind: sender == nil ? .system : content.kind,
                    line: records.number, byteOffset: records.start)
                output.appendText(content.text)
                if let quoted = content.quote { output.setExtra { $0.quote = Quote(text: quoted) } }
                try output.end()
            }
            output.accountRest()
        }
    }

    /// A member of a group, without the title that the group gives.
    private static func member(_ fields: JSONFields, _ senders: inout SenderTable, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        let name = fields[Key.sender]
        guard name.isString, ByteScanning.has("【", in: bytes, at: name.start) else {
            return senders.index(id: fields[Key.number], name: name, isOwner: nil, bytes, output)
        }
        return output.participant(Participant(id: fields[Key.number].text(in: bytes), name: QQTitle.plain(name.string(in: bytes) ?? "")))
    }

    private static func content(_ value: JSONValue, _ bytes: Span<UInt8>) -> (kind: MessageKind, text: String, quote: String?) {
        var kind: MessageKind?
        var texts: [String] = []
        var quote: String?
        var scanner = JSONScanner(bytes, at: value)
        guard scanner.enterArray(bytes) else { return (.unknown, "", nil) }
        while scanner.nextElement(bytes) {
            guard scanner.peek(bytes) == .array else {
                if let bare = scanner.value(bytes).text(in: bytes) {
                    texts.append(bare)
                    kind = kind ?? .unknown
                }
                continue
            }
            let pair = JSONStrings.read(scanner.value(bytes), bytes)
            guard let label = pair.first else { continue }
            let words = pair.count > 1 ? pair[1] : ""
            if label.hasPrefix("[被引用的消息]") {
                quote = quote.map { $0 + "\n" + words } ?? words
                continue
            }
            let name = Array(label.utf8)
            let shown = label == "[文本]" ? MessageKind.text : label == "[提示]" ? .system : PlaceholderText.kind(name.span, 0..<name.count) ?? .unknown
            if kind == nil || shown == .text { kind = shown }
            if shown == .text || shown == .system || shown == .redPacket || shown == .call, !words.isEmpty { texts.append(words) }
        }
        return (kind ?? .unknown, texts.joined(separator: "\n"), quote)
    }
}
