/// A word of a message: what a reader takes as one where the script writes no spaces.
struct TalkWord {
    /// Tokens of the message.
    var tokens: Range<Int>
    /// Hash of the folded text.
    var key: UInt64
    /// ``WordTable/Entry/kind`` of a Chinese word; from ``WordTable/otherScripts`` on what is none.
    var kind: UInt8
    /// ``WordTable/Entry/index``.
    var index: Int?

    /// Cuts a message's tokens into words, of all ways the likeliest (Viterbi over single words); blanks belong to none.
    static func all(_ tokens: [TalkToken]) -> [TalkWord] {
        var words: [TalkWord] = []
        var at = 0
        while at < tokens.count {
            guard !tokens[at].isBlank else {
                at += 1
                continue
            }
            var end = at + 1
            guard tokens[at].isHan else {
                words.append(TalkWord(tokens: at..<end, key: tokens[at].key, kind: WordTable.otherScripts + tokens[at].kind.rawValue))
                at = end
                continue
            }
            while end < tokens.count, tokens[end].isHan { end += 1 }
            cut(tokens, at..<end, into: &words)
            at = end
        }
        return words
    }

    /// For each token the index of its word; blanks have none.
    static func places(_ words: [TalkWord], count: Int) -> [Int] {
        var result = [Int](repeating: -1, count: count)
        for (n, word) in words.enumerated() { for i in word.tokens { result[i] = n } }
        return result
    }

    /// Cuts a run of characters.
    private static func cut(_ tokens: [TalkToken], _ run: Range<Int>, into words: inout [TalkWord]) {
        // The cheapest way to the end of each character, with the last word of it.
        var costs = [Int](repeating: .max, count: run.count + 1)
        var last = [TalkWord?](repeating: nil, count: run.count + 1)
        costs[0] = 0
        for start in run {
            let before = costs[start - run.lowerBound]
            var hash = FeatureHash.seed
            for end in start + 1...min(start + WordTable.longest, run.upperBound) {
                hash = FeatureHash.mix(hash, UInt64(tokens[end - 1].scalar))
                guard let entry = WordTable.entry(WordTable.key(hash)) ?? (end == start + 1 ? WordTable.unknown : nil) else { continue }
                let cost = before + entry.cost
                if cost < costs[end - run.lowerBound] {
                    costs[end - run.lowerBound] = cost
                    last[end - run.lowerBound] = TalkWord(tokens: start..<end, key: hash, kind: entry.kind, index: entry.index)
                }
            }
        }
        var found: [TalkWord] = []
        var end = run.upperBound
        while end > run.lowerBound, let word = last[end - run.lowerBound] {
            found.append(word)
            end = word.tokens.lowerBound
        }
        words += found.reversed()
    }
}
