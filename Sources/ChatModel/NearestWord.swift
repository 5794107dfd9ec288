/// What somebody who mistyped a word most likely meant.
public enum NearestWord {
    /// The word of a list that is nearest to what was typed: equal but for case, the only one that begins with it, or a few letters away.
    ///
    /// - Returns: nil where nothing is near enough to be meant; the first of several that are equally near.
    public static func of(_ typed: String, in words: [String]) -> String? {
        guard !typed.isEmpty else { return nil }
        let lower = typed.lowercased()
        if let same = words.first(where: { $0.lowercased() == lower }) { return same }
        let begun = words.filter { $0.lowercased().hasPrefix(lower) }
        if begun.count == 1 { return begun[0] }
        let near = words.map { (word: $0, distance: distance($0.lowercased(), lower)) }.min { $0.distance < $1.distance }
        guard let near, near.distance <= max(1, typed.utf8.count / 3), near.distance < typed.utf8.count else { return nil }
        return near.word
    }

    /// The end of a sentence that refuses a word: `; did you mean 'import'?` where one of the list is near, else the whole list.
    public static func advice(_ typed: String, in words: [String]) -> String {
        of(typed, in: words).map { "; did you mean '\($0)'?" } ?? "; known: \(words.joined(separator: ", "))"
    }

    /// How many letters must be added, taken away, changed or swapped with their neighbour to make one word of another; words are compared up to 60 bytes.
    public static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a.utf8.prefix(60)), Array(b.utf8.prefix(60)))
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = last
            row[0] = i + 1
            for j in 0..<b.count {
                row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], before[j - 1] + 1) }
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
