/// Reads products, quantities and prices out of messages, one after the other, keeping its memory.
public struct OrderReader {
    /// ISO 3166 alpha-2 of the shop.
    public var region: String {
        didSet {
            guard region != oldValue else { return }
            home = Currencies.home(region)
            roles.region = region
        }
    }
    private var home: String
    private var text = OrderText()
    private var roles = NumberRoles()
    private var products: Lexicon?
    private var names = ProductNames()
    private var numbers = ParcelNumbers()
    /// Whether the last message has no word of an order, no number and no code.
    public private(set) var isQuiet = true
    /// Whether what is read is a list's title, where every name counts.
    public var isTitle = false

    /// A reader for a shop's region.
    public init(region: String = "CN") {
        self.region = region
        home = Currencies.home(region)
        roles.region = region
    }

    /// The currency in which a shop of a region names bare amounts.
    public static func homeCurrency(_ region: String) -> String { Currencies.home(region) }

    /// The region whose shops name bare amounts in a currency; nil for a currency of many countries.
    public static func region(ofCurrency currency: String) -> String? { Currencies.region(of: currency) }

    /// Sets the products to be found by name: each name with its index.
    public mutating func setProducts(_ names: [(name: String, index: Int)]) {
        guard !names.isEmpty else {
            products = nil
            return
        }
        var lexicon = Lexicon()
        for (name, index) in names { lexicon.add(Array(name.utf8), .product, index: Int32(index)) }
        products = lexicon
    }

    /// Reads a message.
    ///
    /// - Parameters:
    ///   - bytes: simplified and half-width UTF-8.
    ///   - blocked: ascending ranges that hold no words of an order: phones, addresses, links.
    ///   - fromSeller: whether numbers behind names are prices.
    ///   - mentions: what the message says; emptied first.
    public mutating func read(_ bytes: [UInt8], blocked: [Range<Int>] = [], fromSeller: Bool = false, into mentions: inout OrderMentions) {
        mentions.removeAll()
        roles.isOffer = fromSeller
        text.load(bytes, blocked: blocked, products: products)
        mentions.classes = text.classes
        // The bytes are the caller's: holding on to them would make the next message copy them.
        defer { text.unload() }
        isQuiet = !text.hasNumber && text.classes.isEmpty && !text.hasCode
        if isQuiet { return }
        roles.read(text)
        let namesCount = isTitle || !roles.moneys.isEmpty || !text.classes.isDisjoint(with: Self.topical)
        if namesCount || !roles.quantities.isEmpty {
            // Lent, not copied: no reference is counted and no buffer doubled.
            swap(&text, &names.text)
            swap(&roles, &names.roles)
            names.read()
            names.items(into: &mentions)
            if namesCount || mentions.stockUnit != nil { names.topics(into: &mentions) }
            swap(&text, &names.text)
            swap(&roles, &names.roles)
        }
        if !text.classes.isDisjoint(with: [.orderVerb, .more]) { mentions.hasOrderVerb = hasOrderVerb }
        amounts(&mentions)
        if text.classes.contains(.complaint) { complaints(&mentions) }
        if text.classes.contains(.askQuantity) { mentions.askedUnit = askedUnit }
        if text.classes.contains(.question) { mentions.endsInQuestion = endsInQuestion }
        if text.hasCode || text.hasNumber { numbers.read(text, &mentions) }
        if text.classes.contains(.payMethod) {
            mentions.payMethod = text.tokens.first { $0.classes.contains(.payMethod) && $0.entry >= 0 }.flatMap { text.value($0) }
        }
    }

    /// Words beside which a name without a quantity tells what the talk is about.
    private static let topical: WordClass = [
        .offerCall, .askQuantity, .askPrice, .ask, .product, .praise, .complaint, .suggestion, .refund, .refundGiven, .exchange, .promo, .askShip,
        .received, .notReceived, .question,
    ]

    /// Whether the message ends by asking: 吗, 不, 没, a question mark.
    private var endsInQuestion: Bool {
        for t in text.tokens.reversed() {
            if t.classes.contains(.question) { return true }
            guard t.kind == .space || t.kind == .newline || t.kind == .stop || t.kind == .other || t.kind == .word && t.classes.contains(.tail) else {
                return false
            }
        }
        return false
    }

    /// The counter in a question how many: 支 of 要几支.
    private var askedUnit: String? {
        for (i, t) in text.tokens.enumerated() where t.classes.contains(.askQuantity) && t.end - t.start >= 3 {
            if i + 1 < text.tokens.count, text.tokens[i + 1].start == t.end, text.tokens[i + 1].classes.contains(.counter) {
                return text.value(text.tokens[i + 1]) ?? text.string(t.end..<text.tokens[i + 1].end)
            }
            if t.end - t.start > 3, let known = Lexicon.orders.classes(of: text.bytes[t.end - 3..<t.end]), known.contains(.counter) {
                return text.string(t.end - 3..<t.end)
            }
        }
        return nil
    }

