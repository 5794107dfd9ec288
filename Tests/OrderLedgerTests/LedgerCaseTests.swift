import ChatModel
import Foundation
import OrderLedger
import TestSupport
import Testing

/// Every file of `fixtures/ledger` is a talk told as acts, with the orders that it leaves.
@Suite struct LedgerCaseTests {
    static let files = (try? FileManager.default.contentsOfDirectory(atPath: Repository.fixtures.appending(path: "ledger").path))?.sorted() ?? []

    @Test("There are cases") func thereAreCases() { #expect(Self.files.count >= 12) }

    @Test("Acts leave the orders that a careful assistant would keep", arguments: files)
    func orders(file: String) throws {
        let one = try LedgerCase(Repository.fixtures.appending(path: "ledger").appending(path: file))
        #expect(one.orders() == one.expected)
    }

    @Test("A payment with a number of its own counts once, however often it is told", arguments: files)
    func toldAgain(file: String) throws {
        let one = try LedgerCase(Repository.fixtures.appending(path: "ledger").appending(path: file))
        #expect(one.orders(repeating: 3) == one.expected)
    }
}
