import ChatBytes
import ChatModel

/// Reads the web archive that QQ's message manager exports.
struct QQMHT: ExportReader {

    let format = FormatDescription(
        id: "qq-mht", name: "QQ message manager MHT (消息管理器 .mht)", platform: .qq, extensions: ["mht", "mhtml"],
        origin: "QQ for Windows → 消息管理器 → 导出消息记录 → 网页格式(*.mht); “全部导出” puts all chats into one file.",
        shape: """
            From: <Save by Tencent MsgMgr>
            Subject: Tencent IM Message
            …
            <tr><td><div>消息对象:样例团购群</div></td></tr>
            <tr><td style=…>日期: 2024-03-05</td></tr>
            <tr><td><div style=color:#006EFE;padding-left:10px;><div style=float:left;margin-right:6px;>小溪(10001)</div>9:12:01</div><div style=padding-left:20px;><font …>在吗</font></div></td></tr>
            """,
        fieldMap: """
            消息对象 → chat.title; 消息分组 and numbers in the names → chat.kind
            日期 row + time → sent_at
            name before `(number)` or `<mail>` → sender.name, what is inside → sender.id
            colour #42B475 → sender.is_owner true, #006EFE → false
            second div → text; a picture alone → kind image
            """,
        timeZone: "Wall clock of the computer; the file names no zone.",
        quirks: """
            Hundreds of megabytes: the pictures stand behind the page as base64 and are passed over.
            Attributes are not quoted. The form of the date follows the system's language.
            The first message of a section has been seen in the wrong colour: a known name's own number decides over it.
            """,
        notSupported: "The pictures. Rows are kept in the file's order even where it is jumbled.")

    func sniff(_ head: SourceHead) -> Double {
        if head.begins(with: "Save by Tencent MsgMgr", lines: 12) || head.begins(with: "Tencent IM Message", lines: 12) { return 0.99 }
        let isPage = head.firstByte == 0x3C || head.begins(with: "MIME-Version", lines: 12)
        return isPage && head.contains("padding-left:20px") && head.contains("消息对象") ? 0.9 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = Reading(stem: source.stem)
            let start = ByteScanning.find("<html", in: bytes, 0..<min(bytes.count, 1 << 16)) ?? 0
            var scanner = MarkupScanner(bytes, start..<bytes.count)
            var fragment = MarkupFragment()
            walk: while true {
                switch scanner.next(bytes) {
                case .start where scanner.isNamed("tr", bytes):
                    let row = scanner.start
                    fragment.read(&scanner, bytes) { $0.isNamed("tr", bytes) }
                    if try reading.row(fragment, bytes, row, output) { output.account(messageBytes: scanner.offset - row) }
                case .end where scanner.isNamed("html", bytes): break walk
                case .text where ByteScanning.find("------=_NextPart", in: bytes, scanner.name) != nil: break walk
                case .atEnd: break walk
                default: continue
                }
            }
            MarkupWalk.accountRest(bytes, output)
        }
    }
}

/// One archive being read.
private struct Reading {
    let stem: String
    private var group: String?
    private var title: String?
    private var conversation: Int32?
    private var kind = Conversation.Kind.unknown
    private var day: (year: Int, month: Int, day: Int)?
    private var number = 0
    private var text: [UInt8] = []
    private var name: [UInt8] = []
    private var accounts = NameTable()

    init(stem: String) { self.stem = stem }

    /// Reads a row; true when it is a message.
    mutating func row(_ row: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ output: MessageOutput) throws(ImportError) -> Bool {
        if let divs = Self.parts(row, bytes) { return try message(row, divs, bytes, offset, output) }
        text.removeAll(keepingCapacity: true)
        row.appendText(of: 0, bytes, to: &text)
        TextTrimming.trim(&text)
        let line = 0..<text.count
        if let value = QQTextGrammar.field("消息分组", text.span, line) {
            group = ByteScanning.string(text.span, value)
            conversation = nil
        } else if let value = QQTextGrammar.field("消息对象", text.span, line) {
            title = ByteScanning.string(text.span, TextTrimming.trim(text.span, value))
            conversation = nil
            day = nil
        } else if let value = QQTextGrammar.field("日期", text.span, line) {
            let value = TextTrimming.trim(text.span, value)
            day = QQDate.day(text.span, value)
            if day == nil { output.report("date-not-read", byteOffset: offset, "a date row whose form is not known: its messages have no time") }
        }
        return false
    }

    /// The head and the body of a message row: two divisions side by side, the head with one inside.
    private static func parts(_ row: MarkupFragment, _ bytes: Span<UInt8>) -> (head: Int, name: Int, body: Int?)? {
        guard let head = row.first(named: "div", bytes), let name = row.child(named: "div", of: head, bytes),
            let style = row.attribute("style", of: head, bytes), ByteScanning.find("color:", in: bytes, style) != nil
        else { return nil }
        let next = row.nodes[head].subtreeEnd
        let hasBody = next < row.nodes.count && MarkupName.equals(bytes, row.nodes[next].name, "div")
        return (head, name, hasBody ? next : nil)
    }

