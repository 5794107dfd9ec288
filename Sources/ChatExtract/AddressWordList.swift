internal import Gazetteer
internal import JSONText

/// The words of `address_words.tsv`, by class.
struct AddressWordList: Sendable {
    private let file: WordClasses

    static let shared = AddressWordList(AddressWords.bytes())

    init(_ bytes: [UInt8]) { file = WordClasses(bytes, separator: UInt8(ascii: " ")) }

    /// The lines in the order of the file.
    var lines: [WordClasses.Line] { file.lines }

    /// The names of all classes.
    var classes: [String] { file.names }

    /// All words of a class, `_` still standing for a space.
    func words(of name: StaticString) -> some Sequence<ArraySlice<UInt8>> {
        lines.lazy.filter { line in line.name.elementsEqual(name.description.utf8) }.flatMap(\.words)
    }

    /// All words of a class, separated by spaces.
    func joined(_ name: StaticString) -> String {
        words(of: name).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    /// All words of a class whose name is only known when the program runs, separated by spaces.
    func text(of name: String) -> String { file.words(of: name).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ") }

    /// A word's bytes with its spaces.
    static func spaced(_ word: ArraySlice<UInt8>) -> [UInt8] { WordClasses.spaced(word) }
}
