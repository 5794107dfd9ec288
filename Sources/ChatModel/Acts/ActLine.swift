/// A line of goods in an act.
public struct ActLine: Hashable, Sendable, Codable {
    /// What it is called in the shop, resolved through the talk; nil where nothing tells.
    public var product: String?
    /// The words of the message that name it; nil where it is only understood.
    public var said: String?
    /// How many of `unit`; nil when not said.
    public var quantity: Double?
    /// The counter as written: 盒, 斤, pcs.
    public var unit: String?
    /// Colour, size, pack.
    public var spec: String?
    /// Price of one unit in the currency's main unit.
    public var price: Double?
    /// Its letter or number in a posted list.
    public var code: String?

    /// A line of goods.
    public init(
        product: String? = nil, said: String? = nil, quantity: Double? = nil, unit: String? = nil, spec: String? = nil, price: Double? = nil,
        code: String? = nil
    ) {
        self.product = product
        self.said = said
        self.quantity = quantity
        self.unit = unit
        self.spec = spec
        self.price = price
        self.code = code
    }
}

/// One line of a tally or a group list: a person or an order, and what is said of it.
public struct ActEntry: Hashable, Sendable, Codable {
    /// Its number in the list.
    public var no: Int?
    /// Whom it concerns, as written; nil for a remark of nobody.
    public var who: String?
    /// What that person takes.
    public var lines: [ActLine]?
    /// What the goods come to.
    public var total: Double?
    /// paid, shipped … as the seller marks it.
    public var state: String?
    /// A remark behind the goods.
    public var note: String?

    /// An entry.
    public init(no: Int? = nil, who: String?, lines: [ActLine]? = nil, total: Double? = nil, state: String? = nil, note: String? = nil) {
        self.no = no
        self.who = who
        self.lines = lines
        self.total = total
        self.state = state
        self.note = note
    }
}

/// A parcel that an act names.
public struct ActParcel: Hashable, Sendable, Codable {
    /// The courier's code or word; nil when only the number is said.
    public var courier: String?
    /// The parcel's number; nil when only the courier is said.
    public var number: String?
    /// Whose parcel it is, as written.
    public var recipient: String?

    enum CodingKeys: String, CodingKey {
        case courier, number
        case recipient = "for"
    }

    /// A parcel.
    public init(courier: String? = nil, number: String?, recipient: String? = nil) {
        self.courier = courier
        self.number = number
        self.recipient = recipient
    }
}
