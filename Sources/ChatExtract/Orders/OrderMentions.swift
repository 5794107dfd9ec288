/// A product with how much of it, as one message says it.
public struct MentionedItem: Hashable, Sendable {
    /// The name as written, cleared of verbs and courtesies; nil when the message does not say.
    public var product: String?
    /// Index into the product list that the reader was given, when the name is one of it.
    public var entry: Int?
    /// How many of `unit`.
    public var quantity: Double
    /// The counter as written.
    public var unit: String?
    /// Price of one unit, where the message ties one to it.
    public var unitPrice: Double?
    /// Money written behind the item on its line: a unit price or the line's total.
    public var linePrice: Double?
    /// Colour, size and the like.
    public var spec: String?
    /// The name is no more than a variant (大份, 2斤装): what it is a variant of stands elsewhere.
    public var isVariant = false
    /// Said as `+2`.
    public var isPlus = false
    /// UTF-8 range of the quantity.
    public var range: Range<Int>
}

/// A price that a message names for something.
public struct MentionedPrice: Hashable, Sendable {
    /// What it is for, as written; nil when the message does not say.
    public var product: String?
    /// Index into the product list that the reader was given.
    public var entry: Int?
    /// The variant that it is for: 2斤装, 大份.
    public var variant: String?
    /// In the currency's main unit, for `perQuantity` of `perUnit`.
    public var amount: Double
    /// ISO 4217; nil for a bare number.
    public var currency: String?
    /// 3 of 三斤一百; 1 when nothing is said.
    public var perQuantity: Double
    /// The counter as written.
    public var perUnit: String?
    /// The message ties the price to a quantity or calls it a price.
    public var isTied: Bool
    /// A former or crossed-out price.
    public var isFormer: Bool
    /// UTF-8 range.
    public var range: Range<Int>
}

/// What a message says about goods and money, before anybody asks what it means.
public struct OrderMentions: Sendable {
    /// Products with quantities.
    public var items: [MentionedItem] = []
    /// Prices for something.
    public var prices: [MentionedPrice] = []
    /// A stated total.
    public var total: Double?
    /// The sum that a message names and that is no price, total or promotion.
    public var amount: Double?
    /// ISO 4217, where an amount has a sign or word.
    public var currency: String?
    /// Products named without a quantity, in order.
    public var topics: [MentionedTopic] = []
    /// A bare number that is the whole message, or all but courtesies.
    public var bareNumber: Double?
    /// All of the words' classes.
    public var classes: WordClass = []
    /// Kinds of complaint named, most telling first.
    public var complaints: [String] = []
    /// Means of payment named.
    public var payMethod: String?
    /// Counter of goods said to be left: 还剩20盒.
    public var stockUnit: String?
    /// The counter of a question how many.
    public var askedUnit: String?
    /// Whether a verb of ordering is said.
    public var hasOrderVerb = false
    /// Whether the last word asks: 吗, 不, 没, or a question mark.
    public var endsInQuestion = false
    /// Parcels: courier, number and UTF-8 range.
    public var trackings: [(courier: String?, number: String, range: Range<Int>)] = []
    /// Numbers of orders and payments with their UTF-8 ranges.
    public var orderNumbers: [(number: String, range: Range<Int>)] = []
    /// Whether a line works itself out: 2 × 35 = 70.
    public var isBill = false
    /// Nothing but products and quantities.
    public var isPlainList = false
    /// UTF-8 ranges of amounts with value and currency.
    public var moneys: [(range: Range<Int>, amount: Double, currency: String?)] = []

    /// A message that says nothing.
    public init() {}

    /// Whether the message names no goods, no money and no number.
    var isNothingButWords: Bool {
        items.isEmpty && prices.isEmpty && topics.isEmpty && complaints.isEmpty && trackings.isEmpty && orderNumbers.isEmpty && moneys.isEmpty
            && !endsInQuestion && total == nil && amount == nil && currency == nil && bareNumber == nil && payMethod == nil && stockUnit == nil
            && askedUnit == nil
    }

    /// Forgets everything and keeps the memory.
    mutating func removeAll() {
        if !isNothingButWords {
            items.removeAll(keepingCapacity: true)
            prices.removeAll(keepingCapacity: true)
            topics.removeAll(keepingCapacity: true)
            complaints.removeAll(keepingCapacity: true)
            trackings.removeAll(keepingCapacity: true)
            orderNumbers.removeAll(keepingCapacity: true)
            moneys.removeAll(keepingCapacity: true)
            (total, amount, currency, bareNumber, payMethod, stockUnit, askedUnit) = (nil, nil, nil, nil, nil, nil, nil)
        }
        (hasOrderVerb, endsInQuestion, isPlainList, isBill, classes) = (false, false, false, false, [])
    }
}

/// A product named without a quantity.
public struct MentionedTopic: Hashable, Sendable {
    /// As written.
    public var name: String
    /// Index into the product list that the reader was given.
    public var entry: Int?
    /// UTF-8 range.
    public var range: Range<Int>
}
