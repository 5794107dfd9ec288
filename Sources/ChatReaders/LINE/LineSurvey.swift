import ChatBytes
import ChatModel

/// A first look at a LINE export: its title, the order of its dates, and the names in the PC's form.
struct LineSurvey {
    private(set) var title: (name: String, isGroup: Bool)?
    private(set) var order = DateOrder.yearMonthDay
    /// Why the order of day and month was chosen; nil when the year stands first.
    private(set) var reason: String?
    private(set) var tabRows = 0
    /// Rows of the PC's form behind their times, up to 400.
    private(set) var pcRows: [[UInt8]] = []
    /// Names of the phone's form beside the title's, as far as two are needed.
    private var others: Set<[UInt8]> = []
    /// Names of the phone's form, as far as some rows of the PC's form stand among its own.
    private(set) var tabNames: Set<[UInt8]> = []

    mutating func look(_ bytes: Span<UInt8>) {
        var agreeing = (day: 0, month: 0)
        var dates = DateOrderSurvey()
        var shortDates = 0
        var at = 0
        var number = 0
        while at < 4 << 20, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            number += 1
            if number <= 3, title == nil, let found = LineHead.title(bytes, line.content) {
                title = (ByteScanning.string(bytes, found.name), found.isGroup)
                continue
            }
            if number <= 4, LineHead.isSaved(bytes, line.content) {
                addSaved(bytes, line.content, &dates)
                continue
            }
            if let date = LineDate.read(bytes, line.content) {
                guard date.digits.0 != 4 else { continue }
                shortDates += 1
                dates.add(date.numbers, digits: date.digits, separator: date.separator)
                let reads = { (order: DateOrder) -> Bool in
                    guard let found = order.date(date.numbers.0, date.numbers.1, date.numbers.2) else { return false }
                    return Weekday.of(CivilDay.number(year: found.year, month: found.month, day: found.day)) == date.weekday
                }
                if reads(.dayMonthYear) { agreeing.day += 1 }
                if reads(.monthDayYear) { agreeing.month += 1 }
            } else if let time = LineGrammar.time(bytes, line.content) {
                if bytes[time.next] == 0x09 {
                    tabRows += 1
                    noteSender(bytes, time.next + 1..<line.content.upperBound)
                } else if pcRows.count < 400 {
                    var row: [UInt8] = []
                    ByteScanning.append(time.next + 1..<line.content.upperBound, of: bytes, to: &row)
                    pcRows.append(row)
                }
            }
        }
        // Chinese heads of a group and of a talk between two are alike; two people who are not the one in the title make it a group.
        if others.count > 1 { title?.isGroup = true }
        guard shortDates > 0 else { return }
        if agreeing.day != agreeing.month {
            order = agreeing.day > agreeing.month ? .dayMonthYear : .monthDayYear
            reason = "the weekdays agree"
        } else {
            let decision = dates.decide()
            order = decision.order
            reason = decision.reason.rawValue
        }
    }

    /// Notes who wrote a row of the phone's form.
    private mutating func noteSender(_ bytes: Span<UInt8>, _ row: Range<Int>) {
        guard others.count < 2 || tabNames.count < 8, let tab = ByteScanning.first(0x09, in: bytes, row), tab > row.lowerBound else { return }
        let name = ByteScanning.string(bytes, row.lowerBound..<tab)
        if tabNames.count < 100 { tabNames.insert(Array(name.utf8)) }
        if let title, name != title.name { others.insert(Array(name.utf8)) }
    }

    /// The date of the second line is in the order of the others.
    private func addSaved(_ bytes: Span<UInt8>, _ line: Range<Int>, _ dates: inout DateOrderSurvey) {
        guard let start = line.first(where: { TextScan.isDigit(bytes, at: $0) }), let date = LineDate.numbers(bytes, start, line.upperBound), date.digits.0 != 4
        else {
            return
        }
        dates.add(date.numbers, digits: date.digits, separator: date.separator)
    }

    /// The names that the rows of the PC's form begin with, longest first: word prefixes that come back in at least two rows, the longest that cover as many
    /// rows as their first word.
    func prefixes() -> [[UInt8]] {
        var counts: [[UInt8]: Int] = [:]
        for row in pcRows {
            var words = 0
            for (i, byte) in row.enumerated() where byte == 0x20 || i == row.count - 1 {
                words += 1
                guard words <= 6 else { break }
                counts[Array(row[..<(byte == 0x20 ? i : i + 1)]), default: 0] += 1
            }
        }
        var names: Set<[UInt8]> = []
        if let title, !title.isGroup { names.insert(Array(title.name.utf8)) }
        for row in pcRows {
            var best: [UInt8]?
            var bestCount = 0
            for (i, byte) in row.enumerated() where byte == 0x20 {
                let prefix = Array(row[..<i])
                let count = counts[prefix] ?? 0
                guard count >= 2 else { break }
                // A longer prefix is the name when nearly all rows of the shorter one go on with it.
                if best == nil || count * 10 >= bestCount * 9 {
                    best = prefix
                    bestCount = count
                } else {
                    break
                }
            }
            if let best { names.insert(best) }
        }
        // A single row of an author: where the script changes, else the first word is the name.
        for row in pcRows where !names.contains(where: { row.starts(with: $0) && (row.count == $0.count || row[$0.count] == 0x20) }) {
            guard let blank = row.firstIndex(of: 0x20) else { continue }
            var end = blank
            for (i, byte) in row.enumerated() where byte == 0x20 && i > blank && i + 1 < row.count {
                if row[0] < 0x80, row[i + 1] >= 0xE3, row[..<i].allSatisfy({ $0 < 0x80 }) { end = i }
            }
            names.insert(Array(row[..<end]))
        }
        return names.sorted { ($0.count, $1.lexicographicallyPrecedes($0) ? 1 : 0) > ($1.count, $0.lexicographicallyPrecedes($1) ? 1 : 0) }
    }
}