    /// A verb of ordering; one that is also part of other words counts before a number or a counter only.
    private var hasOrderVerb: Bool {
        text.tokens.indices.contains { i in
            let t = text.tokens[i]
            guard !t.classes.isDisjoint(with: [.orderVerb, .more]) else { return false }
            guard t.classes.contains(.weak) || t.classes.contains(.tail) && t.isSingleHan && i + 1 == text.tokens.count && i == 0 else { return true }
            return i + 1 < text.tokens.count && (text.tokens[i + 1].kind == .number || text.tokens[i + 1].classes.contains(.counter))
        }
    }

    private func amounts(_ mentions: inout OrderMentions) {
        for m in roles.moneys {
            let range = text.tokens[m.tokens.lowerBound].start..<text.tokens[m.tokens.upperBound - 1].end
            mentions.moneys.append((range, m.amount, m.currency ?? home))
            mentions.currency = mentions.currency ?? m.currency
            switch m.role {
            case .total: mentions.total = m.amount
            case .line: mentions.isBill = true
            case .plain where m.perQuantity == 0: mentions.amount = m.amount
            default: break
            }
        }
        if mentions.classes.contains(.paid) || mentions.classes.contains(.moneyIn) || mentions.classes.contains(.refundGiven)
            || mentions.classes.contains(.refund)
        {
            if mentions.amount == nil { mentions.amount = roles.moneys.first { $0.role == .deposit }?.amount }
            // 运费10块退你了: whatever is named is what went back.
            if mentions.amount == nil, mentions.classes.contains(.refundGiven) { mentions.amount = roles.moneys.last?.amount }
            if mentions.amount == nil, let bare = bareAmount() {
                mentions.amount = bare.0
                mentions.moneys.append((bare.1, bare.0, home))
            }
        }
        if mentions.currency == nil, !roles.moneys.isEmpty || mentions.amount != nil { mentions.currency = home }
        if let number = loneNumber() { mentions.bareNumber = number }
    }

    /// The bare number of a message about money: 一百二转过去了, 转了128. Not a digit of small talk, a code or a counted thing.
    private func bareAmount() -> (Double, Range<Int>)? {
        for q in roles.quantities where q.form == .bare {
            let i = q.tokens.lowerBound
            let t = text.tokens[i]
            guard t.value >= 1 || t.value > 0 && !t.isSpelled, !t.isVague else { continue }
            if t.isSpelled, t.value < 10 { continue }
            // 后五码 55832: the tail of an account's number.
            if isLabelled(i, .idLabel) { continue }
            // A number glued to a name (5号, 四季) is no amount: money stands free, or beside a word of the lexicon.
            if i + 1 < text.tokens.count, text.tokens[i + 1].start == t.end,
                text.tokens[i + 1].kind == .text || text.tokens[i + 1].classes.contains(.notCounter)
            {
                continue
            }
            return (t.value, t.start..<t.end)
        }
        return nil
    }

    /// Whether a word of a class stands before a token, over blanks and a colon.
    private func isLabelled(_ i: Int, _ label: WordClass) -> Bool {
        var p = i - 1
        while p >= 0, text.tokens[p].kind == .space || text.tokens[p].kind == .colon { p -= 1 }
        return p >= 0 && !text.tokens[p].classes.isDisjoint(with: label)
    }

    /// 没坏, 不会过敏: what follows did not happen.
    private static func denies(_ t: OrderToken, _ text: OrderText) -> Bool {
        guard t.end >= 3 else { return false }
        let tail = Scalars.decode(text.bytes, t.end - 3).0
        if tail == 0x6CA1 || tail == 0x672A || tail == 0x4E0D || tail == 0x65E0 { return true }
        let word = text.string(t.start..<t.end)
        return word == "没有" || word == "不会" || word.hasSuffix("会不会")
    }

    private func loneNumber() -> Double? {
        var number: Double?
        for t in text.tokens {
            switch t.kind {
            case .number:
                guard number == nil, t.value >= 1, t.value <= 99, t.value.rounded() == t.value, !t.isVague else { return nil }
                number = t.value
            case .space, .newline, .plus, .stop, .other, .comma, .times: continue
            case .word where !t.classes.isDisjoint(with: [.lead, .tail, .orderVerb, .counter, .confirm, .breaker, .yes]): continue
            default: return nil
            }
        }
        return number
    }

    private func complaints(_ mentions: inout OrderMentions) {
        for (i, t) in text.tokens.enumerated() where t.classes.contains(.complaint) {
            if i > 0, text.tokens[i - 1].end == t.start, Self.denies(text.tokens[i - 1], text) { continue }
            if let kind = text.value(t), !mentions.complaints.contains(kind) { mentions.complaints.append(kind) }
        }
        let order = ["allergic", "damaged", "missing", "wrong", "late", "quality"]
        mentions.complaints.sort { (order.firstIndex(of: $0) ?? 9) < (order.firstIndex(of: $1) ?? 9) }
    }
}
