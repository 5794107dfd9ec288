internal import Gazetteer
internal import JSONText

/// Names of persons in lands that write them in letters, word by word: evidence for a name beside an address, never proof.
enum PersonalNames {
    private static let words: WordSet = {
        let file = WordClasses(PersonalNameWords.bytes(), separator: UInt8(ascii: "|"))
        return WordSet(file.names.flatMap { file.words(of: $0) }.map { $0[...] })
    }()

    /// Whether a word in lower case is somebody's given or family name.
    static func contains(_ folded: [UInt8]) -> Bool { words.contains(folded, 0..<folded.count) }
}
