import ChatBytes
import ChatModel

/// One page of WechatExporter being read.
struct WechatExporterPage {
    let isScript: Bool
    private let conversation: Int32
    private var fragment = MarkupFragment()
    private var accounts = AccountTable()
    private var text: [UInt8] = []
    private var number = 0

    init(_ bytes: Span<UInt8>, source: ExportSource, output: MessageOutput) {
        let head = 0..<min(bytes.count, 1 << 20)
        isScript = ByteScanning.find("moreWechatMsgs.push", in: bytes, head) != nil && ByteScanning.find("<html", in: bytes, 0..<min(head.count, 2048)) == nil
        var conversation = Conversation(platform: .wechat, format: "wechatexporter-html", title: Self.title(bytes, head) ?? Self.folderTitle(source))
        if isScript {
            var names: [UInt8] = []
            Self.unescapeHead(bytes, to: &names)
            Self.identify(names.span, 0..<names.count, &conversation)
        } else {
            Self.identify(bytes, head, &conversation)
        }
        self.conversation = output.conversation(conversation)
    }

    // MARK: The chat

    private static func title(_ bytes: Span<UInt8>, _ head: Range<Int>) -> String? {
        guard let start = ByteScanning.find("<title>", in: bytes, head), let end = ByteScanning.find("</title>", in: bytes, start..<head.upperBound) else {
            return nil
        }
        let whole = TextTrimming.trim(bytes, start + 7..<end)
        let name = TextTrimming.dropping([" - 微信聊天记录", " - WeChat Chat History", " - Weixin Chat History"], from: bytes, whole)
        return MarkupText.string(name ?? whole, of: bytes)
    }

    /// The session's name for a page in `林小溪_files/Data/msg-1.js` or `林小溪/Files/Data/msg-1.js`; the file's own for a page without a title.
    private static func folderTitle(_ source: ExportSource) -> String {
        var parts = source.path.split(separator: "/").dropLast().map(String.init)
        guard parts.last == "Data" else { return source.stem }
        parts.removeLast()
        if parts.last == "Files" { parts.removeLast() }
        guard let name = parts.last else { return source.stem }
        return name.hasSuffix("_files") ? String(name.dropLast(6)) : name
    }

    private static func unescapeHead(_ bytes: Span<UInt8>, to target: inout [UInt8]) {
        guard var scanner = list(bytes) else { return }
        while scanner.nextElement(bytes), target.count < 1 << 20 { scanner.value(bytes).append(to: &target, of: bytes) }
    }

    /// The accounts on the left in the first megabyte: one is the other side, several are a group.
    private static func identify(_ bytes: Span<UInt8>, _ head: Range<Int>, _ conversation: inout Conversation) {
        var scanner = MarkupScanner(bytes, head)
        var isLeft = false
        var names: Set<String> = []
        var ids: Set<String> = []
        while names.count < 3 {
            let token = scanner.next(bytes)
            if case .atEnd = token { break }
            guard case .start = token, !scanner.classes.isEmpty else { continue }
            if let isRight = side(bytes, scanner.classes), scanner.attribute("msgid", bytes) != nil {
                isLeft = !isRight
            } else if isLeft, isName(bytes, scanner.classes) {
                let id = scanner.attribute("wxid", bytes).map { MarkupText.string($0, of: bytes) } ?? ""
                if !id.isEmpty { ids.insert(id) }
                if case .text = scanner.next(bytes) { names.insert(MarkupText.string(TextTrimming.trim(bytes, scanner.name), of: bytes)) }
                isLeft = false
            }
        }
        if names.count == 1, ids.count <= 1 {
            conversation.kind = names.first == conversation.title || !ids.isEmpty ? .direct : .unknown
            conversation.id = ids.first
        } else if names.count > 1 {
            conversation.kind = ids.count == 1 ? .direct : .group
            if ids.count == 1 { conversation.id = ids.first }
        }
    }

    // MARK: Records

    private static func list(_ bytes: Span<UInt8>) -> JSONScanner? {
        guard let open = ByteScanning.first(0x5B, in: bytes, 0..<bytes.count) else { return nil }
        var scanner = JSONScanner(bytes, open..<bytes.count)
        return scanner.enterArray(bytes) ? scanner : nil
    }

    mutating func readScript(_ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        guard var scanner = Self.list(bytes) else { return }
        var record: [UInt8] = []
        while scanner.nextElement(bytes) {
            let value = scanner.value(bytes)
            guard value.isString else { continue }
            record.removeAll(keepingCapacity: true)
            value.append(to: &record, of: bytes)
            try readPage(record.span, 0..<record.count, base: value.start, output)
            output.account(messageBytes: value.range.count)
        }
        if let problem = scanner.problem { output.report(problem.kind.rawValue, byteOffset: problem.offset, "the page's list of messages is damaged or cut") }
    }

