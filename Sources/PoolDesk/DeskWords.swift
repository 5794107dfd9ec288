import ChatModel
import JSONText
import Mustache

/// What the desk says, in one language: every word stands in `words.tsv`, one line for each key with its English and its Chinese.
struct DeskWords: Sendable, MustacheParent {
    /// The languages, in the order of the columns of the file.
    enum Language: Int, CaseIterable, Sendable {
        case english, chinese

        /// As the page says it of itself.
        var tag: String { self == .chinese ? "zh-CN" : "en" }

        /// The language that a browser asks for: of Chinese and English the one that it wants more, English where it wants neither.
        init(accepting header: String?) {
            var best: (language: Language, quality: Double) = (.english, 0)
            for part in (header ?? "").split(separator: ",").prefix(20) {
                let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
                let tag = pieces.first?.lowercased() ?? ""
                let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
                let language: Language? = tag.hasPrefix("zh") ? .chinese : tag.hasPrefix("en") ? .english : nil
                if let language, quality > best.quality { best = (language, quality) }
            }
            self = best.language
        }
    }

    /// The language.
    let language: Language
    private let words: [String: String]

    /// Every key with its words, in the order of ``Language``.
    static let table: [String: [String]] = {
        var table: [String: [String]] = [:]
        for line in DeskFiles.text("words.tsv").split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            if cells.count > 1 { table[cells[0]] = Array(cells.dropFirst()) }
        }
        return table
    }()

    private static let all = Language.allCases.map { language in
        table.compactMapValues { $0.indices.contains(language.rawValue) ? $0[language.rawValue] : nil }
    }

    /// The words of a language.
    init(_ language: Language) {
        self.language = language
        words = Self.all[language.rawValue]
    }

    /// The words of a key; the key itself where there are none.
    subscript(key: String) -> String { words[key] ?? key }

    /// The words of a key that may be missing.
    func find(_ key: String) -> String? { words[key] }

    /// The words of a key with values in the places of `{1}`, `{2}` ….
    subscript(key: String, values: Any...) -> String {
        var text = self[key]
        for (i, value) in values.enumerated() { text = text.replacing("{\(i + 1)}", with: "\(value)") }
        return text
    }

    /// A sentence in the language.
    subscript(wording: Wording) -> String { language == .chinese ? wording.chinese : wording.english }

    /// What templates ask for as `t.key`.
    func child(named name: String) -> Any? { self[name] }
}
