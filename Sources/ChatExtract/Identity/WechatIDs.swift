import ChatModel

/// WeChat ids behind a word that says so: `微信号: abc_123`, `vx abc123`, `加我微信 abc123`.
///
/// An id has 6 to 20 letters, digits, dashes and underscores and begins with a letter; a phone or QQ number counts too where 微信 names it.
public struct WechatIDs: Extractor {
    /// The extractor's name.
    public static let id = "wechat_id"
    /// Needs a letter or a digit, and a letter or one of the words' characters.
    public let trigger = ExtractorTrigger(anyOf: [.letter, .digit], characters: "微薇威信加", orAnyOf: .letter)

    private static let words = ContextWords("微信号 微信id 微信账号 微信 薇信 威信 v信 vx wx wechat weixin 加v")
    private static let links = ["号", "是", "为", "账号", "帐号", "id", "ID", "：", "就是", "改成", "换成", "】"].map { Array($0.utf8) }
    private static let not = ["群", "红包", "转", "支付", "付", "公众", "运动", "收", "小程序", "发"].map { Array($0.utf8) }

    /// The extractor; it has no state.
    public init() {}

    /// Adds the ids of a message.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        let bytes = message.text.bytes
        var from = 0
        while let word = Self.words.next(bytes, from: from) {
            from = word.upperBound
            if Self.not.contains(where: { Han.has($0, bytes, at: word.upperBound) }) { continue }
            let start = ContextWords.value(bytes, after: word.upperBound, links: Self.links).start
            guard start - word.upperBound <= 24 else { continue }
            var end = start
            while end < bytes.count, end - start < 24, Self.isPart(bytes[end]) { end += 1 }
            guard end - start >= 5, end - start <= 20 else { continue }
            let first = bytes[start]
            let letters = 0x61...0x7A ~= first | 0x20
            if letters {
                guard end - start >= 6, !Self.isWord(bytes[start..<end]) else { continue }
            } else {
                guard bytes[start..<end].allSatisfy({ $0 &- 0x30 < 10 }), end - start <= 11, end - start >= 6 else { continue }
            }
            let value = String(decoding: bytes[start..<end], as: UTF8.self)
            findings.add(
                .wechatID, start..<end, of: message.text, value: value, confidence: letters ? 0.95 : 0.85, rule: letters ? "wechat_id" : "wechat_id.number")
            from = end
        }
    }

    private static func isPart(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || 0x61...0x7A ~= byte | 0x20 || byte == 0x5F || byte == 0x2D }

    /// Latin words that follow 微信 in talk and are no id.
    private static func isWord(_ bytes: ArraySlice<UInt8>) -> Bool {
        let word = String(decoding: bytes, as: UTF8.self).lowercased()
        return ["wechat", "weixin", "android", "iphone", "alipay", "online", "please", "contact"].contains(word)
    }
}
