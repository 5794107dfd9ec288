import ChatModel
import Foundation
import Testing

@testable import PoolWriters

@Suite struct LimitTests {
    private func prospects(_ count: Int) -> PoolContents {
        PoolContents(
            customers: (0..<count).map { i in
                var customer = Customer(id: "c_\(i)")
                customer.name = "客\(i)"
                return customer
            })
    }

    @Test func `more rows than the target takes go into numbered files, each with a header, none lost`() throws {
        let written = try Written(zohoLeads, prospects(2500))
        #expect(written.files.keys.sorted() == ["out-2.csv", "out-3.csv", "out.csv"])
        let tables = written.files.mapValues { String(decoding: $0, as: UTF8.self).components(separatedBy: "\r\n").filter { !$0.isEmpty } }
        #expect(Set(tables.values.compactMap(\.first)).count == 1)
        // A description holds line feeds; records end with CRLF.
        #expect(tables["out.csv"]?.count == 1001 && tables["out-2.csv"]?.count == 1001 && tables["out-3.csv"]?.count == 501)
        #expect(written.diagnostics.contains { $0.code == "split" })
    }

    @Test func `files stay below the bytes that the target takes`() throws {
        var small = zohoLeads
        small.bytesPerFile = 20_000
        let written = try Written(small, prospects(900))
        #expect(written.files.count > 2)
        for (_, data) in written.files { #expect(data.count <= 20_000) }
        let rows = written.files.values.reduce(0) { $0 + String(decoding: $1, as: UTF8.self).components(separatedBy: "\r\n").count - 2 }
        #expect(rows == 900)
    }

    @Test func `a text is cut between characters, and that is said`() {
        #expect(PlainText.cut("苏小满🌸满", to: 4) == "苏小满")
        #expect(PlainText.cut("👨‍👩‍👧x", to: 7).isEmpty)
        #expect(PlainText.cut("short", to: 5) == "short")
    }

    @Test func `remarks for WeCom keep their lengths whatever the names are`() throws {
        var customer = SamplePool.plain
        customer.name = String(repeating: "很长的名字", count: 20)
        customer.remark = String(repeating: "说明", count: 200)
        var report = WriteReport("x")
        let text = WeComRemark(Person(customer), &report)
        #expect(text.remark.utf16.count == 20)
        #expect(text.description.utf16.count <= 150)
        #expect(report.diagnostics.count == 2)
    }

    @Test func `order numbers of parcels are unique and short`() throws {
        var customer = SamplePool.abroad
        var order = customer.orders[1]
        order.orderNumber = "7700"
        customer.orders = [order, order, customer.orders[1]]
        let parcels = try Parcels(PoolContents(customers: [customer])).due
        #expect(parcels.count == 3)
        #expect(Set(parcels.map(\.number)).count == 3)
        #expect(parcels.allSatisfy { $0.number.utf16.count <= 30 })
    }

    @Test func `names come apart by the table of surnames`() {
        #expect(Person.parts(of: "王丽") == ("王", "丽"))
        #expect(Person.parts(of: "歐陽娜娜") == ("歐陽", "娜娜"))
        #expect(Person.parts(of: "Tan Mei Ling") == ("Ling", "Tan Mei"))
        #expect(Person.parts(of: "小雨🌸") == ("小雨🌸", ""))
        #expect(Person.parts(of: "伊力夏提·买买提") == ("伊力夏提·买买提", ""))
    }
}
