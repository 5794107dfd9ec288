import ChatModel

/// What is to be paid, what was paid, what went back.
extension OrderLedger {
    // MARK: Sums

    mutating func quote(_ act: DialogueAct, _ customer: Int, _ turn: Turn, byCustomer: Bool) {
        guard let total = act.total else { return }
        for line in act.lines ?? [] where !byCustomer { prices.note(line) }
        if let currency = act.currency, let i = books[customer].orders.indices.last {
            books[customer].orders[i].currency = books[customer].orders[i].currency ?? currency
        }
        switch act.part {
        case "freight":
            if let i = books[customer].best(clue(act, turn)), !books[customer].orders[i].isPaid { books[customer].orders[i].freight = total }
        case "deposit":
            if let i = books[customer].best(clue(act, turn)) { books[customer].orders[i].deposit = total }
        case "balance": quoteBalance(total, act, customer, turn)
        case "difference": quoteDifference(total, act, customer, turn)
        case "account", "debt", "several": cover(total, customer, mustAgree: false)
        default: quoteWhole(total, act, customer, turn, byCustomer)
        }
    }

    /// Orders that are not paid, oldest first.
    func unpaid(_ customer: Int) -> [Int] {
        books[customer].orders.indices.filter { books[customer].orders[$0].isUnpaid }
    }

    /// Takes a sum for several unpaid orders together when it is what they come to, the younger ones first.
    @discardableResult
    private mutating func cover(_ total: Double, _ customer: Int, mustAgree: Bool) -> Bool {
        let open = unpaid(customer)
        guard open.count > 1 else { return false }
        if let run = run(of: open, total, customer) {
            books[customer].covered = (run, event)
            return true
        }
        if !mustAgree { books[customer].covered = (open, event) }
        return false
    }

    /// Several orders in a row that come to a sum, the youngest first.
    func run(of open: [Int], _ total: Double, _ customer: Int) -> [Int]? {
        for end in open.indices.reversed() {
            var sum = 0.0
            for start in (0...end).reversed() {
                guard let due = books[customer].orders[open[start]].due else { break }
                sum += due
                if start < end, Money.isSame(sum, total) { return Array(open[start...end]) }
            }
        }
        return nil
    }

    private mutating func quoteWhole(_ total: Double, _ act: DialogueAct, _ customer: Int, _ turn: Turn, _ byCustomer: Bool) {
        let lines = (act.lines ?? []).map { OrderLine($0) }
        var clue = clue(act, turn, amount: total)
        clue.names += [act.who, act.span].compactMap(\.self)
        if cover(total, customer, mustAgree: true) { return }
        let target = books[customer].best(clue)
        guard let i = target, isOpen(books[customer].orders[i]) else {
            books[customer].quoted = (total, lines.isEmpty ? books[customer].focus?.lines ?? [] : lines, event)
            return
        }
        if !lines.isEmpty { takeQuotedLines(lines, total, customer, i, isPart: act.part == nil) }
        let order = books[customer].orders[i]
        // Only a part of what was asked for is priced.
        if act.part == nil, !lines.isEmpty, lines.count < order.lines.count { return }
        if let confidence = act.confidence, confidence < 0.6 {
            guard order.agreed == nil, order.computed.map({ Money.isSame($0, total) }) ?? true else { return }
        }
        if byCustomer, let agreed = order.agreed {
            // Nobody haggles to half: that much is what they pay now.
            if !Money.isSame(agreed, total), total > agreed * Self.leastBid { books[customer].orders[i].bid = total }
            return
        }
        // The seller names what came in, not what the order comes to.
        if !byCustomer, let owed = order.agreed ?? order.computed, total < owed * Self.leastBid, isJustPaid(total, order) {
            return see(total, customer, turn, act, row: nil)
        }
        books[customer].orders[i].bid = nil
        // What is left after the deposit.
        let paid = order.paid > 0 ? order.paid : order.deposit ?? 0
        if !byCustomer, paid > 0, let owed = order.computed ?? order.agreed, !Money.isSame(total, owed), Money.isSame(total + paid, owed) {
            agree(owed, customer, i)
            return note(customer, i, turn, act)
        }
        // The sum names goods that are in no order here: it is for more than this one.
        if lines.count > 1, lines.contains(where: { line in line.quantity == nil && line.product != nil && best(line, in: order.lines) == nil }) { return }
        agree(isForAdded(total, order) ? Money.rounded((order.formerCharges ?? 0) + total) : total, customer, i)
        note(customer, i, turn, act)
    }

