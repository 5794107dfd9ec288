import ChatBytes
import ChatModel

/// Reads the text that WeChat's own “multi-select → mail” sends.
struct WeChatMail: ExportReader {

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
            Blank lines inside a message stay; those around it go. The mail signature at the end belongs to no message.
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
            let blanks = Self.usesWideGap(bytes) ? 2 : 1
            var reading = Reading(known: blanks == 1 ? Self.repeatedNames(bytes) : nil, stem: source.stem)
            try reading.run(bytes, blanks: blanks, into: output)
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
        if let end = ByteScanning.find("在微信上的聊天记录如下", in: bytes, line), ByteScanning.find(" 和 ", in: bytes, line.lowerBound..<end) != nil {
            return Title(text: trim(bytes, line.lowerBound..<end), isGroup: false)
        }
        if let end = ByteScanning.find("微信群上的聊天记录如下", in: bytes, line) {
            return Title(text: trim(bytes, line.lowerBound..<end), isGroup: true)
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

    /// `—————  2024-03-05  —————`: two or more dashes, a date, dashes.
    static func dateLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (year: Int, month: Int, day: Int)? {
        let line = trim(bytes, line)
        guard line.count >= 14, line.count < 120 else { return nil }
        var at = line.lowerBound
        var dashes = 0
        while let width = dash(bytes, at: at) {
            at += width
            dashes += 1
        }
        guard dashes >= 2 else { return nil }
        while at < line.upperBound, let width = blank(bytes, at: at) { at += width }
        guard let day = TimeText.day(bytes, at: at, end: line.upperBound) else { return nil }
        at = day.next
        while at < line.upperBound, let width = blank(bytes, at: at) { at += width }
        dashes = 0
        while at < line.upperBound, let width = dash(bytes, at: at) {
            at += width
            dashes += 1
        }
        return dashes >= 2 && at == line.upperBound ? day.value : nil
    }

    /// A header `name<blanks>HH:MM`, the blanks at least so many.
    static func header(_ bytes: Span<UInt8>, _ line: Range<Int>, blanks: Int) -> (name: Range<Int>, hour: Int, minute: Int)? {
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] == 0x20 { end -= 1 }
        guard end - line.lowerBound >= 6, 48...57 ~= bytes[end - 1], 48...57 ~= bytes[end - 2], bytes[end - 3] == 0x3A, 48...57 ~= bytes[end - 4] else {
            return nil
        }
        var at = end - 4
        if at > line.lowerBound, 48...57 ~= bytes[at - 1] { at -= 1 }
        guard let clock = TimeText.clock(bytes, at: at, end: end, acceptsMeridiem: false), clock.next == end else { return nil }
        var count = 0
        while at > line.lowerBound, let width = blankBefore(bytes, at: at, from: line.lowerBound) {
            at -= width
            count += 1
        }
        guard count >= blanks, at > line.lowerBound, blank(bytes, at: line.lowerBound) == nil else { return nil }
        return (line.lowerBound..<at, clock.value.hour, clock.value.minute)
    }

    private static func dash(_ bytes: Span<UInt8>, at: Int) -> Int? {
        guard at < bytes.count else { return nil }
        if bytes[at] == 0x2D { return 1 }
        return ByteScanning.has("—", in: bytes, at: at) || ByteScanning.has("─", in: bytes, at: at) || ByteScanning.has("－", in: bytes, at: at) ? 3 : nil
    }

    static func blank(_ bytes: Span<UInt8>, at: Int) -> Int? {
        guard at < bytes.count else { return nil }
        if bytes[at] == 0x20 || bytes[at] == 0x09 { return 1 }
        if ByteScanning.has("\u{A0}", in: bytes, at: at) { return 2 }
        return ByteScanning.has("\u{3000}", in: bytes, at: at) ? 3 : nil
    }

    private static func blankBefore(_ bytes: Span<UInt8>, at: Int, from: Int) -> Int? {
        if at - 1 >= from, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x09 { return 1 }
        if at - 2 >= from, ByteScanning.has("\u{A0}", in: bytes, at: at - 2) { return 2 }
        return at - 3 >= from && ByteScanning.has("\u{3000}", in: bytes, at: at - 3) ? 3 : nil
    }

