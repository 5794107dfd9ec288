import ChatModel

/// Names on other platforms behind a word that says so: `淘宝名：…`, `微博@…`, `抖音号 …`, `旺旺：…`.
public struct PlatformAccounts: Extractor {
    /// The extractor's name.
    public static let id = "account"
    /// Needs one of the words' characters, or a letter.
    public let trigger = ExtractorTrigger(characters: "淘旺博音书手宝店鱼")

    private static let platforms: [(rule: String, words: ContextWords)] = AddressWordList.shared.classes.filter { $0.hasPrefix("account.") }
        .map { ($0, ContextWords(AddressWordList.shared.text(of: $0))) }
    private static let links = ["是", "叫", "为", "：", "名", "号", "】", "@"].map { Array($0.utf8) }

    /// The extractor; it has no state.
    public init() {}

    /// Adds the names of a message.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        let bytes = message.text.bytes
        for platform in Self.platforms {
            var from = 0
            while let word = platform.words.next(bytes, from: from) {
                from = word.upperBound
                let value = ContextWords.value(bytes, after: word.upperBound, links: Self.links)
                guard value.marked, value.start < bytes.count else { continue }
                // A colon, 是 or @ must lead to the name; a space alone only behind 号 or 名.
                let lead = bytes[word.upperBound..<value.start]
                let named = bytes[word].suffix(3).elementsEqual("号".utf8) || bytes[word].suffix(3).elementsEqual("名".utf8)
                guard named || lead.contains(0x3A) || lead.contains(0x40) || lead.starts(with: "是".utf8) || lead.starts(with: "叫".utf8) else { continue }
                var end = value.start
                while end < bytes.count, !Self.ends(bytes, end) { end += max(1, Han.scalar(bytes, end).length) }
                guard end - value.start >= 2, end - value.start <= 60, NameScore.talkCount(value.start..<end, bytes) < 2 else { continue }
                findings.add(
                    .account, value.start..<end, of: message.text, value: message.text.keptString(value.start..<end), confidence: 0.8, rule: platform.rule)
                break
            }
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
