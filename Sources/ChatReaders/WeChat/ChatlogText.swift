import ChatBytes
import ChatModel

/// Reads the text that chatlog's HTTP interface gives.
struct ChatlogText: LineReader {
    let format = FormatDescription(
        id: "chatlog-txt", name: "chatlog text", platform: .wechat, extensions: ["txt"],
        origin: "chatlog: `GET /api/v1/chatlog?time=…&talker=…` without a format, saved to a file.",
        shape: """
            林小溪(wxid_synthetic0001) 03-05 09:12:01
            老板，上次那款茶叶还有吗

            我 03-05 09:12:30
            有的
            """,
        fieldMap: """
            name(id) → sender.name, sender.id; 我 → sender.is_owner
            [room(id)] → chat.title, chat.id
            time at the end of the header → sent_at
            lines with `> ` → quote
            [转账|发送 ￥x](memo) → payment
            """,
        timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
        quirks: """
            The time's shape follows the query: `HH:MM:SS` for one day, `MM-DD HH:MM:SS` inside a year, else in full. What is missing is taken from a date or year in the file's name.
            A direct chat's id is the id of the other side's lines; a file of own lines alone has none.
            """,
        notSupported: "Solitaire lists and cards are placeholders in this output: ask chatlog for JSON. Times without a date anywhere stay unknown.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var ids = 0
        var own = 0
        var bare = 0
        var afterBlank = true
        let isSpaced = HeadSpacing.isSpaced(bytes) { Self.header(bytes, $0)?.id != nil }
        for line in head.lines {
            defer { afterBlank = TextScan.isBlank(bytes, line) }
            guard afterBlank || !isSpaced, let header = Self.header(bytes, line), afterBlank || header.id != nil || TextScan.equals(bytes, header.name, "我")
            else { continue }
            if let id = header.id, Self.isAccount(bytes, id) { ids += 1 } else if TextScan.equals(bytes, header.name, "我") { own += 1 } else { bare += 1 }
        }
        if ids > 0 { return ids + own > 1 ? 0.95 : 0.8 }
        return own > 1 ? (bare == 0 ? 0.6 : 0.5) : own == 1 ? 0.45 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = ChatlogGrammar(source: source, bytes, output, format)
            try grammar.read(bytes, into: output)
        }
    }

    /// What a header line holds.
    struct Header {
        /// The sender's name; a lone id or 我 stands here too.
        var name: Range<Int>
        var id: Range<Int>?
        var roomName: Range<Int>?
        var roomID: Range<Int>?
        var time: PartialTime
    }

    /// A time of which the date, or the year, may be missing.
    struct PartialTime {
        var year: Int?
        var month: Int?
        var day: Int?
        var clock: (hour: Int, minute: Int, second: Int)
    }

    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Header? {
        let end = line.upperBound
        guard end - line.lowerBound >= 10, 48...57 ~= bytes[end - 1], bytes[end - 3] == 0x3A, let clock = FixedTime.clock(bytes, at: end - 8, end: end) else {
            return nil
        }
        guard bytes[line.lowerBound] != 0x20, bytes[line.lowerBound] != 0x3E else { return nil }
        var time = PartialTime(clock: clock)
        var at = end - 8
        guard bytes[at - 1] == 0x20 else { return nil }
        if at - 6 >= line.lowerBound, bytes[at - 4] == 0x2D, let month = FixedTime.two(bytes, at - 6), let day = FixedTime.two(bytes, at - 3), 1...12 ~= month,
            1...31 ~= day
        {
            time.month = month
            time.day = day
            at -= 6
            if at - 5 >= line.lowerBound, bytes[at - 1] == 0x2D, let century = FixedTime.two(bytes, at - 5), let year = FixedTime.two(bytes, at - 3) {
                time.year = century * 100 + year
                at -= 5
            }
        }
        guard at - 1 > line.lowerBound, bytes[at - 1] == 0x20 else { return nil }
        var rest = line.lowerBound..<at - 1
        var header = Header(name: rest, id: nil, time: time)
        if bytes[rest.upperBound - 1] == 0x5D, let bracket = ByteScanning.find(" [", in: bytes, rest) {
            let room = bracket + 2..<rest.upperBound - 1
            (header.roomName, header.roomID) = parts(bytes, room)
            rest = rest.lowerBound..<bracket
        }
        let (name, id) = parts(bytes, rest)
        header.name = name
        header.id = id
        if id == nil, ByteScanning.first(0x20, in: bytes, rest) != nil { return nil }
        return header
    }

    /// `name(id)`.
    private static func parts(_ bytes: Span<UInt8>, _ piece: Range<Int>) -> (name: Range<Int>, id: Range<Int>?) {
        guard piece.count > 2, bytes[piece.upperBound - 1] == 0x29 else { return (piece, nil) }
        var at = piece.upperBound - 2
        while at >= piece.lowerBound, bytes[at] != 0x28, bytes[at] != 0x20, bytes[at] != 0x29 { at -= 1 }
        guard at >= piece.lowerBound, bytes[at] == 0x28, at + 1 < piece.upperBound - 1 else { return (piece, nil) }
        return (piece.lowerBound..<at, at + 1..<piece.upperBound - 1)
    }

    private static func isAccount(_ bytes: Span<UInt8>, _ id: Range<Int>) -> Bool {
        if TextScan.equals(bytes, id, "我") { return true }
        guard id.count >= 5 else { return false }
        var hasLetter = false
        for i in id {
            switch bytes[i] {
            case 65...90, 97...122, 0x5F: hasLetter = true
            case 48...57, 0x2D, 0x40, 0x2E: break
            default: return false
            }
        }
        return hasLetter
    }
}

