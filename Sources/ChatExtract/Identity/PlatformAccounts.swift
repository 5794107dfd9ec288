import ChatModel

/// Names on other platforms behind a word that says so: `淘宝名：…`, `微博@…`, `抖音号 …`, `旺旺：…`.
public struct PlatformAccounts: Extractor {
    /// The extractor's name.
    public static let id = "account"
    /// Needs one of the words' characters, or a letter.
    public let trigger = ExtractorTrigger(characters: "淘旺博音书手宝")

    private static let platforms: [(rule: String, words: ContextWords)] = [
        ("account.taobao", ContextWords("淘宝会员名 淘宝账号 淘宝帐号 淘宝名字 淘宝昵称 淘宝名 淘宝号 淘宝id 旺旺号 旺旺名 旺旺id 旺旺")), ("account.weibo", ContextWords("微博名 微博昵称 微博号 微博id 微博")),
        ("account.douyin", ContextWords("抖音号 抖音名 抖音昵称 抖音id 抖音")), ("account.xiaohongshu", ContextWords("小红书号 小红书名 小红书id 小红书")),
        ("account.kuaishou", ContextWords("快手号 快手名 快手id")), ("account.alipay", ContextWords("支付宝账号 支付宝帐号 支付宝号")),
    ]
    private static let links = ["是", "叫", "为", "：", "名", "号", "】", "@"].map { Array($0.utf8) }

    /// The extractor; it has no state.
    public init() {}

    /// Adds the names of a message.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        let bytes = message.text.bytes
        for platform in Self.platforms {
            guard let word = platform.words.next(bytes, from: 0) else { continue }
            let value = ContextWords.value(bytes, after: word.upperBound, links: Self.links)
            guard value.marked, value.start < bytes.count else { continue }
            // A colon, 是 or @ must lead to the name; a space alone only behind 号 or 名.
            let lead = bytes[word.upperBound..<value.start]
            let named = bytes[word].suffix(3).elementsEqual("号".utf8) || bytes[word].suffix(3).elementsEqual("名".utf8)
            guard named || lead.contains(0x3A) || lead.contains(0x40) || lead.starts(with: "是".utf8) || lead.starts(with: "叫".utf8) else { continue }
            var end = value.start
            while end < bytes.count, !Self.ends(bytes, end) { end += max(1, Han.scalar(bytes, end).length) }
            guard end - value.start >= 2, end - value.start <= 60, NameScore.talkCount(value.start..<end, bytes) < 2 else { continue }
            findings.add(.account, value.start..<end, of: message.text, value: message.text.keptString(value.start..<end), confidence: 0.8, rule: platform.rule)
        }
    }

    private static func ends(_ bytes: [UInt8], _ at: Int) -> Bool {
        switch bytes[at] {
        case 0x00...0x20, 0x2C, 0x3B, 0x21, 0x3F, 0x29, 0x28, 0x2F: true
        case 0xE3: at + 2 < bytes.count && bytes[at + 1] == 0x80 && (0x81...0x91).contains(bytes[at + 2])
        default: false
        }
    }
}
