import ChatModel

/// QQ numbers behind a word that says so; numbers of groups are none.
public struct QQNumbers: Extractor {
    /// The extractor's name.
    public static let id = "qq_number"
    /// Needs a digit, and a letter or one of the words' characters.
    public let trigger = ExtractorTrigger(anyOf: .digit, characters: "扣企", orAnyOf: .letter)

    private static let words = ContextWords("qq号码 qq号 qq 扣扣号 扣扣 企鹅号 企鹅")
    private static let links = ["号码", "号", "是", "为", "就是", "：", "】"].map { Array($0.utf8) }
    private static let mail = Array("@".utf8)

    /// The extractor; it has no state.
    public init() {}

    /// Adds the numbers of a message.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        let bytes = message.text.bytes
        var from = 0
        while let word = Self.words.next(bytes, from: from) {
            from = word.upperBound
            let start = ContextWords.value(bytes, after: word.upperBound, links: Self.links).start
            var end = start
            while end < bytes.count, bytes[end] &- 0x30 < 10 { end += 1 }
            guard end - start >= 5, end - start <= 11, start < bytes.count, bytes[start] != 0x30, end == bytes.count || bytes[end] != 0x40 else { continue }
            let value = String(decoding: bytes[start..<end], as: UTF8.self)
            findings.add(.qqNumber, start..<end, of: message.text, value: value, confidence: 0.95, rule: "qq_number")
            from = end
        }
    }
}
