import ChatModel

/// Offers, proposals, assent and refusal; questions and second thoughts.
extension OrderLedger {
    /// Events and days after which nobody answers a proposal any more.
    private static let answerEvents = 25

    mutating func offer(_ act: DialogueAct, _ turn: Turn) {
        let lines = act.lines ?? []
        for line in lines { prices.note(line) }
        let named = act.who.flatMap { people.customer(named: $0) }
        guard let customer = isGroup ? named ?? nearby(3) : books.indices.first else { return }
        let offered = lines.map { OrderLine($0) }
        // Prices of what is asked for and not agreed yet.
        for i in books[customer].orders.indices where books[customer].orders[i].state == .open && books[customer].orders[i].agreed == nil {
            for n in books[customer].orders[i].lines.indices where !isGroup || books[customer].orders[i].lines[n].price == nil {
                let line = books[customer].orders[i].lines[n]
                if offered.contains(where: { $0.price != nil && line.likeness($0) > 1 }), let price = prices.price(of: line) {
                    books[customer].orders[i].lines[n].price = price
                }
            }
        }
        guard offered.count == 1, let only = offered.first, only.product != nil else { return }
        if let order = books[customer].orders.last(where: { !$0.isConsidered }), order.state == .open, order.lines.count == 1, only.price != nil,
            order.lines[0].price == nil || order.lines[0].isRefused,
            order.lines[0].likeness(only) < 2, order.touched >= event - Self.answerEvents
        {
            books[customer].pending = .init(lines: offered, total: nil, event: event, isOffer: true)
        }
        // A price for something else than what was asked about is no answer.
        let asked = books[customer].focus.flatMap { event - $0.event <= 5 ? $0.lines : nil } ?? []
        if books[customer].focus == nil || only.price != nil,
            asked.isEmpty || asked.contains(where: { $0.likeness(only) > 0 || $0.price == nil && !prices.knows($0.product ?? "") })
        {
            var focus = only
            if let asked = books[customer].focus?.lines.first(where: { $0.likeness(only) > 1 }) { focus.quantity = asked.quantity }
            if let quantity = focus.quantity, books[customer].focus?.lines.contains(where: { $0.quantity == quantity }) != true { focus.quantity = nil }
            books[customer].focus = ([focus], event)
        }
    }

    mutating func propose(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        var lines = (act.lines ?? []).map { OrderLine($0) }
        guard !lines.isEmpty || act.total != nil else { return }
        for line in act.lines ?? [] { prices.note(line) }
        price(&lines)
        books[customer].pending = .init(lines: lines, total: act.total, event: event, isOffer: false)
        if let i = books[customer].best(clue(act, turn)) {
            let isOpen = isOpen(books[customer].orders[i])
            note(customer, i, turn, act)
            // A sum for just what was asked for needs no other assent than the payment.
            let order = books[customer].orders[i]
            if let total = act.total, isOpen,
                lines.allSatisfy({ line in order.lines.contains { $0.likeness(line) > 1 && ($0.quantity ?? 1) == (line.quantity ?? 1) } }),
                lines.count >= order.lines.count || lines.isEmpty
            {
                agree(total, customer, i)
            }
        }
    }

