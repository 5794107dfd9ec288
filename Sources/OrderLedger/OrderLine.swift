import ChatModel

/// A line of goods in an order, filled in as the talk goes on.
struct OrderLine: Hashable {
    /// nil while nothing tells what is meant.
    var product: String? { didSet { key = product.map(GoodsName.key) ?? "" } }
    /// ``GoodsName/key(_:)`` of the product, kept since every event compares it with every order's.
    private(set) var key: String
    var spec: String?
    var quantity: Double?
    var unit: String?
    var price: Double?
    var code: String?
    /// For whom it is, as the talk calls them; nil for the customer.
    var beneficiary: String?
    /// Whether it comes without money.
    var isFree = false
    /// The seller has none of it: it leaves the order unless something takes its place.
    var isRefused = false
    /// The group list that it stands in.
    var list: Int?

    init(_ line: ActLine, beneficiary: String? = nil) {
        product = line.product.flatMap { $0.isEmpty ? nil : $0 }
        key = product.map(GoodsName.key) ?? ""
        spec = line.spec
        quantity = line.quantity
        unit = line.unit
        price = line.price
        code = line.code
        self.beneficiary = beneficiary
        isFree = line.price == 0
    }

    /// How well another line says the same goods: 0 for not at all.
    func likeness(_ other: OrderLine) -> Int {
        guard product != nil, other.product != nil, GoodsName.isSame(key, other.key) else {
            if let code, code == other.code { return 3 }
            return 0
        }
        guard GoodsName.isCompatible(spec, other.spec) else { return 1 }
        var points = 3
        if key == other.key { points += 2 }
        if spec != nil, other.spec != nil { points += 2 }
        if beneficiary == other.beneficiary { points += 1 }
        if let quantity, quantity == other.quantity { points += 1 }
        if isFree != other.isFree { points -= 3 }
        return points
    }

    /// Takes over what another line says of the same goods.
    mutating func fill(from other: OrderLine) {
        if let name = other.product, product == nil || name.utf8.count > (product ?? "").utf8.count && GoodsName.isSame(key, other.key) { product = name }
        spec = other.spec ?? spec
        quantity = other.quantity ?? quantity
        unit = other.unit ?? unit
        price = other.price ?? price
        code = other.code ?? code
        beneficiary = other.beneficiary ?? beneficiary
    }

    /// What it comes to; nil without a price. One piece where no number was said.
    var sum: Double? {
        if isFree { return 0 }
        return price.map { $0 * (quantity ?? 1) }
    }
}
