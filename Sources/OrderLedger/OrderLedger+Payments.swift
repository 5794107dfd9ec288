import ChatModel

/// Money that comes in: told once or several times, and the orders that it is for.
extension OrderLedger {
    // MARK: Payments

    /// A row of the app that moves money.
    mutating func takeRow(_ payment: Payment, _ turn: Turn) {
        let pay = turn.message.acts.first { $0.act == .pay || $0.act == .paidSeen || $0.act == .refundPaid }
        let amount = payment.amount ?? pay?.amount
        switch (payment.state, turn.message.speaker) {
        case (.sent, .customer(let customer)): record(amount, pay, customer, turn, row: payment)
        case (.received, .seller):
            guard let customer = addressee(of: pay ?? DialogueAct(.paidSeen), turn) else { return }
            see(amount, customer, turn, pay, row: payment)
        case (.sent, .seller):
            guard let customer = addressee(of: pay ?? DialogueAct(.refundPaid), turn) else { return }
            giveBack(amount, customer, turn, pay, id: payment.id)
        case (.received, .customer), (.refunded, _), (.expired, _): break
        }
    }

    mutating func pay(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        if turn.hasRow { return }
        record(act.amount, act, customer, turn, row: nil)
    }

    mutating func seePaid(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        if turn.hasRow { return }
        see(act.amount, customer, turn, act, row: nil)
    }

    /// Takes a payment of the customer's; told again it is the same one.
    private mutating func record(_ amount: Double?, _ act: DialogueAct?, _ customer: Int, _ turn: Turn, row: Payment?) {
        if let id = row?.id, !id.isEmpty, !payments.insert(id).inserted { return }
        if act?.part == "card", amount == nil {
            if let i = books[customer].best(OrderClue(act: .pay, at: turn.at, event: event)) {
                books[customer].orders[i].payments.append(payment(nil, turn, row, isSeen: false, isPrepaid: true))
                note(customer, i, turn, act)
            }
            return
        }
        if let same = told(amount, act?.part, customer, turn, isRow: row != nil) {
            if let amount, same.payment.amount == nil || same.payment.told == nil, isShared(same.payment, customer) {
                // The sum of a payment for several orders is known now: it is shared out anew.
                var again = same.payment
                for i in books[customer].orders.indices { books[customer].orders[i].payments.removeAll { $0.event == again.event } }
                (again.amount, again.told, again.isPart) = (amount, amount, false)
                settle(again, act, customer, turn)
                return
            }
            update(same, customer) { payment in
                payment.amount = payment.amount ?? amount
                payment.told = payment.told ?? amount
                payment.isRow = payment.isRow || row != nil
            }
            return
        }
        applyPending(customer, turn, act)
        settle(payment(amount, turn, row, isSeen: false, part: act?.part), act, customer, turn)
    }

    private func payment(_ amount: Double?, _ turn: Turn, _ row: Payment?, isSeen: Bool, isPrepaid: Bool = false, part: String? = nil) -> LedgerPayment {
        LedgerPayment(
            amount: amount, at: turn.at, id: row?.id, isRow: row != nil, isSeen: isSeen, isPrepaid: isPrepaid, part: part, told: amount, event: event,
            step: step,
            evidence: turn.evidence(row != nil ? "payment.sent" : "payment.said", nil))
    }

    /// Whether a payment stands for several orders.
    private func isShared(_ payment: LedgerPayment, _ customer: Int) -> Bool {
        payment.part == "debt" || payment.part == "several"
            || books[customer].orders.count(where: { order in order.payments.contains(where: { $0.event == payment.event }) }) > 1
    }

    /// Where the customer's last payment stands.
    private func last(_ customer: Int, where fits: (LedgerPayment) -> Bool) -> (order: Int?, at: Int, payment: LedgerPayment)? {
        var found: (order: Int?, at: Int, payment: LedgerPayment)?
        for i in books[customer].orders.indices {
            for (n, payment) in books[customer].orders[i].payments.enumerated() where fits(payment) && (found.map { payment.event >= $0.payment.event } ?? true)
            {
                found = (i, n, payment)
            }
        }
        for (n, payment) in books[customer].loose.enumerated() where fits(payment) && (found.map { payment.event >= $0.payment.event } ?? true) {
            found = (nil, n, payment)
        }
        return found
    }

    /// The payment that a message tells again: a row and the words beside it, in either order.
    private func told(_ amount: Double?, _ part: String?, _ customer: Int, _ turn: Turn, isRow: Bool) -> (order: Int?, at: Int, payment: LedgerPayment)? {
        guard let last = last(customer, where: { !$0.isPrepaid }), isRecent(last.payment.at, turn.at, days: 1), event - last.payment.event <= 8 else {
            return nil
        }
        let before = last.payment
        if isRow, before.isRow { return nil }
        // The balance behind the deposit is other money.
        if let part, Self.parts.contains(part), part != before.part { return nil }
        // One payment told for several orders has its parts there.
        let whole = before.told
        guard amount == nil || before.amount == nil || Money.isSame(amount, before.amount) || Money.isSame(amount, whole) else { return nil }
        if before.isSeen, amount == nil || before.amount != nil && !Money.isSame(amount, before.amount) && !Money.isSame(amount, whole) { return nil }
        if before.isSeen, !isRow, event - before.event > 4 { return nil }
        return last
    }

    private mutating func update(_ place: (order: Int?, at: Int, payment: LedgerPayment), _ customer: Int, _ change: (inout LedgerPayment) -> Void) {
        if let order = place.order { change(&books[customer].orders[order].payments[place.at]) } else { change(&books[customer].loose[place.at]) }
    }

