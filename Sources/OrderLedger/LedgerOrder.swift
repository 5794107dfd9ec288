import ChatModel

/// A payment as the talk tells it; several messages may tell the same one.
struct LedgerPayment {
    /// Main unit; nil while nobody has named it.
    var amount: Double?
    var at: Timestamp?
    /// The platform's own number.
    var id: String?
    /// Whether a row of the app moved it.
    var isRow: Bool
    /// Whether the seller has confirmed it.
    var isSeen: Bool
    /// A card, a ticket or a prepaid balance covers the goods: no money moves.
    var isPrepaid = false
    /// A part by its own word: deposit, balance, freight.
    var isPart = false
    /// The part that its own words say, and the whole sum that was told where it pays for several orders.
    var part: String?
    var told: Double?
    /// Number of the event that told it first, and of the act.
    var event: Int
    var step: Int
    /// Where it was told.
    var evidence: Evidence?
}

/// A sum that both sides took for what an order comes to.
struct Agreement {
    var total: Double
    /// The goods that it was said for.
    var goods: [String]
    var event: Int
    /// Number of the act, to know whether the goods were changed before or after it.
    var step: Int
}

/// Goods of an order that go to one place.
struct LedgerConsignment {
    /// For whom, as the talk calls them; nil for the customer.
    var beneficiary: String?
    /// Index into the account's recipients.
    var recipient: Int?
    /// The recipient's names, to know parcels by.
    var names: [String] = []
    var parcels: [Tracking] = []
}

/// One order with everything that was ever said of it: the state, the amount and the rest are read off, never assigned.
struct LedgerOrder {
    var lines: [OrderLine]
    var consignments: [LedgerConsignment] = []
    /// The buyer's client gets the goods, not the buyer's own people: such an order takes nobody else's lines.
    var isForClient = false
    var agreements: [Agreement] = []
    var payments: [LedgerPayment] = []
    /// Refunds that were paid, nil where no sum is known.
    var refunds: [Double?] = []
    var promisedRefund: Double?
    var freight = 0.0
    var deposit: Double?
    var placedAt: Timestamp?
    var paidAt: Timestamp?
    var sentAt: Timestamp?
    var receivedAt: Timestamp?
    /// When the customer last said that goods of it are broken, missing or not the right ones, or asked to have them changed.
    var faultedAt: Timestamp?
    var isFaulted = false
    var isSent = false
    var isReceived = false
    /// The customer fetches it.
    var isCollected = false
    var isCancelled = false
    /// The seller has said yes to it.
    var isSettled = false
    var orderNumber: String?
    var currency: String?
    /// The customer has gone back to thinking about it; a later yes or payment takes it up again.
    var isConsidered = false
    /// Made of what an earlier order had, until the seller reads it back.
    var isByReference = false
    /// What it came to before its lines were changed last.
    var formerCharges: Double?
    /// A sum that the customer named against the seller's, until the seller says yes.
    var bid: Double?
    /// What was taken off before anything was paid, in case the customer declines it.
    var discount: Double?
    /// Events that touched it, as evidence in order.
    var evidence: [Evidence]
    var touchedAt: Timestamp?
    /// Number of the last event that touched it, and of the last act that changed its lines.
    var touched: Int
    var amended: Int

    init(lines: [OrderLine], at: Timestamp?, event: Int, step: Int, evidence: Evidence) {
        self.lines = lines
        placedAt = at
        touchedAt = at
        touched = event
        amended = step
        self.evidence = [evidence]
    }

    // MARK: What is read off

    /// Goods and quantities, to know which lines a sum was said for.
    var goods: [String] { lines.filter { !$0.isFree }.map { "\($0.key)×\($0.quantity ?? 1)" }.sorted() }

    /// What the lines come to by their prices; nil where one has none.
    var computed: Double? {
        let priced = lines.filter { $0.product != nil || lines.count == 1 }
        guard !priced.isEmpty else { return nil }
        var sum = 0.0
        for line in priced {
            guard let part = line.sum else { return nil }
            sum += part
        }
        return Money.rounded(sum)
    }