    mutating func readPage(_ bytes: Span<UInt8>, _ range: Range<Int>, base: Int, _ output: MessageOutput) throws(ImportError) {
        var scanner = MarkupScanner(bytes, range)
        while true {
            let token = scanner.next(bytes)
            if case .atEnd = token { return }
            guard case .start = token, Self.isMessage(scanner, bytes) else { continue }
            let start = scanner.start
            fragment.read(&scanner, bytes) { Self.isMessage($0, bytes) }
            try message(bytes, at: isScript ? base : start, output)
            if !isScript { output.account(messageBytes: scanner.offset - start) }
        }
    }

    private static func isMessage(_ scanner: MarkupScanner, _ bytes: Span<UInt8>) -> Bool {
        guard !scanner.classes.isEmpty, scanner.isNamed("div", bytes) else { return false }
        return (side(bytes, scanner.classes) != nil || isNotice(bytes, scanner.classes)) && scanner.attribute("msgid", bytes) != nil
    }

    /// Whether a message's classes put it on the right, where the owner's stand; nil when they tell no side.
    private static func side(_ bytes: Span<UInt8>, _ classes: Range<Int>) -> Bool? {
        if ByteScanning.find("left", in: bytes, classes) != nil { return false }
        return ByteScanning.find("right", in: bytes, classes) != nil ? true : nil
    }

    private static func isNotice(_ bytes: Span<UInt8>, _ classes: Range<Int>) -> Bool { ByteScanning.find("chat-notice", in: bytes, classes) != nil }

    private static func isName(_ bytes: Span<UInt8>, _ classes: Range<Int>) -> Bool {
        ByteScanning.find("dspname", in: bytes, classes) != nil || ByteScanning.find("name-left", in: bytes, classes) != nil
            || ByteScanning.find("name-right", in: bytes, classes) != nil
    }

    private mutating func message(_ bytes: Span<UInt8>, at offset: Int, _ output: MessageOutput) throws(ImportError) {
        number += 1
        text.removeAll(keepingCapacity: true)
        if Self.isNotice(bytes, fragment.nodes[0].classes) {
            fragment.appendText(of: 0, bytes, to: &text)
            for word in ["系统消息：", "系统消息:", "System Message:"] as [StaticString] where ByteScanning.has(word, in: text.span, at: 0) {
                text.removeFirst(word.utf8CodeUnitCount)
                break
            }
            TextTrimming.trim(&text)
            let kind = WeChatMessageType.systemKind(text.span, 0..<text.count)
            try output.begin(conversation: conversation, sender: nil, sentAt: nil, kind: kind, line: number, byteOffset: offset)
            output.appendText(text)
            return try output.end()
        }
        let isOwner = Self.side(bytes, fragment.nodes[0].classes) ?? false
        let box = fragment.first("nt-box", bytes) ?? fragment.first("ntBox", bytes)
        var name: Int?
        if let box { name = nameNode(in: box, bytes) }
        var sentAt: Timestamp?
        if let box { sentAt = stamp(in: box, after: name, bytes) }
        var sender: Int32?
        if let name, name + 1 < fragment.nodes.count, fragment.nodes[name].subtreeEnd > name + 1 {
            sender = accounts.participant(
                id: fragment.attribute("wxid", of: name, bytes), name: TextTrimming.trim(bytes, fragment.nodes[name + 1].contents), isOwner: isOwner, of: bytes,
                output)
        }
        try output.begin(conversation: conversation, sender: sender, sentAt: sentAt, line: number, byteOffset: offset)
        WechatExporterContent.append(fragment, bytes, scratch: &text, output)
        try output.end()
    }

    private func nameNode(in box: Int, _ bytes: Span<UInt8>) -> Int? {
        var at = box + 1
        while at < fragment.nodes[box].subtreeEnd {
            if !fragment.nodes[at].classes.isEmpty, Self.isName(bytes, fragment.nodes[at].classes) { return at }
            at += 1
        }
        return nil
    }

    /// The time, which stands as bare text beside the name.
    private func stamp(in box: Int, after name: Int?, _ bytes: Span<UInt8>) -> Timestamp? {
        var at = name.map { fragment.nodes[$0].subtreeEnd } ?? box + 1
        while at < fragment.nodes[box].subtreeEnd {
            if fragment.nodes[at].isText {
                let piece = TextTrimming.trim(bytes, fragment.nodes[at].contents)
                if let stamp = TimeText.dateTime(bytes, at: piece.lowerBound, end: piece.upperBound) { return stamp.value }
            }
            at += 1
        }
        return nil
    }
}
