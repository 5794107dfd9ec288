import ChatModel

/// Asking, changing, taking back.
extension OrderLedger {
    /// Days after which an unpaid order takes no more lines: what is asked for then is a new order. Between two, one that was agreed upon closes sooner.
    private static let openDays = 1.6
    private static let agreedDays = 0.6
    /// Events after a priced offer at which a request without a word for goods takes it.
    private static let assentEvents = 3

    mutating func request(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        var lines = (act.lines ?? []).map { OrderLine($0, beneficiary: Self.beneficiary(act.beneficiary)) }
        // “As usual” with its goods spelled out is the whole order; with words for some it differs in these.
        var isByReference = act.like != nil && lines.allSatisfy { isSaid($0, act) && !isAsBefore($0, customer) }
        if isByReference {
            lines = usual(customer, act.like ?? "", with: lines)
        } else if let like = act.like, isOneMore(act) {
            let same = usual(customer, like, with: [])
            (isByReference, lines) = same.isEmpty ? (false, lines) : (true, same)
        }
        guard !lines.isEmpty else {
            // Something is asked for and nothing tells what: what the seller reads back will.
            if let number = act.order {
                let i = open([], customer, turn, act)
                books[customer].orders[i].orderNumber = number
            } else if let offered = books[customer].focus, event - offered.event <= Self.assentEvents {
                takeFocus(customer, turn, act, needsQuote: false)
            }
            return
        }
        price(&lines)
        if sharesOut(lines, customer, turn) { return assign(lines, customer, turn, act) }
        books[customer].pending = nil
        books[customer].focus = (lines, event)
        if let i = openOrder(customer, lines, turn) {
            merge(lines, into: i, customer, isMore: books[customer].orders[i].state == .paid)
            if let number = act.order { books[customer].orders[i].orderNumber = number }
            note(customer, i, turn, act)
            books[customer].orders[i].isConsidered = false
            return
        }
        let i = open(lines, customer, turn, act)
        if let number = act.order { books[customer].orders[i].orderNumber = number }
        books[customer].orders[i].isByReference = isByReference
    }

    /// Whether goods that come with addresses share out what was ordered and paid a moment before.
    private func sharesOut(_ lines: [OrderLine], _ customer: Int, _ turn: Turn) -> Bool {
        guard turn.message.recipients.count > 1 || !turn.message.recipients.isEmpty && lines.count > 1, let last = books[customer].orders.last,
            last.state == .paid,
            books[customer].days(since: last.touchedAt, turn.at) < 0.1, lines.contains(where: { $0.product != nil })
        else { return false }
        let isTheirs = lines.allSatisfy { line in
            line.product == nil || last.lines.contains { $0.likeness(line) > 1 && ($0.quantity ?? 1) >= (line.quantity ?? 1) }
        }
        return isTheirs && lines.reduce(0) { $0 + ($1.quantity ?? 1) } <= last.lines.reduce(0) { $0 + ($1.quantity ?? 1) }
    }

    private mutating func assign(_ lines: [OrderLine], _ customer: Int, _ turn: Turn, _ act: DialogueAct) {
        note(customer, books[customer].orders.count - 1, turn, act)
    }

    /// The talk's word for the customer is no beneficiary.
    static func beneficiary(_ name: String?) -> String? { name == "self" ? nil : name }

    /// Whether nothing is named and at most one is counted: another set like the last, whatever the talk is about now.
    private func isOneMore(_ act: DialogueAct) -> Bool {
        let lines = act.lines ?? []
        return lines.count == 1 && lines[0].said == nil && lines[0].code == nil && lines[0].spec == nil && lines[0].quantity ?? 1 == 1
    }

    /// Whether a line's words stand in the message, so that it differs from what is referred to.
    private func isSaid(_ line: OrderLine, _ act: DialogueAct) -> Bool {
        act.lines?.contains { $0.product == line.product && $0.quantity == line.quantity && $0.said != nil } ?? false
    }

