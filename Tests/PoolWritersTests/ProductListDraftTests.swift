import ChatModel
import Foundation
import Testing

@testable import PoolWriters

@Suite struct ProductListDraftTests {
    private func customer(_ id: String, _ orders: [(OrderStatus, [OrderItem])]) -> Customer {
        var customer = Customer(id: id)
        customer.orders = orders.map { Order(placedAt: nil, status: $0.0, items: $0.1) }
        return customer
    }

    private func rows(_ customers: [Customer], known: [ProductListDraft.Known] = []) throws -> [String] {
        let path = FileManager.default.temporaryDirectory.appending(path: "products-\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ProductListDraft(known: known).write(PoolContents(customers: customers), to: path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return text.drop { $0 == "\u{FEFF}" }.split(whereSeparator: \.isNewline).map(String.init)
    }

    @Test func `names of goods come with counts, usual unit and price, and with the names that may mean the same`() throws {
        let rows = try rows([
            customer(
                "c_1",
                [
                    (.paid, [OrderItem(product: "高山红茶", quantity: 1, unit: "罐", unitPrice: 128)]),
                    (.shipped, [OrderItem(product: "高山红茶", unit: "罐", unitPrice: 128)]),
                ]),
            customer("c_2", [(.placed, [OrderItem(product: "红茶", unit: "罐"), OrderItem(product: "Green Tea")]), (.inquired, [OrderItem(product: "蜂蜜")])]),
            customer(
                "c_3",
                [(.paid, [OrderItem(product: "高山红茶", unit: "盒", unitPrice: 120), OrderItem(product: "green tea")]), (.cancelled, [OrderItem(product: "笋干")])]),
        ])
        #expect(
            rows == [
                "product,aliases,unit,price,orders,customers,maybe_same", "高山红茶,,罐,128,3,2,红茶",
                "\"Green Tea\",,,,1,1,\"green tea\"", "\"green tea\",,,,1,1,\"Green Tea\"",
                "红茶,,罐,,1,1,高山红茶",
            ])
    }

    @Test func `what the list says already stays, also of goods that nobody ordered`() throws {
        let known = [ProductListDraft.Known(name: "高山红茶", aliases: ["红茶", "新茶"], unit: "罐", price: 130), ProductListDraft.Known(name: "土鸡蛋", aliases: [])]
        let rows = try rows([customer("c_1", [(.paid, [OrderItem(product: "高山红茶", unitPrice: 128)])])], known: known)
        #expect(rows.dropFirst() == ["高山红茶,红茶|新茶,罐,130,1,1,", "土鸡蛋,,,,0,0,"])
    }

    @Test func `a name that a spreadsheet would reckon with is text`() throws {
        let rows = try rows([customer("c_1", [(.paid, [OrderItem(product: "=cmd|' /C calc'!A0")])])])
        #expect(rows.count == 2 && !rows[1].hasPrefix("="))
    }
}
