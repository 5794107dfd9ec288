import ChatBytes
import ChatModel

/// One page of a Meta download being read.
struct MetaPage {
    private var conversation: Int32
    private var fragment = MarkupFragment()
    private var text: [UInt8] = []
    private var stamp: [UInt8] = []
    private var number = 0

    init(_ bytes: Span<UInt8>, source: ExportSource, _ output: MessageOutput) {
        let title = MarkupWalk.text(ofClass: "_a70e", bytes) ?? MarkupWalk.text(ofClass: "_3b0d", bytes) ?? MarkupWalk.title(bytes) ?? Self.heading(bytes)
        let isInstagram = source.path.utf8.count > 0 && source.path.lowercased().contains("instagram")
        conversation = output.conversation(
            Conversation(
                platform: Platform(rawValue: isInstagram ? "instagram" : "messenger"), format: "meta-html", id: Self.threadID(source),
                title: title ?? source.stem, kind: Self.kind(bytes)))
    }

    private static func heading(_ bytes: Span<UInt8>) -> String? {
        let head = 0..<min(bytes.count, 1 << 16)
        guard let start = ByteScanning.find("<h1>", in: bytes, head), let end = ByteScanning.find("</h1>", in: bytes, start..<head.upperBound) else {
            return nil
        }
        return MarkupText.string(TextTrimming.trim(bytes, start + 4..<end), of: bytes)
    }

    /// The number behind the last `_` of the thread's folder.
    private static func threadID(_ source: ExportSource) -> String? {
        guard let folder = source.folderName, let mark = folder.lastIndex(of: "_") else { return nil }
        let id = String(folder[folder.index(after: mark)...])
        return id.utf8.count >= 6 && id.utf8.allSatisfy { 48...57 ~= $0 } ? folder : nil
    }

    /// Direct when the head's messages have at most two senders, group when more.
    private static func kind(_ bytes: Span<UInt8>) -> Conversation.Kind {
        var scanner = MarkupScanner(bytes, 0..<min(bytes.count, 1 << 20))
        var names: Set<String> = []
        while names.count < 4 {
            let token = scanner.next(bytes)
            if case .atEnd = token { break }
            guard case .start = token, !scanner.classes.isEmpty else { continue }
            guard scanner.hasClass("_a6-h", bytes) || scanner.hasClass("_2lek", bytes) || scanner.hasClass("user", bytes) else { continue }
            guard case .text = scanner.next(bytes) else { continue }
            let name = TextTrimming.trim(bytes, scanner.name)
            // The block of the participants has a colon, or a list.
            if name.count < 200, ByteScanning.find(": ", in: bytes, name) == nil { names.insert(MarkupText.string(name, of: bytes)) }
        }
        return names.count > 2 ? .group : names.count == 2 ? .direct : .unknown
    }

    // MARK: Blocks

    mutating func run(_ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        var scanner = MarkupScanner(bytes)
        while true {
            let token = scanner.next(bytes)
            if case .atEnd = token { return }
            guard case .start = token, Self.isBlock(scanner, bytes) || Self.isOldHead(scanner, bytes) else { continue }
            let start = scanner.start
            let isOld = Self.isOldHead(scanner, bytes)
            fragment.read(&scanner, bytes) { Self.isBlock($0, bytes) || Self.isOldHead($0, bytes) }
            if try isOld ? oldMessage(&scanner, bytes, start, output) : message(bytes, start, output) {
                output.account(messageBytes: scanner.offset - start)
            }
        }
    }

    private static func isBlock(_ scanner: MarkupScanner, _ bytes: Span<UInt8>) -> Bool {
        guard !scanner.classes.isEmpty else { return false }
        if scanner.hasClass("_a6-g", bytes) { return true }
        return scanner.hasClass("pam", bytes) && scanner.hasClass("uiBoxWhite", bytes)
    }

    private static func isOldHead(_ scanner: MarkupScanner, _ bytes: Span<UInt8>) -> Bool { TextScan.equals(bytes, scanner.classes, "message") }

    private func first(_ words: [StaticString], _ bytes: Span<UInt8>) -> Int? {
        for word in words { if let node = fragment.first(word, bytes) { return node } }
        return nil
    }

