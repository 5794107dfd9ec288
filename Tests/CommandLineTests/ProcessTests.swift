import Foundation
import TestSupport
import Testing

/// Swift seeds its hashes anew in every process: what follows the order of a Dictionary or Set shows over several of them only.
@Suite struct ProcessTests {
    @Test func `twenty-four processes leave the same bytes, also where one name is the beginning of another`() throws {
        var seen: Set<String> = []
        for _ in 0..<24 {
            let outcome = try Program.inFolder { folder in
                try Program.shell("chatpool import $fixtures/processes --owner 'Dapur Kak Ton' -o out.jsonl 2>/dev/null && cat out.jsonl", in: folder)
            }
            #expect(outcome.code == 0)
            seen.insert(outcome.output)
        }
        #expect(seen.count == 1)
    }

    /// A loop over pairs is one over a Dictionary, unless it counts, zips, sorts or names a list of pairs; one whose outcome no order changes says so.
    private static let ordered = ["enumerated()", "zip(", "sorted", "silentCustomers", "in acts {", "// any order"]

    @Test func `no loop of the order book or of reading a conversation walks a Dictionary in its own order`() throws {
        for module in ["OrderLedger", "ChatInterpret"] {
            let folder = Repository.root.appending(path: "Sources/\(module)")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            for file in files where module == "OrderLedger" || file.hasPrefix("Conversation") {
                let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                for (n, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where line.contains("for (") {
                    #expect(Self.ordered.contains { line.contains($0) }, "\(module)/\(file):\(n + 1) walks pairs in no order: \(line)")
                }
            }
        }
    }
}
