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
        "serviceLabel", "contactLabel", "time", "chainHead", "example", "spec", "reseller", "offer", "weak", "product", "forOther",
    ]

    static func named(_ name: some StringProtocol) -> WordClass? {
        names.firstIndex { $0 == name }.map { WordClass(rawValue: 1 << UInt64($0)) }
    }

    private init(place: UInt64) { rawValue = 1 << place }

    /// The words of class `counter`.
    public static let counter = WordClass(place: 0)
    /// The words of class `specUnit`.
    public static let specUnit = WordClass(place: 1)
    /// The words of class `notCounter`.
    public static let notCounter = WordClass(place: 2)
    /// The words of class `noise`.
    public static let noise = WordClass(place: 3)
    /// The words of class `number`.
    public static let number = WordClass(place: 4)
    /// The words of class `currency`.
    public static let currency = WordClass(place: 5)
    /// The words of class `total`.
    public static let total = WordClass(place: 6)
    /// The words of class `price`.
    public static let price = WordClass(place: 7)
    /// The words of class `oldPrice`.
    public static let oldPrice = WordClass(place: 8)
    /// The words of class `promo`.
    public static let promo = WordClass(place: 9)
    /// The words of class `deposit`.
    public static let deposit = WordClass(place: 10)
    /// The words of class `payMethod`.
    public static let payMethod = WordClass(place: 11)
    /// The words of class `paid`.
    public static let paid = WordClass(place: 12)
    /// The words of class `moneyIn`.
    public static let moneyIn = WordClass(place: 13)
    /// The words of class `askPay`.
    public static let askPay = WordClass(place: 14)
    /// The words of class `shipped`.
    public static let shipped = WordClass(place: 15)
    /// The words of class `askShip`.
    public static let askShip = WordClass(place: 16)
    /// The words of class `trackLabel`.
    public static let trackLabel = WordClass(place: 17)
    /// The words of class `orderLabel`.
    public static let orderLabel = WordClass(place: 18)
    /// The words of class `idLabel`.
    public static let idLabel = WordClass(place: 19)
    /// The words of class `courier`.
    public static let courier = WordClass(place: 20)
    /// The words of class `received`.
    public static let received = WordClass(place: 21)
    /// The words of class `notReceived`.
    public static let notReceived = WordClass(place: 22)
    /// The words of class `refund`.
    public static let refund = WordClass(place: 23)
    /// The words of class `refundGiven`.
    public static let refundGiven = WordClass(place: 24)
    /// The words of class `exchange`.
    public static let exchange = WordClass(place: 25)
    /// The words of class `complaint`.
    public static let complaint = WordClass(place: 26)
    /// The words of class `praise`.
    public static let praise = WordClass(place: 27)
    /// The words of class `suggestion`.
    public static let suggestion = WordClass(place: 28)
    /// The words of class `sensitive`.
    public static let sensitive = WordClass(place: 29)
    /// The words of class `cancel`.
    public static let cancel = WordClass(place: 30)
    /// The words of class `change`.
    public static let change = WordClass(place: 31)
    /// The words of class `more`.
    public static let more = WordClass(place: 32)
    /// The words of class `less`.
    public static let less = WordClass(place: 33)
    /// The words of class `sameAddress`.
    public static let sameAddress = WordClass(place: 34)
    /// The words of class `yes`.
    public static let yes = WordClass(place: 35)
    /// The words of class `hesitate`.
    public static let hesitate = WordClass(place: 36)
    /// The words of class `askPrice`.
    public static let askPrice = WordClass(place: 37)
    /// The words of class `ask`.
    public static let ask = WordClass(place: 38)
    /// The words of class `question`.
    public static let question = WordClass(place: 39)
    /// The words of class `askQuantity`.
    public static let askQuantity = WordClass(place: 40)
    /// The words of class `offerCall`.
    public static let offerCall = WordClass(place: 41)
    /// The words of class `orderVerb`.
    public static let orderVerb = WordClass(place: 42)
    /// The words of class `lead`.
    public static let lead = WordClass(place: 43)
    /// The words of class `tail`.
    public static let tail = WordClass(place: 44)
    /// The words of class `breaker`.
    public static let breaker = WordClass(place: 45)
    /// The words of class `joiner`.
    public static let joiner = WordClass(place: 46)
    /// The words of class `pronoun`.
    public static let pronoun = WordClass(place: 47)
    /// The words of class `each`.
    public static let each = WordClass(place: 48)
    /// The words of class `modifier`.
    public static let modifier = WordClass(place: 49)
    /// The words of class `past`.
    public static let past = WordClass(place: 50)
    /// The words of class `confirm`.
    public static let confirm = WordClass(place: 51)
    /// The words of class `returnAddress`.
    public static let returnAddress = WordClass(place: 52)
    /// The words of class `serviceLabel`.
    public static let serviceLabel = WordClass(place: 53)
    /// The words of class `contactLabel`.
    public static let contactLabel = WordClass(place: 54)
    /// The words of class `time`.
    public static let time = WordClass(place: 55)
    /// The words of class `chainHead`.
    public static let chainHead = WordClass(place: 56)
    /// The words of class `example`.
    public static let example = WordClass(place: 57)
    /// The words of class `spec`.
    public static let spec = WordClass(place: 58)
    /// The words of class `reseller`.
    public static let reseller = WordClass(place: 59)
    /// The words of class `offer`.
    public static let offer = WordClass(place: 60)
    /// The words of class `weak`.
    public static let weak = WordClass(place: 61)
    /// The words of class `product`.
    public static let product = WordClass(place: 62)
    /// The words of class `forOther`.
    public static let forOther = WordClass(place: 63)
}