    /// The seller confirms money.
    mutating func see(_ amount: Double?, _ customer: Int, _ turn: Turn, _ act: DialogueAct?, row: Payment?) {
        if let id = row?.id, !id.isEmpty, !payments.insert(id).inserted {
            if let same = last(customer, where: { $0.id == id }) { update(same, customer) { $0.isSeen = true } }
            return
        }
        if let waiting = last(customer, where: { !$0.isSeen && (amount == nil || $0.told == nil || Money.isSame(amount, $0.told)) }) {
            let event = waiting.payment.event
            let isOne = books[customer].orders.flatMap(\.payments).count { $0.event == event } <= 1
            update(waiting, customer) { payment in
                payment.isSeen = true
                if isOne { payment.amount = payment.amount ?? amount }
                payment.told = payment.told ?? amount
            }
            for i in books[customer].orders.indices {
                for n in books[customer].orders[i].payments.indices where books[customer].orders[i].payments[n].event == event {
                    books[customer].orders[i].payments[n].isSeen = true
                }
            }
            if let order = waiting.order { note(customer, order, turn, act, rule: "payment.confirmed") }
            return
        }
        if let known = last(customer, where: { $0.isSeen }), isRecent(known.payment.at, turn.at, days: 1), event - known.payment.event <= 10,
            amount == nil || Money.isSame(amount, known.payment.told ?? known.payment.amount)
        {
            return
        }
        if amount == nil, unpaid(customer).isEmpty { return }
        applyPending(customer, turn, act)
        settle(payment(amount, turn, row, isSeen: true), act, customer, turn)
    }

    // MARK: Which orders a payment is for

    private static let parts: Set<String> = ["deposit", "balance", "freight", "difference"]

    private mutating func settle(_ payment: LedgerPayment, _ act: DialogueAct?, _ customer: Int, _ turn: Turn) {
        let open = unpaid(customer)
        let isSeveral = act?.part == "several" || act?.part == "debt" || act?.part == "account"
        if let covered = books[customer].covered {
            let orders = covered.orders.filter { open.contains($0) }
            let sum = orders.reduce(0) { $0 + (books[customer].orders[$1].due ?? 0) }
            if orders.count > 1, payment.amount == nil || Money.isSame(payment.amount, sum) {
                books[customer].covered = nil
                var payment = payment
                payment.told = payment.told ?? sum
                for i in orders { put(payment, books[customer].orders[i].due, customer, i, turn, act) }
                return
            }
        }
        if isSeveral, !open.isEmpty {
            var payment = payment
            if payment.told == nil, act?.part == "several", open.allSatisfy({ books[customer].orders[$0].due != nil }) {
                payment.told = open.reduce(0) { $0 + (books[customer].orders[$1].due ?? 0) }
            }
            return spread(payment, open, customer, turn, act)
        }
        if let amount = payment.amount, let orders = sum(amount, of: open, customer) {
            for i in orders { put(payment, books[customer].orders[i].due, customer, i, turn, act) }
            return
        }
        if open.isEmpty, !Self.parts.contains(act?.part ?? ""), takeFocus(customer, turn, act, needsQuote: payment.amount == nil, amount: payment.amount) {
            return put(payment, payment.amount, customer, books[customer].orders.count - 1, turn, act)
        }
        let clue = OrderClue(act: .pay, amount: payment.amount, names: [act?.span].compactMap(\.self), at: turn.at, event: event)
        let isPart = Self.parts.contains(act?.part ?? "")
        if let i = books[customer].best(clue), isPart || !books[customer].orders[i].isPaid,
            books[customer].days(since: books[customer].orders[i].touchedAt, turn.at) <= 45
        {
            return put(payment, payment.amount, customer, i, turn, act, isPart: isPart)
        }
        if isPart, let i = books[customer].orders.lastIndex(where: { !$0.isCancelled && $0.state != .refunded }),
            books[customer].days(since: books[customer].orders[i].placedAt, turn.at) <= 90
        {
            return put(payment, payment.amount, customer, i, turn, act, isPart: true)
        }
        if payment.amount != nil, act?.part != "freight", !isSeveral { books[customer].loose.append(payment) }
    }

    /// The orders, youngest first, that a sum pays to the cent; one before several.
    private func sum(_ amount: Double, of open: [Int], _ customer: Int) -> [Int]? {
        if let one = open.last(where: { Money.isSame(books[customer].orders[$0].due, amount) }) { return [one] }
        return run(of: open, amount, customer)
    }

    /// A payment for everything that is open, the oldest first.
    private mutating func spread(_ payment: LedgerPayment, _ open: [Int], _ customer: Int, _ turn: Turn, _ act: DialogueAct?) {
        var left = payment.amount
        for i in open {
            guard let sum = left else {
                put(payment, nil, customer, i, turn, act)
                continue
            }
            guard sum > 0.005 else { return }
            let due = books[customer].orders[i].due ?? sum
            put(payment, min(due, sum), customer, i, turn, act, isPart: due > sum + 0.005)
            left = Money.rounded(sum - due)
        }
    }

    private mutating func put(_ payment: LedgerPayment, _ amount: Double?, _ customer: Int, _ i: Int, _ turn: Turn, _ act: DialogueAct?, isPart: Bool = false) {
        var part = payment
        part.amount = amount
        // The deposit that was asked for, whatever it is called when it comes.
        let order = books[customer].orders[i]
        let isDeposit = amount != nil && Money.isSame(amount, order.deposit) && order.payments.isEmpty && order.charges.map { $0 > (amount ?? 0) } ?? true
        part.isPart = isPart || isDeposit
        books[customer].orders[i].payments.append(part)
        books[customer].orders[i].paidAt = books[customer].orders[i].paidAt ?? turn.at
        books[customer].orders[i].isConsidered = false
        note(customer, i, turn, act, rule: payment.isRow ? "payment.sent" : "payment.said")
    }
}
