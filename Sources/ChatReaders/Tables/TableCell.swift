import ChatBytes
import ChatModel

/// Values in the cells of tables that people and spreadsheets have had in their hands.
enum TableCell {
    /// A cell without what spreadsheets and shops put around values: blanks, tabs, `="…"`, a leading `'`. Nil for nothing, and for the words that stand for it.
    static func value(_ cell: String) -> String? { value(cell.utf8Span.span, 0..<cell.utf8.count) }

    /// A cell's value where it stands.
    static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? { valueRange(bytes, range).map { ByteScanning.string(bytes, $0) } }

    /// Where a cell's value stands.
    static func valueRange(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var range = trim(bytes, range)
        if range.count > 3, bytes[range.lowerBound] == 0x3D, bytes[range.lowerBound + 1] == 0x22, bytes[range.upperBound - 1] == 0x22 {
            range = trim(bytes, range.lowerBound + 2..<range.upperBound - 1)
        }
        guard !range.isEmpty else { return nil }
        // A formula whose value the program that wrote it left out.
        if range.count > 3, bytes[range.lowerBound] == 0x3D, isFormula(bytes, range) { return nil }
        if range.count <= 6 {
            for word in nothings where range.count == word.utf8CodeUnitCount && ByteScanning.has(word, in: bytes, at: range.lowerBound) { return nil }
        }
        return range
    }

    /// `=SUM(B2:B9)`, `=G4-H4`: a name and a bracket, or cells.
    private static func isFormula(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var letters = 0
        for at in range.dropFirst() {
            switch bytes[at] {
            case 65...90: letters += 1
            case 0x28: return letters > 0
            case 48...57, 0x24: return letters > 0 && letters <= 3
            default: return false
            }
        }
        return false
    }

    /// The inside of `=""123""`: a formula that holds a text, as it stands in a quoted cell. Nil for any other cell.
    static func quotedFormula(_ bytes: Span<UInt8>, _ cell: Range<Int>) -> Range<Int>? {
        let cell = trim(bytes, cell)
        guard cell.count > 5, ByteScanning.has("=\"\"", in: bytes, at: cell.lowerBound), bytes[cell.upperBound - 1] == 0x22, bytes[cell.upperBound - 2] == 0x22
        else {
            return nil
        }
        let inner = cell.lowerBound + 3..<cell.upperBound - 2
        for at in inner where bytes[at] == 0x22 || bytes[at] == 0x0D { return nil }
        return inner
    }

    private static let nothings: [StaticString] = ["-", "--", "/", "无", "—", "未知", "null", "NULL", "None", "nan", "NaN", "#N/A"]