    /// What the seller put to the customer becomes the order, or a part of it.
    @discardableResult
    mutating func applyPending(_ customer: Int, _ turn: Turn, _ act: DialogueAct?) -> Bool {
        guard let pending = books[customer].pending else { return false }
        books[customer].pending = nil
        guard event - pending.event <= Self.answerEvents else { return false }
        let clue = OrderClue(act: .propose, lines: pending.lines, at: turn.at, event: event)
        guard let i = books[customer].best(clue) else {
            guard !pending.isOffer, pending.lines.contains(where: { $0.product != nil }) else { return false }
            open(pending.lines, customer, turn, act, total: pending.total)
            return true
        }
        var order = books[customer].orders[i]
        // Another order of other goods, or one that was paid long ago, is left alone.
        let isOthers = !pending.lines.isEmpty && !pending.lines.contains { line in order.lines.contains { $0.likeness(line) > 0 } }
        if order.state == .paid, isOthers || books[customer].days(since: order.paidAt ?? order.touchedAt, turn.at) > 3 {
            guard !pending.isOffer, !pending.lines.isEmpty else { return false }
            open(pending.lines, customer, turn, act, total: pending.total)
            return true
        }
        let before = order.goods
        var used: [Int] = []
        for line in pending.lines {
            let free = order.lines.indices.filter { !used.contains($0) }
            if let same = free.max(by: { a, b in
                let (x, y) = (order.lines[a].likeness(line), order.lines[b].likeness(line))
                return x == y ? a > b : x < y
            }), order.lines[same].likeness(line) > 0 {
                used.append(same)
                order.lines[same].fill(from: line)
                order.lines[same].isRefused = false
            } else if let instead = order.lines.firstIndex(where: { $0.isRefused || $0.product == nil })
                ?? (order.lines.count == 1 && pending.lines.count == 1 && isReplaceable(order.lines[0], pending, line) ? 0 : nil)
            {
                let old = order.lines[instead]
                used.append(instead)
                order.lines[instead] = line
                order.lines[instead].quantity = line.quantity ?? old.quantity
                order.lines[instead].unit = line.unit ?? old.unit
                order.lines[instead].beneficiary = old.beneficiary
            } else if let quantity = line.quantity ?? (order.isByReference ? former(line, customer) : nil), !pending.isOffer {
                used.append(order.lines.count)
                order.lines.append(line)
                order.lines[order.lines.count - 1].quantity = quantity
            }
        }
        // Read back in full, with its sum: all of an order that was asked for by reference.
        if order.isByReference, pending.lines.count > 1 {
            order.lines = order.lines.indices.filter { used.contains($0) }.map { order.lines[$0] }
            used = Array(order.lines.indices)
            order.isByReference = false
        }
        if order.goods != before { (order.amended, order.formerCharges) = (step, books[customer].orders[i].charges) }
        order.isConsidered = false
        books[customer].orders[i] = order
        if let total = pending.total {
            if pending.lines.isEmpty || used.count >= books[customer].orders[i].lines.count {
                agree(total, customer, i)
            } else if used.count == 1, let quantity = books[customer].orders[i].lines[used[0]].quantity, quantity > 0 {
                books[customer].orders[i].lines[used[0]].price = total / quantity
            }
        }
        note(customer, i, turn, act)
        return true
    }

    /// How many of a good the customer took last time.
    private func former(_ line: OrderLine, _ customer: Int) -> Double? {
        books[customer].orders.dropLast().reversed().lazy.flatMap(\.lines).first { $0.likeness(line) > 1 && $0.quantity != nil }?.quantity
    }

    /// Whether a proposal names what an order's only line left open.
    private func isReplaceable(_ old: OrderLine, _ pending: CustomerBook.Pending, _ new: OrderLine) -> Bool {
        if pending.isOffer || new.quantity == nil { return true }
        return old.quantity == nil && old.price == nil && !(old.product.map { prices.knows($0) } ?? false)
    }

    mutating func agree(_ total: Double, _ customer: Int, _ i: Int) {
        let goods = books[customer].orders[i].goods
        books[customer].orders[i].agreements.append(Agreement(total: total, goods: goods, event: event, step: step))
    }

    // MARK: Yes

    mutating func confirm(_ act: DialogueAct, _ customer: Int, _ turn: Turn, byCustomer: Bool) {
        let what = act.what
        let settles = what == nil || what == "order" || what == "offer" || what == "total" || what == "change"
        if byCustomer {
            guard settles else { return }
            if what != nil, applyPending(customer, turn, act) { return }
            if take(act.lines ?? [], customer, turn, act) { return }
            if what == "order" || what == "total", takeFocus(customer, turn, act, needsQuote: what == "total") { return }
            // A yes to a price alone is an order only when something follows.
            if what == "offer", !isGroup, let offered = books[customer].focus, event - offered.event <= 4, takeFocus(customer, turn, act, needsQuote: false) {
                books[customer].orders[books[customer].orders.count - 1].isConsidered = true
                return
            }
        }
        var lines = (act.lines ?? []).map { OrderLine($0) }
        price(&lines)
        guard settles else { return }
        if !byCustomer, what != "change" { takeBids(customer) }
        if !byCustomer, books[customer].pending?.isOffer == true, what == "order" || what == "offer" { applyPending(customer, turn, act) }
        guard let i = books[customer].best(clue(act, turn)) else {
            // Read back without having been asked for in words that were understood.
            if !byCustomer, what == "order", lines.contains(where: { $0.product != nil && $0.quantity != nil }) { open(lines, customer, turn, act) }
            return
        }
        if !lines.isEmpty {
            let before = books[customer].orders[i].goods
            let former = books[customer].orders[i].charges
            for line in lines { confirm(line, customer, i) }
            if books[customer].orders[i].goods != before { amend(customer, i, former: former) }
        }
        if !byCustomer, what == "total" || what == "order" || what == "offer", let bid = books[customer].orders[i].bid {
            agree(bid, customer, i)
            books[customer].orders[i].bid = nil
        }
        if what == "order" || what == "change" { books[customer].orders[i].isSettled = true }
        if !byCustomer, books[customer].pending?.event != event { books[customer].pending = nil }
        if byCustomer { books[customer].orders[i].isConsidered = false }
        note(customer, i, turn, act)
    }