    /// The least part of a sum that a customer offers in its place.
    private static let leastBid = 0.55

    /// Whether the last payment, of this sum or of none that was told, came a moment ago.
    private func isJustPaid(_ sum: Double, _ order: LedgerOrder) -> Bool {
        guard let last = order.payments.last, event - last.event <= 4 else { return false }
        return last.told == nil || Money.isSame(last.told, sum)
    }

    /// Whether a sum is for what was added after a payment.
    private func isForAdded(_ total: Double, _ order: LedgerOrder) -> Bool {
        guard let former = order.formerCharges, let last = order.payments.last, last.step < order.amended, let computed = order.computed else { return false }
        return Money.isSame(former + total, computed) && !Money.isSame(total, computed)
    }

    /// Whether a sum can still be said for an order: unpaid, or changed since it was paid.
    func isOpen(_ order: LedgerOrder) -> Bool {
        switch order.state {
        case .open, .partlyPaid, .sentUnpaid, .receivedUnpaid: true
        case .paid, .sent, .received: order.charges == nil || order.agreements.last.map { $0.step < order.amended } ?? false || order.touched == event
        case .refunded, .cancelled: false
        }
    }

    private mutating func takeQuotedLines(_ lines: [OrderLine], _ total: Double, _ customer: Int, _ i: Int, isPart: Bool) {
        let before = books[customer].orders[i].goods
        let isBill = lines.count > 1 && lines.count >= books[customer].orders[i].lines.count && lines.allSatisfy { $0.price != nil && $0.quantity != nil }
        for line in lines where line.product != nil {
            guard let place = best(line, in: books[customer].orders[i].lines) else {
                // What was asked for without a name, or under another, in just this number.
                if isBill,
                    let waiting = books[customer].orders[i].lines.firstIndex(where: { own in
                        own.quantity == line.quantity && !lines.contains { own.likeness($0) > 0 }
                    })
                {
                    books[customer].orders[i].lines[waiting].fill(from: line)
                    books[customer].orders[i].lines[waiting].product = line.product
                    continue
                }
                if line.quantity != nil, !line.isFree, !isPart, lines.count > 1 { books[customer].orders[i].lines.append(line) }
                continue
            }
            var own = books[customer].orders[i].lines[place]
            if line.price != nil { own.price = line.price }
            if lines.count == 1, isPart, let quantity = line.quantity ?? own.quantity, quantity > 0 { own.price = total / quantity }
            let isSameUnit = own.unit == nil || line.unit == nil || own.unit == line.unit
            // Shares of one good that do not add up to what the seller reckons with were one wish told twice.
            let shares = books[customer].orders[i].lines.indices.filter { books[customer].orders[i].lines[$0].likeness(line) > 1 && $0 != place }
            if let all = line.quantity, isSameUnit, !shares.isEmpty,
                shares.reduce(own.quantity ?? 1, { $0 + (books[customer].orders[i].lines[$1].quantity ?? 1) }) != all, own.quantity == all
            {
                books[customer].orders[i].lines[place] = own
                for share in shares.reversed() { books[customer].orders[i].lines.remove(at: share) }
                continue
            }
            if line.quantity != nil, own.quantity == nil || isSameUnit && books[customer].orders[i].lines.count(where: { $0.likeness(line) > 1 }) == 1 {
                own.quantity = line.quantity
                own.unit = own.unit ?? line.unit
            }
            own.isRefused = false
            books[customer].orders[i].lines[place] = own
        }
        if books[customer].orders[i].goods != before { books[customer].orders[i].amended = step }
        // A bill of all lines is all that was ordered.
        guard isBill else { return }
        books[customer].orders[i].lines.removeAll { own in !own.isFree && !lines.contains { own.likeness($0) > 0 } }
    }

