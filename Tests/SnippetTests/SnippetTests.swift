import ChatBytes
import ChatExtract
import ChatIdentity
import ChatImport
import ChatModel
import ChatReaders
import CustomerPool
import Foundation
import PoolWriters
import TestSupport
import Testing

/// The pieces of Swift in README and documentation stand here word for word, so that they compile and run; the last test holds the one against the other.
@Suite struct SnippetTests {
    private static let demo = Repository.fixtures.appending(path: "demo").path

    /// Collects the messages of a file.
    final class Collector: MessageSink {
        var messages: [Message] = []
        func receive(_ batch: borrowing MessageBatch) throws(ImportError) { for i in batch.rows.indices { messages.append(batch.message(at: i)) } }
        func receive(_ contact: Contact, at position: SourcePosition) {}
        func receive(_ order: TableOrder, at position: SourcePosition) {}
        func receive(_ entry: BillEntry, at position: SourcePosition) {}
        func report(_ diagnostic: Diagnostic) { print(diagnostic.code, diagnostic.position) }
    }

    @Test func `reading a file`() throws {
        let path = Self.demo + "/微信邮件/小满.txt"
        let source = try ExportSource.open(path)
        guard let reader = ReaderRegistry().reader(for: source) else { throw ImportError(.unknownFormat, "no known format", at: SourcePosition(file: path)) }
        let collector = Collector()
        let output = MessageOutput(source: source, sink: collector)
        try reader.read(source, into: output)
        try output.finish()
        print(reader.format.id, collector.messages.count)
        #expect(reader.format.id == "wechat-mail" && collector.messages.count > 5)
    }

    @Test func `taking an address apart`() {
        var parser = RecipientParser(region: "CN")
        let found = parser.recipients(in: "苏小满 13700009001 杭州余杭良渚街道柳絮路9号云栖里3幢1单元502")
        for parsed in found {
            print(parsed.recipient.name ?? "", parsed.recipient.phones, parsed.recipient.address?.district ?? "")
        }
        #expect(found.count == 1 && found.first?.recipient.name == "苏小满" && found.first?.recipient.address?.district == "余杭区")
    }

    @Test func `what a message says`() {
        var extractor = MessageExtractor(region: "CN")
        let said = extractor.findings(in: "要2罐红茶，电话13700009001，微信 xiaoman_tea")
        for finding in said.findings { print(finding.kind, finding.value, finding.confidence) }
        #expect(said.findings.contains { $0.value == "+8613700009001" } && said.findings.contains { $0.value == "xiaoman_tea" })
    }

    @Test func `who is one person`() {
        var row = IdentityRecord(recordID: "orders:1")
        row.names = ["苏小满"]
        row.phones = ["137 0000 9001"]
        var chat = IdentityRecord(recordID: "wechat:wxid_xm")
        chat.nicknames = ["小满"]
        chat.phones = ["+8613700009001"]
        chat.names = ["苏小满"]
        var other = IdentityRecord(recordID: "orders:2")
        other.names = ["陈桃"]
        other.phones = ["13700009002"]

        let resolution = IdentityResolver().resolve([row, chat, other])
        print(resolution.members)
        for link in resolution.links { print(link.left, link.right, link.weight) }
        #expect(resolution.members == [[0, 1], [2]])
    }

    @Test func `a pool that is filled, looked at and written`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "chatpool.db").path
        do {
            let pool = try PoolStore(path: path)
            let report = try ImportRun(pool: pool).run(InputList([Self.demo]))
            for customer in try pool.customers() { print(customer.id, customer.orders.count) }
            #expect(report.customers > 5)
            let file = folder.appending(path: "customers.jsonl").path
            try BuiltinWriters.writer(for: file).write(PoolView().contents(of: pool), to: file)
            #expect(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count == report.customers)
        }
        do {
            let pool = try PoolStore(path: path, for: .reading)
            for customer in try pool.customers(matching: "小满") {
                print(customer.id, customer.name ?? "", customer.phones.map(\.number), customer.orders.count)
            }
            #expect(try pool.customers(matching: "小满").count == 1)
        }
        if let health = try PoolHealth.of(path) { print(health.state, health.counts.map { "\($0.name) \($0.number)" }) }
        #expect(try PoolHealth.of(path)?.state == .healthy)
    }

    // MARK: What is shown is what runs

    /// The pages that show Swift.
    private static func pages() throws -> [String] {
        let catalogues = try ["ChatReaders", "ChatExtract", "ChatIdentity", "CustomerPool", "ChatImport"].flatMap { product in
            let folder = "Sources/\(product)/\(product).docc"
            return try FileManager.default.contentsOfDirectory(atPath: Repository.root.appending(path: folder).path).filter { $0.hasSuffix(".md") }.sorted()
                .map { folder + "/" + $0 }
        }
        return ["README.md", "README.zh-CN.md", "Sources/ChatImport/ImportRun.swift"] + catalogues
    }

    /// Lines of the pieces of Swift on a page, without imports and indentation; in a source they stand behind `///`.
    private static func pieces(of page: String) throws -> [[String]] {
        var pieces: [[String]] = []
        var open: [String]?
        for line in try String(contentsOf: Repository.root.appending(path: page), encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
            var text = line.drop { $0 == " " }
            if page.hasSuffix(".swift") {
                guard text.hasPrefix("///") else { continue }
                text = text.dropFirst(3).drop { $0 == " " }
            }
            if text.hasPrefix("```") {
                if let piece = open { pieces.append(piece) }
                open = open == nil && text == "```swift" ? [] : nil
            } else if !text.isEmpty, !text.hasPrefix("import ") {
                open?.append(String(text))
            }
        }
        return pieces
    }

    /// Names of files that pages show and a test puts elsewhere.
    private static let shown = [
        (#"PoolStore(path: "chatpool.db")"#, "PoolStore(path: path)"), (#"InputList(["exports"])"#, "InputList([Self.demo])"),
        (#"(for: "customers.xlsx")"#, "(for: file)"), (#"to: "customers.xlsx")"#, "to: file)"),
    ]

    @Test func `every piece of Swift that a page shows is compiled here`() throws {
        let own = try String(contentsOf: Repository.root.appending(path: "Tests/SnippetTests/SnippetTests.swift"), encoding: .utf8)
            .split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }.joined(separator: "\n")
        var count = 0
        for page in try Self.pages() {
            for piece in try Self.pieces(of: page) {
                count += 1
                for line in piece {
                    let line = Self.shown.reduce(line) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
                    #expect(own.contains("\n" + line + "\n"), "\(page): \(line)")
                }
            }
        }
        #expect(count == 12)
    }
}
