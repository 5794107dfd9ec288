import ChatModel

/// What a workbook says of its sheets and of how numbers are shown.
struct WorkbookFormats {
    /// A sheet's name and the relation that leads to its part.
    struct Sheet {
        var name: String
        var relation: String
    }

    /// How a number with a style is meant.
    private enum Meaning {
        case number, date, time, dateTime
    }

    private(set) var sheets: [Sheet] = []
    private var countsFrom1904 = false
    private var styles: [Meaning] = []
    private var codes: [Int: Meaning] = [:]

    /// A tag's name without its namespace prefix.
    static func local(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Range<Int> {
        for at in name where bytes[at] == 0x3A { return at + 1..<name.upperBound }
        return name
    }

    /// The targets of a part's relations by their ids.
    static func relations(_ bytes: Span<UInt8>) -> [String: String] {
        var targets: [String: String] = [:]
        var scanner = MarkupScanner(bytes, language: .xml)
        while true {
            let token = scanner.next(bytes)
            if token == .atEnd { return targets }
            guard token == .start, let id = scanner.attribute("Id", bytes), let target = scanner.attribute("Target", bytes) else { continue }
            targets[MarkupText.string(id, of: bytes)] = MarkupText.string(target, of: bytes)
        }
    }

    mutating func readWorkbook(_ bytes: Span<UInt8>) {
        var scanner = MarkupScanner(bytes, language: .xml)
        while true {
            let token = scanner.next(bytes)
            if token == .atEnd { return }
            guard token == .start else { continue }
            let tag = Self.local(bytes, scanner.name)
            if MarkupName.equals(bytes, tag, "sheet"), let name = scanner.attribute("name", bytes) {
                let relation = scanner.attribute("r:id", bytes).map { MarkupText.string($0, of: bytes) } ?? ""
                sheets.append(Sheet(name: MarkupText.string(name, of: bytes), relation: relation))
            } else if MarkupName.equals(bytes, tag, "workbookpr"), let flag = scanner.attribute("date1904", bytes) {
                countsFrom1904 = ["1", "true"].contains(ByteScanning.string(bytes, flag))
            }
        }
    }

    mutating func readStyles(_ bytes: Span<UInt8>) {
        var scanner = MarkupScanner(bytes, language: .xml)
        var isInCells = false
        while true {
            let token = scanner.next(bytes)
            if token == .atEnd { return }
            guard token == .start || token == .end else { continue }
            let tag = Self.local(bytes, scanner.name)
            if MarkupName.equals(bytes, tag, "cellxfs") {
                isInCells = token == .start
            } else if token == .start, MarkupName.equals(bytes, tag, "numfmt"), let id = scanner.attribute("numFmtId", bytes),
                let number = Int(ByteScanning.string(bytes, id)), let code = scanner.attribute("formatCode", bytes)
            {
                addCode(MarkupText.string(code, of: bytes), number: number)
            } else if token == .start, isInCells, MarkupName.equals(bytes, tag, "xf") {
                let number = scanner.attribute("numFmtId", bytes).flatMap { Int(ByteScanning.string(bytes, $0)) } ?? 0
                addStyle(number: number)
            }
        }
    }

    /// A format of the workbook's own, by its number.
    mutating func addCode(_ code: String, number: Int) { codes[number] = Self.meaning(of: code) }

    /// The next style of cells, by its format's number.
    mutating func addStyle(number: Int) { styles.append(codes[number] ?? Self.meaning(of: number)) }

    /// Says from which year days are counted.
    mutating func countFrom1904(_ flag: Bool) { countsFrom1904 = flag }

    /// The formats that every workbook has by number (ECMA-376 part 1, 18.8.30).
    private static func meaning(of number: Int) -> Meaning {
        switch number {
        case 14...17, 27...31, 34...36, 50...58: .date
        case 18...21, 32, 33, 45...47: .time
        case 22: .dateTime
        default: .number
        }
    }

    /// The meaning of a format's code: letters of dates outside of quotes and brackets.
    private static func meaning(of code: String) -> Meaning {
        var hasDay = false
        var hasClock = false
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        for scalar in code.lowercased().unicodeScalars {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch scalar {
            case "\"": isQuoted.toggle()
            case "\\": isEscaped = true
            case "[": isBracketed = true
            case "]": isBracketed = false
            case "y", "d", "年", "月": if !isQuoted && !isBracketed || scalar.value > 127 { hasDay = true }
            case "h", "s": if !isQuoted && !isBracketed { hasClock = true }
            case ";": if !isQuoted { return hasDay && hasClock ? .dateTime : hasDay ? .date : hasClock ? .time : .number }
            default: break
            }
        }
        return hasDay && hasClock ? .dateTime : hasDay ? .date : hasClock ? .time : .number
    }

    // MARK: Numbers

    /// Puts what the cell shows in place of a number: a date, or the number without the noise of binary fractions and without an exponent where it is exact.
    func format(_ value: inout [UInt8], style: Int) {
        let meaning = style >= 0 && style < styles.count ? styles[style] : .number
        let hasExponent = value.contains { $0 | 0x20 == 0x65 }
        guard meaning != .number || hasExponent || value.count > 15, let number = Double(String(decoding: value, as: UTF8.self)), number.isFinite else {
            return
        }
        guard meaning == .number else {
            if number >= 0, number < 2_958_466 { value = date(number, meaning) }
            return
        }
        // A spreadsheet keeps fifteen digits; longer numbers stay as they are, so that readers can see that digits are lost.
        guard abs(number) < 1e15 else { return }
        if number == number.rounded() {
            value = Array(String(Int64(number)).utf8)
        } else if value.count > 15, abs(number) > 1e-9 {
            var scale = 1.0
            while abs(number) * scale < 1e14, scale < 1e15 { scale *= 10 }
            value = Array(String((number * scale).rounded() / scale).utf8)
        }
    }

    private func date(_ serial: Double, _ meaning: Meaning) -> [UInt8] {
        let total = Int64((serial * 86_400).rounded())
        let days = Int(total / 86_400) + (countsFrom1904 ? 1462 : 0)
        let seconds = Int(total % 86_400)
        let (year, month, day) = CivilDay.date(days - 25_569)
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        let clock = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        if meaning == .time, days == (countsFrom1904 ? 1462 : 0) { return Array(clock.utf8) }
        let shown = "\(year)-\(two(month))-\(two(day))"
        return Array((meaning == .date && seconds == 0 ? shown : shown + " " + clock).utf8)
    }
}