    /// A line as the seller reads it back: another number for it, or its name where it had none.
    private mutating func confirm(_ line: OrderLine, _ customer: Int, _ i: Int) {
        let order = books[customer].orders[i]
        if best(line, in: order.lines) != nil {
            restate(line, in: &books[customer].orders[i], what: nil)
        } else if let vague = order.lines.firstIndex(where: {
            isVague($0, for: line, order, isAsked: false)
                || $0.price == nil && $0.quantity == line.quantity && order.lines.count == 1 && !prices.knows($0.product ?? "")
        }) {
            restate(line, in: &books[customer].orders[i], at: vague)
        } else if order.lines.isEmpty {
            books[customer].orders[i].lines.append(line)
        }
    }

    private func restate(_ line: OrderLine, in order: inout LedgerOrder, at place: Int) {
        order.lines[place].fill(from: line)
        order.lines[place].product = line.product
        order.lines[place].isRefused = false
        order.lines[place].price = line.price ?? prices.price(of: order.lines[place])
    }

    /// Goods that a yes restates with their numbers are asked for.
    private mutating func take(_ lines: [ActLine], _ customer: Int, _ turn: Turn, _ act: DialogueAct) -> Bool {
        guard lines.contains(where: { $0.product != nil && $0.quantity != nil }) else { return false }
        var asked = act
        asked.act = .request
        let own = lines.map { OrderLine($0) }
        // “三斤不变”: what stands already.
        if books[customer].orders.contains(where: { order in
            order.state == .open && own.allSatisfy { line in order.lines.contains { $0.likeness(line) > 1 && $0.quantity == line.quantity } }
        }) {
            return false
        }
        request(asked, customer, turn)
        return true
    }

    /// Prices that the customer named in a question hold once the seller says yes.
    private mutating func takeBids(_ customer: Int) {
        guard let bids = books[customer].bids, event - bids.event <= 2 else { return }
        for line in bids.lines { prices.note(line) }
        books[customer].bids = nil
    }

    /// Makes an order of what was asked about and priced, when the customer says yes or pays without another word.
    @discardableResult
    mutating func takeFocus(_ customer: Int, _ turn: Turn, _ act: DialogueAct?, needsQuote: Bool, amount: Double? = nil) -> Bool {
        let book = books[customer]
        let isOpen = book.orders.contains { $0.state == .open || $0.state == .partlyPaid || $0.state == .sentUnpaid || $0.state == .receivedUnpaid }
        guard !isOpen else { return false }
        let quoted = book.quoted.flatMap { event - $0.event <= Self.answerEvents ? $0 : nil }
        let focus = book.focus.flatMap { event - $0.event <= Self.answerEvents ? $0.lines : nil }
        var lines = quoted?.lines ?? []
        if lines.isEmpty { lines = focus ?? [] }
        lines.removeAll { $0.product == nil || $0.isFree }
        price(&lines)
        guard !lines.isEmpty, quoted != nil || !needsQuote && lines.count == 1 && lines[0].price != nil else { return false }
        if let amount, let sum = quoted?.total ?? lines[0].price, !Money.isSame(amount, sum) { return false }
        open(lines, customer, turn, act, total: quoted?.total)
        books[customer].quoted = nil
        return true
    }