    private mutating func message(_ bytes: Span<UInt8>, _ offset: Int, _ output: MessageOutput) throws(ImportError) -> Bool {
        guard let date = first(["_a6-o", "_2lem", "_a72d"], bytes) else { return false }
        let from = first(["_a6-h", "_2lek", "_2lel"], bytes)
        try begin(from: from, date: date, bytes, offset, output)
        if let body = first(["_a6-p", "_2let"], bytes) { append(body: body, bytes, output) }
        output.appendText(text)
        try output.end()
        return true
    }

    private mutating func begin(from: Int?, date: Int, _ bytes: Span<UInt8>, _ offset: Int, _ output: MessageOutput) throws(ImportError) {
        number += 1
        stamp.removeAll(keepingCapacity: true)
        fragment.appendText(of: date, bytes, to: &stamp)
        let words = stamp
        let sentAt = LocalisedDate.timestamp(words.span, 0..<words.count)
        if sentAt == nil { output.report("date-not-read", line: number, byteOffset: offset, "a date in a form or language that is not known") }
        var sender: Int32?
        if let from {
            text.removeAll(keepingCapacity: true)
            fragment.appendText(of: from, bytes, to: &text)
            let name = text
            if !name.isEmpty { sender = output.participant(named: 0..<name.count, of: name.span) }
        }
        try output.begin(conversation: conversation, sender: sender, sentAt: sentAt, line: number, byteOffset: offset)
        text.removeAll(keepingCapacity: true)
    }

    /// The divisions in the body: [0] is empty or heads a forward, [1] is the text, links, media and reactions follow.
    private mutating func append(body: Int, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        var holder = body
        while let only = onlyDivision(of: holder, bytes) { holder = only }
        fragment.appendText(of: holder, bytes, to: &text) {
            fragment.hasClass("_tqp", $0, bytes) || fragment.hasClass("_a6-q", $0, bytes) || MarkupName.equals(bytes, fragment.nodes[$0].name, "ul")
        }
        TextTrimming.trim(&text)
        guard text.isEmpty else { return }
        if fragment.first(named: "img", in: body, bytes) != nil {
            output.setKind(.image)
        } else if fragment.first(named: "video", in: body, bytes) != nil {
            output.setKind(.video)
        } else if fragment.first(named: "audio", in: body, bytes) != nil {
            output.setKind(.voice)
        }
    }

    private func onlyDivision(of node: Int, _ bytes: Span<UInt8>) -> Int? {
        var found: Int?
        var at = node + 1
        while at < fragment.nodes[node].subtreeEnd {
            if fragment.nodes[at].isText {
                if !TextTrimming.trim(bytes, fragment.nodes[at].contents).isEmpty { return nil }
            } else {
                guard found == nil, MarkupName.equals(bytes, fragment.nodes[at].name, "div") else { return nil }
                found = at
            }
            at = fragment.nodes[at].subtreeEnd
        }
        return found
    }

    /// The oldest pages: a division with name and time, and the text in the paragraph behind it.
    private mutating func oldMessage(
        _ scanner: inout MarkupScanner, _ bytes: Span<UInt8>, _ offset: Int, _ output: MessageOutput
    ) throws(ImportError) -> Bool {
        guard let date = fragment.first("meta", bytes) else { return false }
        try begin(from: fragment.first("user", bytes), date: date, bytes, offset, output)
        while true {
            let before = scanner
            switch scanner.next(bytes) {
            case .start where scanner.isNamed("p", bytes):
                fragment.read(&scanner, bytes) { Self.isOldHead($0, bytes) || $0.isNamed("p", bytes) }
                if !text.isEmpty, fragment.nodes.count > 1 { text.append(0x0A) }
                fragment.appendText(of: 0, bytes, to: &text)
                if fragment.first(named: "img", bytes) != nil, text.isEmpty { output.setKind(.image) }
                continue
            case .text, .comment, .other: continue
            case .end where scanner.isNamed("p", bytes): continue
            default: scanner = before
            }
            break
        }
        TextTrimming.trim(&text)
        output.appendText(text)
        try output.end()
        return true
    }
}
