/// Words of addresses and of talk in Latin letters.
enum LatinWords {
    private static let places = WordSet(AddressWordList.shared.words(of: "latin.place"))
    private static let talk = WordSet(AddressWordList.shared.words(of: "latin.talk"))

    /// Counts of a range's words that belong to addresses, to talk, and of all words.
    static func count(_ bytes: [UInt8], _ range: Range<Int>) -> (places: Int, talk: Int, words: Int) {
        var result = (places: 0, talk: 0, words: 0)
        var start = range.lowerBound
        for at in range.lowerBound...range.upperBound {
            let isLetter = at < range.upperBound && (0x61...0x7A ~= bytes[at] | 0x20 || bytes[at] >= 0x80)
            if isLetter { continue }
            if at > start {
                result.words += 1
                if places.contains(bytes, start..<at) { result.places += 1 }
                if talk.contains(bytes, start..<at) { result.talk += 1 }
            }
            start = at + 1
        }
        return result
    }
}