/// The lines of a chatlog text.
private struct ChatlogGrammar: TextGrammar {
    private let conversation: Int32
    private var participants = NameTable()
    private var rooms = NameTable()
    private var times = DayTimes()
    private let format: FormatDescription
    private var dateOfName: (year: Int, month: Int?, day: Int?)?
    private var isYearReported = false
    /// Whether heads stand under blank lines.
    private let isSpaced: Bool

    init(source: ExportSource, _ bytes: Span<UInt8>, _ output: MessageOutput, _ format: FormatDescription) {
        self.format = format
        isSpaced = HeadSpacing.isSpaced(bytes) { ChatlogText.header(bytes, $0)?.id != nil }
        if !isSpaced { HeadSpacing.report(output) }
        var others: [(id: String, name: String)] = []
        var seen: Set<String> = []
        var at = 0
        var afterBlank = true
        while at < 128 << 10, others.count < 3, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            if afterBlank || !isSpaced, let header = ChatlogText.header(bytes, line.content), header.roomName == nil,
                let id = header.id ?? (isSpaced ? Self.lone(bytes, header.name) : nil)
            {
                let text = ByteScanning.string(bytes, id)
                if text != "我", seen.insert(text).inserted { others.append((text, header.id == nil ? "" : ByteScanning.string(bytes, header.name))) }
            }
            afterBlank = TextScan.isBlank(bytes, line.content)
        }
        dateOfName = NameDate.find(source.stem)
        var chat = Conversation(platform: .wechat, format: format.id, title: source.stem)
        if others.count == 1, let other = others.first {
            chat.id = other.id
            chat.kind = .direct
            if !other.name.isEmpty { chat.title = other.name }
        } else if others.count > 1 {
            chat.kind = .group
        }
        conversation = output.conversation(chat)
    }

    /// A lone id in a name's place.
    private static func lone(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Range<Int>? {
        TextScan.equals(bytes, name, "我") || TextScan.equals(bytes, name, "系统消息") ? nil : name
    }

    mutating func role(of line: TextLine, in bytes: Span<UInt8>, _ state: WalkState, _ output: MessageOutput) throws(ImportError) -> LineRole {
        guard state.isAfterBlank || !isSpaced || !state.hasBegun, let header = ChatlogText.header(bytes, line.content),
            state.isAfterBlank || header.id != nil || TextScan.equals(bytes, header.name, "我")
        else { return .text }
        let sentAt = header.time.year == nil ? nil : times.read(bytes, at: line.end - 19, end: line.end)?.time
        var head = MessageHead(conversation: conversation, sentAt: sentAt ?? stamp(header.time, line, output))
        if let room = header.roomName {
            let whole = room.lowerBound..<(header.roomID?.upperBound ?? room.upperBound)
            if let index = rooms.index(of: whole, in: bytes, tag: 0) {
                head.conversation = index
            } else {
                let id = header.roomID.map { ByteScanning.string(bytes, $0) }
                head.conversation = output.conversation(
                    Conversation(platform: .wechat, format: format.id, id: id, title: ByteScanning.string(bytes, room), kind: .group))
                rooms.insert(whole, of: bytes, tag: 0, index: head.conversation)
            }
        }
        if header.id == nil, TextScan.equals(bytes, header.name, "系统消息") {
            head.kind = .system
        } else {
            head.sender = sender(header, bytes, output)
        }
        return .message(head)
    }

    private mutating func sender(_ header: ChatlogText.Header, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        let whole = header.name.lowerBound..<(header.id?.upperBound ?? header.name.upperBound)
        if let index = participants.index(of: whole, in: bytes, tag: 0) { return index }
        let name = ByteScanning.string(bytes, header.name)
        let id = header.id.map { ByteScanning.string(bytes, $0) }
        let isOwner = id == "我" || (id == nil && name == "我")
        let account = isOwner ? nil : id ?? name
        let index = output.participant(Participant(id: account, name: name, isOwner: isOwner))
        participants.insert(whole, of: bytes, tag: 0, index: index)
        return index
    }

    private mutating func stamp(_ time: ChatlogText.PartialTime, _ line: TextLine, _ output: MessageOutput) -> Timestamp? {
        let month = time.month ?? dateOfName?.month
        let day = time.day ?? dateOfName?.day
        if let year = time.year ?? dateOfName?.year, let month, let day {
            return Timestamp(year: year, month: month, day: day, hour: time.clock.hour, minute: time.clock.minute, second: time.clock.second)
        }
        if !isYearReported {
            isYearReported = true
            output.report(
                "date-incomplete", .note, line: line.number, byteOffset: line.start,
                "times lack the year or the date: put it into the file's name, such as 2024.txt or 2024-03-05.txt")
        }
        return nil
    }

    mutating func finish(_ message: inout GatheredMessage, in bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        if message.head.kind == .system {
            if SystemText.isRecall(bytes, message.text) { message.head.kind = .recall }
            return
        }
        message.render(in: bytes, quotes: .angleLines)
        message.classify(in: bytes)
    }
}
