import ChatBytes
import ChatModel

/// Rows of KakaoTalk exports.
enum KakaoScan {
    /// What a row's head tells.
    struct Row {
        var day: (year: Int, month: Int, day: Int)?
        var hour: Int
        var minute: Int
        var second: Int?
        /// Nil for a row of the app's own.
        var name: Range<Int>?
        var text: Int
        var isBracketed = false
    }

    private static let months: [StaticString] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// A date alone: `2019년 7월 30일 화요일`, `Wednesday, December 31, 2014`, both also between dashes, and Android's date with a time alone.
    static func dateRow(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (year: Int, month: Int, day: Int)? {
        guard 10...90 ~= line.count else { return nil }
        var (start, end) = (line.lowerBound, line.upperBound)
        while start < end, bytes[start] == 0x2D { start += 1 }
        let isDashed = start - line.lowerBound >= 5
        guard isDashed || start == line.lowerBound else { return nil }
        if isDashed { while end > start, bytes[end - 1] == 0x2D { end -= 1 } }
        let piece = TextScan.trim(bytes, start..<end)
        guard let date = date(bytes, piece.lowerBound, piece.upperBound, acceptsWeekday: true) else { return nil }
        var at = date.next
        while at < piece.upperBound, bytes[at] == 0x20 { at += 1 }
        if at == piece.upperBound { return date.hasWeekday || isDashed || date.isKorean ? date.value : nil }
        if let weekday = Weekday.read(bytes, at, piece.upperBound), weekday.next == piece.upperBound { return date.value }
        if at < piece.upperBound, bytes[at] == 0x2C { at += 1 }
        guard let clock = clock(bytes, at, piece.upperBound), clock.next == piece.upperBound else { return nil }
        return date.value
    }

    /// `2016년 2월 5일`, `2019. 7. 30.`, `February 10, 2016`, `Wednesday, December 31, 2014`.
    static func date(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, acceptsWeekday: Bool = false
    ) -> (value: (year: Int, month: Int, day: Int), next: Int, hasWeekday: Bool, isKorean: Bool)? {
        var at = start
        if let year = TimeText.number(bytes, at: at, end: end, minDigits: 4, maxDigits: 4) {
            let isKorean = ByteScanning.has("년 ", in: bytes, at: year.next)
            guard isKorean || ByteScanning.has(". ", in: bytes, at: year.next) else { return nil }
            at = year.next + (isKorean ? 4 : 2)
            guard let month = TimeText.number(bytes, at: at, end: end, maxDigits: 2) else { return nil }
            guard ByteScanning.has(isKorean ? "월 " : ". ", in: bytes, at: month.next) else { return nil }
            at = month.next + (isKorean ? 4 : 2)
            guard let day = TimeText.number(bytes, at: at, end: end, maxDigits: 2), ByteScanning.has(isKorean ? "일" : ".", in: bytes, at: day.next),
                CivilDay.exists(year: year.value, month: month.value, day: day.value)
            else { return nil }
            return ((year.value, month.value, day.value), day.next + (isKorean ? 3 : 1), false, isKorean)
        }
        var hasWeekday = false
        if acceptsWeekday, let weekday = Weekday.read(bytes, at, end), ByteScanning.has(", ", in: bytes, at: weekday.next) {
            at = weekday.next + 2
            hasWeekday = true
        }
        guard let found = months.firstIndex(where: { ByteScanning.has($0, in: bytes, at: at) }) else { return nil }
        at += 3
        while at < end, 97...122 ~= bytes[at] { at += 1 }
        guard at < end, bytes[at] == 0x20, let day = TimeText.number(bytes, at: at + 1, end: end, maxDigits: 2),
            ByteScanning.has(", ", in: bytes, at: day.next),
            let year = TimeText.number(bytes, at: day.next + 2, end: end, minDigits: 4, maxDigits: 4),
            CivilDay.exists(year: year.value, month: found + 1, day: day.value)
        else { return nil }
        return ((year.value, found + 1, day.value), year.next, hasWeekday, false)
    }

    /// `오전 1:33`, `2:33 AM`, `19:12`, with blanks before.
    static func clock(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (hour: Int, minute: Int, second: Int?, next: Int)? {
        var at = start
        while at < end, let width = TextScan.blank(bytes, at: at) { at += width }
        var period: DayPeriod?
        if let leading = DayPeriod.leading(bytes, at: at, end: end) {
            period = leading.word
            at = leading.next
        }
        guard let clock = TimeText.clock(bytes, at: at, end: end, acceptsMeridiem: false) else { return nil }
        at = clock.next
        if period == nil {
            var next = at
            while next < end, let width = TextScan.blank(bytes, at: next) { next += width }
            if let trailing = DayPeriod.trailing(bytes, at: next, end: end) {
                period = trailing.word
                at = trailing.next
            }
        }
        return (period?.hour24(clock.value.hour) ?? clock.value.hour, clock.value.minute, clock.value.second, at)
    }

    /// The head of a row of any device.
    static func row(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Row? {
        guard line.count >= 8 else { return nil }
        return bytes[line.lowerBound] == 0x5B ? windowsRow(bytes, line) : phoneRow(bytes, line)
    }

    /// `[name] [time] text`.
    private static func windowsRow(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Row? {
        var from = line.lowerBound + 1
        while let close = ByteScanning.find("] [", in: bytes, from..<line.upperBound) {
            if let clock = clock(bytes, close + 3, line.upperBound), clock.next < line.upperBound, bytes[clock.next] == 0x5D {
                let text = clock.next + 1
                return Row(
                    hour: clock.hour, minute: clock.minute, second: clock.second, name: line.lowerBound + 1..<close,
                    text: min(text < line.upperBound && bytes[text] == 0x20 ? text + 1 : text, line.upperBound), isBracketed: true)
            }
            from = close + 1
        }
        return nil
    }

    /// `date time, name : text`; on iOS the date may be on a row of its own, and a notice follows a colon.
    private static func phoneRow(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Row? {
        let first = bytes[line.lowerBound]
        guard 48...57 ~= first || 65...90 ~= first || first == 0xEC else { return nil }
        var at = line.lowerBound
        var day: (year: Int, month: Int, day: Int)?
        if let date = date(bytes, at, line.upperBound) {
            day = date.value
            at = date.next
            if at < line.upperBound, bytes[at] == 0x2C { at += 1 }
            if ByteScanning.has(" at ", in: bytes, at: at) { at += 3 }
        } else if first != 0xEC {
            return nil
        }
        guard let clock = clock(bytes, at, line.upperBound), clock.next < line.upperBound else { return nil }
        var row = Row(day: day, hour: clock.hour, minute: clock.minute, second: clock.second, name: nil, text: 0)
        at = clock.next
        if bytes[at] == 0x3A {
            row.text = min(at + 2, line.upperBound)
            return row
        }
        guard bytes[at] == 0x2C, at + 1 < line.upperBound, bytes[at + 1] == 0x20 else { return nil }
        at += 2
        row.text = at
        if let colon = ByteScanning.find(" : ", in: bytes, at..<line.upperBound) {
            row.name = at..<colon
            row.text = colon + 3
        } else if TextScan.ends(bytes, at..<line.upperBound, with: " :") {
            row.name = at..<line.upperBound - 2
            row.text = line.upperBound
        }
        return row
    }

    private static let placeholders: [(word: StaticString, kind: MessageKind)] = [
        ("사진", .image), ("Photo", .image), ("Photos", .image), ("동영상", .video), ("Video", .video), ("이모티콘", .sticker), ("Emoticons", .sticker),
        ("음성메시지", .voice), ("Voice Note", .voice), ("삭제된 메시지입니다.", .recall), ("This message was deleted.", .recall), ("보이스톡", .call), ("Voice Call", .call),
    ]

    /// What a text stands for that the app writes for a picture, a file and the like; nil for a text.
    static func kind(_ bytes: Span<UInt8>, _ text: Range<Int>) -> MessageKind? {
        guard !text.isEmpty, text.count < 200 else { return nil }
        if TextScan.starts(bytes, text, with: "파일: ") || TextScan.starts(bytes, text, with: "File: ") { return .file }
        for (word, kind) in placeholders where TextScan.equals(bytes, text, word) { return kind }
        return TextScan.starts(bytes, text, with: "사진 ") && TextScan.ends(bytes, text, with: "장") ? .image : nil
    }

    private static let notices: [StaticString] = [
        "님이 나갔습니다.", "님을 초대하였습니다.", "님을 초대했습니다.", "님이 들어왔습니다.", "님을 내보냈습니다.", "has left this chatroom.", "has left this chat.", "invited ",
        "joined this chatroom.", "left this chatroom.", "님이 들어오셨습니다.", "채팅방 관리자가 메시지를 가렸습니다.", "님을 내보냈습니다",
    ]

    /// The kind of a table's cell: a placeholder's, or that of a notice, which stands under the name of whom it is about.
    static func cellKind(_ bytes: Span<UInt8>, _ text: Range<Int>) -> MessageKind? {
        if let kind = kind(bytes, text) { return kind }
        guard !text.isEmpty, text.count < 300, isNotice(bytes, text) else { return nil }
        // People say that somebody invited them; the app lists whom.
        return TextScan.contains(bytes, text, " invited ") && !TextScan.contains(bytes, text, " and") ? nil : .system
    }

    /// Whether a line without a time is a notice of the app.
    static func isNotice(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        notices.contains { word in
            TextScan.ends(bytes, line, with: word) || (TextScan.contains(bytes, line, " invited ") && bytes[line.upperBound - 1] == 0x2E)
        }
    }
}