    /// What was last agreed for just these goods.
    var agreed: Double? {
        agreements.last { $0.step >= amended || $0.goods == goods }?.total
    }

    var isPrepaid: Bool { payments.contains(where: \.isPrepaid) }

    /// charges − discounts: what the order comes to; nil when nothing tells.
    var charges: Double? {
        if let agreed { return agreed }
        if isPrepaid { return 0 }
        return computed.map { Money.rounded($0 + freight) } ?? scaled
    }

    /// One good whose number changed after a sum was agreed: the sum in proportion.
    private var scaled: Double? {
        guard lines.count == 1, let quantity = lines[0].quantity, let last = agreements.last, last.goods.count == 1,
            let cut = last.goods[0].lastIndex(of: "×"), last.goods[0][..<cut] == lines[0].key,
            let former = Double(last.goods[0][last.goods[0].index(after: cut)...]), former > 0
        else { return nil }
        return Money.rounded(last.total / former * quantity)
    }

    /// Money that came in; nil when a payment's sum is not known and stands for the whole.
    var paid: Double { payments.reduce(0) { $0 + ($1.amount ?? 0) } }

    var hasUnknownPayment: Bool { payments.contains { $0.amount == nil && !$0.isPart && !$0.isPrepaid } }

    /// Money that went back.
    var returned: Double { refunds.reduce(0) { $0 + ($1 ?? 0) } }

    /// charges − payments + refunds; nil when what it comes to is unknown.
    var balance: Double? {
        if hasUnknownPayment || isPrepaid { return 0 }
        return charges.map { Money.rounded($0 - paid + returned) }
    }

    var isPaid: Bool {
        guard let last = payments.last else { return false }
        if hasUnknownPayment || isPrepaid { return true }
        guard let charges else { return !payments.allSatisfy(\.isPart) || payments.count > 1 }
        // A payment that calls itself whole is, also when it is a little off; unless more was asked for since.
        return paid >= charges - 0.005 || !payments.contains(where: \.isPart) && last.step > amended
    }

    /// Whether it still waits for money.
    var isUnpaid: Bool { !isCancelled && !isConsidered && !isPaid && state != .refunded }

    var state: OrderState {
        if isCancelled { return .cancelled }
        if isWhollyRefunded { return .refunded }
        if isReceived { return isPaid ? .received : .receivedUnpaid }
        if isSent { return isPaid ? .sent : .sentUnpaid }
        return isPaid ? .paid : payments.isEmpty ? .open : .partlyPaid
    }

    /// Whether the money that went back is all that came in.
    var isWhollyRefunded: Bool {
        guard !refunds.isEmpty else { return false }
        if refunds.contains(where: { $0 == nil }) { return false }
        let came = paid > 0 ? paid : charges ?? 0
        return came > 0 && returned >= came - 0.005
    }

    /// The sum that a customer still has to pay, as far as it is known.
    var due: Double? {
        guard !isPaid, !isCancelled else { return nil }
        return balance
    }
}

/// Sums of money to the hundredth.
enum Money {
    static func rounded(_ amount: Double) -> Double { (amount * 100).rounded() / 100 }

    /// Currencies whose smallest note is a thousand or more (their central banks' series in circulation): less than that is said in thousands.
    private static let saidInThousands: Set<String> = ["IDR", "VND", "LAK", "COP"]

    /// A sum in full: 115 of an Indonesian shop is 115,000.
    static func spelledOut(_ amount: Double, in currency: String) -> Double {
        saidInThousands.contains(currency) && 0..<1000 ~= amount ? rounded(amount * 1000) : amount
    }

    static func isSame(_ a: Double?, _ b: Double?) -> Bool {
        guard let a, let b else { return false }
        return abs(a - b) < 0.005
    }
}
