import ChatModel

/// The Chinese of what the program says in English: help, errors, diagnostics.
///
/// English stands in the sources where it is said; its Chinese is a line of `spoken.tsv`, with `{1}`, `{2}` for values. `scripts/said.py`, which the tests run, lists
/// everything that is said and fails for a sentence without its line.
public enum Spoken {
    /// A sentence with the pieces between its values.
    private struct Sentence {
        var pieces: [String]
        var chinese: String
    }

    private static let table: (whole: [String: String], parts: [Sentence]) = {
        var whole: [String: String] = [:]
        var parts: [Sentence] = []
        for line in DeskFiles.text("spoken.tsv").split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t", maxSplits: 1)
            guard cells.count == 2 else { continue }
            let english = unescaped(cells[0].hasPrefix("@") ? cells[0].dropFirst() : cells[0])
            let chinese = unescaped(cells[1])
            let pieces = pieces(of: english)
            if pieces.count == 1 { whole[english] = chinese } else { parts.append(Sentence(pieces: pieces, chinese: chinese)) }
        }
        // The one that says most of itself is meant.
        func length(_ sentence: Sentence) -> Int { sentence.pieces.reduce(0) { $0 + $1.utf8.count } }
        return (whole, parts.enumerated().sorted { (length($1.element), $0.offset) < (length($0.element), $1.offset) }.map(\.element))
    }()

    private static func unescaped(_ text: Substring) -> String { String(text).replacing("\\n", with: "\n") }

    /// What stands before, between and behind the values.
    private static func pieces(of english: String) -> [String] {
        var pieces = [""]
        var rest = english[...]
        while let open = rest.firstIndex(of: "{") {
            let number = rest.index(after: open)
            guard let close = rest[open...].firstIndex(of: "}"), rest[number..<close].utf8.count == 1, Int(rest[number..<close]) != nil else {
                pieces[pieces.count - 1] += rest[...open]
                rest = rest[number...]
                continue
            }
            pieces[pieces.count - 1] += rest[..<open]
            pieces.append("")
            rest = rest[rest.index(after: close)...]
        }
        pieces[pieces.count - 1] += rest
        return pieces
    }

    /// The Chinese of a sentence; the sentence itself where there is none.
    public static func chinese(_ english: String) -> String { chinese(english, depth: 0) }

    private static func chinese(_ english: String, depth: Int) -> String {
        if let whole = table.whole[english] { return whole }
        guard depth < 3, english.utf8.count < 4000 else { return english }
        for sentence in table.parts {
            guard let values = values(in: english, sentence.pieces) else { continue }
            var text = sentence.chinese
            for (i, value) in values.enumerated() { text = text.replacing("{\(i + 1)}", with: chinese(value, depth: depth + 1)) }
            return text
        }
        return english
    }

    /// The Chinese of a key of the desk's words; nil for one that it has not.
    public static func word(_ key: String) -> String? { DeskWords(.chinese).find(key) }

    /// The values of a text that has these pieces around them; nil for a text that has not.
    private static func values(in text: String, _ pieces: [String]) -> [String]? {
        guard let first = pieces.first, let last = pieces.last, text.hasPrefix(first) else { return nil }
        var rest = text.dropFirst(first.count)
        var values: [String] = []
        for piece in pieces.dropFirst().dropLast() {
            guard !piece.isEmpty, let found = rest.firstRange(of: piece) else { return nil }
            values.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        guard rest.hasSuffix(last), rest.count > last.count else { return nil }
        values.append(String(rest.dropLast(last.count)))
        return values
    }
}
