import ChatModel
import Foundation
import TestSupport
import Testing

@testable import ChatBytes
@testable import PoolWriters

@Suite struct WorkbookTests {
    /// Writes a workbook and lends its parts by name.
    private func parts(_ pool: PoolContents, _ writer: ExcelWorkbook = ExcelWorkbook()) throws -> (parts: [String: String], said: [Diagnostic]) {
        let file = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let said = try writer.write(pool, to: file.path)
        let package = try PackagedDocument(
            ExportSource.decode(MappedBytes(Array(Data(contentsOf: file))), path: file.path, diskPath: nil, opensWorkbooks: false))
        var parts: [String: String] = [:]
        for name in package.names { parts[name] = String(decoding: try package.member(named: name) ?? [], as: UTF8.self) }
        return (parts, said)
    }

    @Test func `the whole workbook, as a table reader sees it`() throws {
        let text = try Written(ExcelWorkbook(), SamplePool.concluded).text.replacingOccurrences(of: "\u{1D}", with: "␝")
        let short = text.replacing(/长{100,}/, with: { "长×\($0.output.count)" })
        if let difference = Golden.difference(short, Repository.fixtures.appending(path: "writers/workbook.expected")) { Issue.record("\(difference)") }
    }

    @Test func `the sheets stand in the order in which they are worked with`() throws {
        let (parts, _) = try parts(SamplePool.concluded)
        let book = try #require(parts["xl/workbook.xml"])
        let names = book.components(separatedBy: "<sheet name=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(names == ["说明", "客户总表"] + FollowUpKind.allCases.map(\.title.chinese) + ["订单明细", "统计", "证据"])
        #expect(parts.keys.filter { $0.hasPrefix("xl/charts/chart") }.count == 4)
    }

    @Test func `the only formulas are links of our own making, and no link leaves the workbook`() throws {
        let (parts, _) = try parts(SamplePool.concluded)
        for (name, xml) in parts where name.hasPrefix("xl/worksheets/") {
            let formulas = xml.components(separatedBy: "<f>").dropFirst().map { String($0.prefix { $0 != "<" }) }
            for formula in formulas {
                #expect(
                    formula.wholeMatch(of: /HYPERLINK\("#'(订单明细|证据)'!A"&amp;MATCH\(\$[A-Z]+\d+,'(订单明细|证据)'!\$[A-Z]+:\$[A-Z]+,0\),\d+\)/) != nil,
                    "\(name): \(formula)")
            }
            #expect(formulas.isEmpty == (name != "xl/worksheets/sheet2.xml"), "\(name)")
            #expect(!xml.contains("TargetMode") && !xml.contains("<f "), "\(name)")
        }
        #expect(parts["xl/worksheets/sheet3.xml"]?.contains("location=\"'客户总表'!A") == true)
        #expect(parts["xl/worksheets/sheet2.xml"]?.contains("<dataValidation ") == true)
        #expect(parts["xl/worksheets/sheet2.xml"]?.contains("state=\"frozen\"") == true)
    }

    @Test(arguments: [(["CNY"], "&quot;¥&quot;#,##0.00"), (["IDR"], "#,##0.00 &quot;IDR&quot;"), (["CNY", "MYR"], "#,##0.00\"")] as [([String], String)])
    func `amounts of one currency carry its sign`(currencies: [String], pattern: String) throws {
        let customers = currencies.enumerated().map { n, currency in
            var customer = SamplePool.plain
            customer.id = "c_\(n)"
            for i in customer.orders.indices { customer.orders[i].currency = currency }
            return customer
        }
        let (parts, _) = try parts(PoolContents(customers: customers))
        #expect(parts["xl/styles.xml"]?.contains(pattern) == true)
    }

    @Test func `numbers that are names are text, amounts and days are numbers`() throws {
        let (parts, _) = try parts(SamplePool.concluded)
        let orders = try #require(parts.first { $0.key.hasPrefix("xl/worksheets/sheet") && $0.value.contains("202406100000000001") }?.value)
        #expect(orders.contains("t=\"inlineStr\"><is><t>202406100000000001</t>"))
        #expect(orders.contains("<v>45453</v>"))  // 2024-06-10
        #expect(orders.contains("<v>256</v>"))
    }

    @Test func `a link looks for the customer's rows by the id beside it`() throws {
        let (parts, _) = try parts(SamplePool.concluded)
        let sheet = try #require(parts["xl/worksheets/sheet2.xml"])
        let layout = WorkbookLayout(SamplePool.concluded, longestSheet: Workbook.longestSheet)
        let key = try #require(layout.customers.keyColumn)
        for (row, place) in layout.ranking.enumerated() {
            let customer = SamplePool.customers[place]
            #expect(sheet.contains("<c r=\"\(key)\(row + 2)\"") && layout.place(of: customer.id) == .place("'客户总表'!A\(row + 2)"))
            #expect(sheet.contains("MATCH($\(key)\(row + 2),'订单明细'!") == !customer.orders.isEmpty)
        }
        #expect(layout.place(of: "c_nobody") == nil)
    }

    @Test func `a table longer than a sheet goes on in the next, with links that follow`() throws {
        let customers = (0..<25).map { i in
            var customer = Customer(id: "c_\(i)")
            customer.name = "客户\(i)"
            customer.orders = [Order(placedAt: nil, status: .paid, items: []), Order(placedAt: nil, status: .paid, items: [])]
            return customer
        }
        let (parts, said) = try parts(PoolContents(customers: customers), ExcelWorkbook(longestSheet: 11))
        let book = try #require(parts["xl/workbook.xml"])
        for name in ["客户总表", "客户总表2", "客户总表3", "订单明细5"] { #expect(book.contains("name=\"\(name)\"")) }
        #expect(said.contains { $0.code == "sheet-split" })
        let layout = WorkbookLayout(PoolContents(customers: customers), longestSheet: 11)
        #expect(layout.orders.place(14, through: 15) == "'订单明细2'!A6:T7")
        #expect(layout.link(to: layout.orders, 14, 2, of: 8) == .formula("\"#'订单明细2'!A\"&MATCH($\(layout.customers.keyColumn ?? "")9,'订单明细2'!$T:$T,0)"))
    }

    @Test func `two writings of one pool are the same bytes`() throws {
        let first = try Written(ExcelWorkbook(), SamplePool.concluded)
        let second = try Written(ExcelWorkbook(), SamplePool.concluded)
        #expect(first.text == second.text)
        let (a, _) = try parts(SamplePool.concluded)
        let (b, _) = try parts(SamplePool.concluded)
        #expect(a == b)
    }

    @Test func `a text longer than a cell takes is cut, and that is said`() throws {
        let (parts, said) = try parts(SamplePool.concluded)
        #expect(said.contains { $0.code == "cell-cut" })
        #expect(parts["xl/worksheets/sheet2.xml"]?.contains("长…<") == true)
    }
}
