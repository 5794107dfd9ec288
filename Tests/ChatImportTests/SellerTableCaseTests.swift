import ChatModel
import CustomerPool
import Foundation
import TestSupport
import Testing

@testable import ChatImport

/// Tables as sellers keep them, from the file to the pool: `fixtures/seller-tables/<region>/<kind>/<table>`, each with what must come of it beside it.
@Suite struct SellerTableCaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var file: URL
        var region: String
        var testDescription: String { file.pathComponents.suffix(3).joined(separator: "/") }

        static let all: [Case] = {
            let folder = Repository.fixtures.appending(path: "seller-tables").standardizedFileURL
            guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey]) else { return [] }
            let files = walk.compactMap { $0 as? URL }.map(\.standardizedFileURL).filter {
                !$0.lastPathComponent.hasSuffix(".expected") && $0.pathExtension != "md"
                    && (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
            }
            return files.sorted { $0.path < $1.path }.map { file in
                Case(file: file, region: file.pathComponents.dropFirst(folder.pathComponents.count).first ?? "CN")
            }
        }()
    }

    @Test(arguments: Case.all)
    func `a table comes to the customers and orders that stand beside it, and to nobody else`(_ table: Case) throws {
        let store = try PoolStore(path: ":memory:")
        var options = ImportRun.Options()
        options.region = table.region
        _ = try? ImportRun(pool: store, options: options).run(InputList([table.file.path]))
        let text = try store.customers().map(Self.text).sorted().joined()
        let difference = Golden.difference(text, URL(fileURLWithPath: table.file.path + ".expected"))
        #expect(difference == nil, "\(difference ?? "")")
    }

    /// A customer on a line, and each order on one below.
    private static func text(_ customer: Customer) -> String {
        var fields = [customer.name ?? "—"]
        func add(_ name: String, _ values: [String?]) {
            let known = values.compactMap(\.self).filter { !$0.isEmpty }
            if !known.isEmpty { fields.append("\(name) " + known.joined(separator: ", ")) }
        }
        add("called", customer.nicknames)
        add("id", customer.accounts.map(\.id))
        add("tel", customer.phones.map(\.number))
        add("mail", customer.emails)
        add("born", [customer.birthDate])
        add("tags", customer.tags)
        add("at", customer.recipients.compactMap { $0.address.map(Self.place) })
        add("note", [customer.notes?.split(separator: "\n").joined(separator: " / ")])
        let orders = customer.orders.map { order in "  " + Self.text(order, customer.recipients) + "\n" }
        return fields.joined(separator: " | ") + "\n" + orders.joined()
    }

    private static func place(_ address: PostalAddress) -> String {
        [address.province, address.city, address.district, address.town, address.detail].compactMap(\.self).joined(separator: " ")
    }

    private static func text(_ order: Order, _ recipients: [CustomerRecipient]) -> String {
        func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
        let items = order.items.map { item in
            item.product + (item.spec.map { " [\($0)]" } ?? "") + (item.quantity.map { " ×" + number($0) } ?? "") + (item.unit ?? "")
                + (item.unitPrice.map { " @" + number($0) } ?? "")
        }
        var fields = [order.placedAt?.description ?? "—", order.status.rawValue, order.amount.map { number($0) + " " + (order.currency ?? "") } ?? "—"]
        fields.append(items.joined(separator: " + "))
        if let at = order.recipient {
            fields.append("to " + [recipients[at].name, recipients[at].phone].compactMap(\.self).joined(separator: " "))
        }
        fields += order.orderNumber.map { ["no " + $0] } ?? []
        fields += order.trackings.map { "by " + ($0.courier.map { $0 + " " } ?? "") + $0.number }
        if !order.notes.isEmpty { fields.append("note " + order.notes.joined(separator: " / ")) }
        return fields.joined(separator: " | ")
    }
}
