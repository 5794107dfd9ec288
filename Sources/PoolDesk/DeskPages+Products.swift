import ChatExtract
import ChatImport
import ChatModel
import CustomerPool
import Foundation
import PoolWriters

/// Products: the names that goods were ordered by, and the list that they come to.
extension DeskPages {
    /// Names that are shown at once; a longer list is edited as a file (see Write).
    private static let mostProducts = 300

    func products() async throws(ImportError) -> DeskResponse {
        let view = desk.options.view()
        let lines = try await work.read { (pool) throws(ImportError) in
            try ProductListDraft(known: ProductListDraft.known(of: pool)).lines(view.contents(of: pool))
        }
        let shown = lines.prefix(Self.mostProducts)
        let isGiven = desk.options.runNow().catalog != nil
        let fields: Fields = [
            "is_pool_empty": lines.isEmpty, "is_given": isGiven, "may_edit": !isGiven && !isReadOnly,
            "more": lines.count > shown.count ? words["and_n_more", lines.count - shown.count] : "",
            "rows": shown.enumerated().map { i, line in
                [
                    "n": "\(i)", "name": line.name, "aliases": line.aliases.joined(separator: "、"), "unit": line.unit ?? "",
                    "price": line.price.map { Self.plain($0) } ?? "", "orders": Self.grouped(Double(line.orders)),
                    "customers": Self.grouped(Double(line.customers)), "maybe": line.maybe.map { ["name": $0] as Fields }, "is_listed": line.isListed,
                ] as Fields
            },
        ]
        return page("products", "products", title: words["nav_products"], fields)
    }

    private static func plain(_ value: Double) -> String { grouped(value).filter { $0 != "," } }

    /// Keeps the list as it was typed: the lines that are ticked, in order.
    func keepProducts(_ form: FormText) async throws(ImportError) -> DeskResponse {
        guard desk.options.runNow().catalog == nil else { return .seeOther("/products") }
        var products: [CatalogProduct] = []
        for i in 0..<Self.mostProducts {
            guard form["keep\(i)"] != nil, let name = form["name\(i)"]?.trimmed, !name.isEmpty else { continue }
            let aliases = (form["aliases\(i)"] ?? "").split { "|/;、,，；".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
            let unit = form["unit\(i)"]?.trimmed
            products.append(
                CatalogProduct(
                    name: name, aliases: aliases, unit: unit?.isEmpty == false ? unit : nil,
                    price: form["price\(i)"].flatMap { Double($0.trimmed) }.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }))
        }
        let csv = Catalog(products: products).csv
        try await work.keep { (pool) throws(ImportError) in try pool.setSetting("catalog", csv) }
        work.refresh()
        return .seeOther("/products?said=products_kept")
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
