public import ChatExtract
public import ChatModel
import JSONText

/// Reads single messages, each with its conversation's context.
///
/// One reader serves any number of conversations: the caller keeps a ``ConversationContext`` for each. Nothing is shared between readers, so every core may have its own.
public struct MessageReader {
    /// Who wrote a message.
    public typealias Speaker = ChatExtract.Speaker

    let catalog: Catalog?
    /// ISO 3166 alpha-2 of the shop.
    private let region: String
    /// The shop's own currency.
    private let own: String
    /// The currency of bare amounts in the conversation being read.
    private(set) var home: String
    var scan: MessageScan

    /// A reader.
    ///
    /// - Parameters:
    ///   - catalog: the seller's products, where a list was given.
    ///   - region: ISO 3166 alpha-2 of the shop: the default for currency and phone numbers.
    ///   - currency: ISO 4217, where the shop names bare amounts in another currency than its country's.
    ///   - showsCards: whether identity and bank card numbers are given in full.
    public init(catalog: Catalog? = nil, region: String = "CN", currency: String? = nil, showsCards: Bool = false) {
        self.catalog = catalog
        self.region = region
        own = currency ?? Region.currency(region)
        home = own
        scan = MessageScan(region: region, showsCards: showsCards)
        if let catalog {
            scan.setProducts(catalog.products.enumerated().flatMap { i, p in ([p.name] + p.aliases).map { (name: $0, index: i) } })
        }
    }

    /// What the last message says by itself.
    var last: MessageScan { scan }

    /// Reads a message.
    ///
    /// - Parameters:
    ///   - text: what the sender wrote, UTF-8.
    ///   - account: a number that tells the conversation's members apart; 0 for nobody in particular.
    public mutating func read(
        _ text: [UInt8], kind: MessageKind = .text, payment: Payment? = nil, speaker: Speaker, account: Int = 0, in context: inout ConversationContext
    ) -> MessageReading {
        context.count += 1
        guard kind != .recall, kind != .contactCard, kind != .forward else { return MessageReading() }
        if kind == .solitaire || ChainList.mayBe(text), let list = ChainList(String(decoding: text, as: UTF8.self)) { return read(list, in: &context) }
        if region == "CN" { context.script.take(text) }
        enter(context)
        scan.read(text, fromSeller: speaker == .seller)
        var reading = MessageReading()
        let pays = payment != nil || kind == .transfer || kind == .redPacket
        let isTransfer = Self.isTransfer(text)
        if !scan.isQuiet || pays || isTransfer {
            interpret(isTransfer ? .transfer : kind, payment, speaker, account, &context, into: &reading)
        }
        return reading
    }

    /// What a message that says something means where it stands.
    private mutating func interpret(
        _ kind: MessageKind, _ payment: Payment?, _ speaker: Speaker, _ account: Int, _ context: inout ConversationContext, into reading: inout MessageReading
    ) {
        // Lent, not copied: a message's mentions are many arrays.
        var m = OrderMentions()
        scan.exchange(&m)
        defer { scan.exchange(&m) }
        // Where the shop's country is known, a customer's mention of another money changes nothing.
        if region == "CN", let named = m.currency, named != home, let other = OrderReader.region(ofCurrency: named) ?? (named == "CNY" ? "CN" : nil) {
            context.region = other
        }
        // Only things without a name, and cancellations, lean on what was said before.
        var situation = IntentRules.Situation()
        if !m.items.isEmpty { situation.hasOffer = context.openCall != nil || context.lastOffer.map { $0.isCall || $0.unitPrice != nil } ?? false }
        if m.classes.contains(.cancel) || m.classes.contains(.hesitate) { situation.hasOrder = context.lastOrder(of: account) != nil }
        reading.intent = IntentRules.intent(m, speaker: speaker, situation: situation)
        pay(&reading, kind, payment)
        items(&reading, m, speaker, account, context)
        money(&reading, m)
        if !m.trackings.isEmpty { reading.trackings = m.trackings.map { Tracking(courier: $0.courier, number: $0.number) } }
        if !m.orderNumbers.isEmpty { reading.orderNumbers = m.orderNumbers.map(\.number) }
        contacts(&reading)
        findings(&reading, m)
        remember(reading, m, speaker, account, &context)
    }

