import ChatModel

/// What one customer was offered, asked for and paid in a conversation.
struct CustomerBook {
    /// Something that the seller put to the customer and that waits for assent.
    struct Pending {
        var lines: [OrderLine]
        var total: Double?
        var event: Int
        /// An offer with a price, which stands for what was asked for only when the customer takes it.
        var isOffer: Bool
    }

    /// Goods that the customer asked about.
    struct Inquiry {
        var product: String
        var at: Timestamp?
        var evidence: Evidence
        var last: Timestamp?
        var event: Int
    }

    var orders: [LedgerOrder] = []
    var pending: Pending?
    /// Goods last asked about or offered, for an assent or payment without a request.
    var focus: (lines: [OrderLine], event: Int)?
    /// A sum said before there was an order.
    var quoted: (total: Double, lines: [OrderLine], event: Int)?
    var inquiries: [Inquiry] = []
    /// Prices that the customer named in a question.
    var bids: (lines: [ActLine], event: Int)?
    /// Goods taken out of an order that is only being asked for.
    var exclusions: (lines: [OrderLine], event: Int)?
    /// Orders that a running sum was said for.
    var covered: (orders: [Int], event: Int)?
    /// Payments that no order explains.
    var loose: [LedgerPayment] = []
    /// The last refund, to know it when it is told again.
    var lastRefund: (order: Int, amount: Double?, event: Int, at: Timestamp?)?
    /// Number of the customer's last event.
    var lastEvent = -1
    /// The recipient given last, and when.
    var recipient: (index: Int, names: [String], event: Int, isUsed: Bool)?
    /// The customer's own recipients, each as often as it was given.
    var ownRecipients: [(index: Int, event: Int)] = []
    /// In the order book only because a list names them.
    var isSilent = false
    var name: String

    init(name: String) { self.name = name }
}
