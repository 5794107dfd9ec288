import ChatModel

/// Names that a label or the speaker's own words give: `姓名：王丽`, 我叫王丽, 我姓王.
///
/// A name beside a phone or an address comes with its recipient; see ``PostalAddresses``.
public struct PersonNames: Extractor {
    /// The extractor's name.
    public static let id = "name"
    /// Needs one of the words' characters.
    public let trigger = ExtractorTrigger(characters: "姓叫人字")

    private static let words = ContextWords("收货人 收件人 联系人 真实姓名 姓名 名字叫 名字是 名字 我叫 本人叫")
    private static let links = ["是", "为", "叫", "：", "】"].map { Array($0.utf8) }

    /// The extractor; it has no state.
    public init() {}

    /// Adds the names of a message.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        let bytes = message.text.bytes
        var from = 0
        while let word = Self.words.next(bytes, from: from) {
            from = word.upperBound
            let value = ContextWords.value(bytes, after: word.upperBound, links: Self.links)
            var end = value.start
            while end < bytes.count, end - value.start < 36, isName(bytes, end) { end += max(1, Han.scalar(bytes, end).length) }
            let verdict = NameScore.of(value.start..<end, bytes)
            let marked = bytes[word.upperBound..<value.start].contains(0x3A)
            guard verdict.length >= 2, verdict.points >= (marked ? 1 : 5),
                verdict.length <= 4 || verdict.rule == .nameDotted || marked && verdict.rule == .nameLatin
            else { continue }
            let name = message.text.keptString(value.start..<end)
            findings.add(
                .name, value.start..<end, of: message.text, value: name, confidence: marked ? 0.97 : 0.85, rule: marked ? "name.label" : "name.introduced")
            from = end
        }
    }

    private func isName(_ bytes: [UInt8], _ at: Int) -> Bool {
        let (value, _) = Han.scalar(bytes, at)
        return Han.isHan(value) || value == 0xB7 || 0x61...0x7A ~= value | 0x20
    }
}