    /// Whether the last order has a line just so.
    private func isAsBefore(_ line: OrderLine, _ customer: Int) -> Bool {
        books[customer].orders.last { !$0.isCancelled }?.lines.contains { $0.likeness(line) > 1 && $0.quantity == line.quantity } ?? false
    }

    /// The lines of the order that a standing order refers to, with what is said to be different; the last order, or the one of a day that is named.
    private func usual(_ customer: Int, _ like: String, with changes: [OrderLine]) -> [OrderLine] {
        guard !books[customer].orders.contains(where: { $0.state == .open && $0.touched >= event - 6 && !$0.lines.isEmpty }) || !changes.isEmpty else {
            return changes
        }
        let former = books[customer].orders.filter { !$0.isCancelled && $0.lines.contains { $0.product != nil && !$0.isFree } && $0.state != .open }
        let day = Int(like.filter { $0.isASCII && $0.isNumber })
        guard let order = former.last(where: { $0.placedAt.map { Self.dayOfMonth($0) == day } ?? false }) ?? former.last else { return changes }
        var lines = order.lines.filter { !$0.isFree && !$0.isRefused && $0.product != nil }
        for i in lines.indices { (lines[i].list, lines[i].price) = (nil, prices.price(of: lines[i]) ?? lines[i].price) }
        for change in changes {
            if let same = best(change, in: lines) { lines[same].fill(from: change) } else { lines.append(change) }
        }
        if let gone = books[customer].exclusions, event - gone.event <= 1 { lines.removeAll { line in gone.lines.contains { line.likeness($0) > 1 } } }
        return lines
    }

    private static func dayOfMonth(_ at: Timestamp) -> Int {
        // Days since 1970 into the civil calendar (Howard Hinnant's algorithm).
        let days = Int((at.wallSeconds >= 0 ? at.wallSeconds : at.wallSeconds - 86_399) / 86_400) + 719_468
        let ofEra = days - (days >= 0 ? days : days - 146_096) / 146_097 * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        return ofYear - (153 * ((5 * ofYear + 2) / 153) + 2) / 5 + 1
    }

    func price(_ lines: inout [OrderLine]) {
        for i in lines.indices {
            if lines[i].price == nil { lines[i].price = prices.price(of: lines[i]) }
            lines[i].isFree = lines[i].price == 0
        }
    }

    /// The order that a request joins; nil when it begins a new one.
    private func openOrder(_ customer: Int, _ lines: [OrderLine], _ turn: Turn) -> Int? {
        let book = books[customer]
        for candidate in book.candidates(OrderClue(act: .request, lines: lines, at: turn.at, event: event)) {
            let order = book.orders[candidate.order]
            guard book.days(since: order.touchedAt, turn.at) <= Self.openDays else { continue }
            // A group's sale is one order of each, whatever was paid already; between two a paid order is done.
            if order.state == .paid, !isGroup || order.isPrepaid { continue }
            if !isGroup, order.agreed != nil, book.days(since: order.touchedAt, turn.at) > Self.agreedDays { continue }
            // A client's order holds what goes to that client.
            if order.isForClient, !lines.allSatisfy({ line in order.lines.contains { $0.beneficiary == line.beneficiary } }) { continue }
            return candidate.order
        }
        return nil
    }

    @discardableResult
    mutating func open(_ lines: [OrderLine], _ customer: Int, _ turn: Turn, _ act: DialogueAct?, total: Double? = nil) -> Int {
        var order = LedgerOrder(lines: lines, at: turn.at, event: event, step: step, evidence: turn.evidence("order", act))
        order.currency = act?.currency
        if let total { order.agreements.append(Agreement(total: total, goods: order.goods, event: event, step: step)) }
        books[customer].orders.append(order)
        let i = books[customer].orders.count - 1
        if let recipient = books[customer].recipient, !recipient.isUsed, event - recipient.event <= 12 {
            books[customer].recipient?.isUsed = true
            send(customer, i, to: recipient.index, names: recipient.names, isNew: false)
        }
        // Paid first, said what for afterwards.
        if !lines.isEmpty, let n = books[customer].loose.lastIndex(where: { isRecent($0.at, turn.at, days: 0.1) }) {
            books[customer].orders[i].payments.append(books[customer].loose.remove(at: n))
        }
        return i
    }