    /// Takes over what a conversation has shown of where its shop is.
    private mutating func enter(_ context: ConversationContext) {
        let region = context.region ?? context.script.region ?? self.region
        guard scan.region != region else { return }
        scan.region = region
        home = region == self.region ? own : Region.currency(region)
    }

    /// The words that exporters put in the place of a transfer: [转账], 微信转账.
    static func isTransfer(_ text: [UInt8]) -> Bool {
        guard text.count >= 8, text.count < 200, text[0] == UInt8(ascii: "[") || text[0] == 0xE3 || text[0] == 0xE5 || text[0] == 0xE8 else { return false }
        return transferMarks.contains { text.starts(with: $0) }
    }

    static let transferMarks = ["[转账", "[微信转账", "【发起转账", "微信转账", "转账：", "[轉賬", "[微信轉賬", "[红包"].map { Array($0.utf8) }

    // MARK: Parts of a reading

    func pay(_ reading: inout MessageReading, _ kind: MessageKind, _ payment: Payment?) {
        if let payment {
            reading.intent = payment.state == .refunded || payment.state == .expired ? .refund : .payment
            reading.amount = payment.amount
            reading.currency = payment.amount == nil ? nil : payment.currency
        } else if kind == .transfer || kind == .redPacket {
            reading.intent = .payment
        }
    }

    func items(_ reading: inout MessageReading, _ m: OrderMentions, _ speaker: Speaker, _ account: Int, _ context: ConversationContext) {
        switch reading.intent {
        case .order, .payment, .shipped, .inquiry: break
        case nil where m.items.isEmpty && m.bareNumber != nil && speaker != .seller: break
        default: return
        }
        if m.items.isEmpty {
            guard reading.intent == nil, speaker != .seller, let n = m.bareNumber, let offer = context.openCall else { return }
            reading.items = [ReadItem(product: offer.product, quantity: n, unit: offer.unit, unitPrice: offer.unitPrice)]
            reading.intent = .order
            return
        }
        if reading.intent == .payment || reading.intent == .shipped, speaker != .seller, !m.hasOrderVerb, !m.items.allSatisfy({ $0.product != nil }) { return }
        if m.classes.contains(.each), m.items.count == 1, m.items[0].product == nil {
            // 一样一盒: one of each that was offered together.
            let offered = context.offeredTogether
            if offered.count > 1 {
                reading.items = offered.map {
                    ReadItem(product: $0.product, quantity: m.items[0].quantity, unit: m.items[0].unit ?? $0.unit, unitPrice: $0.unitPrice)
                }
                return
            }
        }
        let isChange = m.classes.contains(.change)
        let previous = context.lastOrder(of: account)
        for item in m.items {
            var read = ReadItem(product: item.product, quantity: item.quantity, unit: item.unit, unitPrice: item.unitPrice, spec: item.spec)
            if let entry = item.entry, let product = catalog?.products[entry] {
                read.product = product.name
            }
            // 改成 and 再加 mean what was ordered, unless something was offered since.
            let isMore = m.classes.contains(.more) && (context.lastOffer?.at ?? -1) < (previous?.at ?? 0)
            resolve(&read, item, isChange || isMore ? previous : nil, m, context)
            reading.items.append(read)
        }
        linePrices(&reading, m)
    }

    /// Fills in what the talk before tells: name, variant, unit, price.
    func resolve(
        _ read: inout ReadItem, _ item: MentionedItem, _ previous: ConversationContext.LastOrder?, _ m: OrderMentions, _ context: ConversationContext
    ) {
        if read.product == nil, let old = previous?.items.first(where: { $0.unit == read.unit }) ?? previous?.items.first {
            read.product = old.product
            read.unit = read.unit ?? old.unit
            read.unitPrice = old.unitPrice
            return
        }
        var offer: ConversationContext.Offer?
        if let name = read.product, !item.isVariant {
            offer = context.offer(named: name, entry: item.entry)
            if offer == nil, let own = m.prices.first(where: { $0.isTied && !$0.isFormer && $0.product == item.product }) {
                read.unitPrice = read.unitPrice ?? own.amount / own.perQuantity
            }
        } else if let label = read.product {
            offer = context.offers.last { $0.variants[label] != nil } ?? context.lastOffer
            if let offer, let name = offer.product {
                read.product = name + " " + label
                read.unitPrice = offer.variants[label]
                return
            }
        } else {
            offer = context.openCall ?? context.lastOffer
            // 29.9两盒的那个给我来一套: the price named in the message says which.
            if let own = m.prices.last(where: { $0.isTied && !$0.isFormer }), m.items.count == 1 {
                read.unitPrice = own.amount
                if offer.map({ $0.unitPrice == own.amount || $0.variants.values.contains(own.amount) }) != true { offer = nil }
            }
            read.product = offer?.product
        }
        if let entry = item.entry, let product = catalog?.products[entry] {
            read.unit = read.unit ?? product.unit
            if read.unitPrice == nil, read.unit == product.unit { read.unitPrice = offer?.unitPrice ?? product.price }
        }
        guard let offer else { return }
        if read.unit == nil { read.unit = item.unit ?? offer.unit }
        if read.unitPrice == nil, offer.unit == nil || read.unit == nil || offer.unit == read.unit { read.unitPrice = offer.unitPrice }
    }

