/// What does not agree about an order, or was noted beside it: a code that is the same in every language, with an amount where there is one.
///
/// Stands in ``Order/notes`` as `code` or `code:amount`: `quoted:178`, `refunded_part:50`. Writers give it the words of their language.
public struct OrderNote: Hashable, Sendable {
    /// What is noted.
    public enum Kind: String, Sendable, CaseIterable {
        /// Quoted prices × quantities come to this amount and not to the order's.
        case quoted
        /// This much was paid, and not the order's amount.
        case paid
        /// This much was given back; the rest of the order stands.
        case refundedPart = "refunded_part"
        /// A table of orders says this amount.
        case table
        /// A payment app's bill proves the payment.
        case billed
        /// The order was told in a chat and stands in a table too.
        case inTable = "in_table"
        /// This much came in near the order, and no goods explain it.
        case unassigned
        /// The seller has looked at the order and said what is right.
        case checked
    }

    /// What is noted.
    public var kind: Kind
    /// In the order's currency.
    public var amount: Double?

    /// A note.
    public init(_ kind: Kind, _ amount: Double? = nil) {
        self.kind = kind
        self.amount = amount
    }

    /// The note that a code says; nil for free text.
    public init?(code: String) {
        let parts = code.split(separator: ":", maxSplits: 1)
        guard let head = parts.first, let kind = Kind(rawValue: String(head)) else { return nil }
        self.kind = kind
        guard parts.count == 2 else { return }
        guard let amount = Double(parts[1]) else { return nil }
        self.amount = amount
    }

    /// Whether it asks something of the seller. Prices that come to another sum than was agreed on are haggling; money that came in otherwise is a question.
    public var isQuestion: Bool { kind == .paid || kind == .unassigned }

    /// `code` or `code:amount`, the amount with at most two places.
    public var code: String { kind.rawValue + (figure.map { ":" + $0 } ?? "") }

    /// The note as a phrase for the seller.
    public var words: Wording {
        let sum = figure ?? "?"
        switch kind {
        case .quoted: return Wording("按报价合计 \(sum)", "quoted prices come to \(sum)")
        case .paid: return Wording("实付 \(sum)", "paid \(sum)")
        case .refundedPart: return Wording("部分退款 \(sum)", "refunded in part: \(sum)")
        case .table: return Wording("订单表金额 \(sum)", "the table of orders says \(sum)")
        case .billed: return Wording("账单已核对", "in the bill")
        case .unassigned: return Wording("另收到 \(sum)，未找到对应商品", "\(sum) more came in, for nothing that is known")
        case .checked: return Wording("卖家已核对", "checked by the seller")
        case .inTable: return Wording("订单表中亦有", "in the table of orders too")
        }
    }

    /// A phrase for a note of an order: the code's words, or free text as it stands.
    public static func words(_ note: String) -> Wording { OrderNote(code: note)?.words ?? Wording(note, note) }

    private var figure: String? {
        guard let amount, amount.isFinite, abs(amount) < 1e12 else { return nil }
        let hundredths = Int64((abs(amount) * 100).rounded())
        let rest = hundredths % 100
        let places = rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + String(rest % 10 == 0 ? rest / 10 : rest)
        return (amount < 0 ? "-" : "") + String(hundredths / 100) + places
    }
}
