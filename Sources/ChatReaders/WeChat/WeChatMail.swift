import ChatBytes
import ChatModel

/// Reads the text that WeChat's own “multi-select → mail” sends.
struct WeChatMail: LineReader {

    let format = FormatDescription(
        id: "wechat-mail", name: "WeChat mail (微信 多选→邮件)", platform: .wechat, extensions: ["txt", "eml"],
        origin: "WeChat on a phone: long-press a message → 多选 → mail icon → 邮件. At most 100 messages a mail, so one customer is many files.",
        shape: """
            Dear:

                林小溪 和 小店老板 在微信上的聊天记录如下，请查收。

            —————  2024-03-05  —————


            林小溪  09:12

            老板，上次那款茶叶还有吗
            """,
        fieldMap: """
            title `A 和 B` → chat.title, kind direct
            title `群名 微信群上` or `微信群"群名"` → chat.title, kind group
            name before two blanks and a time → sender.name
            date line + time → sent_at
            lines up to the next header → text
            """,
        timeZone: "Wall clock of the phone, to the minute; the file names no zone.",
        quirks: """
            A name may contain blanks and times: the last run of two or more blanks parts it from the time.
            Copies of an HTML mail collapse the blanks to one: accepted when the file has no header with two, and the name occurs twice or in the title.
            Headers stand behind blank lines; in compact copies without blank lines every line of the shape is one.
            Several mails in one file: every title begins another chat.
            Blank lines inside a message stay; those around it go. The mail signature (发自我的 …) at the end belongs to no message.
            """,
        notSupported: "Pictures and files are names only; amounts of transfers are not in the file.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        var hasTitle = false
        var dates = 0
        var headers = 0
        for line in head.lines {
            if !hasTitle, Self.title(bytes, line) != nil { hasTitle = true }
            if Self.dateLine(bytes, line) != nil { dates += 1 }
            if Self.header(bytes, line, blanks: 2) != nil { headers += 1 }
        }
        if hasTitle { return dates > 0 || headers > 0 ? 0.98 : 0.6 }
        return dates > 0 && headers > 0 ? 0.9 : dates > 0 ? 0.4 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var grammar = WeChatMailGrammar(bytes, stem: source.stem)
            try grammar.read(bytes, into: output)
        }
    }

    // MARK: Grammar

    /// The names out of a title line.
    struct Title {
        var text: Range<Int>
        var isGroup: Bool
    }

    static func title(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Title? {
        guard line.count < 400 else { return nil }
        guard isTitleEnd(bytes, line), ByteScanning.find("的聊天记录如下", in: bytes, line) != nil else { return nil }
        if let end = ByteScanning.find("在微信上的聊天记录如下", in: bytes, line), ByteScanning.find(" 和 ", in: bytes, line.lowerBound..<end) != nil {
            return Title(text: TextScan.trim(bytes, line.lowerBound..<end), isGroup: false)
        }
        if let end = ByteScanning.find("微信群上的聊天记录如下", in: bytes, line) {
            return Title(text: TextScan.trim(bytes, line.lowerBound..<end), isGroup: true)
        }
        if let start = ByteScanning.find("微信群", in: bytes, line), let end = ByteScanning.find("的聊天记录如下", in: bytes, start..<line.upperBound) {
            var name = start + 9..<end
            for quote in ["\"", "“", "”"] as [StaticString] {
                if ByteScanning.has(quote, in: bytes, at: name.lowerBound) { name = name.lowerBound + quote.utf8CodeUnitCount..<name.upperBound }
                let tail = name.upperBound - quote.utf8CodeUnitCount
                if tail >= name.lowerBound, ByteScanning.has(quote, in: bytes, at: tail) { name = name.lowerBound..<tail }
            }
            return name.isEmpty ? nil : Title(text: name, isGroup: true)
        }
        return nil
    }

    /// A title ends with `查收。`, `查收`, `如下`, or a colon, blanks aside.
    private static func isTitleEnd(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.count > 20 else { return false }
        let last = bytes[line.upperBound - 1]
        if last == 0x3A || last <= 0x20 { return true }
        // The last bytes of 。, 收, 下 and ：.
        return (last == 0x82 || last == 0xB6 || last == 0x8B || last == 0x9A)
            && (TextScan.ends(bytes, line, with: "收。") || TextScan.ends(bytes, line, with: "查收") || TextScan.ends(bytes, line, with: "如下")
                || TextScan.ends(bytes, line, with: "："))
    }

    /// `—————  2024-03-05  —————`: two or more dashes, a date, dashes.
    static func dateLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (year: Int, month: Int, day: Int)? {
        guard line.count >= 14, line.count < 120 else { return nil }
        let line = bytes[line.lowerBound] <= 0x20 ? TextScan.trim(bytes, line) : line
        guard dash(bytes, at: line.lowerBound) != nil else { return nil }
        var at = line.lowerBound
        var dashes = 0
        while let width = dash(bytes, at: at) {
            at += width
            dashes += 1
        }
        guard dashes >= 2 else { return nil }
        while at < line.upperBound, let width = TextScan.blank(bytes, at: at) { at += width }
        guard let day = TimeText.day(bytes, at: at, end: line.upperBound) else { return nil }
        at = day.next
        while at < line.upperBound, let width = TextScan.blank(bytes, at: at) { at += width }
        dashes = 0
        while at < line.upperBound, let width = dash(bytes, at: at) {
            at += width
            dashes += 1
        }
        return dashes >= 2 && TextScan.isBlank(bytes, at..<line.upperBound) ? day.value : nil
    }

    /// A header `name<blanks>HH:MM`, the blanks at least so many; a word for the part of the day may stand before the time.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>, blanks: Int) -> (name: Range<Int>, hour: Int, minute: Int)? {
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
        guard end - line.lowerBound >= 6 else { return nil }
        var isAfternoon: Bool?
        if bytes[end - 1] == 0x4D, bytes[end - 2] == 0x41 || bytes[end - 2] == 0x50 {
            isAfternoon = bytes[end - 2] == 0x50
            end -= 2
            while end > line.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
        }
        guard end - line.lowerBound >= 6, 48...57 ~= bytes[end - 1], 48...57 ~= bytes[end - 2], bytes[end - 3] == 0x3A, 48...57 ~= bytes[end - 4] else {
            return nil
        }
        var at = end - 4
        if at > line.lowerBound, 48...57 ~= bytes[at - 1] { at -= 1 }
        guard let clock = TimeText.clock(bytes, at: at, end: end, acceptsMeridiem: false), clock.next == end else { return nil }
        var hour = clock.value.hour
        if let isAfternoon, 1...12 ~= hour { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        if at > line.lowerBound, bytes[at - 1] >= 0x80, let period = DayPeriod.chineseBefore(bytes, at: at, from: line.lowerBound) {
            at = period.start
            hour = period.word.hour24(hour)
        }
        var count = 0
        while at > line.lowerBound, let width = TextScan.blankBefore(bytes, at: at, from: line.lowerBound) {
            at -= width
            count += 1
        }
        guard count >= blanks, at > line.lowerBound, TextScan.blank(bytes, at: line.lowerBound) == nil else { return nil }
        return (line.lowerBound..<at, hour, clock.value.minute)
    }

    @inline(__always)
    private static func dash(_ bytes: Span<UInt8>, at: Int) -> Int? {
        guard at < bytes.count else { return nil }
        if bytes[at] == 0x2D { return 1 }
        let first = bytes[at]
        guard first == 0xE2 || first == 0xEF, at + 2 < bytes.count else { return nil }
        // U+2014, U+2500, U+FF0D.
        switch (first, bytes[at + 1], bytes[at + 2]) {
        case (0xE2, 0x80, 0x94), (0xE2, 0x94, 0x80), (0xEF, 0xBC, 0x8D): return 3
        default: return nil
        }
    }
}
