import ChatExtract
import ChatModel

extension ConversationInterpreter {
    // MARK: The customer's side

    mutating func readCustomer(_ turn: Turn, _ place: Int) {
        let m = turn.mentions
        takeRecipients(turn, place)
        let classes = m.classes
        // “再来两罐，老地址” sends what it orders: the order first, then where it goes.
        let ordersHere = turn.reading.intent == .order
        if !ordersHere { takeSameAddress(turn, place) }
        if let payment = turn.message.payment {
            takePayment(payment, turn, place, byCustomer: true)
            return
        }
        switch turn.reading.intent {
        case .order:
            takeOrder(turn, place)
            takeSameAddress(turn, place)
        case .payment:
            if !turn.reading.items.isEmpty { takeOrder(turn, place) }
            substance(place)
            accounts[place].book.pay(
                turn.reading.amount, currency: turn.reading.currency, id: nil, isReceipt: false, at: turn.at, evidence: turn.evidence("payment.said", 0.9))
        case .received:
            guard Self.isReceipt(turn) else { break }
            substance(place)
            accounts[place].book.receive(at: turn.at, isSure: m.classes.isDisjoint(with: [.yes]), evidence: turn.evidence("received.said", 0.9))
        case .praise:
            substance(place)
            accounts[place].book.receive(at: turn.at, isSure: false, evidence: turn.evidence("received.praised", 0.7))
        case .inquiry:
            // A thing is asked about when it is the catalogue's, when its price is asked, or when it was offered; anything else is talk.
            substance(place)
            if let topic = m.items.first?.product ?? topic(m),
                m.classes.contains(.askPrice) || m.topics.contains(where: { $0.entry != nil }) || context.offer(named: topic, entry: nil)?.unitPrice != nil
            {
                accounts[place].book.inquire(topic, unit: nil, at: turn.at, evidence: turn.evidence("inquiry", 0.8))
            }
        case .complaint:
            substance(place)
            // 收到了，有两个坏了: a complaint about what has come.
            if classes.contains(.received), !classes.contains(.notReceived) {
                accounts[place].book.receive(at: turn.at, isSure: false, evidence: turn.evidence("received.complained", 0.7))
            }
        case .refund, .shipped: substance(place)
        case nil: break
        }
        if classes.contains(.cancel), turn.reading.items.isEmpty { accounts[place].book.cancel(at: turn.at, evidence: turn.evidence("order.cancelled", 0.8)) }
        takeFeedback(turn, place)
        takeSignals(turn, place)
        accounts[place].record.identityNotes.formUnion(IdentityWords.notes(in: turn.message.text))
        takePhones(turn, place)
        for number in turn.reading.orderNumbers { accounts[place].book.number(number, at: turn.at) }
    }

    /// 老地址: to where the last parcel went, or to the recipient that the message names.
    mutating func takeSameAddress(_ turn: Turn, _ place: Int) {
        if turn.mentions.classes.contains(.sameAddress), let last = accounts[place].currentRecipient ?? accounts[place].record.recipients.indices.last {
            let same = turn.scan.recipients.isEmpty ? namedRecipient(turn.message.text, place) ?? last : last
            accounts[place].record.recipients[same].lastUsed = turn.at ?? accounts[place].record.recipients[same].lastUsed
            accounts[place].book.send(to: same, at: turn.at, isNew: false)
        }
    }

    mutating func substance(_ place: Int) {
        accounts[place].hasSubstance = true
        addressee = place
    }

    func topic(_ m: OrderMentions) -> String? {
        if let entry = m.topics.first(where: { $0.entry != nil })?.entry, let catalog = reader.catalog { return catalog.products[entry].name }
        return m.topics.first.map(\.name) ?? context.lastOffer.flatMap { context.count - $0.at <= 3 ? $0.product : nil }
    }

    /// The product that feedback is about: one that is sold here, or the only one of the last order. A name that nobody used for goods is talk.
    private func knownTopic(_ m: OrderMentions, _ place: Int) -> String? {
        if let entry = m.topics.first(where: { $0.entry != nil })?.entry, let catalog = reader.catalog { return catalog.products[entry].name }
        let ordered = accounts[place].book.live.reversed().lazy.filter { !$0.isInquiry }.flatMap(\.order.items)
        for topic in m.topics {
            if let known = ordered.first(where: { OrderBook.isSame($0.product, topic.name) })?.product { return known }
            if let known = context.offer(named: topic.name, entry: nil)?.product { return known }
        }
        let last = accounts[place].book.live.last { !$0.isInquiry }?.order.items
        return last?.count == 1 && last?[0].product.isEmpty == false ? last?[0].product : nil
    }

    /// 收到 alone says “understood”.
    static func isReceipt(_ turn: Turn) -> Bool {
        let text = turn.message.text
        return text.utf8.count > 6 && text != "收到啦" || text == "收到了"
    }

    mutating func takeOrder(_ turn: Turn, _ place: Int) {
        let items = turn.reading.items.map { item in
            OrderItem(product: item.product ?? "", quantity: item.quantity, unit: item.unit, unitPrice: item.unitPrice, spec: item.spec)
        }
        guard !items.isEmpty else { return }
        substance(place)
        let m = turn.mentions
        if !turn.scan.recipients.isEmpty, m.items.count == items.count,
            accounts[place].book.sharesOut(zip(items, m.items).map { ($0, $1.product != nil) }, at: turn.at)
        {
            return
        }
        let had = accounts[place].book.hasOpenOrder(turn.at)
        if !had, m.classes.contains(.change), items.count == 1, changeLine(items[0].quantity, place, at: turn.at) { return }
        for item in items { names.count(item.product) }
        accounts[place].book.place(
            items, amount: turn.reading.intent == .order ? turn.reading.amount : nil, currency: turn.reading.currency,
            isMore: m.classes.contains(.more) && had && !m.classes.contains(.change),
            isChange: m.classes.contains(.change), isNamed: m.items.contains { $0.product != nil }, at: turn.at,
            evidence: turn.evidence("order", 0.9, m.items.first?.range))
        // A block that was given a moment before is where it goes.
        if !had, let recipient = accounts[place].currentRecipient, let given = accounts[place].recipientAt, let at = turn.at,
            at.wallSeconds - given.wallSeconds < 3 * 3600
        {
            accounts[place].book.send(to: recipient, at: turn.at, isNew: false)
        }
    }

    mutating func takeFeedback(_ turn: Turn, _ place: Int) {
        let m = turn.mentions
        let kind: Feedback.Kind
        switch turn.reading.intent {
        case .praise: kind = .praise
        case .complaint, .refund:
            guard turn.reading.intent == .complaint || !m.complaints.isEmpty else { return }
            kind = .complaint
        case .received where m.classes.contains(.praise): kind = .praise
        case nil where m.classes.contains(.suggestion): kind = .suggestion
        default: return
        }
        // “今天天气真不错” praises nothing that was sold: praise and suggestions count once something was ordered.
        guard kind == .complaint || accounts[place].book.hasOrders else { return }
        var feedback = Feedback(
            kind: kind, reason: kind == .complaint ? m.complaints.first ?? (m.classes.contains(.notReceived) ? "late" : nil) : nil, at: turn.at,
            quote: PersonalCards.masked(in: turn.message.text))
        feedback.product = knownTopic(m, place)
        feedback.isSensitive = m.classes.contains(.sensitive)
        feedback.evidence = turn.evidence("feedback", 0.85)
        accounts[place].record.feedback.append(feedback)
        substance(place)
    }
}
