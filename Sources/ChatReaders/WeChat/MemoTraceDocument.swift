import ChatBytes
import ChatModel

/// Reads the Word documents of MemoTrace, of which the text part is shown as it stands in the file.
struct MemoTraceDocument: ExportReader {
    let format = FormatDescription(
        id: "memotrace-docx", name: "MemoTrace DOCX", platform: .wechat, extensions: ["docx"],
        origin: "MemoTrace (留痕): export a chat as DOCX: `聊天记录/<remark>/<remark>.docx`.",
        shape: """
            a centred line `2024-03-05 09:12:01`, then a table of one row for each message:
            | picture of the sender | 那款茶叶还有吗 |   (received)
            | 有的，要几箱 | picture of the sender |   (sent)
            """,
        fieldMap: """
            file name → chat.title
            the side of the picture → sender.is_owner; the other side of a direct chat bears the file's name
            the last centred time → sent_at, to five minutes; other centred lines → system rows
            the cell's paragraphs → text; a highlighted `name:text` → quote
            """,
        timeZone: "Wall clock of the exporting machine; the file names no zone. A time stands only where five minutes went by, so that messages share one.",
        quirks: """
            Voice messages and stickers both say 【表情包】: their kind is unknown. Transfers, links and red packets are not in the file.
            The document names no sender: in a group only the pictures differ, so that what others wrote there is read without a sender, and that is said.
            """,
        notSupported: "Names and ids of senders, exact times, payments: MemoTrace's CSV, HTML and TXT have them.")

    func sniff(_ head: SourceHead) -> Double {
        guard head.firstByte == 0x3C, head.contains("<w:document"), head.contains("<w:tbl>") else { return 0 }
        var survey = WordSurvey()
        survey.read(head.bytes.span)
        return survey.messages > 0 && survey.messages * 4 >= survey.tables * 3 && survey.times > 0 ? 0.96 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var survey = WordSurvey()
            survey.read(bytes)
            source.rewind()
            let isGroup = survey.avatars.count > 1 || survey.speaksOfGroup
            let conversation = output.conversation(
                Conversation(platform: .wechat, format: format.id, title: source.stem, kind: isGroup ? .group : .direct))
            let owner = output.participant(Participant(name: "", isOwner: true))
            let other = isGroup ? nil : output.participant(Participant(name: source.stem, isOwner: false))
            if isGroup { output.report("sender-names-missing", .note, line: 1, "a group in a form that names no sender: export it as CSV, HTML or TXT") }
            var sentAt: Timestamp?
            var number = 1
            var text: [UInt8] = []
            try WordBlocks.forEach(bytes) { (block, range) throws(ImportError) in
                switch block {
                case .time(let time):
                    sentAt = time
                    output.account(decorationBytes: range.count)
                case .line(let words):
                    try output.begin(
                        conversation: conversation, sender: nil, sentAt: sentAt, kind: WeChatMessageType.systemKind(words.span, 0..<words.count),
                        line: number, byteOffset: range.lowerBound)
                    output.appendText(words)
                    try output.end()
                    output.account(messageBytes: range.count)
                    number += 1
                case .blank: output.account(decorationBytes: range.count)
                case .table(let table):
                    guard let side = table.side else {
                        output.report("table-of-no-message", byteOffset: range.lowerBound, byteCount: range.count, "a table that holds no message")
                        return
                    }
                    text.removeAll(keepingCapacity: true)
                    let quote = table.body(bytes, to: &text)
                    let isVague = text.elementsEqual("【表情包】".utf8)
                    try output.begin(
                        conversation: conversation, sender: side == .sent ? owner : side == .received ? other : nil, sentAt: sentAt,
                        kind: text.isEmpty && quote == nil ? .image : isVague ? .unknown : .text, line: number, byteOffset: range.lowerBound)
                    output.appendText(text)
                    if let quote { output.setExtra { $0.quote = quote } }
                    if !isVague { PlaceholderText.classify(output) }
                    try output.end()
                    output.account(messageBytes: range.count)
                    number += 1
                }
            }
            if ByteScanning.find("</w:document>", in: bytes, 0..<bytes.count) == nil {
                output.report("document-cut", line: number, byteOffset: max(0, bytes.count - 1), "the document ends before its end: what stands before is read")
            }
            MarkupWalk.accountRest(bytes, output)
        }
    }
}

/// What a document of MemoTrace holds, told before it is read.
private struct WordSurvey {
    private(set) var tables = 0
    private(set) var messages = 0
    private(set) var times = 0
    /// The pictures of those who wrote what was received.
    private(set) var avatars: Set<String> = []
    private(set) var speaksOfGroup = false

    mutating func read(_ bytes: Span<UInt8>) {
        var (tables, messages, times, avatars, speaksOfGroup) = (0, 0, 0, Set<String>(), false)
        WordBlocks.forEach(bytes) { block, _ in
            switch block {
            case .time: times += 1
            case .line(let words): if ByteScanning.find("群聊", in: words.span, 0..<words.count) != nil { speaksOfGroup = true }
            case .blank: break
            case .table(let table):
                tables += 1
                guard let side = table.side else { return }
                messages += 1
                if side == .received, let avatar = table.picture(0, bytes) { avatars.insert(avatar) }
            }
        }
        (self.tables, self.messages, self.times, self.avatars, self.speaksOfGroup) = (tables, messages, times, avatars, speaksOfGroup)
    }
}

