import Foundation
import JSONText
import TestSupport
import Testing

/// Classes of words that code asks for by name, against the files that hold them.
@Suite struct WordClassTests {
    /// A file of words: which modules ask for its classes, how, and which heads of names are asked for together.
    struct Source: CustomTestStringConvertible, Sendable {
        var file: String
        var separator: UInt8
        var modules: [String]
        var calls: [String]
        var families: [String]
        var testDescription: String { file }
    }

    static let sources = [
        Source(
            file: "CIdentityData/said_words.tsv", separator: UInt8(ascii: "|"), modules: ["ChatInterpret", "ChatImport"],
            calls: ["SaidWords.list(", "SaidWords.bytes("],
            families: ["platform."]),
        Source(
            file: "CIdentityData/name_words.tsv", separator: UInt8(ascii: "|"), modules: ["ChatIdentity"], calls: ["NameWordList.words("], families: []),
        Source(
            file: "CGazetteerData/address_words.tsv", separator: UInt8(ascii: " "), modules: ["ChatExtract"],
            calls: ["words(of: ", "joined(", "list(", "set("], families: ["hint.", "label.", "state.", "account."]),
    ]

    @Test("Every class that code asks for is in its file, and every class of a file is asked for", arguments: sources)
    func classes(source: Source) throws {
        let root = Repository.root.appending(path: "Sources")
        let file = WordClasses(Array(try Data(contentsOf: root.appending(path: source.file))), separator: source.separator)
        let texts = try source.modules.flatMap { module in
            try #require(FileManager.default.enumerator(at: root.appending(path: module), includingPropertiesForKeys: nil)).compactMap { $0 as? URL }
                .filter { $0.pathExtension == "swift" }.map { try String(contentsOf: $0, encoding: .utf8) }
        }
        var asked: Set<String> = []
        for text in texts {
            for call in source.calls {
                for found in text.ranges(of: call + "\"") {
                    let name = text[found.upperBound...].prefix { $0 != "\"" }
                    if name.allSatisfy({ $0.isLetter || $0.isNumber || ".-_".contains($0) }) { asked.insert(String(name)) }
                }
            }
        }
        #expect(!asked.isEmpty)
        #expect(asked.subtracting(file.names).isEmpty)
        let all = texts.joined()
        let idle = file.names.filter { name in !all.contains("\"\(name)\"") && !source.families.contains { name.hasPrefix($0) } }
        #expect(idle.isEmpty)
        for name in file.names { #expect(!file.words(of: name).isEmpty) }
    }

    @Test("A class may stand in several lines; lines that explain hold no words")
    func lines() {
        let classes = WordClasses(Array("# c\tx\na\tone|two_words\nb\tx\na\tthree\n".utf8), separator: UInt8(ascii: "|"))
        #expect(classes.names == ["a", "b"])
        #expect(classes.words(of: "a").map { String(decoding: $0, as: UTF8.self) } == ["one", "two words", "three"])
        #expect(classes.words(of: "none").isEmpty)
    }
}
