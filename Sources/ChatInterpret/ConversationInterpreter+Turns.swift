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
        case .refund, .complaint, .shipped: substance(place)
        case nil: break
        }
        if classes.contains(.cancel), turn.reading.items.isEmpty { accounts[place].book.cancel(at: turn.at, evidence: turn.evidence("order.cancelled", 0.8)) }
        takeFeedback(turn, place)
        takePhones(turn, place)
        for number in turn.reading.orderNumbers { accounts[place].book.number(number, at: turn.at) }
    }

    /// 老地址: to where the last parcel went, or to the recipient that the message names.
    private mutating func takeSameAddress(_ turn: Turn, _ place: Int) {
        if turn.mentions.classes.contains(.sameAddress), let last = accounts[place].currentRecipient ?? accounts[place].record.recipients.indices.last {
            let same = turn.scan.recipients.isEmpty ? namedRecipient(turn.message.text, place) ?? last : last
            accounts[place].record.recipients[same].lastUsed = turn.at ?? accounts[place].record.recipients[same].lastUsed
            accounts[place].book.send(to: same, at: turn.at, isNew: false)
        }
    }

    private mutating func substance(_ place: Int) {
        accounts[place].hasSubstance = true
        addressee = place
    }

    private func topic(_ m: OrderMentions) -> String? {
        if let entry = m.topics.first(where: { $0.entry != nil })?.entry, let catalog = reader.catalog { return catalog.products[entry].name }
        return m.topics.first.map(\.name) ?? context.lastOffer.flatMap { context.count - $0.at <= 3 ? $0.product : nil }
    }

    /// 收到 alone says “understood”.
    private static func isReceipt(_ turn: Turn) -> Bool {
        let text = turn.message.text
        return text.utf8.count > 6 && text != "收到啦" || text == "收到了"
    }

    private mutating func takeOrder(_ turn: Turn, _ place: Int) {
        let items = turn.reading.items.map { item in
            OrderItem(product: item.product ?? "", quantity: item.quantity, unit: item.unit, unitPrice: item.unitPrice, spec: item.spec)
        }
        guard !items.isEmpty else { return }
        substance(place)
        for item in items { names.count(item.product) }
        let m = turn.mentions
        let had = accounts[place].book.hasOpenOrder(turn.at)
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

    private mutating func takeFeedback(_ turn: Turn, _ place: Int) {
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
            quote: turn.message.text)
        feedback.product = topic(m)
        feedback.isSensitive = m.classes.contains(.sensitive)
        feedback.evidence = turn.evidence("feedback", 0.85)
        accounts[place].record.feedback.append(feedback)
        substance(place)
    }

    // MARK: Recipients

    /// Whether the message is about somebody's return address or hotline and not about where the goods go.
    private static func isSellersPlace(_ turn: Turn) -> Bool {
        let classes = turn.mentions.classes
        return classes.contains(.returnAddress)
            || classes.contains(.refund) && turn.scan.recipients.contains { !$0.recipient.phones.isEmpty && $0.recipient.address != nil }
    }

    private mutating func takeRecipients(_ turn: Turn, _ place: Int) {
        let m = turn.mentions
        if Self.isSellersPlace(turn) {
            for r in turn.scan.recipients { for p in r.recipient.phones { contacts.returnPhones[p, default: 0] += 1 } }
            for f in turn.scan.findings.findings where f.kind == .phone { contacts.returnPhones[f.value, default: 0] += 1 }
            return
        }
        var found = turn.scan.recipients.filter { Self.isUseful($0.recipient) }
        if found.isEmpty || found.count == 1 && (found[0].recipient.name == nil || found[0].recipient.phones.isEmpty || found[0].recipient.address == nil) {
            let isTalk = turn.reading.intent != nil || !m.classes.isDisjoint(with: [.yes, .ask, .hesitate, .lead, .tail, .question, .askPrice, .time, .praise])
            if let joined = accounts[place].pieces.take(turn.message.text, turn.scan, isTalk: isTalk, at: turn.at, parser: &parser) { found = [joined] }
        } else {
            _ = accounts[place].pieces.take(turn.message.text, turn.scan, isTalk: true, at: turn.at, parser: &parser)
        }
        let isOther = !found.isEmpty && Self.isForAnother(turn.message.text)
        for parsed in found {
            let recipient = cleared(parsed.recipient)
            guard Self.isUseful(recipient) else { continue }
            let index = accounts[place].take(recipient, isOther: isOther, at: turn.at, evidence: turn.evidence("recipient", parsed.confidence, parsed.range))
            accounts[place].currentRecipient = index
            accounts[place].recipientAt = turn.at
            accounts[place].book.send(to: index, at: turn.at, isNew: true)
        }
    }

    /// Without the seller's own phones.
    private func cleared(_ recipient: Recipient) -> Recipient {
        var recipient = recipient
        if !recipient.phones.isEmpty, recipient.phones.allSatisfy(ownership.phones.contains) { return Recipient() }
        recipient.phones.removeAll(where: ownership.phones.contains)
        return recipient
    }

    /// A name with a phone, or an address that reaches a door.
    private static func isUseful(_ r: Recipient) -> Bool {
        if !r.phones.isEmpty { return r.name != nil || r.address != nil }
        return AccountState.weight(r.address) >= 3 && r.address?.detail?.isEmpty == false
    }

    /// 寄给我妈, 送朋友: goods for somebody else.
    private static func isForAnother(_ text: String) -> Bool {
        ["给我妈", "寄我妈", "我妈那", "给我爸", "我爸妈", "寄给朋友", "送朋友", "朋友的地址", "帮朋友", "给朋友", "帮同事", "同事的地址", "给同事", "送人的", "婆婆家", "寄给我姐", "寄老家", "代收"].contains {
            text.contains($0)
        }
    }

    /// 寄我妈那, 寄给王丽: the known recipient that a message names.
    private func namedRecipient(_ text: String, _ place: Int) -> Int? {
        accounts[place].record.recipients.indices.first { i in
            accounts[place].record.recipients[i].recipient.name.map { $0.utf8.count >= 6 && text.contains($0) } ?? false
        }
    }

    /// Phones that the customer gives as their own, outside a recipient.
    private mutating func takePhones(_ turn: Turn, _ place: Int) {
        let m = turn.mentions
        guard !turn.scan.findings.findings.isEmpty, !Self.isSellersPlace(turn) else { return }
        for f in turn.scan.findings.findings {
            switch f.kind {
            case .phone:
                if m.classes.contains(.serviceLabel), !turn.message.text.contains("我") { continue }
                if ownership.phones.contains(f.value) || f.value.contains("*") || f.value.hasPrefix("+86400") || f.value.hasPrefix("+86800")
                    || f.confidence < 0.8
                {
                    continue
                }
                if turn.scan.recipients.contains(where: { $0.recipient.phones.contains(f.value) }) { continue }
                accounts[place].givenPhones.insert(f.value)
                if m.classes.contains(.contactLabel) || m.classes.contains(.serviceLabel), turn.message.text.contains("我") || turn.message.text.contains("my") {
                    if !accounts[place].record.phones.contains(where: { $0.value == f.value }) {
                        accounts[place].record.phones.append(Attested(f.value, evidence: [turn.evidence(f.rule, f.confidence, f.range)]))
                        accounts[place].hasSubstance = true
                    }
                }
            case .email:
                if !accounts[place].record.emails.contains(where: { $0.value == f.value }) {
                    accounts[place].record.emails.append(Attested(f.value, evidence: [turn.evidence(f.rule, f.confidence, f.range)]))
                }
            case .wechatID, .qqNumber:
                let other = OtherIdentity(kind: f.kind.rawValue, value: f.value)
                guard f.confidence >= 0.7, !accounts[place].record.otherIdentities.contains(where: { $0.value == other }) else { continue }
                accounts[place].record.otherIdentities.append(Attested(other, evidence: [turn.evidence(f.rule, f.confidence, f.range)]))
            case .birthday where f.confidence >= 0.7 && accounts[place].record.birthDate == nil:
                accounts[place].record.birthDate = Attested(f.value, evidence: [turn.evidence(f.rule, f.confidence, f.range)])
            case .gender where f.confidence >= 0.7 && accounts[place].record.gender == nil:
                accounts[place].record.gender = Attested(f.value, evidence: [turn.evidence(f.rule, f.confidence, f.range)])
            default: break
            }
        }
    }

    // MARK: The seller's side

    mutating func readSeller(_ turn: Turn) {
        let m = turn.mentions
        let place = target(of: turn.message.text) ?? (conversation.kind == .direct ? nil : nil)
        takeSellersBlocks(turn, place)
        if let payment = turn.message.payment {
            if let place { takePayment(payment, turn, place, byCustomer: false) }
            return
        }
        if !m.trackings.isEmpty, place == nil || accounts.count > 1, shipByNames(turn) { return }
        guard let place else { return }
        for number in turn.reading.orderNumbers { accounts[place].book.number(number, at: turn.at) }
        switch turn.reading.intent {
        case .refund:
            if m.classes.contains(.refundGiven) { accounts[place].book.refund(turn.reading.amount, at: turn.at, evidence: turn.evidence("refund.said", 0.9)) }
        case .payment:
            accounts[place].book.pay(
                turn.reading.amount, currency: turn.reading.currency, id: nil, isReceipt: true, at: turn.at, evidence: turn.evidence("payment.confirmed", 0.9))
        case .shipped:
            accounts[place].book.ship(turn.reading.trackings, at: turn.at, evidence: turn.evidence("shipped", 0.95, m.trackings.first?.range))
        case .order:
            let items = turn.reading.items.compactMap { item in
                item.product.map { OrderItem(product: $0, quantity: item.quantity, unit: item.unit, unitPrice: item.unitPrice, spec: item.spec) }
            }
            accounts[place].book.confirm(
                items, amount: turn.reading.amount, currency: turn.reading.currency, at: turn.at, evidence: turn.evidence("order.confirmed", 0.85))
        default: break
        }
        if turn.reading.intent != .refund, turn.reading.intent != .payment {
            if let total = m.total {
                accounts[place].book.total(total, isSure: true, currency: m.currency, at: turn.at)
            } else if let amount = m.amount, m.items.isEmpty, turn.reading.intent == nil {
                accounts[place].book.total(amount, isSure: m.prices.isEmpty && m.topics.isEmpty, currency: m.currency, at: turn.at)
            }
        }
    }

    /// A block that the seller writes: a return address is the seller's; one that repeats the customer's, or asks to confirm it, is the customer's.
    private mutating func takeSellersBlocks(_ turn: Turn, _ place: Int?) {
        let m = turn.mentions
        for parsed in turn.scan.recipients {
            let recipient = cleared(parsed.recipient)
            if Self.isSellersPlace(turn) {
                for p in recipient.phones { contacts.returnPhones[p, default: 0] += 1 }
                continue
            }
            guard let place, Self.isUseful(recipient) else { continue }
            let isRepeated = !accounts[place].givenPhones.isDisjoint(with: recipient.phones)
            if isRepeated || m.classes.contains(.confirm) && recipient.name != nil && recipient.address != nil && !recipient.phones.isEmpty {
                accounts[place].take(recipient, isOther: false, at: turn.at, evidence: turn.evidence("recipient.confirmed", parsed.confidence, parsed.range))
            } else {
                for p in recipient.phones { contacts.toldPhones[p, default: 0] += 1 }
            }
        }
        for f in turn.scan.findings.findings where f.kind == .phone && !turn.scan.recipients.contains(where: { $0.recipient.phones.contains(f.value) }) {
            if Self.isSellersPlace(turn) {
                contacts.returnPhones[f.value, default: 0] += 1
            } else if place.map({ !accounts[$0].givenPhones.contains(f.value) }) ?? true {
                contacts.toldPhones[f.value, default: 0] += 1
            }
        }
    }

    /// 张三 SF…, 李四 YT…: parcels matched to recipients by the names beside them.
    private mutating func shipByNames(_ turn: Turn) -> Bool {
        var isTaken = false
        let bytes = Array(turn.message.text.utf8)
        var begin = 0
        for t in turn.mentions.trackings {
            guard t.range.upperBound <= bytes.count, begin <= t.range.lowerBound else { continue }
            let before = String(decoding: bytes[begin..<t.range.lowerBound], as: UTF8.self)
            begin = t.range.upperBound
            let line = before.split(whereSeparator: \.isNewline).last.map(String.init) ?? before
            let found = accounts.indices.first { i in
                accounts[i].record.recipients.contains { $0.recipient.name.map { $0.utf8.count >= 6 && line.contains($0) } ?? false }
                    || accounts[i].record.nicknames.contains { $0.value.utf8.count >= 6 && line.contains($0.value) }
            }
            guard let found else { continue }
            accounts[found].book.ship([Tracking(courier: t.courier, number: t.number)], at: turn.at, evidence: turn.evidence("shipped.named", 0.9, t.range))
            isTaken = true
        }
        return isTaken
    }

    // MARK: Money

    private mutating func takePayment(_ payment: Payment, _ turn: Turn, _ place: Int, byCustomer: Bool) {
        let evidence = turn.evidence("payment.\(payment.state.rawValue)", 0.98)
        substance(place)
        switch payment.state {
        case .sent:
            if byCustomer {
                accounts[place].book.pay(payment.amount, currency: payment.currency, id: payment.id, isReceipt: false, at: turn.at, evidence: evidence)
            } else {
                accounts[place].book.refund(payment.amount, at: turn.at, evidence: evidence)
            }
        case .received:
            // The receiver's row: the seller took the customer's money; from the customer it ends a refund.
            if !byCustomer {
                accounts[place].book.pay(payment.amount, currency: payment.currency, id: payment.id, isReceipt: true, at: turn.at, evidence: evidence)
            }
        case .refunded, .expired: break
        }
    }

    // MARK: Chain lists

    mutating func take(_ chain: ChainList, _ message: Message, _ place: Int?) {
        let nicknames = byNickname
        let ownNames = place.map { accounts[$0].record.nicknames.map(\.value) } ?? []
        let told = message.solitaire
        let ids = places
        let poster = place.map(String.init)
        chains.take(
            chain, poster: poster, at: message.sentAt, evidence: Evidence(position: message.source, at: message.sentAt, rule: "order.chain", confidence: 0.9)
        ) { entry in
            if let exact = told.first(where: { $0.text == entry.text || entry.text.contains($0.text) }), let i = ids[exact.account] { return String(i) }
            if ownNames.contains(where: { Self.begins(entry.text, with: $0) }) { return poster }
            return nicknames.filter { Self.begins(entry.text, with: $0.key) }.max { $0.key.utf8.count < $1.key.utf8.count }.map { String($0.value) }
        }
        if let place {
            accounts[place].hasSubstance = true
        }
        for offer in reader.chainOffers(chain) { context.note(offer) }
    }

    /// Whether an entry begins with a nickname; white space and invisible marks do not count.
    static func begins(_ text: String, with nickname: String) -> Bool {
        guard !nickname.isEmpty else { return false }
        return NameKey.of(text).hasPrefix(NameKey.of(nickname))
    }

    /// Makes the orders of all lists' last versions.
    mutating func settleChains() {
        for list in chains.lists {
            let offers = reader.chainOffers(list.chain)
            for line in list.lines {
                guard let account = line.account, let place = Int(account), accounts.indices.contains(place) else { continue }
                let nickname = accounts[place].record.nicknames.map(\.value).filter { Self.begins(line.text, with: $0) }.max { $0.utf8.count < $1.utf8.count }
                let items = reader.chainItems(line.text, nickname: nickname, offers: offers)
                guard !items.isEmpty else { continue }
                var order = Order(
                    placedAt: line.at, status: .placed,
                    items: items.map { OrderItem(product: $0.product ?? list.chain.title, quantity: $0.quantity, unit: $0.unit, unitPrice: $0.unitPrice) })
                if items.allSatisfy({ $0.unitPrice != nil && $0.quantity != nil }) {
                    order.amount = (items.reduce(0) { $0 + ($1.quantity ?? 0) * ($1.unitPrice ?? 0) } * 100).rounded() / 100
                    order.currency = offers.first?.currency ?? home
                }
                order.account = AccountReference(platform: conversation.platform, id: accounts[place].record.accountID)
                order.group = conversation.title
                order.evidence = [line.evidence]
                accounts[place].record.orders.append(order)
                accounts[place].hasSubstance = true
            }
        }
        chains = ChainBook()
    }
}
