internal import Gazetteer

/// The words of `address_words.tsv`, by class.
struct AddressWordList: Sendable {
    /// One line: its class and its words, `_` still standing for a space.
    struct Line: Sendable {
        var name: ArraySlice<UInt8>
        var words: [ArraySlice<UInt8>]
    }

    /// The lines in the order of the file.
    let lines: [Line]

    static let shared = AddressWordList(AddressWords.bytes())

    init(_ file: [UInt8]) {
        lines = file.split(separator: 0x0A).compactMap { line in
            guard line.first != 0x23, let tab = line.firstIndex(of: 0x09) else { return nil }
            return Line(name: line[..<tab], words: line[(tab + 1)...].split(separator: 0x20))
        }
    }

    /// All words of a class.
    func words(of name: StaticString) -> some Sequence<ArraySlice<UInt8>> {
        lines.lazy.filter { line in line.name.elementsEqual(name.description.utf8) }.flatMap(\.words)
    }

    /// All words of a class, separated by spaces.
    func joined(_ name: StaticString) -> String {
        words(of: name).map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    /// A word's bytes with its spaces.
    static func spaced(_ word: ArraySlice<UInt8>) -> [UInt8] { word.map { $0 == 0x5F ? 0x20 : $0 } }
}
