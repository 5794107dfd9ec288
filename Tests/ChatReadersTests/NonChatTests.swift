import ChatBytes
import ChatReaders
import Foundation
import TestSupport
import Testing

/// Logs, listings, interviews, recipes, minutes and the like: nobody's chat, whatever they look like.
@Suite("What is no chat is claimed by nobody")
struct NonChatTests {
    /// How programs and people write a time before a line.
    static let stamps = [
        "[2024-03-02 10:MM:00] ", "2024-03-02 10:MM:00 ", "[2024/3/2 10:MM:00] ", "02/03/2024, 10:MM - ", "[02/03/24, 10:MM:31] ", "2024-03-02T10:MM:00Z ",
        "10:MM:00 ", "Mar  2 10:MM:00 ", "[10:MM] ", "2024年3月2日 10:MM ", "2024-03-02 10:MM:00,123 ", "2024-03-02 10:MM\t", "[3/2/24, 10:MM:31 AM] ",
        "3/2/24 10:MM AM ",
    ]

    /// The texts of a file, each under a line `%%% name`.
    static func texts(_ file: String) throws -> [(name: String, text: String)] {
        let url = Repository.fixtures.appending(path: "non-chats").appending(path: file)
        return try String(contentsOf: url, encoding: .utf8).components(separatedBy: "%%% ").dropFirst().map { piece in
            let end = piece.firstIndex(of: "\n") ?? piece.endIndex
            return (String(piece[..<end]), String(piece[end...].dropFirst()))
        }
    }

    /// Tables of something else are known in order to say so: nothing is read out of them.
    static let refusal = "other-table"

    static func claim(_ text: String) throws -> String? {
        let head = SourceHead(try ExportSource.bytes(Array(text.utf8), path: "exports/notes.txt"))
        return ReaderRegistry().claims(head).map(\.reader.format.id).first { $0 != Self.refusal }
    }

    @Test("Texts without times")
    func plain() throws {
        for (name, text) in try Self.texts("texts.txt") + Self.texts("kinds.txt") {
            let claim = try Self.claim(text)
            #expect(claim == nil, "\(name): \(claim ?? "")")
        }
    }

    @Test("Lines behind times of every form, under each other and with blank lines between", arguments: stamps)
    func stamped(stamp: String) throws {
        for (name, text) in try Self.texts("logs.txt") {
            let lines = text.split(separator: "\n")
            for (repeats, separator) in [(1, "\n\n"), (2, "\n"), (2, "\n\n")] {
                var number = 0
                let log = (0..<repeats).flatMap { _ in
                    lines.map { line in
                        defer { number += 1 }
                        return line.replacingOccurrences(of: "{t}", with: stamp.replacingOccurrences(of: "MM", with: String(15 + number)))
                            .replacingOccurrences(of: "{n}", with: String(number))
                    }
                }
                let claim = try Self.claim(log.joined(separator: separator) + "\n")
                #expect(claim == nil, "\(name) behind \(stamp): \(claim ?? "")")
            }
        }
    }

    @Test("The program's own sources and documents")
    func repository() throws {
        for folder in ["Sources", "Tests", "docs", "scripts", "Benchmarks"] {
            let walk = try #require(FileManager.default.enumerator(at: Repository.root.appending(path: folder), includingPropertiesForKeys: nil))
            for case let url as URL in walk where ["swift", "md", "py", "sh", "c", "h", "tsv", "txt", "yaml", "1"].contains(url.pathExtension) {
                // Bytes for tests of encodings, and samples of every format.
                guard !url.path.contains("/Encodings/"), url.lastPathComponent != "FORMATS.md", let source = try? ExportSource.open(url.path) else { continue }
                let claims = ReaderRegistry().claims(SourceHead(source)).map(\.reader.format.id).filter { $0 != Self.refusal }
                #expect(claims.isEmpty, "\(url.lastPathComponent): \(claims)")
            }
        }
    }
}
