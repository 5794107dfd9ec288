import ChatBytes
import ChatModel
import ChatReaders
import Foundation
import TestSupport
import Testing

/// Nothing is lost in silence: a line put in anywhere is in the output, or there is a diagnostic that was not there before.
@Suite("A line put in anywhere is told")
struct MarkTests {
    /// Formats whose grammar names places of no text: blocks of attachments and reactions, the inside of a quoted cell, indented replies, lines about the account
    /// above a table, titles and sums around a seller's own.
    static let named: Set<String> = [
        "discord-txt", "line-txt", "imessage-exporter-txt", "memotrace-html", "chatpool-workbook", "chatlog-lists", "weflow-excel", "wechat-pay-bill",
        "alipay-bill", "order-table", "contact-table", "message-table",
    ]

    static let fixtures = Fixture.all.filter { fixture in
        ["txt", "md", "json", "jsonl", "csv", "vcf"].contains(fixture.file.pathExtension) && !named.contains(fixture.format)
            && !fixture.format.hasSuffix("-orders")
    }

    @Test("In every text fixture", arguments: fixtures)
    func lines(fixture: Fixture) throws {
        guard let text = try? String(contentsOf: fixture.file, encoding: .utf8) else { return }
        let reader = try FixtureTests.reader(fixture)
        let before = Reading(reader, try ExportSource.bytes(Array(text.utf8), path: fixture.file.path))
        // Damage that was there before hides where one damage more begins.
        guard !before.sink.diagnostics.contains(where: { $0.code.hasPrefix("json-") }) else { return }
        let lines = text.components(separatedBy: "\n")
        for i in stride(from: 0, to: lines.count, by: max(1, lines.count / 25)) {
            var marked = lines
            marked.insert("ZZQ4711", at: i)
            let source = try ExportSource.bytes(Array(marked.joined(separator: "\n").utf8), path: fixture.file.path)
            // A file that nobody knows any more is told as well.
            guard ReaderRegistry().reader(for: source)?.format.id == fixture.format else { continue }
            let reading = Reading(reader, source)
            let isSeen =
                reading.lines().contains("ZZQ4711") || reading.sink.diagnostics.count > before.sink.diagnostics.count
                || reading.sink.diagnostics.map(\.code) != before.sink.diagnostics.map(\.code) || reading.failure != nil
            #expect(isSeen, "line \(i + 1)")
        }
    }
}