    // MARK: No

    mutating func decline(_ act: DialogueAct, _ customer: Int, _ turn: Turn, byCustomer: Bool) {
        let lines = (act.lines ?? []).map { OrderLine($0) }
        if byCustomer {
            guard act.what != "time", act.what != "address", act.what != "wish", act.what != "change" else { return }
            if act.what == "refund" || act.what == "offer" { restoreDiscount(customer) }
            guard act.what != "refund", act.what != "replacement", act.what != "exchange" else { return }
            books[customer].pending = nil
            books[customer].quoted = nil
            books[customer].focus = nil
            note(questions: act, customer, turn, isKnown: true)
            guard !lines.isEmpty, let i = books[customer].best(clue(act, turn), atLeast: 4), !books[customer].orders[i].isSettled,
                books[customer].orders[i].payments.isEmpty
            else { return }
            for line in lines { if let place = best(line, in: books[customer].orders[i].lines) { books[customer].orders[i].lines[place].isRefused = true } }
            return
        }
        if act.what == "total" || act.what == "price" { return dropBid(customer) }
        guard act.what == nil || act.what == "order" || act.what == "stock" || act.what == "request" else { return }
        guard let i = books[customer].best(clue(act, turn)), books[customer].orders[i].payments.isEmpty else { return }
        for n in books[customer].orders[i].lines.indices where lines.isEmpty || lines.contains(where: { books[customer].orders[i].lines[n].likeness($0) > 1 }) {
            books[customer].orders[i].lines[n].isRefused = true
        }
    }

    private mutating func dropBid(_ customer: Int) {
        for i in books[customer].orders.indices { books[customer].orders[i].bid = nil }
    }

    private mutating func restoreDiscount(_ customer: Int) {
        guard let i = books[customer].orders.lastIndex(where: { $0.discount != nil }), let discount = books[customer].orders[i].discount,
            let total = books[customer].orders[i].charges
        else { return }
        books[customer].orders[i].discount = nil
        agree(Money.rounded(total + discount), customer, i)
    }

    // MARK: Questions and second thoughts

    mutating func inquire(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        // When it comes or whether it is sent there asks about an order, not for goods.
        note(questions: act, customer, turn, isKnown: act.about == "delivery")
        let lines = (act.lines ?? []).map { OrderLine($0) }.filter { $0.product != nil }
        if !lines.isEmpty { books[customer].focus = (lines, event) }
        let bids = (act.lines ?? []).filter { $0.price != nil }
        if !bids.isEmpty { books[customer].bids = (bids, event) }
    }

    mutating func consider(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        note(questions: act, customer, turn, isKnown: false)
        books[customer].pending = nil
        let lines = (act.lines ?? []).map { OrderLine($0) }
        guard let i = books[customer].best(OrderClue(act: .request, lines: lines, at: turn.at, event: event), atLeast: lines.isEmpty ? 0 : 4) else { return }
        let order = books[customer].orders[i]
        if order.payments.isEmpty, !order.isSettled, order.state == .open { books[customer].orders[i].isConsidered = true }
    }

    /// Keeps the goods that the customer asked about; the same good again within days is the same question.
    func isRecent(_ a: Timestamp?, _ b: Timestamp?, days: Double) -> Bool {
        guard let a, let b else { return true }
        return abs(Double(b.wallSeconds - a.wallSeconds)) <= days * 86_400
    }

    mutating func note(questions act: DialogueAct, _ customer: Int, _ turn: Turn, isKnown: Bool) {
        for line in act.lines ?? [] {
            guard let product = line.product, !product.isEmpty else { continue }
            note(question: product, customer, turn, act, isKnown: isKnown)
        }
    }

    mutating func note(question product: String, _ customer: Int, _ turn: Turn, _ act: DialogueAct?, isKnown: Bool) {
        let key = GoodsName.key(product)
        if let i = books[customer].inquiries.lastIndex(where: { GoodsName.isSame(GoodsName.key($0.product), key) && isRecent($0.last, turn.at, days: 4) }) {
            books[customer].inquiries[i].last = turn.at
        } else if !isKnown {
            books[customer].inquiries.append(.init(product: product, at: turn.at, evidence: turn.evidence("inquiry", act), last: turn.at, event: event))
        }
    }
}