    /// A cell without blanks, marks and guards around it: white space of any script, U+FEFF, a leading `'` or backtick.
    static func trim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end {
            let byte = bytes[start]
            if byte <= 0x20 || byte == 0x27 || byte == 0x60 {
                start += 1
            } else if let width = wideBlank(bytes, start, end) {
                start += width
            } else {
                break
            }
        }
        while end > start {
            if bytes[end - 1] <= 0x20 {
                end -= 1
            } else if end - 2 >= start, wideBlank(bytes, end - 2, end) == 2 {
                end -= 2
            } else if end - 3 >= start, wideBlank(bytes, end - 3, end) == 3 {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    /// The width of a blank outside of ASCII: U+00A0, U+2000–U+200B, U+202F, U+3000, U+FEFF.
    private static func wideBlank(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> Int? {
        switch bytes[at] {
        case 0xC2: return at + 1 < end && bytes[at + 1] == 0xA0 ? 2 : nil
        case 0xE2:
            guard at + 2 < end, bytes[at + 1] == 0x80 else { return nil }
            return 0x80...0x8B ~= bytes[at + 2] || bytes[at + 2] == 0xAF ? 3 : nil
        case 0xE3: return at + 2 < end && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80 ? 3 : nil
        case 0xEF: return at + 2 < end && bytes[at + 1] == 0xBB && bytes[at + 2] == 0xBF ? 3 : nil
        default: return nil
        }
    }

    /// Several values of one cell: parted by `;`, `|`, `、`, `，`, `:::`, line feeds; by `,` and `/` too where a value cannot hold them.
    static func list(_ cell: String, separators: CellSeparators = .all) -> [String] {
        let bytes = cell.utf8Span.span
        return separators.pieces(of: bytes).compactMap { value(bytes, $0) }
    }

    /// Labels of one cell; those that an address book makes itself (`* myContacts`, `My Contacts`) are none.
    static func tags(_ cell: String) -> [String] {
        cell.split(separator: " ::: ").flatMap { list(String($0), separators: .tags) }.filter {
            !$0.hasPrefix("* ") && $0 != "My Contacts" && $0 != "myContacts"
        }
    }

    /// Phones of one cell as written.
    static func phones(_ cell: String) -> [String] {
        let cell = cell.unicodeScalars.contains { 0xFF10...0xFF19 ~= $0.value } ? narrow(cell) : cell
        return cell.split(separator: " ::: ").flatMap { list(String($0)) }.filter { $0.utf8.filter { 48...57 ~= $0 }.count >= 5 || $0.contains("*") }
    }

    /// A text with full-width digits as ASCII ones.
    private static func narrow(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { 0xFF10...0xFF19 ~= $0.value ? Unicode.Scalar($0.value - 0xFEE0) ?? $0 : $0 }))
    }

    /// Money in the currency's main unit: `￥1,299.00`, `128元`, `¥ 5`, `-3.50`. Nil when there is no number, or something behind it that is no unit.
    static func amount(_ cell: String) -> Double? {
        if let plain = plainNumber(cell.utf8Span.span, 0..<cell.utf8.count) { return plain }
        guard let text = value(cell) else { return nil }
        var digits = ""
        var hasDigit = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9":
                digits.unicodeScalars.append(scalar)
                hasDigit = true
            case "０"..."９":
                digits.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFF10 + 48) ?? "0")
                hasDigit = true
            case ".": digits.append(".")
            case "-" where !hasDigit: digits = "-"
            case "+" where !hasDigit: continue
            case ",", "，", " ", "\t", "￥", "¥", "元", "$", "圆", "'": continue
            default:
                if hasDigit { return text.unicodeScalars.contains("(") || text.unicodeScalars.contains("（") ? Double(digits) : nil }
                if !"CNYRMBHKDUSTW人民币".unicodeScalars.contains(scalar) { return nil }
            }
        }
        return hasDigit ? Double(digits) : nil
    }

    /// Money as its column writes it: with a sign or a word of any currency, dots or commas between thousands.
    static func amount(_ cell: String, _ style: MoneyText.Style) -> Double? { MoneyText(cell, style)?.value ?? amount(cell) }

    /// A number of at most fifteen ASCII digits with at most one point among them: what nearly every cell of money and counts is.
    static func plainNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
        guard 1...15 ~= range.count else { return nil }
        var value: Int64 = 0
        var scale: Int64 = 0
        for i in range {
            let byte = bytes[i]
            if byte == 0x2E, scale == 0, i > range.lowerBound, i + 1 < range.upperBound {
                scale = 1
                continue
            }
            guard 48...57 ~= byte else { return nil }
            value = value * 10 + Int64(byte - 48)
            scale *= 10
        }
        // Both are exact, so the quotient is the nearest value to the decimal.
        return scale > 1 ? Double(value) / Double(scale) : Double(value)
    }

    /// A time as tables write it: `2024-03-05 09:12:01`, `2024/3/5 9:12`, `2024年3月5日`, `20240305091201`, a spreadsheet's serial day. Wall clock, zone unknown.
    static func time(_ cell: String) -> Timestamp? {
        let whole = cell.utf8Span.span
        if let parsed = TimeText.dateTime(whole, at: 0, end: whole.count), parsed.next == whole.count { return parsed.value }
        guard let text = value(cell) else { return nil }
        let bytes = Array(text.utf8)
        let span = bytes.span
        if let parsed = TimeText.dateTime(span, at: 0, end: bytes.count) {
            if parsed.next == bytes.count { return parsed.value }
            return Timestamp(iso8601: text) ?? parsed.value
        }
        if let day = TimeText.day(span, at: 0, end: bytes.count) {
            return Timestamp(year: day.value.year, month: day.value.month, day: day.value.day, precision: .day)
        }
        func number(_ from: Int, _ count: Int) -> Int { bytes[from..<from + count].reduce(0) { $0 * 10 + Int($1 & 15) } }
        guard bytes.count >= 8, bytes.allSatisfy({ 48...57 ~= $0 }) else { return serial(text) }
        if bytes.count == 14 {
            return Timestamp(
                year: number(0, 4), month: number(4, 2), day: number(6, 2), hour: number(8, 2), minute: number(10, 2), second: number(12, 2))
        }
        if bytes.count == 8 { return Timestamp(year: number(0, 4), month: number(4, 2), day: number(6, 2), precision: .day) }
        if bytes.count == 10 { return Timestamp(unixSeconds: Int64(number(0, 10)), offsetMinutes: WeChatRows.chinaMinutes) }
        return nil
    }

    /// Days since 1899-12-30, of the years 1990 to 2080, as a spreadsheet shows a date whose format was lost.
    private static func serial(_ text: String) -> Timestamp? {
        guard let days = Double(text), 32_874...65_746 ~= days, text.utf8.count <= 18 else { return nil }
        let seconds = Int64((days * 86_400).rounded()) - 25_569 * 86_400
        return Timestamp(wallSeconds: seconds, precision: days == days.rounded() ? .day : .second)
    }

    /// A birthday as `YYYY-MM-DD`, or `--MM-DD` without a year.
    static func birthDate(_ cell: String) -> String? {
        guard let text = value(cell) else { return nil }
        let digits = Array(text.utf8)
        if let time = time(text), time.dayNumber != 0 {
            var day = time
            day.precision = .day
            return day.description
        }
        let parts = digits.split { !(48...57 ~= $0) }.map { $0.reduce(0) { ($0 &* 10 &+ Int($1 & 15)) % 100_000 } }
        guard parts.count == 2 || (parts.count == 1 && digits.count == 6 && digits.starts(with: [45, 45])) else { return nil }
        let (month, day) = parts.count == 2 ? (parts[0], parts[1]) : (parts[0] / 100, parts[0] % 100)
        guard CivilDay.exists(year: 2000, month: month, day: day) else { return nil }
        return "--\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// `male`, `female` or nil.
    static func gender(_ cell: String) -> String? {
        switch value(cell)?.lowercased() {
        case "男", "男性", "1", "m", "male", "先生": "male"
        case "女", "女性", "2", "f", "female", "女士", "小姐": "female"
        default: nil
        }
    }

    /// Whether a number has gone through a spreadsheet that keeps fifteen digits: `7.43727E+18`.
    static func lostDigits(_ bytes: Span<UInt8>, _ cell: Range<Int>) -> Bool {
        var (hasMark, hasSign) = (false, false)
        for at in cell {
            switch bytes[at] {
            case 48...57, 0x2E: continue
            case 0x45, 0x65:
                guard at > cell.lowerBound else { return false }
                hasMark = true
            case 0x2B: hasSign = true
            default: return false
            }
        }
        return hasMark && hasSign
    }
}
