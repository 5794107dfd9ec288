import ChatBytes
import ChatModel

/// Reads the chat tables of Viber's desktop program and of its e-mail export.
struct ViberCSV: ExportReader {

    let format = FormatDescription(
        id: "viber-csv", name: "Viber CSV", platform: Platform(rawValue: "viber"), extensions: ["csv", "txt"],
        origin: "Viber desktop: save chat history; or a phone's export by e-mail: one table per chat, without a header.",
        shape: """
            05/07/2024,10:15:30,Rina,+639170000001,"Hello po, 2 pcs"
            05/07/2024,10:20:00,Me,+639170000009,"Ok
            address po?"
            """,
        fieldMap: "file name → chat.title; cells 1 and 2 → sent_at; cell 3 → sender.name, `Me` is the owner; cell 4 → sender.id (a phone); cell 5 → text",
        timeZone: "Wall clock of the exporting machine.",
        quirks: """
            Day and month stand in the order of the system: a number above 12 decides, else the order in which the dates do not run back, else day first.
            The Windows program of 2015 wraps its cells as ="…" and parts them with tabs or commas; the fourth cell of its owner's rows is left out.
            """,
        notSupported: "Pictures and stickers are empty texts.")

    private static let ownerWords: Set<String> = [
        "Me", "Yo", "Moi", "Ich", "Eu", "Io", "Я", "Ja", "Jag", "Mig", "Ben", "Tôi", "Ako", "Saya", "나", "我", "自分", "Εγώ", "Аз", "Ik",
    ]

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        guard let first = head.firstByte, 48...57 ~= first || first == 0x3D || first == 0x22 else { return 0 }
        var scanner = CSVScanner(dialect: Self.dialect(bytes))
        var row = CSVRow()
        var good = 0
        var bad = 0
        for _ in 0..<40 {
            guard scanner.next(bytes, into: &row) else { break }
            if row.isBlank { continue }
            if Self.parts(row, bytes) != nil { good += 1 } else if row.end < bytes.count || head.isWhole { bad += 1 }
        }
        return good > 0 && good >= bad * 10 ? 0.95 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let order = Self.dateOrder(bytes)
            let isOld = Self.isOld(bytes)
            var scanner = CSVScanner(dialect: Self.dialect(bytes))
            scanner.expectedCount = 5
            var row = CSVRow()
            var chat: Int32 = -1
            while scanner.next(bytes, into: &row) {
                let size = row.end - row.start
                if row.isBlank {
                    output.account(decorationBytes: size)
                    continue
                }
                guard let parts = Self.parts(row, bytes) else {
                    output.report("bad-row", line: row.record, byteOffset: row.start, byteCount: size, "a row that does not begin with a date and a time")
                    continue
                }
                if chat < 0 {
                    chat = output.conversation(
                        Conversation(
                            platform: format.platform, format: format.id, title: source.stem, kind: Self.others(bytes) > 1 ? .group : .direct))
                }
                let name = row.text(2, of: bytes)
                let isOwner = Self.ownerWords.contains(name)
                let phone = isOwner && isOld ? nil : TableCell.value(row.text(3, of: bytes))
                try output.begin(
                    conversation: chat, sender: name.isEmpty && phone == nil ? nil : output.participant(Participant(id: phone, name: name, isOwner: isOwner)),
                    sentAt: order.stamp(parts), line: row.record, byteOffset: row.start)
                if row.isPlain(4) {
                    output.appendText(row.range(4), of: bytes)
                } else {
                    output.appendText(row.text(4, of: bytes))
                }
                if output.isTextEmpty { output.setKind(.unknown) }
                output.account(messageBytes: size)
                try output.end()
            }
        }
    }

    /// Commas, or the tabs of 2015, by the first line.
    private static func dialect(_ bytes: Span<UInt8>) -> CSVDialect {
        guard let line = ByteScanning.line(in: bytes, at: 0), ByteScanning.first(0x09, in: bytes, line.content) != nil else { return CSVDialect() }
        return CSVDialect(delimiter: 0x09)
    }

    /// Whether the cells are wrapped as the program of 2015 did: then the fourth cell of the owner's rows is not known to be the owner's.
    private static func isOld(_ bytes: Span<UInt8>) -> Bool { ByteScanning.has("=\"", in: bytes, at: 0) }

    // MARK: Dates

    /// A date's numbers in the order they stand in, and the clock.
    private struct Parts {
        var numbers: (Int, Int, Int)
        var clock: (hour: Int, minute: Int, second: Int?)
    }

    private enum DateOrder {
        case dayFirst, monthFirst, yearFirst

        func stamp(_ parts: Parts) -> Timestamp? {
            let (a, b, c) = parts.numbers
            func year(_ n: Int) -> Int { n < 100 ? 2000 + n : n }
            return switch self {
            case .dayFirst: TimeText.timestamp((year(c), b, a), parts.clock)
            case .monthFirst: TimeText.timestamp((year(c), a, b), parts.clock)
            case .yearFirst: TimeText.timestamp((year(a), b, c), parts.clock)
            }
        }
    }

    private static func parts(_ row: CSVRow, _ bytes: Span<UInt8>) -> Parts? {
        guard row.count >= 5 else { return nil }
        let date = row.range(0)
        guard let a = TimeText.number(bytes, at: date.lowerBound, end: date.upperBound, maxDigits: 4), a.next < date.upperBound,
            [0x2F, 0x2E, 0x2D].contains(bytes[a.next]), let b = TimeText.number(bytes, at: a.next + 1, end: date.upperBound, maxDigits: 2),
            b.next < date.upperBound, bytes[b.next] == bytes[a.next],
            let c = TimeText.number(bytes, at: b.next + 1, end: date.upperBound, maxDigits: 4), c.next == date.upperBound
        else { return nil }
        let clock = row.range(1)
        guard let time = TimeText.clock(bytes, at: clock.lowerBound, end: clock.upperBound), time.next == clock.upperBound else { return nil }
        return Parts(numbers: (a.value, b.value, c.value), clock: time.value)
    }

    private static func dateOrder(_ bytes: Span<UInt8>) -> DateOrder {
        var scanner = CSVScanner(dialect: Self.dialect(bytes))
        var row = CSVRow()
        var last: (day: Timestamp?, month: Timestamp?) = (nil, nil)
        var backward = (day: 0, month: 0)
        for _ in 0..<20_000 {
            guard scanner.next(bytes, into: &row) else { break }
            guard let parts = parts(row, bytes) else { continue }
            if parts.numbers.0 > 31 { return .yearFirst }
            if parts.numbers.0 > 12 { return .dayFirst }
            if parts.numbers.1 > 12 { return .monthFirst }
            let (day, month) = (DateOrder.dayFirst.stamp(parts), DateOrder.monthFirst.stamp(parts))
            if let day, let before = last.day, day < before { backward.day += 1 }
            if let month, let before = last.month, month < before { backward.month += 1 }
            last = (day, month)
        }
        return backward.month < backward.day ? .monthFirst : .dayFirst
    }

    private static func others(_ bytes: Span<UInt8>) -> Int {
        var scanner = CSVScanner(dialect: Self.dialect(bytes))
        var row = CSVRow()
        var names: Set<String> = []
        for _ in 0..<5000 {
            guard scanner.next(bytes, into: &row) else { break }
            guard parts(row, bytes) != nil else { continue }
            let name = row.text(2, of: bytes)
            if !ownerWords.contains(name), !name.isEmpty { names.insert(name) }
        }
        return names.count
    }
}
