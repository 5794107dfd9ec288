import ChatModel
import Foundation
import TestSupport
import Testing

@testable import ChatBytes

/// A file of the folder with one text in each encoding, and beside it the same text as UTF-8.
private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Encodings/" + name)))
}

private func text(_ source: ExportSource) -> String { String(decoding: source.head(1 << 24), as: UTF8.self) }

@Suite struct EncodingTests {
    @Test(
        "a text is read in the encoding it was written in",
        arguments: [
            ("gb18030", TextEncoding.gb18030), ("gb18030-traditional", .gb18030), ("gb18030-short", .gb18030), ("big5", .big5), ("shift-jis", .shiftJIS),
            ("cp949", .cp949), ("windows-1252", .windows1252), ("utf-16le", .utf16LittleEndian), ("utf-16be", .utf16BigEndian),
            ("utf-16le-mark", .utf16LittleEndian), ("utf-8-mark", .utf8),
        ])
    func encodings(name: String, encoding: TextEncoding) throws {
        let source = try ExportSource.bytes(bytes(name + ".txt"), path: "a.txt")
        #expect(source.encoding == encoding)
        #expect(text(source) == String(decoding: try bytes(name + ".expected"), as: UTF8.self))
        #expect(source.diagnostics.map(\.code) == (encoding == .utf8 ? [] : ["encoding"]))
        #expect(!source.looksBinary)
    }

    @Test("a few lines of any format are read in the encoding they were written in")
    func shortTexts() throws {
        // Encoding, bytes as hexadecimal digits, the text with \n and \t.
        let rows = String(decoding: try bytes("short-texts.tsv"), as: UTF8.self).split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(rows.count > 30)
        for row in rows {
            let digits = Array(row[1].utf8).map { $0 > 57 ? $0 - 87 : $0 - 48 }
            let written = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
            let expected = row[2].replacing("\\n", with: "\n").replacing("\\t", with: "\t")
            for source in [
                try ExportSource.bytes(written, path: "a.txt"), try ExportSource.bytes(written.flatMap { $0 == 10 ? [13, 10] : [$0] }, path: "a.txt"),
            ] {
                #expect(source.encoding.rawValue == row[0], "\(row[2])")
                #expect(text(source).utf8.filter { $0 != 13 }.elementsEqual(expected.utf8))
            }
        }
    }

    @Test(
        "a file cut anywhere keeps its encoding and loses at most the cut character",
        arguments: ["gb18030", "big5", "shift-jis", "cp949", "utf-16le-mark"])
    func cuts(name: String) throws {
        let whole = try bytes(name + ".txt")
        let expected = try bytes(name + ".expected")
        let encoding = try ExportSource.bytes(whole, path: "a.txt").encoding
        for cut in stride(from: 24, to: whole.count, by: 1) {
            let source = try ExportSource.bytes(Array(whole[..<cut]), path: "a.txt")
            #expect(source.encoding == encoding, "cut at \(cut)")
            var read = Array(text(source).utf8)
            if read.suffix(3) == [0xEF, 0xBF, 0xBD] { read.removeLast(3) }
            #expect(expected.starts(with: read), "cut at \(cut)")
        }
    }

    @Test("UTF-8 with damaged places stays UTF-8, repaired and reported with their places")
    func damagedUTF8() throws {
        var damaged = Array("2024-03-05 09:12 林小溪：老板，茶叶还有吗\n".utf8)
        damaged += [0xFF, 0xC4, 0xE3] + Array("两盒，谢谢\n".utf8) + [0xE4, 0xBD]
        let source = try ExportSource.bytes(damaged, path: "a.txt")
        #expect(source.encoding == .utf8)
        #expect(text(source) == "2024-03-05 09:12 林小溪：老板，茶叶还有吗\n\u{FFFD}\u{FFFD}\u{FFFD}两盒，谢谢\n\u{FFFD}")
        #expect(source.diagnostics.count == 4)
        #expect(source.diagnostics.allSatisfy { $0.code == "invalid-utf8" })
        let decoded = source.head()
        for place in source.diagnostics { #expect(decoded[try #require(place.position.byteOffset)...].starts(with: [0xEF, 0xBF, 0xBD])) }
        #expect(source.diagnostics.map(\.byteCount) == [1, 1, 1, 2])
    }

    @Test("many damaged places are all counted and only some of them told one by one")
    func manyDamages() throws {
        let line = Array("老板好，在吗\n".utf8) + [0x80]
        let damaged: [UInt8] = (0..<500).flatMap { _ in line }
        let diagnostics = try ExportSource.bytes(damaged, path: "a.txt").diagnostics
        #expect(diagnostics.count == 20)
        #expect(diagnostics.map(\.count).reduce(0, +) == 500)
    }

    @Test("random bytes and pictures are no text, whatever they are called")
    func binary() throws {
        var random = SplitMix64(seed: 7)
        #expect(try ExportSource.bytes((0..<40_000).map { _ in UInt8.random(in: 0...255, using: &random) }, path: "a.txt").looksBinary)
        #expect(try ExportSource.bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], path: "photo.txt").looksBinary)
        #expect(try ExportSource.bytes([UInt8](repeating: 0, count: 4096), path: "a.txt").looksBinary)
        #expect(try !ExportSource.bytes(Array("你好\0\0\n".utf8) + Array("很长的一行很长的一行很长的一行很长的一行很长的一行\n".utf8), path: "a.txt").looksBinary)
        #expect(try !ExportSource.bytes([], path: "empty.txt").looksBinary)
    }

    @Test("no bytes whatever bring the decoder down, and what comes out is valid UTF-8")
    func anyBytes() throws {
        var random = SplitMix64(seed: 11)
        for round in 0..<400 {
            let alphabet: [UInt8] = round % 2 == 0 ? Array(0...255) : [0xB5, 0xC4, 0xA3, 0xAC, 0x81, 0x30, 0xFF, 0xFE, 0x0A, 0x41, 0x84, 0x31, 0xD8, 0x00]
            let input = (0..<Int.random(in: 0...300, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
            let source = try ExportSource.bytes(input, path: "a.txt")
            if !source.looksBinary { #expect(String(validating: source.head(1 << 20), as: UTF8.self) != nil, "round \(round)") }
        }
    }

    @Test("a long text is converted piece by piece without losing a character at the borders")
    func longTexts() throws {
        let line = try bytes("gb18030.txt")
        let expected = String(decoding: try bytes("gb18030.expected"), as: UTF8.self)
        let count = 3000
        let source = try ExportSource.bytes((0..<count).flatMap { _ in line }, path: "a.txt")
        #expect(source.encoding == .gb18030)
        #expect(text(source) == String(repeating: expected, count: count))
    }
}