/// The paragraphs and tables of a Word document's body, in order.
private enum WordBlocks {
    case time(Timestamp)
    /// Another centred line.
    case line([UInt8])
    case blank
    case table(WordTable)

    static func forEach<E: Error>(_ bytes: Span<UInt8>, _ body: (WordBlocks, Range<Int>) throws(E) -> Void) throws(E) {
        var scanner = MarkupScanner(bytes, language: .xml)
        var fragment = MarkupFragment()
        while true {
            let token = scanner.next(bytes)
            if case .atEnd = token { return }
            guard case .start = token else { continue }
            let start = scanner.start
            let isTable = scanner.isNamed("w:tbl", bytes)
            guard isTable || scanner.isNamed("w:p", bytes) else { continue }
            fragment.read(&scanner, bytes) { _ in false }
            try body(isTable ? .table(WordTable(fragment, bytes)) : paragraph(fragment, bytes), start..<scanner.offset)
        }
    }

    private static func paragraph(_ fragment: MarkupFragment, _ bytes: Span<UInt8>) -> WordBlocks {
        var text: [UInt8] = []
        WordTable.appendText(of: 0, fragment, bytes, to: &text)
        TextTrimming.trim(&text)
        guard !text.isEmpty else { return .blank }
        if let time = TimeText.dateTime(text.span, at: 0, end: text.count), time.next == text.count { return .time(time.value) }
        return .line(text)
    }
}

/// A table of such a document: one row of two cells when it holds a message.
private struct WordTable {
    enum Side {
        case sent, received, unknown
    }

    private let fragment: MarkupFragment
    private var cells: [Int] = []
    private var rows = 0
    private var pictures: [Bool] = []

    init(_ fragment: MarkupFragment, _ bytes: Span<UInt8>) {
        self.fragment = fragment
        var at = 1
        let end = fragment.nodes.first?.subtreeEnd ?? 0
        while at < end {
            let node = fragment.nodes[at]
            if MarkupName.equals(bytes, node.name, "w:tr") { rows += 1 }
            if MarkupName.equals(bytes, node.name, "w:tc") {
                cells.append(at)
                pictures.append(fragment.first(named: "w:drawing", in: at, bytes) != nil || fragment.first(named: "w:pict", in: at, bytes) != nil)
                at = node.subtreeEnd
            } else {
                at += 1
            }
        }
    }

    /// Who wrote the message: the one whose picture stands alone in a cell; nil for a table that holds none.
    var side: Side? {
        guard rows == 1, cells.count == 2, pictures.contains(true) else { return nil }
        if pictures[0] != pictures[1] { return pictures[0] ? .received : .sent }
        return .unknown
    }

    /// The name of the picture in a cell, which is the same for each of one person's messages.
    func picture(_ cell: Int, _ bytes: Span<UInt8>) -> String? {
        guard let blip = fragment.first(named: "a:blip", in: cells[cell], bytes), let name = fragment.attribute("r:embed", of: blip, bytes) else { return nil }
        return ByteScanning.string(bytes, name)
    }

    /// Appends the message's text; the answer is what it replies to.
    func body(_ bytes: Span<UInt8>, to text: inout [UInt8]) -> Quote? {
        var quoted: [UInt8] = []
        for (i, cell) in cells.enumerated() where side == .unknown || !pictures[i] {
            var at = cell + 1
            while at < fragment.nodes[cell].subtreeEnd {
                guard MarkupName.equals(bytes, fragment.nodes[at].name, "w:p") else {
                    at += 1
                    continue
                }
                var piece: [UInt8] = []
                Self.appendText(of: at, fragment, bytes, to: &piece)
                if !piece.isEmpty {
                    if !text.isEmpty, fragment.first(named: "w:highlight", in: at, bytes) != nil {
                        quoted += (quoted.isEmpty ? [] : [0x0A]) + piece
                    } else {
                        text += (text.isEmpty ? [] : [0x0A]) + piece
                    }
                }
                at = fragment.nodes[at].subtreeEnd
            }
        }
        TextTrimming.trim(&text)
        return quoted.isEmpty ? nil : WeChatQuote.named(quoted.span, 0..<quoted.count)
    }

    /// The runs of a paragraph: their texts, tabs and line breaks.
    static func appendText(of element: Int, _ fragment: MarkupFragment, _ bytes: Span<UInt8>, to text: inout [UInt8]) {
        var at = element + 1
        while at < fragment.nodes[element].subtreeEnd {
            let node = fragment.nodes[at]
            if node.isText, node.parent >= 0, MarkupName.equals(bytes, fragment.nodes[node.parent].name, "w:t") {
                if node.isRaw { ByteScanning.append(node.contents, of: bytes, to: &text) } else { MarkupText.append(node.contents, of: bytes, to: &text) }
            } else if MarkupName.equals(bytes, node.name, "w:br") || MarkupName.equals(bytes, node.name, "w:cr") {
                text.append(0x0A)
            } else if MarkupName.equals(bytes, node.name, "w:tab") {
                text.append(0x09)
            }
            at += 1
        }
    }
}
