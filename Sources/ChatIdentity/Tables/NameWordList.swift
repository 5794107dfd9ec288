import CIdentityData
import JSONText

/// The words of `name_words.tsv`, by class, as UTF-16.
enum NameWordList {
    private static let file = WordClasses((0..<name_words_size()).map { unsafe name_words_bytes()[$0] }, separator: UInt8(ascii: "|"))

    /// The words of a class, in the order of the file.
    static func words(_ name: String) -> [[UInt16]] { file.words(of: name).map { Array(String(decoding: $0, as: UTF8.self).utf16) } }

    /// The names of all classes.
    static var classes: [String] { file.names }
}
