import ChatExtract

/// The classes of the order words that a message's tokens lie in.
struct TokenWords {
    private var marks = WordMarks()

    /// For each token a bit for each class.
    mutating func classes(_ text: [UInt8], _ tokens: [TalkToken]) -> [UInt64] {
        var result = [UInt64](repeating: 0, count: tokens.count)
        var at = 0
        for word in marks.words(of: text) {
            while at < tokens.count, tokens[at].range.upperBound <= word.range.lowerBound { at += 1 }
            var i = at
            while i < tokens.count, tokens[i].range.lowerBound < word.range.upperBound {
                result[i] |= word.classes
                i += 1
            }
        }
        return result
    }
}