    private mutating func message(
        _ row: MarkupFragment, _ parts: (head: Int, name: Int, body: Int?), _ bytes: Span<UInt8>, _ offset: Int, _ output: MessageOutput
    ) throws(ImportError) -> Bool {
        number += 1
        var sentAt: Timestamp?
        var at = row.nodes[parts.name].subtreeEnd
        while at < row.nodes[parts.head].subtreeEnd {
            if row.nodes[at].isText {
                text.removeAll(keepingCapacity: true)
                MarkupText.append(row.nodes[at].contents, of: bytes, to: &text)
                TextTrimming.trim(&text)
                let piece = text
                if let day, let clock = TimeText.clock(piece.span, at: 0, end: piece.count) { sentAt = TimeText.timestamp(day, clock.value) }
            }
            at += 1
        }
        let style = row.attribute("style", of: parts.head, bytes) ?? 0..<0
        let isOwner = ByteScanning.find("#42B475", in: bytes, style) != nil ? true : ByteScanning.find("#006EFE", in: bytes, style) != nil ? false : nil
        name.removeAll(keepingCapacity: true)
        row.appendText(of: parts.name, bytes, to: &name)
        TextTrimming.trim(&name)
        let whole = name
        let (plain, id) = Self.account(whole.span)
        let isSystem = id.map { TextScan.equals(whole.span, $0, "10000") || TextScan.equals(whole.span, $0, "1000000") } ?? false
        let sender = isSystem ? nil : participant(plain, id, isOwner, output)
        if conversation == nil { open(hasID: id != nil && !isSystem, output) }
        try output.begin(
            conversation: conversation ?? 0, sender: sender, sentAt: sentAt, kind: isSystem ? .system : .text, line: number, byteOffset: offset)
        text.removeAll(keepingCapacity: true)
        if let body = parts.body { row.appendText(of: body, blanks: .raw, bytes, to: &text) }
        // Non-breaking blanks stand for the blanks that the writer typed.
        let words = Self.withPlainBlanks(text)
        output.appendText(words)
        if isSystem {
            output.setKind(WeChatMessageType.systemKind(words.span, 0..<words.count))
        } else if text.isEmpty, let body = parts.body, row.first(named: "img", in: body, bytes) != nil {
            output.setKind(.image)
        } else {
            PlaceholderText.classify(output)
        }
        try output.end()
        return true
    }

    private static func withPlainBlanks(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0xA0) else { return text }
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        for byte in text {
            if byte == 0xA0, plain.last == 0xC2 { plain[plain.count - 1] = 0x20 } else { plain.append(byte) }
        }
        return plain
    }

    private mutating func open(hasID: Bool, _ output: MessageOutput) {
        let isGroup = hasID || (group.map { $0.hasSuffix("群") || $0.hasSuffix("群聊") || $0.hasSuffix("多人聊天") || $0.hasSuffix("讨论组") } ?? false)
        conversation = output.conversation(Conversation(platform: .qq, format: "qq-mht", title: title ?? stem, kind: isGroup ? .group : .direct))
    }

    /// Parts `nick(10001)` and `nick<mail>`.
    private static func account(_ name: Span<UInt8>) -> (name: Range<Int>, id: Range<Int>?) {
        let whole = 0..<name.count
        guard let last = whole.last, name[last] == 0x29 || name[last] == 0x3E else { return (whole, nil) }
        let open: UInt8 = name[last] == 0x29 ? 0x28 : 0x3C
        guard let bracket = whole.last(where: { name[$0] == open }), bracket + 1 < last else { return (whole, nil) }
        let id = bracket + 1..<last
        if open == 0x28 {
            guard 4...12 ~= id.count else { return (whole, nil) }
            for i in id where !(48...57 ~= name[i]) { return (whole, nil) }
        } else if ByteScanning.first(0x40, in: name, id) == nil {
            return (whole, nil)
        }
        var plain = 0..<bracket
        if TextScan.starts(name, plain, with: "【"), let close = ByteScanning.find("】", in: name, plain), close <= 63 { plain = close + 3..<bracket }
        return (plain, id)
    }

    private mutating func participant(_ plain: Range<Int>, _ id: Range<Int>?, _ isOwner: Bool?, _ output: MessageOutput) -> Int32 {
        let tag: UInt8 = isOwner == nil ? 0 : isOwner == true ? 1 : 2
        if let index = accounts.index(of: 0..<name.count, in: name.span, tag: tag) { return index }
        let made = name
        let index = output.participant(
            Participant(id: id.map { ByteScanning.string(made.span, $0) }, name: ByteScanning.string(made.span, plain), isOwner: isOwner))
        accounts.insert(0..<made.count, of: made.span, tag: tag, index: index)
        return index
    }
}
