import ChatModel
import CustomerPool
import Foundation
import TestSupport
import Testing

@testable import ChatImport

@Suite struct ReadBackTests {
    private func row(_ customer: Customer, edition: Int?, _ changes: [EditableField: String] = [:]) -> EditedRow {
        var cells = Dictionary(uniqueKeysWithValues: EditableField.allCases.map { ($0, $0.cell(of: customer)) })
        cells.merge(changes) { $1 }
        return EditedRow(customerID: customer.id, cells: cells, edition: edition)
    }

    private func pool() throws -> PoolStore {
        let pool = try PoolStore(path: ":memory:")
        _ = try ImportRun(pool: pool).run(InputList([Repository.fixtures.appending(path: "demo").path]))
        return pool
    }

    @Test func `a workbook that nobody changed changes nothing`() throws {
        let pool = try pool()
        let customers = try pool.customers()
        let edition = try pool.keep(Edition(customers))
        let result = try pool.readBack(customers.map { row($0, edition: edition) })
        #expect(result.rows == customers.count)
        #expect(result.cells == 0)
        #expect(try pool.decisions().isEmpty)
    }

    @Test func `only cells that differ from what was written into this copy count`() throws {
        let pool = try pool()
        let before = try pool.customers()
        let old = try pool.keep(Edition(before))
        // The pool moves on: a stage is set, and written into a newer copy.
        var edit = Decision(.edit, at: 0)
        edit.edits = [SubjectEdit(subject: try pool.subject(before[0]), values: ["stage": "fan", "remark": "新"])]
        _ = try ImportRun(pool: pool).decide(edit)
        _ = try pool.keep(Edition(try pool.customers()))
        // The old copy comes back with one name changed: its old stage is no edit.
        let result = try pool.readBack([row(before[0], edition: old, [.name: "邵明达"])])
        #expect(result.cells == 1)
        _ = try ImportRun(pool: pool).resolveAgain()
        let after = try #require(try pool.customer(before[0].id))
        #expect(after.name == "邵明达")
        #expect(after.stage == .fan)
        #expect(after.remark == "新")
    }

    @Test func `a row of a customer who was merged away goes to the one who stands for them`() throws {
        let pool = try pool()
        let customers = try pool.customers()
        let edition = try pool.keep(Edition(customers))
        var decision = Decision(.merge, at: 0)
        (decision.left, decision.right) = (try pool.subject(customers[2]), try pool.subject(customers[5]))
        _ = try ImportRun(pool: pool).decide(decision)
        let result = try pool.readBack([row(customers[2], edition: edition), row(customers[5], edition: edition, [.remark: "要发票"])])
        #expect(
            result
                == {
                    var r = ReadBack(); r.rows = 2; r.customers = 1; r.cells = 1; return r
                }())
        _ = try ImportRun(pool: pool).resolveAgain()
        #expect(try pool.customer(customers[2].id)?.remark == "要发票")
    }

    @Test func `what a cell cannot mean is counted and left out, and so are rows of other pools`() throws {
        let pool = try pool()
        let customers = try pool.customers()
        let edition = try pool.keep(Edition(customers))
        var stranger = Customer(id: "c_0000000000000")
        stranger.name = "别人"
        let result = try pool.readBack([row(customers[0], edition: edition, [.stage: "贵宾"]), row(stranger, edition: edition)])
        #expect(result.refused.map(\.reason) == [.notAllowed(.stage)])
        #expect(result.unknownRows == 1)
        #expect(result.cells == 0)
    }

    @Test func `an emptied name goes back to what the chats say, an emptied remark is empty`() throws {
        let pool = try pool()
        let before = try pool.customers()[0]
        var edition = try pool.keep(Edition(try pool.customers()))
        _ = try pool.readBack([row(before, edition: edition, [.name: "邵先生", .remark: "要发票"])])
        _ = try ImportRun(pool: pool).resolveAgain()
        let edited = try #require(try pool.customer(before.id))
        #expect(edited.name == "邵先生")
        edition = try pool.keep(Edition(try pool.customers()))
        #expect(try pool.readBack([row(edited, edition: edition, [.name: "", .remark: ""])]).cells == 2)
        _ = try ImportRun(pool: pool).resolveAgain()
        let back = try #require(try pool.customer(before.id))
        #expect(back.name == before.name)
        #expect(back.remark == nil)
    }

    @Test func `an answer to a question is a decision, once, and goes to whoever stands for the two by then`() throws {
        let pool = try pool()
        let customers = try pool.customers()
        func book(_ answers: [(Int, Int, String)]) -> EditedWorkbook {
            var book = EditedWorkbook()
            book.answers = answers.map { EditedAnswer(left: customers[$0.0].id, right: customers[$0.1].id, text: $0.2, cell: "I2") }
            return book
        }
        #expect(try pool.readBack(book([(0, 1, "不知道")])).answers == 0)
        let first = try pool.readBack(book([(0, 1, " 是 "), (2, 3, "不是")]))
        #expect(first.answers == 2 && first.isWhole && first.isAnything)
        _ = try ImportRun(pool: pool).resolveAgain()
        #expect(try pool.standingID(customers[1].id) == pool.standingID(customers[0].id))
        let again = try pool.readBack(book([(0, 1, "是"), (2, 3, "不是"), (3, 2, "不是")]))
        #expect(again.answers == 0 && again.isWhole)
        // They are one by now: the workbook is older than the merge.
        #expect(try pool.readBack(book([(0, 1, "不是")])).answers == 0)
        let odd = try pool.readBack(book([(0, 2, "也许"), (0, 2, "1")]))
        #expect(odd.refused.map(\.reason) == [.answer, .answer] && !odd.isWhole)
        #expect(try pool.decisions().map(\.kind) == [.merge, .notSame])
        var stranger = EditedWorkbook()
        stranger.answers = [EditedAnswer(left: "c_0000000000000", right: customers[0].id, text: "是", cell: "I2")]
        #expect(try pool.readBack(stranger).unknownRows == 1)
    }
}
