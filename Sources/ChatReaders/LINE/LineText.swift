import ChatBytes
import ChatModel

/// Reads the text export of LINE on a phone.
struct LineText: LineReader {
    let format = FormatDescription(
        id: "line-txt", name: "LINE chat history (phone and PC)", platform: .line, extensions: ["txt"],
        origin: "LINE on a phone: chat → ≡ → Settings → Export chat history; on a PC: chat → ⋮ → Save chat.",
        shape: """
            [LINE] 與王小明的聊天記錄
            儲存日期：2026/03/08 21:30

            2026/03/08（週日）
            上午09:05\t王小明\t你好
            下午09:07\t王小明\t"台北市…
            0900-000-001"
            """,
        fieldMap: """
            first line → chat.title and chat.kind; where two people write who are not in the title, it is a group's
            date rows and times → sent_at
            second column → sender.name; in a direct chat the side that is not the title is sender.is_owner
            third column, quoted when it has several lines → text
            rows of two columns → system rows
            """,
        timeZone: "Wall clock of the phone, to the minute; the file names no zone.",
        quirks: """
            Heads in Japanese, English, Chinese and Thai. The weekday tells day from month; ties are broken by the second line's date and by the course of time.
            `"…"` over several lines with `""` for a quotation mark; a quote that never closes is text.
            Hour 24, 午後0:09, and 午前12 for noon after a later morning time.
            The PC's form has blanks for tabs: names are the prefixes that cover the rows.
            """,
        notSupported: "Pictures and stickers are placeholders. Shops should export the Official Account's CSV: it tells customer from shop.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var rows = 0
        var dates = 0
        var pcRows = 0
        var hasTitle = false
        for (i, line) in head.lines.enumerated() {
            if i < 4, LineHead.title(bytes, line) != nil { hasTitle = true }
            if i < 4, LineHead.isSaved(bytes, line) { hasTitle = true }
            if LineDate.read(bytes, line) != nil { dates += 1 }
            if let time = LineGrammar.time(bytes, line) {
                if bytes[time.next] == 0x09 { rows += 1 } else if dates > 0 { pcRows += 1 }
            }
        }
        if hasTitle, rows > 0 { return 0.97 }
        if rows > 1, dates > 0 { return 0.9 }
        if rows > 2 { return 0.7 }
        if hasTitle, dates > 0 { return 0.75 }
        return dates > 0 && pcRows > 1 ? 0.55 : dates > 0 && pcRows > 0 ? 0.4 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = LineGrammar(bytes, source, format, output)
            try grammar.read(bytes, into: output)
        }
    }
}

/// The two lines at the head of a LINE export.
enum LineHead {
    private static let patterns: [(head: StaticString, tail: StaticString, isGroup: Bool)] = [
        ("", "とのトーク履歴", false), ("", "のトーク履歴", true), ("Chat history with ", "", false), ("Chat history in ", "", true), ("与", "的聊天记录", false),
        ("與", "的聊天記錄", false), ("", "的聊天记录", true), ("", "的聊天記錄", true), ("ประวัติการสนทนากับ ", "", false), ("ประวัติการสนทนาใน ", "", true),
    ]

    /// The name of the other side or the group in a first line.
    static func title(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: Range<Int>, isGroup: Bool)? {
        var line = line
        let hasMark = TextScan.starts(bytes, line, with: "[LINE] ")
        if hasMark { line = line.lowerBound + 7..<line.upperBound }
        for (head, tail, isGroup) in patterns {
            guard line.count > head.utf8CodeUnitCount + tail.utf8CodeUnitCount, head.utf8CodeUnitCount == 0 || TextScan.starts(bytes, line, with: head),
                tail.utf8CodeUnitCount == 0 || TextScan.ends(bytes, line, with: tail), hasMark || line.count < 200
            else { continue }
            return (line.lowerBound + head.utf8CodeUnitCount..<line.upperBound - tail.utf8CodeUnitCount, isGroup)
        }
        return hasMark ? (line, false) : nil
    }

    private static let saved: [StaticString] = ["保存日時", "Saved on", "保存日期", "儲存日期", "บันทึกวันที่"]

    static func isSaved(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool { saved.contains { TextScan.starts(bytes, line, with: $0) } }
}

/// A date row: `2021/01/01(金)`, `Fri, 1/30/2026`, `2017.09.03 Sunday`, `2026/1/30周五`.
struct LineDate {
    var numbers: (Int, Int, Int)
    var digits: (Int, Int)
    var separator: UInt8
    /// 0 Sunday ... 6 Saturday, or nil.
    var weekday: Int?

