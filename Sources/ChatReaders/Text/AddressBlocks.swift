import ChatBytes
import ChatModel

/// Reads plain text of pasted address blocks without any chat around them.
struct AddressBlocks: ExportReader {
    let format = FormatDescription(
        id: "address-blocks", name: "Pasted address blocks (收货地址)", platform: .unknown, extensions: ["txt"],
        origin: "Addresses copied out of chats into a text file: one a line, one a paragraph, or numbered.",
        shape: """
            王丽 13800000000
            测试省样例市虚构区无名路1号

            2、李雷，13800000001，测试省样例市虚构区无名路2号
            """,
        fieldMap: """
            one block → text of one message without sender
            file name → chat.title
            """,
        timeZone: "No times.",
        quirks: """
            A file is taken for address blocks when most of its paragraphs or lines hold a phone number and words of an address, and nothing of a chat.
            Inside a paragraph a new block begins at the next number of a list, at a repeated name label, or when the block has a phone and an address already.
            A list's numbers and rules of dashes are no text.
            """,
        notSupported: "Who sent which block is not in the file: every block is of an unknown sender.")

    func sniff(_ head: SourceHead) -> Double {
        // JSON and markup hold phones and addresses too, and are no pasted text.
        guard let first = head.firstByte, first != 0x7B, first != 0x5B, first != 0x3C else { return 0 }
        let bytes = head.bytes.span
        // Nor is a table.
        guard head.lines.filter({ ByteScanning.first(0x09, in: bytes, $0) != nil }).count * 2 <= head.lines.count else { return 0 }
        var lines = 0
        var whole = 0
        var paragraphs = 0
        var phoned = 0
        var phoneLines = 0
        var addressed = 0
        var paragraph = BlockSigns()
        var isOpen = false
        for line in head.lines {
            if TextScan.isBlank(bytes, line) || AddressGrammar.isRule(bytes, line) {
                isOpen = false
                continue
            }
            lines += 1
            let signs = BlockSigns(bytes, line)
            if signs.hasPhone { phoneLines += 1 }
            if signs.hasPhone, signs.hasAddress { whole += 1 }
            if !isOpen {
                paragraphs += 1
                paragraph = BlockSigns()
                isOpen = true
            }
            if signs.hasPhone, !paragraph.hasPhone { phoned += 1 }
            if signs.hasAddress, !paragraph.hasAddress { addressed += 1 }
            paragraph.add(signs)
        }
        guard lines > 0, phoned > 0, addressed > 0, phoneLines * 6 >= lines else { return 0 }
        return whole * 2 >= lines || (phoned * 2 >= paragraphs && addressed * 2 >= paragraphs) ? 0.35 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        let conversation = output.conversation(Conversation(platform: .unknown, format: format.id, title: source.stem))
        let byLine = AddressGrammar.isByLine(SourceHead(source))
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = AddressGrammar(conversation: conversation, byLine: byLine)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of pasted blocks.
private struct AddressGrammar: TextGrammar {
    let conversation: Int32
    /// Whether every line is a block.
    let byLine: Bool
    private var block = BlockSigns()
    private var last = BlockSigns()
    /// Whether the paragraph began with a line without phone and address: a name, as then the next block does.
    private var beginsWithName = true
    private var number = 0

    init(conversation: Int32, byLine: Bool) {
        self.conversation = conversation
        self.byLine = byLine
    }

    /// Whether most lines hold a phone and an address.
    static func isByLine(_ head: SourceHead) -> Bool {
        let bytes = head.bytes.span
        var lines = 0
        var whole = 0
        for line in head.lines where !TextScan.isBlank(bytes, line) {
            lines += 1
            let signs = BlockSigns(bytes, line)
            if signs.hasPhone, signs.hasAddress { whole += 1 }
        }
        return whole * 10 > lines * 6
    }

    /// A line of dashes, stars or equals signs.
    static func isRule(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.count >= 3 else { return false }
        for i in line where bytes[i] != 0x2D && bytes[i] != 0x3D && bytes[i] != 0x2A && bytes[i] != 0x5F && bytes[i] != 0x7E && bytes[i] != 0x20 {
            return false
        }
        return true
    }

    /// Where the text begins behind the next number of a list: `2.`, `2、`, `(2)`, `2)`.
    private func afterNumber(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Int? {
        var at = line.lowerBound
        let wide = ByteScanning.has("（", in: bytes, at: at)
        if wide || bytes[at] == 0x28 { at += wide ? 3 : 1 }
        guard let value = TimeText.number(bytes, at: at, end: line.upperBound, maxDigits: 4), value.value == number + 1, value.next < line.upperBound else {
            return nil
        }
        at = value.next
        if bytes[at] == 0x2E || bytes[at] == 0x29 {
            at += 1
        } else if ["、", "．", "）", "："].contains(where: { (mark: StaticString) in ByteScanning.has(mark, in: bytes, at: at) }) {
            at += 3
        } else {
            return nil
        }
        guard !TextScan.isDigit(bytes, at: at) || bytes[at - 1] != 0x2E || at + 10 < line.upperBound else { return nil }
        while at < line.upperBound, let width = TextScan.blank(bytes, at: at) { at += width }
        return at
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if Self.isRule(bytes, line.content) { return .decoration }
        let signs = BlockSigns(bytes, line.content)
        defer { last = signs }
        if let start = afterNumber(bytes, line.content) {
            number += 1
            block = signs
            return .message(MessageHead(conversation: conversation, inlineText: start))
        }
        let begins: Bool
        if !state.isOpen || state.isAfterBlank {
            begins = true
            beginsWithName = !signs.hasPhone && !signs.hasAddress
        } else if byLine {
            begins = signs.hasPhone || signs.hasAddress
        } else if signs.hasNameLabel {
            begins = block.hasNameLabel || block.isWhole
        } else {
            begins = block.isWhole && beginsNext(signs, bytes, line.next)
        }
        guard begins else {
            block.add(signs)
            return .text
        }
        block = signs
        return .message(MessageHead(conversation: conversation, inlineText: line.start))
    }

    /// Whether a line behind a block that has all begins the next one.
    private func beginsNext(_ signs: BlockSigns, _ bytes: Span<UInt8>, _ next: Int) -> Bool {
        if signs.hasPhone { return !beginsWithName || signs.hasAddress }
        if signs.hasAddress { return !last.hasAddress && !beginsWithName }
        return beginsWithName && nextHasSigns(bytes, next)
    }

    /// Whether the next line holds a phone or an address: a line without either is then the name of the next block.
    private func nextHasSigns(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        guard let next = ByteScanning.line(in: bytes, at: start), !next.content.isEmpty else { return false }
        let signs = BlockSigns(bytes, next.content)
        return signs.hasPhone || signs.hasAddress
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {}
}