    /// Prices behind the items of a bill: of one unit, or of the line, as the total tells.
    func linePrices(_ reading: inout MessageReading, _ m: OrderMentions) {
        let lines = m.items.map(\.linePrice)
        guard lines.contains(where: { $0 != nil }), m.items.count == reading.items.count else { return }
        if m.items.count == 1, m.total == nil {
            // 两盒178: what it comes to.
            if m.items[0].quantity == 1 || reading.items[0].unitPrice == nil && m.items[0].quantity != 1 { return }
            return
        }
        let byUnit = zip(m.items, lines).reduce(0) { $0 + $1.0.quantity * ($1.1 ?? 0) }
        let byLine = lines.reduce(0) { $0 + ($1 ?? 0) }
        // What is more than the whole bill, taken for each, is the line's: 一共3盒1350元+运费180=1530.
        let isLineTotal = m.total.map { abs($0 - byUnit) >= 0.01 && (abs($0 - byLine) < 0.01 || byUnit > $0 && byLine <= $0) } ?? false
        for i in lines.indices {
            guard let price = lines[i] else { continue }
            reading.items[i].unitPrice = isLineTotal && m.items[i].quantity > 0 ? price / m.items[i].quantity : price
        }
    }

    func money(_ reading: inout MessageReading, _ m: OrderMentions) {
        if reading.amount == nil {
            switch reading.intent {
            case .payment, .refund: reading.amount = m.amount ?? m.total
            case .order: reading.amount = m.total ?? (m.items.count == 1 && m.items[0].unitPrice == nil ? m.amount : nil)
            default: break
            }
        }
        if reading.currency == nil {
            if reading.amount != nil || reading.items.contains(where: { $0.unitPrice != nil }) {
                reading.currency = m.payMethod == "payme" || m.payMethod == "fps" ? "HKD" : m.currency ?? home
            } else if reading.intent == .order {
                reading.currency = m.moneys.isEmpty ? nil : m.currency
            }
        }
    }

    func contacts(_ reading: inout MessageReading) {
        for finding in scan.findings.findings {
            if finding.kind == .phone, !reading.phones.contains(finding.value) { reading.phones.append(finding.value) }
            if finding.kind == .email, !reading.emails.contains(finding.value) { reading.emails.append(finding.value) }
        }
        if !scan.recipients.isEmpty {
            reading.recipients = scan.recipients.map(\.recipient)
            reading.parsedRecipients = scan.recipients
        }
    }

    func findings(_ reading: inout MessageReading, _ m: OrderMentions) {
        reading.findings = scan.findings.findings
        for money in m.moneys {
            reading.findings.append(
                Finding(.money, money.range, value: JSONWriter.text(money.amount, digits: 4) + " " + (money.currency ?? home), confidence: 0.95, rule: "money"))
        }
        if !reading.items.isEmpty {
            for (item, read) in zip(m.items, reading.items) {
                reading.findings.append(
                    Finding(
                        .quantity, item.range, value: JSONWriter.text(item.quantity, digits: 4) + (read.unit.map { " " + $0 } ?? ""), confidence: 0.9,
                        rule: "quantity.counter"))
            }
        }
        for t in m.trackings {
            reading.findings.append(Finding(.tracking, t.range, value: t.number, confidence: t.courier == nil ? 0.8 : 0.97, rule: "tracking"))
        }
        for o in m.orderNumbers { reading.findings.append(Finding(.orderNumber, o.range, value: o.number, confidence: 0.9, rule: "order_number")) }
        if reading.findings.count > 1 { reading.findings.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) } }
    }
}
