import ChatBytes
import ChatModel

/// Reads the text exports of KakaoTalk on Android, iOS and Windows.
struct KakaoTalkText: LineReader {
    let format = FormatDescription(
        id: "kakaotalk-txt", name: "KakaoTalk text", platform: Platform(rawValue: "kakaotalk"), extensions: ["txt"],
        origin: "KakaoTalk: chat → ≡ → settings → 대화 내용 내보내기 (export), on a phone or on Windows.",
        shape: """
            Minji with KakaoTalk Chats
            Date Saved : 2026-03-08 10:44:52

            --------------- Sunday, March 8, 2026 ---------------
            [Minji] [9:05 AM] Hello
            """,
        fieldMap: """
            first line → chat.title, chat.kind
            date rows, or the date on the row → sent_at
            name before ` : ` (phones) or in brackets (Windows) → sender.name; 회원님, you → sender.is_owner
            rest, and lines up to the next row → text
            rows without a name → system rows
            """,
        timeZone: "Wall clock of the device, to the minute; the file names no zone.",
        quirks: "Korean and English, twelve and 24 hours. On Windows rows such as `…님이 나갔습니다.` carry no time and are system rows.",
        notSupported: "The Mac's CSV has a reader of its own kind; pictures are placeholders.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var rows = 0
        var dates = 0
        var hasTitle = false
        for (i, line) in head.lines.enumerated() {
            if i < 3, KakaoGrammar.title(bytes, line) != nil || KakaoGrammar.isSaved(bytes, line) { hasTitle = true }
            if KakaoScan.dateRow(bytes, line) != nil { dates += 1 } else if KakaoScan.row(bytes, line) != nil { rows += 1 }
        }
        if hasTitle { return rows + dates > 0 ? 0.97 : 0.5 }
        return rows > 1 ? (dates > 0 ? 0.9 : 0.7) : rows > 0 && dates > 0 ? 0.7 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = KakaoGrammar(bytes, source, format, output)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The lines of a KakaoTalk export.
private struct KakaoGrammar: TextGrammar {
    private let conversation: Int32
    private let counterpart: [UInt8]?
    private var day: (year: Int, month: Int, day: Int)?
    private var lastStamp: Timestamp?
    private var isWindows = false

    init(_ bytes: Span<UInt8>, _ source: ExportSource, _ format: FormatDescription, _ output: MessageOutput) {
        var title: (name: String, isGroup: Bool)?
        if let line = ByteScanning.line(in: bytes, at: 0), let found = Self.title(bytes, line.content) {
            title = (ByteScanning.string(bytes, found.name), found.isGroup)
        }
        // Heads of a group and of a talk between two are alike: two people who are not the one in the title make it a group.
        if let name = title?.name, title?.isGroup == false, Self.others(than: name, bytes) > 1 { title?.isGroup = true }
        counterpart = title.flatMap { $0.isGroup ? nil : Array($0.name.utf8) }
        conversation = output.conversation(
            Conversation(
                platform: format.platform, format: format.id, title: title?.name ?? source.stem, kind: title.map { $0.isGroup ? .group : .direct } ?? .unknown))
    }

    /// The chat's name in the first line; a count behind the name marks a group.
    static func title(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: Range<Int>, isGroup: Bool)? {
        if TextScan.starts(bytes, line, with: "KakaoTalk Chats with ") { return (line.lowerBound + 21..<line.upperBound, false) }
        for tail in [" 님과 카카오톡 대화", " with KakaoTalk Chats", "님과 카카오톡 대화"] as [StaticString] where TextScan.ends(bytes, line, with: tail) {
            return (line.lowerBound..<line.upperBound - tail.utf8CodeUnitCount, false)
        }
        guard TextScan.ends(bytes, line, with: " 카카오톡 대화") else { return nil }
        var end = line.upperBound - 20
        while end > line.lowerBound, 48...57 ~= bytes[end - 1] { end -= 1 }
        return (TextScan.trim(bytes, line.lowerBound..<max(line.lowerBound, end)), true)
    }

    /// How many write in the file's first megabyte who are not the one of a name, as far as two.
    private static func others(than name: String, _ bytes: Span<UInt8>) -> Int {
        let own = Array(name.utf8)
        var other: [UInt8] = []
        var at = 0
        while at < 1 << 20, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            guard let row = KakaoScan.row(bytes, line.content), let writer = row.name, !writer.isEmpty, !isSame(own, bytes, writer) else { continue }
            if other.isEmpty { ByteScanning.append(writer, of: bytes, to: &other) } else if !isSame(other, bytes, writer) { return 2 }
        }
        return other.isEmpty ? 0 : 1
    }

    private static func isSame(_ text: [UInt8], _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard text.count == range.count else { return false }
        for i in text.indices where text[i] != bytes[range.lowerBound + i] { return false }
        return true
    }

    static func isSaved(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        TextScan.starts(bytes, line, with: "저장한 날짜") || TextScan.starts(bytes, line, with: "Date Saved :")
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if line.number <= 3, Self.title(bytes, line.content) != nil || Self.isSaved(bytes, line.content) { return .decoration }
        if let date = KakaoScan.dateRow(bytes, line.content) {
            day = date
            return .decoration
        }
        if let row = KakaoScan.row(bytes, line.content) {
            let stamp = (row.day ?? day).flatMap { TimeText.timestamp($0, (row.hour, row.minute, row.second)) }
            lastStamp = stamp
            if row.isBracketed { isWindows = true }
            var head = MessageHead(conversation: conversation, sentAt: stamp, inlineText: row.text)
            if let name = row.name, !name.isEmpty { head.sender = sender(name, bytes, output) } else { head.kind = .system }
            return .message(head)
        }
        if isWindows, line.end - line.start < 300, KakaoScan.isNotice(bytes, line.content) {
            return .message(MessageHead(conversation: conversation, sentAt: lastStamp, kind: .system, inlineText: line.start, isComplete: true))
        }
        return .text
    }

    private func sender(_ name: Range<Int>, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        if TextScan.equals(bytes, name, "회원님") || TextScan.equals(bytes, name, "you") { return output.participant(named: name, of: bytes, isOwner: true) }
        guard let counterpart else { return output.participant(named: name, of: bytes) }
        return output.participant(named: name, of: bytes, isOwner: !ByteScanning.equal(name, of: bytes, counterpart))
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.kind == .text, let kind = KakaoScan.kind(bytes, message.text) { message.head.kind = kind }
    }
}