    // MARK: Lines into an order

    /// Puts asked lines into an open order: restated, completed, specified or added.
    mutating func merge(_ lines: [OrderLine], into i: Int, _ customer: Int, isMore: Bool) {
        let before = books[customer].orders[i].goods
        let former = books[customer].orders[i].charges
        for line in lines { merge(line, into: &books[customer].orders[i], isMore: isMore, of: customer) }
        if books[customer].orders[i].goods != before { amend(customer, i, former: former) }
    }

    /// The goods of an order are others now: what was agreed before holds no longer.
    mutating func amend(_ customer: Int, _ i: Int, former: Double?) {
        books[customer].orders[i].amended = step
        books[customer].orders[i].formerCharges = former
    }

    func merge(_ line: OrderLine, into order: inout LedgerOrder, isMore: Bool, of customer: Int) {
        if line.product == nil {
            guard line.code == nil || !order.lines.contains(where: { $0.code == line.code }) else { return }
            // “Three”: how many of what was named; without anything named, a line that waits for its name.
            let waiting = order.lines.lastIndex { $0.quantity == nil } ?? (order.lines.count == 1 && line.quantity != nil && !isMore ? 0 : nil)
            if let waiting { order.lines[waiting].fill(from: line) } else if line.quantity != nil || order.lines.isEmpty { order.lines.append(line) }
            return
        }
        if let same = best(line, in: order.lines),
            order.lines[same].beneficiary == line.beneficiary || line.beneficiary == nil
                || order.lines[same].beneficiary == nil && order.lines[same].quantity == nil
        {
            let old = order.lines[same]
            let differs = !GoodsName.isCompatible(old.spec, line.spec) && old.quantity != nil && line.quantity != nil
            if !differs {
                let isAgain = old.quantity == line.quantity && !isMore
                order.lines[same].fill(from: line)
                order.lines[same].isRefused = false
                if let a = old.quantity, let b = line.quantity, !isAgain { order.lines[same].quantity = isMore ? a + b : added(order, a, b) }
                return
            }
        }
        // A line without a name, or the kind in general, gets its name.
        let isAsked = books[customer].inquiries.suffix(3).contains { GoodsName.isSame(GoodsName.key($0.product), line.key) }
        if let vague = order.lines.firstIndex(where: { isVague($0, for: line, order, isAsked: isAsked) }) {
            let rest = (order.lines[vague].quantity ?? 0) - (line.quantity ?? order.lines[vague].quantity ?? 0)
            if rest > 0.005 {
                order.lines[vague].quantity = rest
                order.lines.append(line)
            } else {
                var filled = line
                filled.quantity = line.quantity ?? order.lines[vague].quantity
                filled.unit = line.unit ?? order.lines[vague].unit
                filled.beneficiary = line.beneficiary ?? order.lines[vague].beneficiary
                order.lines[vague] = filled
            }
            return
        }
        order.lines.append(line)
    }

    /// Asked for again after it was settled adds up; before that it is another number for the same wish.
    private func added(_ order: LedgerOrder, _ a: Double, _ b: Double) -> Double { order.isSettled || order.agreed != nil ? a + b : b }

    func best(_ line: OrderLine, in lines: [OrderLine]) -> Int? {
        var found: (points: Int, at: Int)?
        for (i, other) in lines.enumerated() {
            let points = other.likeness(line)
            if points > 0, found.map({ points > $0.points }) ?? true { found = (points, i) }
        }
        return found?.at
    }

