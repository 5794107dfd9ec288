/// What a token is in the goods and sums of its clause.
enum TokenTag: UInt8, CaseIterable {
    case none
    case productBegin, product
    case quantity, unit
    case specBegin, spec
    case price, total, code
    case whoBegin, who

    /// As the training script calls it.
    var name: String {
        switch self {
        case .none: "O"
        case .productBegin: "B-P"
        case .product: "I-P"
        case .quantity: "Q"
        case .unit: "U"
        case .specBegin: "B-S"
        case .spec: "I-S"
        case .price: "PR"
        case .total: "T"
        case .code: "C"
        case .whoBegin: "B-W"
        case .who: "I-W"
        }
    }

    /// The tag of the tokens that go on from here.
    var inside: TokenTag? {
        switch self {
        case .productBegin, .product: .product
        case .specBegin, .spec: .spec
        case .whoBegin, .who: .who
        default: nil
        }
    }

    /// Whether it goes on from a token before.
    var isInside: Bool { self == .product || self == .spec || self == .who }
}