    private static func trim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, let width = blank(bytes, at: start) { start += width }
        while end > start, let width = blankBefore(bytes, at: end, from: start) { end -= width }
        return min(start, end)..<end
    }

    // MARK: The file as a whole

    /// Whether the first megabyte has a header with two blanks.
    private static func usesWideGap(_ bytes: Span<UInt8>) -> Bool {
        var at = 0
        while at < 1 << 20, let line = ByteScanning.line(in: bytes, at: at) {
            if header(bytes, line.content, blanks: 2) != nil { return true }
            at = line.next
        }
        return false
    }

    /// The names that stand before a time at least twice, or in the title.
    private static func repeatedNames(_ bytes: Span<UInt8>) -> Set<String> {
        var counts: [String: Int] = [:]
        var names: Set<String> = []
        var at = 0
        while let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            if let title = title(bytes, line.content), !title.isGroup {
                names.formUnion(pair(ByteScanning.string(bytes, title.text)))
            } else if let header = header(bytes, line.content, blanks: 1) {
                counts[ByteScanning.string(bytes, header.name), default: 0] += 1
            }
        }
        return names.union(counts.filter { $0.value >= 2 }.keys)
    }

    /// Every way to part `A 和 B` into two names.
    private static func pair(_ title: String) -> [String] {
        let parts = title.split(separator: " 和 ", omittingEmptySubsequences: false).map(String.init)
        return (1..<max(parts.count, 1)).flatMap { [parts[..<$0].joined(separator: " 和 "), parts[$0...].joined(separator: " 和 ")] }
    }
}

/// One file being read.
private struct Reading {
    /// Names that may head a message in a file with single blanks; nil accepts any.
    var known: Set<String>?
    var stem: String
    var conversation: Int32?
    var day: (year: Int, month: Int, day: Int)?

    mutating func run(_ bytes: Span<UInt8>, blanks: Int, into output: MessageOutput) throws(ImportError) {
        var at = 0
        var number = 0
        var afterBlank = true
        while let line = ByteScanning.line(in: bytes, at: at) {
            number += 1
            defer { at = line.next }
            let size = line.next - at
            if line.content.isEmpty {
                afterBlank = true
                if output.isOpen, !output.isTextEmpty { output.appendByte(0x0A) }
                output.account(decorationBytes: size)
                continue
            }
            defer { afterBlank = false }
            if afterBlank, let header = WeChatMail.header(bytes, line.content, blanks: blanks),
                known.map({ $0.contains(ByteScanning.string(bytes, header.name)) }) ?? true
            {
                try close(output)
                try output.begin(
                    conversation: conversationIndex(output), sender: output.participant(named: header.name, of: bytes), sentAt: stamp(header), line: number,
                    byteOffset: at)
                output.account(messageBytes: size)
                continue
            }
            if let date = WeChatMail.dateLine(bytes, line.content) {
                try close(output)
                day = date
                output.account(decorationBytes: size)
                afterBlank = true
                continue
            }
            if !output.isOpen {
                if let title = WeChatMail.title(bytes, line.content) {
                    conversation = output.conversation(
                        Conversation(
                            platform: .wechat, format: "wechat-mail", title: ByteScanning.string(bytes, title.text), kind: title.isGroup ? .group : .direct))
                    output.account(decorationBytes: size)
                } else if output.totals.messages == 0 {
                    output.account(decorationBytes: size)
                } else {
                    output.report("text-outside-message", line: number, byteOffset: at, byteCount: size, "text between a date line and the next header")
                }
                continue
            }
            if !output.isTextEmpty { output.appendByte(0x0A) }
            output.appendText(line.content, of: bytes)
            output.account(messageBytes: size)
        }
        try close(output)
    }

    private func close(_ output: MessageOutput) throws(ImportError) {
        guard output.isOpen else { return }
        output.trimBlankLines()
        PlaceholderText.classify(output)
        try output.end()
    }

    private func stamp(_ header: (name: Range<Int>, hour: Int, minute: Int)) -> Timestamp? {
        day.flatMap { TimeText.timestamp($0, (header.hour, header.minute, nil)) }
    }

    private mutating func conversationIndex(_ output: MessageOutput) -> Int32 {
        if let conversation { return conversation }
        let index = output.conversation(Conversation(platform: .wechat, format: "wechat-mail", title: stem))
        conversation = index
        return index
    }
}
