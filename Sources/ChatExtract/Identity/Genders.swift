import ChatModel

/// What a form or an honorific behind a surname says about someone's gender: `性别：女`, 王女士, 李先生.
public struct Genders: Extractor {
    /// The extractor's name.
    public static let id = "gender"
    /// Needs one of the words' characters.
    public let trigger = ExtractorTrigger(characters: "性先女姐太")

    private static let label = ContextWords("性别")
    private static let links = ["：", "是", "为", "】"].map { Array($0.utf8) }
    private static let titles: [(word: [UInt8], value: String)] = [("先生", "male"), ("女士", "female"), ("小姐", "female"), ("太太", "female")].map {
        (Array($0.0.utf8), $0.1)
    }

    /// The extractor; it has no state.
    public init() {}

    /// Adds what a message says.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        let bytes = message.text.bytes
        if let word = Self.label.next(bytes, from: 0) {
            let start = ContextWords.value(bytes, after: word.upperBound, links: Self.links).start
            for (form, value) in [("男", "male"), ("女", "female")] where Han.has(Array(form.utf8), bytes, at: start) {
                findings.add(.gender, start..<start + 3, of: message.text, value: value, confidence: 0.97, rule: "gender.label")
            }
        }
        for title in Self.titles {
            var at = 0
            while at + title.word.count <= bytes.count {
                guard bytes[at] == title.word[0], Han.has(title.word, bytes, at: at) else {
                    at += 1
                    continue
                }
                // One or two characters before it, a surname first, and nothing of a word before that: 我先生 is a husband.
                let name = Han.start(before: at, bytes, floor: 0)
                if at >= 3, NameTables.surname(Han.scalar(bytes, name).value) >= 60,
                    name == 0 || bytes[name - 1] < 0x80 || !Han.isHan(Han.last(before: name, bytes, floor: 0))
                {
                    findings.add(.gender, at..<at + title.word.count, of: message.text, value: title.value, confidence: 0.9, rule: "gender.honorific")
                }
                at += title.word.count
            }
        }
    }
}
