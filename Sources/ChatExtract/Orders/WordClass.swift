/// What a word of selling over chat does in a message; a word may do several things.
public struct WordClass: OptionSet, Sendable, Hashable {
    /// One bit per class.
    public let rawValue: UInt64

    /// A set of classes by its bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The classes by the names that `order_words.tsv` uses; a class's bit is its place here.
    static let names = [
        "counter", "specUnit", "notCounter", "noise", "number", "currency", "total", "price", "oldPrice", "promo", "deposit", "payMethod", "paid", "moneyIn",
        "askPay", "shipped", "askShip", "trackLabel", "orderLabel", "idLabel", "courier", "received", "notReceived", "refund", "refundGiven", "exchange",
        "complaint", "praise", "suggestion", "sensitive", "cancel", "change", "more", "less", "sameAddress", "yes", "hesitate", "askPrice", "ask", "question",
        "askQuantity", "offerCall", "orderVerb", "lead", "tail", "breaker", "joiner", "pronoun", "each", "modifier", "past", "confirm", "returnAddress",
        "serviceLabel", "contactLabel", "time", "chainHead", "example", "spec", "reseller", "offer", "weak", "product",
    ]

    static func named(_ name: some StringProtocol) -> WordClass? {
        names.firstIndex { $0 == name }.map { WordClass(rawValue: 1 << UInt64($0)) }
    }

    private init(place: UInt64) { rawValue = 1 << place }

    static let counter = WordClass(place: 0)
    static let specUnit = WordClass(place: 1)
    static let notCounter = WordClass(place: 2)
    static let noise = WordClass(place: 3)
    static let number = WordClass(place: 4)
    static let currency = WordClass(place: 5)
    static let total = WordClass(place: 6)
    static let price = WordClass(place: 7)
    static let oldPrice = WordClass(place: 8)
    static let promo = WordClass(place: 9)
    static let deposit = WordClass(place: 10)
    static let payMethod = WordClass(place: 11)
    static let paid = WordClass(place: 12)
    static let moneyIn = WordClass(place: 13)
    static let askPay = WordClass(place: 14)
    static let shipped = WordClass(place: 15)
    static let askShip = WordClass(place: 16)
    static let trackLabel = WordClass(place: 17)
    static let orderLabel = WordClass(place: 18)
    static let idLabel = WordClass(place: 19)
    static let courier = WordClass(place: 20)
    static let received = WordClass(place: 21)
    static let notReceived = WordClass(place: 22)
    static let refund = WordClass(place: 23)
    static let refundGiven = WordClass(place: 24)
    static let exchange = WordClass(place: 25)
    static let complaint = WordClass(place: 26)
    static let praise = WordClass(place: 27)
    static let suggestion = WordClass(place: 28)
    static let sensitive = WordClass(place: 29)
    static let cancel = WordClass(place: 30)
    static let change = WordClass(place: 31)
    static let more = WordClass(place: 32)
    static let less = WordClass(place: 33)
    static let sameAddress = WordClass(place: 34)
    static let yes = WordClass(place: 35)
    static let hesitate = WordClass(place: 36)
    static let askPrice = WordClass(place: 37)
    static let ask = WordClass(place: 38)
    static let question = WordClass(place: 39)
    static let askQuantity = WordClass(place: 40)
    static let offerCall = WordClass(place: 41)
    static let orderVerb = WordClass(place: 42)
    static let lead = WordClass(place: 43)
    static let tail = WordClass(place: 44)
    static let breaker = WordClass(place: 45)
    static let joiner = WordClass(place: 46)
    static let pronoun = WordClass(place: 47)
    static let each = WordClass(place: 48)
    static let modifier = WordClass(place: 49)
    static let past = WordClass(place: 50)
    static let confirm = WordClass(place: 51)
    static let returnAddress = WordClass(place: 52)
    static let serviceLabel = WordClass(place: 53)
    static let contactLabel = WordClass(place: 54)
    static let time = WordClass(place: 55)
    static let chainHead = WordClass(place: 56)
    static let example = WordClass(place: 57)
    static let spec = WordClass(place: 58)
    static let reseller = WordClass(place: 59)
    static let offer = WordClass(place: 60)
    static let weak = WordClass(place: 61)
    /// A product of the catalogue or of the talk so far.
    static let product = WordClass(place: 62)
}
