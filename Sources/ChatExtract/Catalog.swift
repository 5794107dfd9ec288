/// A product of the seller's list.
public struct CatalogProduct: Hashable, Sendable {
    /// The canonical name: orders carry it.
    public var name: String
    /// Other names that customers use.
    public var aliases: [String]
    /// The counter that the price is for: 盒, 斤, pcs.
    public var unit: String?
    /// Price of one unit in the shop's currency.
    public var price: Double?

    /// A product of the seller's list.
    public init(name: String, aliases: [String] = [], unit: String? = nil, price: Double? = nil) {
        self.name = name
        self.aliases = aliases
        self.unit = unit
        self.price = price
    }
}

/// The seller's product list, as `--catalog` gives it: it makes the names of ordered products canonical.
public struct Catalog: Hashable, Sendable {
    /// The products, in the list's order.
    public var products: [CatalogProduct]

    /// A list of products.
    public init(products: [CatalogProduct]) { self.products = products }

    /// A list from the rows of a table.
    ///
    /// The first row is a header when one of its cells names a product column (`product`, `name`, 商品, 品名, 名称); otherwise the columns are product, aliases,
    /// unit, price. Aliases are separated by `|`, `/`, `;`, `、` or `,`. Rows without a product name are left out.
    public init(rows: [[String]]) {
        let names: [(column: Int, words: [String])] = [
            (0, ["product", "name", "item", "title", "商品", "商品名称", "商品名", "品名", "名称", "产品", "产品名称", "宝贝标题"]),
            (1, ["aliases", "alias", "other names", "别名", "俗称", "简称", "又名", "别称"]),
            (2, ["unit", "单位", "规格单位", "计量单位"]),
            (3, ["price", "unit_price", "单价", "价格", "售价", "零售价"]),
        ]
        var columns = [0, 1, 2, 3]
        var body = rows[...]
        if let head = rows.first {
            let cells = head.map { $0.trimmed.lowercased() }
            if cells.contains(where: { names[0].words.contains($0) }) {
                columns = names.map { entry in cells.firstIndex { entry.words.contains($0) } ?? -1 }
                body = rows.dropFirst()
            }
        }
        products = body.compactMap { row in
            func cell(_ field: Int) -> String? {
                let at = columns[field]
                guard at >= 0, at < row.count else { return nil }
                let text = row[at].trimmed
                return text.isEmpty ? nil : text
            }
            guard let name = cell(0) else { return nil }
            let aliases = (cell(1) ?? "").split { "|/;；、,，".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
            let digits = (cell(3) ?? "").filter { "0123456789.".contains($0) }
            return CatalogProduct(name: name, aliases: aliases, unit: cell(2), price: Double(digits))
        }
    }

    /// A list from a CSV file's UTF-8 bytes; see ``init(rows:)`` for the columns.
    public init(csv bytes: [UInt8]) {
        self.init(rows: Self.rows(ofCSV: bytes))
    }

    /// The list as CSV, which makes the same list when it is read.
    public var csv: String {
        func quoted(_ cell: String) -> String { "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" }
        let rows = products.map { [$0.name, $0.aliases.joined(separator: "|"), $0.unit ?? "", $0.price.map(String.init(describing:)) ?? ""] }
        return ([["product", "aliases", "unit", "price"]] + rows).map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
    }

    /// Cells of a CSV text: quotes double, any line end, BOM skipped.
    private static func rows(ofCSV bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var quoted = false
        var i = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func endCell() {
            row.append(String(decoding: cell, as: UTF8.self))
            cell.removeAll(keepingCapacity: true)
        }
        func endRow() {
            endCell()
            if row.contains(where: { !$0.isEmpty }) { rows.append(row) }
            row.removeAll()
        }
        while i < bytes.count {
            let b = bytes[i]
            i += 1
            if quoted {
                guard b == UInt8(ascii: "\"") else {
                    cell.append(b)
                    continue
                }
                if i < bytes.count, bytes[i] == UInt8(ascii: "\"") {
                    cell.append(b)
                    i += 1
                } else {
                    quoted = false
                }
                continue
            }
            switch b {
            case UInt8(ascii: "\"") where cell.isEmpty: quoted = true
            case UInt8(ascii: ","), UInt8(ascii: "\t"): endCell()
            case UInt8(ascii: "\n"): endRow()
            case UInt8(ascii: "\r"): if i >= bytes.count || bytes[i] != UInt8(ascii: "\n") { endRow() }
            default: cell.append(b)
            }
        }
        if !cell.isEmpty || !row.isEmpty { endRow() }
        return rows
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var view = Substring(self)
        while let c = view.first, c.isWhitespace { view.removeFirst() }
        while let c = view.last, c.isWhitespace { view.removeLast() }
        return String(view)
    }
}
