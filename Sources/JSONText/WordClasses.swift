/// The words of a data file, by class: a line is a class, a tab and its words; lines that begin with `#` explain.
///
/// In a word `_` stands for a space. A class may stand in several lines, whose words follow each other in the order of the file.
public struct WordClasses: Sendable {
    /// One line: its class and its words as written, `_` still standing for a space.
    public struct Line: Sendable {
        /// The class.
        public var name: ArraySlice<UInt8>
        /// The words, in the order of the line.
        public var words: [ArraySlice<UInt8>]
    }

    /// The lines in the order of the file.
    public let lines: [Line]
    private let classes: [String: [[UInt8]]]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: its text, UTF-8.
    ///   - separator: the byte between words.
    public init(_ file: [UInt8], separator: UInt8) {
        lines = file.split(separator: 0x0A).compactMap { line in
            guard line.first != 0x23, let tab = line.firstIndex(of: 0x09) else { return nil }
            return Line(name: line[..<tab], words: line[(tab + 1)...].split(separator: separator))
        }
        classes = lines.reduce(into: [:]) { $0[String(decoding: $1.name, as: UTF8.self), default: []] += $1.words.map(Self.spaced) }
    }

    /// The names of all classes, in the order of the alphabet.
    public var names: [String] { classes.keys.sorted() }

    /// The words of a class as UTF-8, in the order of the file; none where there is no such class.
    public func words(of name: String) -> [[UInt8]] { classes[name] ?? [] }

    /// A word's bytes with its spaces.
    public static func spaced(_ word: ArraySlice<UInt8>) -> [UInt8] { word.map { $0 == 0x5F ? 0x20 : $0 } }
}
