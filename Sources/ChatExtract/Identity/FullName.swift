/// Whether what somebody is called is a person's name, or words that another person chose: 卓雨晴, and not 修表老冯.
public enum FullName {
    /// Points (``NameScore``) of a surname with a usual given name.
    private static let least = 4.0

    /// Whether words are a name, or a surname with a title; words in other scripts than Han always are.
    public static func isLikely(_ words: String) -> Bool {
        let view = NormalizedText(words)
        let bytes = view.bytes
        guard !bytes.isEmpty, bytes.contains(where: { $0 >= 0xE3 }) else { return true }
        let verdict = NameScore.of(0..<bytes.count, bytes)
        switch verdict.rule {
        case .nameDotted: return true
        case .nameHonorific: return verdict.length <= 4 && NameTables.surname(Han.scalar(bytes, 0).value) > 0
        case .nameSurname: return verdict.isPlain && verdict.points >= least && verdict.length <= 4 && startsWithSurname(bytes)
        default: return false
        }
    }

    /// The name that words begin with, up to a blank: 卓小姐 of 卓小姐 退换; nil where they begin with none.
    public static func head(of words: String) -> String? {
        guard let first = words.split(separator: " ").first, first.count < words.count, isLikely(String(first)) else { return nil }
        return String(first)
    }

    private static func startsWithSurname(_ bytes: [UInt8]) -> Bool {
        let first = Han.scalar(bytes, 0)
        if NameTables.surname(first.value) > 0 { return true }
        return bytes.count > 3 && NameTables.surname(first.value, Han.scalar(bytes, first.length).value) > 0
    }
}