    /// The rest of an order of which a part is paid, or a running account.
    private mutating func quoteBalance(_ total: Double, _ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        if cover(total, customer, mustAgree: true) { return }
        let clue = clue(act, turn, amount: total)
        guard let i = books[customer].best(clue) else { return }
        let order = books[customer].orders[i]
        guard !order.payments.isEmpty, !order.isPaid || order.amended > (order.agreements.last?.step ?? -1) || order.payments.allSatisfy(\.isPart) else {
            return
        }
        let paid = order.paid > 0 ? order.paid : order.computed == nil ? order.deposit ?? 0 : 0
        if paid > 0 { agree(Money.rounded(paid + total), customer, i) }
        note(customer, i, turn, act)
    }

    /// What comes on top of what was agreed before the last change.
    private mutating func quoteDifference(_ total: Double, _ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        guard let i = books[customer].best(clue(act, turn)) else { return }
        let order = books[customer].orders[i]
        guard order.agreements.last?.event != event else { return }
        let base = order.agreements.last?.total ?? (order.paid > 0 ? order.paid : order.formerCharges ?? order.computed)
        if let base { agree(Money.rounded(base + total), customer, i) }
        note(customer, i, turn, act)
    }

    // MARK: Money that goes back

    mutating func promiseRefund(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        guard let i = books[customer].best(clue(act, turn)) else { return }
        let order = books[customer].orders[i]
        note(customer, i, turn, act)
        guard let amount = act.amount else { return }
        guard order.payments.isEmpty, let total = order.charges, total > amount else {
            books[customer].orders[i].promisedRefund = amount
            return
        }
        // Before anything is paid it comes off the sum.
        books[customer].orders[i].discount = amount
        agree(Money.rounded(total - amount), customer, i)
    }

    mutating func refund(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        if turn.hasRow { return }
        giveBack(act.amount, customer, turn, act, id: nil)
    }

    mutating func giveBack(_ amount: Double?, _ customer: Int, _ turn: Turn, _ act: DialogueAct?, id: String?) {
        if let id, !id.isEmpty, !payments.insert(id).inserted { return }
        // A row and the words beside it are one refund.
        if let last = books[customer].lastRefund, event - last.event <= 6, isRecent(last.at, turn.at, days: 1),
            amount == nil || last.amount == nil || Money.isSame(amount, last.amount)
        {
            let n = books[customer].orders[last.order].refunds.count - 1
            if n >= 0, books[customer].orders[last.order].refunds[n] == nil || last.amount == nil {
                books[customer].orders[last.order].refunds[n] = amount ?? books[customer].orders[last.order].refunds[n]
            }
            return
        }
        var clue = OrderClue(act: .refundPaid, lines: (act?.lines ?? []).map { OrderLine($0) }, amount: amount, at: turn.at, event: event)
        clue.names = [act?.who, act?.span].compactMap(\.self)
        let promised = books[customer].orders.lastIndex { $0.promisedRefund != nil && (amount == nil || Money.isSame($0.promisedRefund, amount)) }
        guard let i = promised ?? books[customer].best(clue) else { return }
        let order = books[customer].orders[i]
        guard !order.payments.isEmpty || order.isReceived || order.isSent else { return }
        // Without a sum it is what was promised, or all of an order that was taken back.
        let sum = amount ?? order.promisedRefund ?? (order.isCancelled ? order.paid > 0 ? order.paid : order.charges : nil)
        books[customer].orders[i].refunds.append(sum)
        books[customer].orders[i].promisedRefund = nil
        books[customer].lastRefund = (i, amount, event, turn.at)
        note(customer, i, turn, act, rule: "refund")
    }

    /// The customer takes a refund: nothing moves that the seller's side has not told.
    mutating func seeRefund(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        guard let i = books[customer].orders.lastIndex(where: { !$0.refunds.isEmpty }) else { return }
        note(customer, i, turn, act)
        if let n = books[customer].orders[i].refunds.indices.last, books[customer].orders[i].refunds[n] == nil {
            books[customer].orders[i].refunds[n] = act.amount
        }
    }
}
