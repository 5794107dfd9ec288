import ChatExtract
import ChatModel

/// Acts by rules: what ``MessageReading`` found, in the terms that the ledger takes.
///
/// Stands in where no fitted model does. It gives a message one intent's acts, and is as sure as its rules.
enum RuleActs {
    /// The acts of a customer's message.
    ///
    /// - Parameters:
    ///   - topic: what a question is about.
    ///   - hasOpenOrder: whether more can be added to an order.
    static func customers(_ turn: Turn, topic: String?, hasOpenOrder: Bool) -> [DialogueAct] {
        let m = turn.mentions
        var acts: [DialogueAct] = []
        switch turn.reading.intent {
        case .order: acts += ordered(turn, hasOpenOrder: hasOpenOrder)
        case .payment:
            if !turn.reading.items.isEmpty { acts += ordered(turn, hasOpenOrder: hasOpenOrder) }
            var pay = act(.pay, 0.9)
            pay.amount = turn.reading.amount
            pay.currency = turn.reading.currency
            pay.part = m.classes.contains(.deposit) ? "deposit" : nil
            acts.append(pay)
        case .received where isReceipt(turn.message.text): acts.append(act(.arrive, m.classes.isDisjoint(with: [.yes]) ? 0.9 : 0.5))
        case .praise: acts.append(act(.arrive, 0.5))
        case .inquiry:
            var inquire = act(.inquire, 0.8)
            inquire.lines = topic.map { [ActLine(product: $0)] }
            acts.append(inquire)
        case .complaint:
            // 收到了，有两个坏了: a complaint about what has come.
            if m.classes.contains(.received), !m.classes.contains(.notReceived) { acts.append(act(.arrive, 0.5)) }
            var complain = act(.complain, 0.5)
            complain.kind = m.complaints.first ?? (m.classes.contains(.notReceived) ? "late" : nil)
            acts.append(complain)
        case .refund: acts.append(act(.refundAsked, 0.8))
        case .received, .shipped, nil: break
        }
        if m.classes.contains(.cancel), turn.reading.items.isEmpty {
            var withdraw = act(.withdraw, 0.8)
            withdraw.scope = "all"
            acts.append(withdraw)
        }
        return acts
    }

    /// The acts of a seller's message.
    ///
    /// - Parameter namesParcels: whether the words before a parcel's number may say whose it is.
    static func sellers(_ turn: Turn, namesParcels: Bool) -> [DialogueAct] {
        let m = turn.mentions
        var acts: [DialogueAct] = []
        switch turn.reading.intent {
        case .refund where m.classes.contains(.refundGiven):
            var refund = act(.refundPaid, 0.9)
            refund.amount = turn.reading.amount
            acts.append(refund)
        case .payment:
            var seen = act(.paidSeen, 0.9)
            seen.amount = turn.reading.amount
            seen.currency = turn.reading.currency
            acts.append(seen)
        case .shipped: acts.append(shipped(turn, namesParcels: namesParcels))
        case .order: acts += readBack(turn)
        default:
            if namesParcels, !m.trackings.isEmpty { acts.append(shipped(turn, namesParcels: true)) }
        }
        guard turn.reading.intent != .refund, turn.reading.intent != .payment else { return acts }
        if acts.contains(where: { $0.act == .quote }) { return acts }
        if let total = m.total {
            acts.append(quote(total, m.currency, 0.9))
        } else if let amount = m.amount, m.items.isEmpty, turn.reading.intent == nil {
            // A bare sum is a total only when it can be one.
            acts.append(quote(amount, m.currency, m.prices.isEmpty && m.topics.isEmpty ? 0.8 : 0.5))
        }
        return acts
    }

    /// Where the words of rules' acts stand: the first good of what is asked for, the first parcel of what is sent.
    static func ranges(of acts: [DialogueAct], _ turn: Turn) -> [Range<Int>?] {
        acts.map { act in
            switch act.act {
            case .request, .change: turn.mentions.items.first?.range
            case .ship: turn.mentions.trackings.first?.range
            default: nil
            }
        }
    }

    private static func act(_ kind: ActKind, _ confidence: Double) -> DialogueAct {
        var act = DialogueAct(kind)
        act.confidence = confidence
        return act
    }

    private static func quote(_ total: Double, _ currency: String?, _ confidence: Double) -> DialogueAct {
        var quote = act(.quote, confidence)
        (quote.total, quote.currency, quote.part) = (total, currency, "whole")
        return quote
    }

    private static func lines(_ items: [ReadItem]) -> [ActLine] {
        items.map { ActLine(product: $0.product, quantity: $0.quantity, unit: $0.unit, spec: $0.spec, price: $0.unitPrice) }
    }

    private static func ordered(_ turn: Turn, hasOpenOrder: Bool) -> [DialogueAct] {
        guard !turn.reading.items.isEmpty else { return [] }
        let classes = turn.mentions.classes
        let isChange = classes.contains(.change)
        let isMore = classes.contains(.more) && hasOpenOrder && !isChange
        var order = act(isChange || isMore ? .change : .request, 0.9)
        if isChange { order.what = "quantity" } else if isMore { order.what = "add" }
        order.lines = lines(turn.reading.items)
        order.currency = turn.reading.currency
        guard turn.reading.intent == .order, let amount = turn.reading.amount else { return [order] }
        return [order, quote(amount, turn.reading.currency, 0.85)]
    }

    /// Goods that the seller repeats or sums up.
    private static func readBack(_ turn: Turn) -> [DialogueAct] {
        let m = turn.mentions
        let named = lines(turn.reading.items.filter { $0.product != nil })
        var confirm = act(.confirm, 0.85)
        confirm.what = "order"
        confirm.lines = named
        guard let amount = turn.reading.amount else { return [confirm] }
        var total = quote(amount, turn.reading.currency, 0.9)
        // Lines that work themselves out, up to a total: all that was ordered, under its right names.
        if m.isBill, m.total != nil {
            total.lines = named
            return [total]
        }
        return [confirm, total]
    }

    /// Parcels; with a name before each where they are several people's.
    private static func shipped(_ turn: Turn, namesParcels: Bool) -> DialogueAct {
        var ship = act(.ship, 0.95)
        guard namesParcels, !turn.mentions.trackings.isEmpty else {
            ship.parcels = turn.reading.trackings.map { ActParcel(courier: $0.courier, number: $0.number) }
            return ship
        }
        ship.confidence = 0.7
        let bytes = Array(turn.message.text.utf8)
        var begin = 0
        var parcels: [ActParcel] = []
        for t in turn.mentions.trackings {
            guard t.range.upperBound <= bytes.count, begin <= t.range.lowerBound else { continue }
            let before = String(decoding: bytes[begin..<t.range.lowerBound], as: UTF8.self)
            begin = t.range.upperBound
            let line = before.split(whereSeparator: \.isNewline).last.map(String.init) ?? before
            parcels.append(ActParcel(courier: t.courier, number: t.number, recipient: line.isEmpty ? nil : line))
        }
        ship.parcels = parcels
        return ship
    }

    /// 收到 alone says “understood”.
    private static func isReceipt(_ text: String) -> Bool { text.utf8.count > 6 && text != "收到啦" || text == "收到了" }
}
