import ChatBytes
import ChatModel

/// Reads the TXT files of WeChatDataAnalysis (WeChat 4).
struct DataAnalysisText: ExportReader {
    let format = FormatDescription(
        id: "wechatdataanalysis-txt", name: "WeChatDataAnalysis TXT", platform: .wechat, extensions: ["txt"],
        origin: "WeChatDataAnalysis: export chats as TXT: `conversations/<number>_<name>_<account>_<hash>/messages.txt`.",
        shape: """
            会话: 小溪 (wxid_xiaoxi)
            账号: wxid_shop
            导出时间: 2026-08-21T10:00:00

            [2024-03-05 09:12:11] 小溪(wxid_xiaoxi): 那款茶叶还有吗
            [2024-03-05 09:12:21] 阿华(wxid_shop): 有的
            [2024-03-05 09:12:31] [系统] 小溪撤回了一条消息
            """,
        fieldMap: """
            会话 → chat.title, chat.id
            name(account) → sender.name, sender.id; the account of the head is the owner, in a chat of two everybody but the other side
            bracket → sent_at
            rest, and lines up to the next header → text; 金额=￥x 状态=y → payment; 转写=x → text of a voice message
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: "A name may hold brackets and colons itself: the account of the head is looked for first. Rows without a time have an empty bracket.",
        notSupported: "Quoted texts are not in the file: export JSON for them. A line of a message that looks like a header cannot be told apart.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        let lines = head.lines.filter { !TextScan.isBlank(bytes, $0) }.prefix(2)
        guard lines.count == 2, Self.field("会话", bytes, lines[0]) != nil, Self.field("账号", bytes, lines[1]) != nil else { return 0 }
        return 0.98
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = DataAnalysisGrammar(bytes, stem: source.stem, format: format.id, output)
            try grammar.read(bytes, into: output)
        }
    }

    /// The value behind `label: `.
    static func field(_ label: StaticString, _ bytes: Span<UInt8>, _ line: Range<Int>) -> Range<Int>? {
        guard TextScan.starts(bytes, line, with: label) else { return nil }
        let at = line.lowerBound + label.utf8CodeUnitCount
        guard at < line.upperBound, bytes[at] == 0x3A else { return nil }
        return TextScan.trim(bytes, at + 1..<line.upperBound)
    }
}

/// The lines of such a file.
private struct DataAnalysisGrammar: TextGrammar {
    private let conversation: Int32
    private var owner: [UInt8] = []
    private var peer: [UInt8] = []
    private let isDirect: Bool
    private var senders = NameTable()

    private static let labels: [StaticString] = ["会话头像", "会话", "账号", "时间范围", "消息类型", "导出时间"]

    init(_ bytes: Span<UInt8>, stem: String, format: String, _ output: MessageOutput) {
        var chat = Conversation(platform: .wechat, format: format, title: stem)
        var at = 0
        for _ in 0..<8 {
            guard let line = ByteScanning.line(in: bytes, at: at) else { break }
            at = line.next
            if let value = DataAnalysisText.field("会话", bytes, line.content), let (name, id) = Self.named(bytes, value) {
                chat.title = ByteScanning.string(bytes, TextScan.trim(bytes, name))
                chat.id = ByteScanning.string(bytes, id)
                ByteScanning.append(id, of: bytes, to: &peer)
            } else if let value = DataAnalysisText.field("账号", bytes, line.content) {
                ByteScanning.append(value, of: bytes, to: &owner)
            }
        }
        isDirect = chat.id.map { !$0.hasSuffix("@chatroom") } ?? false
        chat.kind = chat.id == nil ? .unknown : isDirect ? .direct : .group
        conversation = output.conversation(chat)
    }

    /// `name (id)` or `name(id)`: the last bracket that a piece ends with.
    private static func named(_ bytes: Span<UInt8>, _ piece: Range<Int>) -> (name: Range<Int>, id: Range<Int>)? {
        guard piece.count > 2, bytes[piece.upperBound - 1] == 0x29 else { return nil }
        var open = piece.upperBound - 2
        while open > piece.lowerBound, bytes[open] != 0x28, bytes[open] > 0x20, bytes[open] < 0x80, bytes[open] != 0x29 { open -= 1 }
        guard bytes[open] == 0x28, open + 1 < piece.upperBound - 1 else { return nil }
        return (piece.lowerBound..<open, open + 1..<piece.upperBound - 1)
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if bytes[line.start] == 0x5B, let header = header(line, bytes, output) { return .message(header) }
        if !state.isOpen, state.messages == 0 {
            for label in Self.labels where DataAnalysisText.field(label, bytes, line.content) != nil { return .decoration }
        }
        return .text
    }

    private mutating func header(_ line: TextLine, _ bytes: Span<UInt8>, _ output: MessageOutput) -> MessageHead? {
        var head = MessageHead(conversation: conversation)
        var at = line.start + 1
        if let stamp = FixedTime.dateTime(bytes, at: at, end: line.end) {
            head.sentAt = stamp
            at += 19
        }
        guard ByteScanning.has("] ", in: bytes, at: at) else { return nil }
        at += 2
        if ByteScanning.has("[系统] ", in: bytes, at: at) {
            head.kind = .system
            head.inlineText = at + 9
            return head
        }
        if ByteScanning.has("未知: ", in: bytes, at: at) {
            head.kind = .unknown
            head.inlineText = at + 8
            return head
        }
        guard let (name, id, text) = author(at..<line.end, bytes) else { return nil }
        head.sender = sender(name, id, bytes, output)
        head.inlineText = text
        return head
    }

    /// The name, the account and where the text begins: at the first `(id): ` or `(id) [avatar=…]: ` of an account of the head, else at the first of any.
    private func author(_ rest: Range<Int>, _ bytes: Span<UInt8>) -> (name: Range<Int>, id: Range<Int>, text: Int)? {
        var first: (name: Range<Int>, id: Range<Int>, text: Int)?
        var from = rest.lowerBound
        let end = min(rest.upperBound, rest.lowerBound + 600)
        while let close = ByteScanning.first(0x29, in: bytes, from..<end) {
            from = close + 1
            var next = close + 1
            if ByteScanning.has(" [avatar=", in: bytes, at: next), let bracket = ByteScanning.find("]: ", in: bytes, next..<rest.upperBound) {
                next = bracket + 1
            }
            guard next < rest.upperBound, bytes[next] == 0x3A, next + 1 == rest.upperBound || bytes[next + 1] == 0x20,
                let (name, id) = Self.named(bytes, rest.lowerBound..<close + 1)
            else { continue }
            let found = (name, id, min(next + 2, rest.upperBound))
            if ByteScanning.equal(id, of: bytes, peer) || ByteScanning.equal(id, of: bytes, owner) { return found }
            if first == nil { first = found }
        }
        return first
    }

    private mutating func sender(_ name: Range<Int>, _ id: Range<Int>, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        let key = name.lowerBound..<id.upperBound
        if let index = senders.index(of: key, in: bytes, tag: 0) { return index }
        var isOwner: Bool?
        if isDirect {
            isOwner = !ByteScanning.equal(id, of: bytes, peer)
        } else if isAccount(id, bytes) {
            isOwner = true
        }
        let index = output.participant(
            Participant(id: ByteScanning.string(bytes, id), name: ByteScanning.string(bytes, TextScan.trim(bytes, name)), isOwner: isOwner))
        senders.insert(key, of: bytes, tag: 0, index: index)
        return index
    }

    /// Whether an id is the account's, whose folder may end in `_` and four characters more.
    private func isAccount(_ id: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        if ByteScanning.equal(id, of: bytes, owner) { return true }
        guard owner.count == id.count + 5, owner[id.count] == 0x5F else { return false }
        return ByteScanning.equal(id, of: bytes, Array(owner.prefix(id.count)))
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.kind == .system {
            if SystemText.isRecall(bytes, message.text) { message.head.kind = .recall }
            return
        }
        let text = message.text
        if let transfer = Self.transfer(bytes, text) {
            message.head.kind = .transfer
            message.text = transfer.memo
            var more = message.extra ?? MessageBatch.Extra()
            more.payment = transfer.payment
            message.extra = more
            return
        }
        if TextScan.starts(bytes, text, with: "[语音") {
            message.head.kind = .voice
            if let mark = ByteScanning.find("] 转写=", in: bytes, text) { message.text = mark + 9..<text.upperBound }
            return
        }
        // A path of the export's own behind a placeholder.
        if TextScan.starts(bytes, text, with: "["), let mark = ByteScanning.find("] media/", in: bytes, text),
            ByteScanning.first(0x0A, in: bytes, text) == nil
        {
            message.text = text.lowerBound..<mark + 1
        }
        message.classify(in: bytes)
    }

    /// `memo金额=￥x 状态=y` at a text's end.
    private static func transfer(_ bytes: Span<UInt8>, _ text: Range<Int>) -> (memo: Range<Int>, payment: Payment)? {
        var from = text.lowerBound
        var mark: Int?
        while let hit = ByteScanning.find("金额=", in: bytes, from..<text.upperBound) {
            mark = hit
            from = hit + 1
        }
        guard let mark, let status = ByteScanning.find(" 状态=", in: bytes, mark..<text.upperBound), status - mark < 60,
            ByteScanning.first(0x0A, in: bytes, mark..<text.upperBound) == nil
        else { return nil }
        let amount = ByteScanning.string(bytes, mark + 7..<status)
        let words = ByteScanning.string(bytes, TextScan.trim(bytes, status + 8..<text.upperBound))
        guard amount.hasPrefix("￥") || amount.hasPrefix("¥") || DataAnalysis.amount(amount) != nil else { return nil }
        return (text.lowerBound..<mark, Payment(amount: DataAnalysis.amount(amount), state: DataAnalysis.state(words, nil)))
    }
}
