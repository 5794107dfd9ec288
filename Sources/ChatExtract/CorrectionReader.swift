internal import ChatModel

/// Reads what a message puts right in a recipient that was given before.
public enum CorrectionReader {
    private static let negations = WordTable("不是")
    private static let changes = WordTable("改成 换成 改为 换为 更正为 更改为 改做 写成 写")
    private static let contrasts = WordTable("而是 应该是 应是 是")
    private static let phones = WordTable("电话 手机 手机号 号码 联系方式 联系电话 电话号码 手机号码")
    private static let phoneChanges = WordTable("换 改 变 更 错 停机 不用了 用这个 打这个")
    private static let names = WordTable("收件人 收货人 联系人 名字 姓名")
    private static let doors = WordTable("门牌 门牌号 房号 房间号 室号 楼号 门号")
    private static let stops = Set("是不改成换为把从由的了应该而，。！、呀哦啊哈吧呢哎错写".unicodeScalars.map(\.value))

    /// The correction in a message; nil for most messages, which have none.
    ///
    /// Meant for messages that give no recipient of their own.
    public static func read(_ message: borrowing MessageText) -> RecipientCorrection? {
        let bytes = message.text.bytes
        guard bytes.count >= 9, bytes.count <= 160, message.text.classes.contains(.han) else { return nil }
        if let phone = phone(message) { return phone }
        var at = 0
        while at < bytes.count {
            if bytes[at] >= 0xE4 {
                let negation = negations.match(bytes, at)
                if negation > 0, let found = contrast(at..<at + negation, message.text) { return found }
                let change = changes.match(bytes, at)
                if change > 0, let found = changed(at..<at + change, message.text) { return found }
            }
            at += max(1, Han.scalar(bytes, at).length)
        }
        return nil
    }

    /// 电话换一下 139…: one phone, a word for phones and one for change, and no address.
    private static func phone(_ message: borrowing MessageText) -> RecipientCorrection? {
        let numbers = message.numbers.filter(\.isPhone)
        guard numbers.count == 1, let number = numbers.first, has(phones, message.text.bytes) || number.label == .phone, has(phoneChanges, message.text.bytes),
            AddressScore.of(0..<number.range.lowerBound, message.text.bytes) < 5
        else { return nil }
        return RecipientCorrection(part: .phone, wrong: nil, right: number.value, range: message.text.originalRange(number.range))
    }

    private static func has(_ words: WordTable, _ bytes: [UInt8]) -> Bool {
        var at = 0
        while at < bytes.count {
            if words.match(bytes, at) > 0 { return true }
            at += max(1, Han.scalar(bytes, at).length)
        }
        return false
    }

    /// 1203不是1302; 不是1302，是1203.
    private static func contrast(_ word: Range<Int>, _ text: borrowing NormalizedText) -> RecipientCorrection? {
        let wrong = token(after: word.upperBound, text.bytes)
        guard !wrong.isEmpty else { return nil }
        let before = token(before: word.lowerBound, text.bytes)
        if !before.isEmpty, isLike(before, wrong, text.bytes) { return correction(.any, wrong, before, text) }
        var at = wrong.upperBound
        while at < text.bytes.count, text.bytes[at] == 0x20 || text.bytes[at] == 0x2C { at += 1 }
        let link = contrasts.match(text.bytes, at)
        guard link > 0 else { return nil }
        let right = token(after: at + link, text.bytes)
        return right.isEmpty || !isLike(right, wrong, text.bytes) ? nil : correction(.any, wrong, right, text)
    }

    /// 1302改成1203; 门牌号改成1203; 收件人换成李四.
    private static func changed(_ word: Range<Int>, _ text: borrowing NormalizedText) -> RecipientCorrection? {
        let right = token(after: word.upperBound, text.bytes)
        guard !right.isEmpty else { return nil }
        let before = token(before: word.lowerBound, text.bytes)
        guard !before.isEmpty else { return nil }
        if ends(names, before, text.bytes) {
            let verdict = NameScore.of(right, text.bytes)
            return verdict.points >= 3 && right.count <= 18 ? correction(.name, nil, right, text) : nil
        }
        if ends(doors, before, text.bytes) { return hasDigit(right, text.bytes) ? correction(.door, nil, right, text) : nil }
        guard word.count > 3, isLike(before, right, text.bytes) else { return nil }
        return correction(.any, before, right, text)
    }

    private static func correction(
        _ part: RecipientCorrection.Part, _ wrong: Range<Int>?, _ right: Range<Int>, _ text: borrowing NormalizedText
    ) -> RecipientCorrection {
        RecipientCorrection(part: part, wrong: wrong.map { text.keptString($0) }, right: text.keptString(right), range: text.originalRange(right))
    }

    private static func ends(_ words: WordTable, _ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            let length = words.match(bytes, at)
            if length > 0, at + length == range.upperBound { return true }
            at += max(1, Han.scalar(bytes, at).length)
        }
        return false
    }

    private static func hasDigit(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool { bytes[range].contains { $0 &- 0x30 < 10 } }

    /// Whether two words are of one kind: both with digits, or both without and of nearly one length.
    private static func isLike(_ a: Range<Int>, _ b: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let digits = hasDigit(a, bytes)
        guard digits == hasDigit(b, bytes) else { return false }
        return digits || abs(a.count - b.count) <= 6 && a.count >= 6 && b.count >= 6
    }

    /// The word that ends at an offset, as far as no mark or verb stands in it.
    private static func token(before end: Int, _ bytes: [UInt8]) -> Range<Int> {
        var end = end
        while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x2C { end -= 1 }
        var start = end
        while start > 0, end - start < 24 {
            let previous = Han.start(before: start, bytes, floor: 0)
            guard isWord(Han.scalar(bytes, previous).value) else { break }
            start = previous
        }
        return start..<end
    }

    /// The word that begins at an offset.
    private static func token(after start: Int, _ bytes: [UInt8]) -> Range<Int> {
        var start = start
        while start < bytes.count, bytes[start] == 0x20 || bytes[start] == 0x3A { start += 1 }
        var end = start
        while end < bytes.count, end - start < 24 {
            let (value, length) = Han.scalar(bytes, end)
            guard isWord(value) else { break }
            end += length
        }
        return start..<min(end, bytes.count)
    }

    private static func isWord(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return 0x30...0x39 ~= scalar || 0x61...0x7A ~= scalar | 0x20 || scalar == 0x2D || scalar == 0x23 }
        return Han.isHan(scalar) && !stops.contains(scalar)
    }
}