/// What LINE writes for messages that are no text.
enum LinePlaceholder {
    private static let words: [(word: StaticString, kind: MessageKind)] = [
        ("[写真]", .image), ("[Photo]", .image), ("Photos", .image), ("[照片]", .image), ("รูป", .image), ("[動画]", .video), ("[Video]", .video), ("Videos", .video),
        ("[影片]", .video), ("[视频]", .video), ("วิดีโอ", .video), ("[スタンプ]", .sticker), ("[Sticker]", .sticker), ("Stickers", .sticker), ("[貼圖]", .sticker),
        ("[贴图]", .sticker), ("สติกเกอร์", .sticker), ("[ボイスメッセージ]", .voice), ("[Voice message]", .voice), ("[語音訊息]", .voice), ("[语音信息]", .voice),
        ("[ファイル]", .file), ("[File]", .file), ("[檔案]", .file), ("[文件]", .file), ("[位置情報]", .location), ("[Location]", .location), ("[連絡先]", .contactCard),
        ("[Contact]", .contactCard), ("[プレゼント]", .unknown),
    ]

    static func kind(_ bytes: Span<UInt8>, _ text: Range<Int>) -> MessageKind? {
        guard text.count < 60, text.count >= 3 else { return nil }
        switch bytes[text.lowerBound] {
        case 0x5B, 0x50, 0x56, 0x53, 0xE0, 0xE2: break
        default: return nil
        }
        if TextScan.starts(bytes, text, with: "☎") { return .call }
        for (word, kind) in words where TextScan.equals(bytes, text, word) { return kind }
        return nil
    }

    static func isUnsend(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool {
        guard text.count < 200, let end = text.last else { return false }
        // The last bytes of た, the full stop, 息 and ม.
        let last = bytes[end]
        guard last == 0x9F || last == 0x2E || last == 0xAF || last == 0xA1 else { return false }
        return TextScan.ends(bytes, text, with: "メッセージの送信を取り消しました") || TextScan.ends(bytes, text, with: "unsent a message.")
            || TextScan.ends(bytes, text, with: "已收回訊息") || TextScan.ends(bytes, text, with: "已收回信息") || TextScan.ends(bytes, text, with: "ยกเลิกข้อความ")
    }
}