    /// Reads a row that is a date and a weekday alone.
    static func read(_ bytes: Span<UInt8>, _ line: Range<Int>) -> LineDate? {
        guard 8...60 ~= line.count else { return nil }
        let line = TextScan.trim(bytes, line)
        var at = line.lowerBound
        // A row that begins with a weekday ends with the year or the day.
        guard TextScan.isDigit(bytes, at: at) || TextScan.isDigit(bytes, at: line.upperBound - 1) else { return nil }
        var weekday: Int?
        if !TextScan.isDigit(bytes, at: at) {
            guard let day = Weekday.read(bytes, at, line.upperBound) else { return nil }
            weekday = day.number
            at = day.next
            guard at + 2 < line.upperBound, bytes[at] == 0x2C, bytes[at + 1] == 0x20 else { return nil }
            at += 2
        }
        guard let date = numbers(bytes, at, line.upperBound) else { return nil }
        at = date.next
        if weekday == nil, at < line.upperBound {
            while at < line.upperBound, bytes[at] == 0x20 || bytes[at] == 0x28 || ByteScanning.has("（", in: bytes, at: at) { at += bytes[at] < 0x80 ? 1 : 3 }
            guard let day = Weekday.read(bytes, at, line.upperBound) else { return nil }
            weekday = day.number
            at = day.next
            while at < line.upperBound, bytes[at] == 0x29 || ByteScanning.has("）", in: bytes, at: at) { at += bytes[at] < 0x80 ? 1 : 3 }
        }
        guard at == line.upperBound, weekday != nil || date.separator != 0x2D else { return nil }
        return LineDate(numbers: date.numbers, digits: date.digits, separator: date.separator, weekday: weekday)
    }

    /// Three numbers with one separator.
    static func numbers(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int
    ) -> (numbers: (Int, Int, Int), digits: (Int, Int), separator: UInt8, next: Int)? {
        guard let a = TimeText.number(bytes, at: start, end: end, maxDigits: 4), a.next < end else { return nil }
        let separator = bytes[a.next]
        guard separator == 0x2F || separator == 0x2E || separator == 0x2D, let b = TimeText.number(bytes, at: a.next + 1, end: end, maxDigits: 2), b.next < end,
            bytes[b.next] == separator, let c = TimeText.number(bytes, at: b.next + 1, end: end, maxDigits: 4),
            a.next - start == 4 || c.next - b.next - 1 == 4
        else { return nil }
        return ((a.value, b.value, c.value), (a.next - start, c.next - b.next - 1), separator, c.next)
    }
}

/// Names of weekdays in the languages of LINE and KakaoTalk exports.
enum Weekday {
    private static let names: [[StaticString]] = [
        ["日曜日", "星期日", "星期天", "週日", "周日", "Sunday", "Sun", "일요일", "วันอาทิตย์", "อา.", "日", "일"],
        ["月曜日", "星期一", "週一", "周一", "Monday", "Mon", "월요일", "วันจันทร์", "จ.", "月", "一", "월"],
        ["火曜日", "星期二", "週二", "周二", "Tuesday", "Tue", "화요일", "วันอังคาร", "อ.", "火", "二", "화"],
        ["水曜日", "星期三", "週三", "周三", "Wednesday", "Wed", "수요일", "วันพุธ", "พ.", "水", "三", "수"],
        ["木曜日", "星期四", "週四", "周四", "Thursday", "Thu", "목요일", "วันพฤหัสบดี", "พฤ.", "木", "四", "목"],
        ["金曜日", "星期五", "週五", "周五", "Friday", "Fri", "금요일", "วันศุกร์", "ศ.", "金", "五", "금"],
        ["土曜日", "星期六", "週六", "周六", "Saturday", "Sat", "토요일", "วันเสาร์", "ส.", "土", "六", "토"],
    ]

    static func read(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> (number: Int, next: Int)? {
        for (number, words) in names.enumerated() {
            for word in words where at + word.utf8CodeUnitCount <= end && ByteScanning.has(word, in: bytes, at: at) {
                return (number, at + word.utf8CodeUnitCount)
            }
        }
        return nil
    }

    /// The weekday of a day number: 1970-01-01 was a Thursday.
    static func of(_ day: Int) -> Int { ((day + 4) % 7 + 7) % 7 }
}
