import ChatBytes
import ChatModel
import ChatReaders
import Foundation
import TestSupport
import Testing

/// The contract that every reader keeps, run over every fixture; a new reader needs a folder and no line of test code.
@Suite("Every reader keeps the contract")
struct FixtureTests {
    static func reader(_ fixture: Fixture) throws -> any ExportReader { try #require(BuiltinReaders.all.first { $0.format.id == fixture.format }) }

    static func bytes(_ fixture: Fixture) throws -> [UInt8] { Array(try Data(contentsOf: fixture.file)) }

    @Test("A fixture gives exactly the lines of its golden file", arguments: Fixture.all)
    func golden(fixture: Fixture) throws {
        let reading = Reading(try Self.reader(fixture), try ExportSource.open(fixture.file.path))
        let difference = Golden.difference(reading.lines(), fixture.expected)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test("A fixture is claimed by its own reader alone, whatever its name says", arguments: Fixture.all)
    func detection(fixture: Fixture) throws {
        let bytes = try Self.bytes(fixture)
        let source = try ExportSource.open(fixture.file.path)
        let lying = try ["notes", "a.txt", "b.csv", "c.json", "d.html", "IMG_0001.png"].map { try ExportSource.bytes(bytes, path: "exports/" + $0) }
        for source in [source] + lying {
            let claims = ReaderRegistry().claims(SourceHead(source))
            let first = try #require(claims.first, "nobody claims it as \(source.fileName)")
            #expect(first.reader.format.id == fixture.format, "named \(source.fileName)")
            if claims.count > 1 { #expect(claims[1].confidence < first.confidence, "\(claims[1].reader.format.id) claims it as surely") }
        }
    }

    @Test("A cut-off file never stops the program and its messages stand in it", arguments: Fixture.all)
    func prefixCuts(fixture: Fixture) throws {
        let reader = try Self.reader(fixture)
        let bytes = try Self.bytes(fixture)
        let step = max(1, bytes.count / 250)
        for cut in stride(from: 0, to: bytes.count, by: step) {
            guard let source = try? ExportSource.bytes(Array(bytes[..<cut]), path: fixture.file.path) else { continue }
            _ = reader.sniff(SourceHead(source))
            let reading = Reading(reader, source)
            expectPositions(reading, "cut at \(cut)")
        }
    }

    @Test("Line ends and a byte order mark change nothing", arguments: Fixture.all)
    func lineEndsAndMark(fixture: Fixture) throws {
        let kind = TextKind(fixture)
        guard kind != .binary else { return }
        let reader = try Self.reader(fixture)
        let bytes = try Self.bytes(fixture)
        let expected = Reading(reader, try ExportSource.bytes(bytes, path: fixture.file.path)).lines(positions: false)
        var variants: [(String, [UInt8])] = []
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        variants.append(hasMark ? ("without mark", Array(bytes.dropFirst(3))) : ("with mark", [0xEF, 0xBB, 0xBF] + bytes))
        if kind == .lines {
            let unix = unixLineEnds(bytes)
            variants.append(("LF", unix))
            variants.append(("CRLF", unix.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }))
        }
        guard (try? ExportSource.bytes(bytes, path: "").encoding) == .utf8 else { return }
        for (name, variant) in variants {
            let source = try ExportSource.bytes(variant, path: fixture.file.path)
            #expect(Reading(reader, source).lines(positions: false) == expected, "\(name)")
            #expect(ReaderRegistry().reader(for: source)?.format.id == fixture.format, "\(name)")
        }
    }

    @Test("Invalid bytes are reported and lose no message", arguments: Fixture.all)
    func invalidBytes(fixture: Fixture) throws {
        guard TextKind(fixture) != .binary else { return }
        let reader = try Self.reader(fixture)
        let bytes = try Self.bytes(fixture)
        let whole = Reading(reader, try ExportSource.bytes(bytes, path: fixture.file.path))
        guard whole.source.encoding == .utf8, whole.source.diagnostics.isEmpty else { return }
        for message in whole.sink.messages.prefix(12) where message.kind == .text && message.quote == nil {
            let line = Array((message.text.split(separator: "\n").first ?? "").utf8)
            guard line.count >= 6, let offset = message.source.byteOffset, let place = find(line, in: bytes, from: offset) else { continue }
            var damaged = bytes
            damaged.insert(0xFF, at: place + line.count)
            let reading = Reading(reader, try ExportSource.bytes(damaged, path: fixture.file.path))
            #expect(!reading.source.diagnostics.isEmpty)
            #expect(reading.sink.messages.count == whole.sink.messages.count, "after “…” of message \(message.source.index ?? -1)")
        }
    }

    @Test("Positions stand in the file and increase, totals agree", arguments: Fixture.all)
    func positionsAndTotals(fixture: Fixture) throws {
        let reading = Reading(try Self.reader(fixture), try ExportSource.open(fixture.file.path))
        expectPositions(reading, "whole")
        #expect(reading.totals.messages == reading.sink.messages.count)
        let accounted = reading.totals.messageBytes + reading.totals.decorationBytes + reading.totals.diagnosedBytes
        #expect(accounted <= reading.source.size)
        if ["txt", "md", "eml"].contains(fixture.file.pathExtension), reading.failure == nil { #expect(accounted == reading.source.size) }
    }

    @Test("An input without a message is no reason to stop", arguments: BuiltinReaders.all.map(\.format.id))
    func emptyInput(id: String) throws {
        let reader = try #require(BuiltinReaders.all.first { $0.format.id == id })
        for text in ["", "\n", "\u{FEFF}", "{}", "[]", "<", "\0\0\0\0"] {
            let source = try ExportSource.bytes(Array(text.utf8), path: "x")
            #expect(reader.sniff(SourceHead(source)) <= 0.5)
            #expect(Reading(reader, source).sink.messages.count <= 1)
        }
    }

    // MARK: Pieces

    /// How the bytes of a fixture may be changed without changing what they say.
    enum TextKind {
        case lines, text, binary

        init(_ fixture: Fixture) {
            switch fixture.file.pathExtension.lowercased() {
            case "txt", "md", "csv", "tsv", "jsonl", "log": self = .lines
            case "json", "html", "htm", "xml", "js": self = .text
            default: self = .binary
            }
        }
    }

    private func expectPositions(_ reading: Reading, _ note: String) {
        var lastOffset = 0
        for (index, message) in reading.sink.messages.enumerated() {
            let offset = message.source.byteOffset ?? -1
            let isGood = message.source.index == index && offset >= lastOffset && offset < max(1, reading.source.size) && (message.source.line ?? 0) >= 1
            if !isGood {
                Issue.record("\(note): message \(index) stands at \(message.source)")
                return
            }
            lastOffset = offset
        }
    }

    private func unixLineEnds(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for (i, byte) in bytes.enumerated() where !(byte == 0x0D && i + 1 < bytes.count && bytes[i + 1] == 0x0A) { result.append(byte) }
        return result
    }

    private func find(_ piece: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start >= 0, piece.count <= bytes.count else { return nil }
        var at = start
        while at + piece.count <= bytes.count {
            if bytes[at] == piece[0], bytes[at..<at + piece.count].elementsEqual(piece) { return at }
            at += 1
        }
        return nil
    }
}
