import ChatBytes
import ChatModel

/// The lines of a WeChat mail: title, date lines, headers.
struct WeChatMailGrammar: TextGrammar {
    private let blanks: Int
    /// Whether the file parts its messages by blank lines, so that a header stands behind one.
    private let isSpaced: Bool
    /// Names that surely head messages in a file with single blanks.
    private let known: Set<String>
    private let stem: String
    private let format: String
    private var conversation: Int32?
    private var lastStamp: Timestamp?
    /// The first second of the day.
    private var midnight: Int64?
    private var names = SenderNames()

    init(_ bytes: Span<UInt8>, stem: String, format: String = "wechat-mail") {
        self.stem = stem
        self.format = format
        var survey = Survey()
        survey.look(bytes, blanks: 2)
        blanks = survey.headers > 0 ? 2 : 1
        if blanks == 1 { survey.look(bytes, blanks: 1) }
        isSpaced = blanks == 1 || survey.headers > survey.tight * 3
        known = survey.known
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        if state.isAfterBlank || !isSpaced, let header = WeChatMail.header(bytes, line.content, blanks: blanks) {
            let stamp = midnight.map { Timestamp(wallSeconds: $0 + Int64(header.hour * 3600 + header.minute * 60), precision: .minute) }
            if blanks == 2 || isHeader(header.name, stamp, line, bytes) {
                lastStamp = stamp
                let sender = names.participant(header.name, of: bytes, output)
                return .message(MessageHead(conversation: conversationIndex(output), sender: sender, sentAt: stamp))
            }
        }
        if let date = WeChatMail.dateLine(bytes, line.content) {
            midnight =
                CivilDay.exists(year: date.year, month: date.month, day: date.day)
                ? Int64(CivilDay.number(year: date.year, month: date.month, day: date.day)) * 86_400 : nil
            lastStamp = nil
            return .decoration
        }
        if let title = WeChatMail.title(bytes, line.content) {
            let name = ByteScanning.string(bytes, title.text)
            conversation = output.conversation(Conversation(platform: .wechat, format: format, title: name, kind: title.isGroup ? .group : .direct))
            return .decoration
        }
        if state.isOpen, state.isAfterBlank || (line.next..<bytes.count).allSatisfy({ bytes[$0] <= 0x20 }), Self.isSignature(bytes, line.content) {
            return .decoration
        }
        if !state.isOpen, Self.isSignature(bytes, line.content) { return .decoration }
        return .text
    }

    /// In a file with single blanks, text such as `明天 18:30` looks like a header: the name must be known, or text must follow and the time not go back.
    private func isHeader(_ name: Range<Int>, _ stamp: Timestamp?, _ line: TextLine, _ bytes: Span<UInt8>) -> Bool {
        if known.contains(ByteScanning.string(bytes, name)) { return true }
        if let stamp, let lastStamp, stamp < lastStamp { return false }
        guard let next = ByteScanning.line(in: bytes, at: line.next) else { return false }
        return !next.content.isEmpty && WeChatMail.header(bytes, next.content, blanks: 1) == nil
    }

    /// The signature that a mail program adds.
    private static func isSignature(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.count < 120 else { return false }
        return TextScan.starts(bytes, line, with: "发自我的") || TextScan.starts(bytes, line, with: "來自我的") || TextScan.starts(bytes, line, with: "發自我的")
            || TextScan.starts(bytes, line, with: "Sent from my ") || TextScan.equals(bytes, line, "Dear:") || TextScan.equals(bytes, line, "Dear：")
    }

    private mutating func conversationIndex(_ output: MessageOutput) -> Int32 {
        if let conversation { return conversation }
        let index = output.conversation(Conversation(platform: .wechat, format: format, title: stem))
        conversation = index
        return index
    }
}

/// A first look at a mail: how its headers are written.
private struct Survey {
    var headers = 0
    /// Headers that stand directly behind text.
    var tight = 0
    /// Names that head at least two messages, or stand in a title.
    var known: Set<String> = []

    mutating func look(_ bytes: Span<UInt8>, blanks: Int) {
        var counts: [String: Int] = [:]
        var at = 0
        var afterBlank = true
        while at < 1 << 20, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            if TextScan.isBlank(bytes, line.content) {
                afterBlank = true
                continue
            }
            if let header = WeChatMail.header(bytes, line.content, blanks: blanks) {
                headers += 1
                if !afterBlank { tight += 1 }
                if blanks == 1, afterBlank { counts[ByteScanning.string(bytes, header.name), default: 0] += 1 }
                afterBlank = false
            } else if WeChatMail.dateLine(bytes, line.content) != nil {
                afterBlank = true
            } else {
                if let title = WeChatMail.title(bytes, line.content), !title.isGroup { known.formUnion(Self.pair(ByteScanning.string(bytes, title.text))) }
                afterBlank = false
            }
        }
        known.formUnion(counts.filter { $0.value >= 2 }.keys)
    }

    /// Every way to part `A 和 B` into two names.
    private static func pair(_ title: String) -> [String] {
        let parts = title.split(separator: " 和 ", omittingEmptySubsequences: false).map(String.init)
        return (1..<max(parts.count, 1)).flatMap { [parts[..<$0].joined(separator: " 和 "), parts[$0...].joined(separator: " 和 ")] }
    }
}
