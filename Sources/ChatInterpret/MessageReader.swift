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
    private let home: String
    private var scan: MessageScan

    /// A reader.
    ///
    /// - Parameters:
    ///   - catalog: the seller's products, where a list was given.
    ///   - region: ISO 3166 alpha-2 of the shop: the default for currency and phone numbers.
    public init(catalog: Catalog? = nil, region: String = "CN") {
        self.catalog = catalog
        home = Region.currency(region)
        scan = MessageScan(region: region)
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
        var reading = MessageReading()
        guard kind != .recall, kind != .contactCard, kind != .forward else { return reading }
        if kind == .solitaire || ChainList.mayBe(text), let list = ChainList(String(decoding: text, as: UTF8.self)) { return read(list, in: &context) }
        scan.read(text, fromSeller: speaker == .seller)
        let pays = payment != nil || kind == .transfer || kind == .redPacket
        if scan.isQuiet, !pays, !Self.isTransfer(text) { return reading }
        // Lent, not copied: a message's mentions are many arrays.
        var m = OrderMentions()
        scan.exchange(&m)
        defer { scan.exchange(&m) }
        // Only things without a name, and cancellations, lean on what was said before.
        var situation = IntentRules.Situation()
        if !m.items.isEmpty { situation.hasOffer = context.openCall != nil || context.lastOffer.map { $0.isCall || $0.unitPrice != nil } ?? false }
        if m.classes.contains(.cancel) || m.classes.contains(.hesitate) { situation.hasOrder = context.lastOrder(of: account) != nil }
        reading.intent = IntentRules.intent(m, speaker: speaker, situation: situation)
        pay(&reading, Self.isTransfer(text) ? .transfer : kind, payment)
        items(&reading, m, speaker, account, context)
        money(&reading, m)
        if !m.trackings.isEmpty { reading.trackings = m.trackings.map { Tracking(courier: $0.courier, number: $0.number) } }
        if !m.orderNumbers.isEmpty { reading.orderNumbers = m.orderNumbers.map(\.number) }
        contacts(&reading)
        findings(&reading, m)
        remember(reading, m, speaker, account, &context)
        return reading
    }

    /// The words that exporters put in the place of a transfer: [转账], 微信转账.
    private static func isTransfer(_ text: [UInt8]) -> Bool {
        guard text.count >= 8, text.count < 200, text[0] == UInt8(ascii: "[") || text[0] == 0xE3 || text[0] == 0xE5 || text[0] == 0xE8 else { return false }
        return transferMarks.contains { text.starts(with: $0) }
    }

    private static let transferMarks = ["[转账", "[微信转账", "【发起转账", "微信转账", "转账：", "[轉賬", "[微信轉賬", "[红包"].map { Array($0.utf8) }

    // MARK: Parts of a reading

    private func pay(_ reading: inout MessageReading, _ kind: MessageKind, _ payment: Payment?) {
        if let payment {
            reading.intent = payment.state == .refunded || payment.state == .expired ? .refund : .payment
            reading.amount = payment.amount
            reading.currency = payment.amount == nil ? nil : payment.currency
        } else if kind == .transfer || kind == .redPacket {
            reading.intent = .payment
        }
    }

    private func items(_ reading: inout MessageReading, _ m: OrderMentions, _ speaker: Speaker, _ account: Int, _ context: ConversationContext) {
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
    private func resolve(
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
    private func linePrices(_ reading: inout MessageReading, _ m: OrderMentions) {
        let lines = m.items.map(\.linePrice)
        guard lines.contains(where: { $0 != nil }), m.items.count == reading.items.count else { return }
        if m.items.count == 1, m.total == nil {
            // 两盒178: what it comes to.
            if m.items[0].quantity == 1 || reading.items[0].unitPrice == nil && m.items[0].quantity != 1 { return }
            return
        }
        let byUnit = zip(m.items, lines).reduce(0) { $0 + $1.0.quantity * ($1.1 ?? 0) }
        let byLine = lines.reduce(0) { $0 + ($1 ?? 0) }
        let isLineTotal = m.total.map { abs($0 - byLine) < 0.01 && abs($0 - byUnit) >= 0.01 } ?? false
        for i in lines.indices {
            guard let price = lines[i] else { continue }
            reading.items[i].unitPrice = isLineTotal && m.items[i].quantity > 0 ? price / m.items[i].quantity : price
        }
    }

    private func money(_ reading: inout MessageReading, _ m: OrderMentions) {
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

    private func contacts(_ reading: inout MessageReading) {
        for finding in scan.findings.findings {
            if finding.kind == .phone, !reading.phones.contains(finding.value) { reading.phones.append(finding.value) }
            if finding.kind == .email, !reading.emails.contains(finding.value) { reading.emails.append(finding.value) }
        }
        if !scan.recipients.isEmpty { reading.recipients = scan.recipients.map(\.recipient) }
    }

    private func findings(_ reading: inout MessageReading, _ m: OrderMentions) {
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

    // MARK: What later messages lean on

    private func remember(_ reading: MessageReading, _ m: OrderMentions, _ speaker: Speaker, _ account: Int, _ context: inout ConversationContext) {
        if speaker != .customer || reading.intent == nil || reading.intent == .inquiry { offers(m, speaker, &context) }
        if m.classes.contains(.askQuantity), speaker != .customer { context.question = (context.count, m.askedUnit) }
        if reading.intent == .order, speaker != .seller, !reading.items.isEmpty { context.note(order: reading.items, of: account) }
        if reading.intent == .order { context.question = nil }
        if m.classes.contains(.hesitate), speaker != .seller { context.question = nil }
    }

    private func offers(_ m: OrderMentions, _ speaker: Speaker, _ context: inout ConversationContext) {
        let isCall = speaker != .customer && m.classes.contains(.offerCall)
        var named = false
        for price in m.prices where !price.isFormer {
            var offer = ConversationContext.Offer(product: price.product, entry: price.entry)
            if let entry = price.entry { offer.product = catalog?.products[entry].name ?? price.product }
            if offer.product == nil, let topic = m.topics.first { (offer.product, offer.entry) = (topic.name, topic.entry) }
            if offer.product == nil, let asked = context.lastOffer { (offer.product, offer.entry) = (asked.product, asked.entry) }
            if let variant = price.variant {
                offer.variants[variant] = price.amount
            } else {
                offer.unitPrice = price.perQuantity > 0 ? price.amount / price.perQuantity : price.amount
            }
            offer.unit = price.perUnit
            offer.currency = price.currency
            offer.isCall = isCall
            context.note(offer)
            named = true
        }
        guard !named, let topic = m.topics.first(where: { $0.entry != nil }) ?? m.topics.first else { return }
        // A name alone is an offer when somebody calls for orders or asks about it.
        guard
            isCall || m.classes.contains(.askQuantity) || m.stockUnit != nil || m.classes.contains(.askPrice) || m.classes.contains(.ask) || topic.entry != nil
        else { return }
        var offer = ConversationContext.Offer(product: topic.entry.flatMap { catalog?.products[$0].name } ?? topic.name, entry: topic.entry, unit: m.stockUnit)
        offer.isCall = isCall
        context.note(offer)
    }

    // MARK: Chain lists

    /// A list as one message: its products with the sum of all entries.
    private mutating func read(_ list: ChainList, in context: inout ConversationContext) -> MessageReading {
        var reading = MessageReading()
        let offers = chainOffers(list)
        for offer in offers { context.note(offer) }
        guard !list.entries.isEmpty else { return reading }
        reading.intent = .order
        var sums: [String: Double] = [:]
        for entry in list.entries {
            for item in chainItems(entry.text, nickname: nil, offers: offers) { sums[item.product ?? "", default: 0] += item.quantity ?? 0 }
        }
        for offer in offers {
            guard let n = sums.removeValue(forKey: offer.product ?? ""), n > 0 else { continue }
            reading.items.append(ReadItem(product: offer.product, quantity: n, unit: offer.unit, unitPrice: offer.unitPrice))
        }
        for (product, n) in sums.sorted(by: { $0.key < $1.key }) where n > 0 {
            reading.items.append(ReadItem(product: product.isEmpty ? nil : product, quantity: n))
        }
        if let currency = offers.first(where: { $0.unitPrice != nil }) { reading.currency = currency.currency ?? home }
        return reading
    }

    /// The products that a list's title offers.
    mutating func chainOffers(_ list: ChainList) -> [ConversationContext.Offer] {
        guard !list.title.isEmpty else { return [] }
        scan.read(Array(list.title.utf8), fromSeller: true, isTitle: true)
        let m = scan.mentions
        var offers: [ConversationContext.Offer] = []
        for price in m.prices where !price.isFormer && (price.isTied || price.product != nil) {
            let name = price.entry.flatMap { catalog?.products[$0].name } ?? price.product ?? m.topics.first?.name
            if offers.contains(where: { $0.product == name }) { continue }
            var offer = ConversationContext.Offer(
                product: name, entry: price.entry, unit: price.perUnit, unitPrice: price.amount / max(price.perQuantity, 0.001))
            offer.currency = price.currency
            offer.isCall = true
            offers.append(offer)
        }
        if offers.isEmpty, let topic = m.topics.first(where: { $0.entry != nil }) ?? m.topics.first {
            let name = topic.entry.flatMap { catalog?.products[$0].name } ?? topic.name
            offers.append(ConversationContext.Offer(product: name, entry: topic.entry, unit: m.stockUnit ?? m.items.first?.unit, isCall: true))
        }
        return offers
    }

    /// What an entry of a list orders.
    mutating func chainItems(_ text: String, nickname: String?, offers: [ConversationContext.Offer]) -> [ReadItem] {
        var rest = text
        if let nickname, rest.hasPrefix(nickname) { rest = String(rest.dropFirst(nickname.count)) }
        scan.read(Array(rest.utf8), fromSeller: false)
        let m = scan.mentions
        if m.classes.contains(.cancel) { return [] }
        let letters = letterCodes(rest, offers.count)
        if !letters.isEmpty {
            return letters.map {
                ReadItem(product: offers[$0.offer].product, quantity: $0.quantity, unit: offers[$0.offer].unit, unitPrice: offers[$0.offer].unitPrice)
            }
        }
        let only = offers.count == 1 ? offers[0] : nil
        var items: [ReadItem] = []
        for item in m.items {
            let named =
                offers.first { o in item.entry != nil && o.entry == item.entry }
                ?? item.product.flatMap { name in offers.first { o in o.product.map { ProductName.isSame($0, name) } ?? false } }
            guard let offer = named ?? only ?? offers.first else {
                items.append(ReadItem(product: item.product, quantity: item.quantity, unit: item.unit))
                continue
            }
            items.append(ReadItem(product: offer.product, quantity: item.quantity, unit: offer.unit ?? item.unit, unitPrice: offer.unitPrice))
        }
        if items.isEmpty, let offer = only ?? offers.first {
            // A number at the end, or a name alone, which is one.
            items.append(ReadItem(product: offer.product, quantity: trailingNumber(rest) ?? 1, unit: offer.unit, unitPrice: offer.unitPrice))
        }
        // One product, several numbers: the last counted one is the order, the others are rooms and the like.
        if only != nil, items.count > 1 {
            let counted = m.items.lastIndex { $0.unit != nil } ?? m.items.count - 1
            return [items[counted]]
        }
        return items
    }

    /// A2 B1: letters for the title's products in order.
    private func letterCodes(_ text: String, _ count: Int) -> [(offer: Int, quantity: Double)] {
        guard count > 1 else { return [] }
        let b = Array(text.utf8)
        var found: [(Int, Double)] = []
        var at = 0
        while at < b.count {
            let letter = Int(b[at] & 0xDF) - 65
            let isFree = at == 0 || !(48...57 ~= b[at - 1] || (b[at - 1] | 0x20) &- 0x61 < 26)
            if isFree, b[at] < 0x80, 0..<count ~= letter, b[at] | 0x20 >= 0x61 {
                var end = at + 1
                while end < b.count, [0x20, UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "x"), UInt8(ascii: ":")].contains(b[end]) { end += 1 }
                var n = 0
                var digits = 0
                while end < b.count, 48...57 ~= b[end], digits < 3 {
                    n = n * 10 + Int(b[end] - 48)
                    digits += 1
                    end += 1
                }
                if digits > 0 {
                    found.append((letter, Double(n)))
                    at = end
                    continue
                }
            }
            at += 1
        }
        return found
    }

    private func trailingNumber(_ text: String) -> Double? {
        var b = Array(text.utf8)
        while let last = b.last, last == 0x20 { b.removeLast() }
        var start = b.count
        while start > 0, 48...57 ~= b[start - 1], b.count - start < 3 { start -= 1 }
        guard start < b.count, start == 0 || b[start - 1] == 0x20 || b[start - 1] == UInt8(ascii: "+") || b[start - 1] >= 0x80 else { return nil }
        let n = b[start...].reduce(0) { $0 * 10 + Double($1 - 48) }
        return n > 0 && n < 200 ? n : nil
    }
}