    /// Whether a line of an order only waited for the name that another gives: nothing of that name was ever offered, and the number fits.
    ///
    /// - Parameter isAsked: whether the customer asked about the new good for itself, so that it takes no other's place.
    func isVague(_ old: OrderLine, for new: OrderLine, _ order: LedgerOrder, isAsked: Bool) -> Bool {
        if old.isRefused { return order.lines.count == 1 }
        guard let name = old.product else { return true }
        guard old.price == nil, !prices.knows(name), event - order.touched <= 12, !isAsked else { return false }
        if new.quantity == nil { return old.quantity != nil && order.lines.count == 1 }
        return old.quantity == new.quantity && new.price != nil && order.lines.count == 1
    }

    // MARK: Who gets what

    mutating func assign(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        guard let to = act.to else { return }
        let name = Self.beneficiary(to)
        let lines = (act.lines ?? []).map { OrderLine($0) }
        var clue = clue(act, turn)
        clue.names = []
        guard let i = books[customer].best(clue) else { return }
        for line in lines {
            let places = books[customer].orders[i].lines.indices.filter { books[customer].orders[i].lines[$0].likeness(line) > 1 }
            let exact = places.first {
                books[customer].orders[i].lines[$0].quantity == line.quantity && books[customer].orders[i].lines[$0].beneficiary == name
            }
            guard exact == nil, let place = places.first(where: { books[customer].orders[i].lines[$0].beneficiary == nil }) ?? places.first else { continue }
            if let all = books[customer].orders[i].lines[place].quantity, let part = line.quantity, part < all - 0.005 {
                var share = books[customer].orders[i].lines[place]
                books[customer].orders[i].lines[place].quantity = all - part
                share.quantity = part
                share.beneficiary = name
                books[customer].orders[i].lines.insert(share, at: place + 1)
            } else if name != nil {
                books[customer].orders[i].lines[place].beneficiary = name
            }
        }
        note(customer, i, turn, act)
    }

    /// Ties a recipient of the account to the order that waits for one.
    mutating func give(_ given: LedgerRecipient, of customer: Int, at: Timestamp?) {
        let (recipient, names, relation, isNew) = (given.index, given.names, given.relation, given.isNew)
        for name in names where relation == nil || relation == "self" { people.add(name, of: customer, isShown: false) }
        books[customer].recipient = (recipient, names, event, false)
        if relation == nil || relation == "self" { books[customer].ownRecipients.append((recipient, event)) }
        guard
            let i = books[customer].orders.lastIndex(where: { order in
                switch order.state {
                case .open, .partlyPaid, .paid, .receivedUnpaid: books[customer].days(since: order.touchedAt, at) <= 4
                default: false
                }
            })
        else { return }
        let order = books[customer].orders[i]
        if order.state == .receivedUnpaid, order.touched < event - 6 { return }
        if relation == "client", order.lines.contains(where: { $0.beneficiary != nil }) || order.touched >= event - 2 {
            books[customer].orders[i].isForClient = true
        }
        books[customer].recipient?.isUsed = true
        send(customer, i, to: recipient, names: names, isNew: isNew)
    }

    mutating func send(_ customer: Int, _ i: Int, to recipient: Int, names: [String], isNew: Bool) {
        var order = books[customer].orders[i]
        // The share of the last line that names somebody, and has no address yet, goes there; else all of it.
        let taken = Set(order.consignments.compactMap(\.beneficiary))
        let share = order.lines.last { $0.beneficiary.map { !taken.contains($0) } ?? false }?.beneficiary
        if let same = order.consignments.firstIndex(where: { $0.recipient == recipient }) {
            order.consignments[same].names += names.filter { !order.consignments[same].names.contains($0) }
        } else if isNew || order.consignments.isEmpty {
            order.consignments.append(LedgerConsignment(beneficiary: share, recipient: recipient, names: names))
        }
        books[customer].orders[i] = order
    }
}
