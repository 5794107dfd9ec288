import ChatExtract
import ChatModel

extension ConversationInterpreter {
    mutating func readSeller(_ turn: Turn) {
        let m = turn.mentions
        let place = target(of: turn.message.text)
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
                items, amount: turn.reading.amount, currency: turn.reading.currency, isBill: m.isBill && m.total != nil, at: turn.at,
                evidence: turn.evidence("order.confirmed", 0.85))
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
    mutating func takeSellersBlocks(_ turn: Turn, _ place: Int?) {
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
    mutating func shipByNames(_ turn: Turn) -> Bool {
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

    mutating func takePayment(_ payment: Payment, _ turn: Turn, _ place: Int, byCustomer: Bool) {
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
}
