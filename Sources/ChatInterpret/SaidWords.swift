import CIdentityData
import JSONText

/// The words of `said_words.tsv`, by class: who people say they are, whose a number or a parcel is.
public enum SaidWords {
    private static let file = WordClasses((0..<said_words_size()).map { unsafe said_words_bytes()[$0] }, separator: UInt8(ascii: "|"))

    /// The words of a class as UTF-8, in the order of the file.
    public static func bytes(_ name: String) -> [[UInt8]] { file.words(of: name) }

    /// The words of a class, in the order of the file.
    public static func list(_ name: String) -> [String] { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    /// The names of all classes.
    static var classes: [String] { file.names }
}
