import ChatModel

/// Parcels, pick-up, arrival, and what is said of goods that came.
extension OrderLedger {
    // MARK: Sending

    mutating func ship(_ act: DialogueAct, _ turn: Turn) {
        let told = (act.parcels ?? []).filter { $0.number != nil || $0.courier != nil || $0.recipient != nil }
        if told.isEmpty || told.allSatisfy({ $0.number == nil }) {
            if act.act == .resend { return }
            if act.who == Self.everyone { return sendAll(act, turn) }
            // To a group “sent today” says nobody's in particular.
            if isGroup, books.count > 1, act.who == nil, people.customers(in: act.span ?? "").isEmpty, turn.message.addressee == nil { return }
            guard let customer = addressee(of: act, turn), let i = books[customer].best(clue(act, turn)) else { return }
            markSent(customer, i, turn, act)
            return
        }
        for parcel in told { ship(parcel, act, turn) }
    }

    private mutating func ship(_ parcel: ActParcel, _ act: DialogueAct, _ turn: Turn) {
        // 4455-0182-7731 and 445501827731 are one parcel.
        guard let number = parcel.number.map({ $0.filter { $0 != "-" && $0 != " " } }), !number.isEmpty, parcels.insert(number).inserted else { return }
        let name = parcel.recipient.flatMap(Self.beneficiary)
        let tracking = Tracking(courier: parcel.courier, number: number)
        guard let customer = owner(of: name, act, turn) else { return }
        var clue = clue(act, turn)
        clue.names = [name].compactMap(\.self)
        if let i = books[customer].best(clue) {
            add(tracking, name, to: i, customer)
            if act.act == .resend { note(customer, i, turn, act) } else { markSent(customer, i, turn, act) }
        } else if let i = replaced(customer, turn) {
            add(tracking, name, to: i, customer)
            note(customer, i, turn, act)
        } else if act.act == .ship {
            // A parcel of which nothing else is known: an order before the talk began.
            let i = open([], customer, turn, act)
            add(tracking, name, to: i, customer)
            markSent(customer, i, turn, act)
        }
    }

    /// The order of which a parcel brings what was broken or missing, where none waits to be sent: the complaint is of these days.
    private func replaced(_ customer: Int, _ turn: Turn) -> Int? {
        books[customer].orders.indices.last { i in
            let order = books[customer].orders[i]
            return order.isFaulted && order.isSent && !order.isCancelled && books[customer].days(since: order.faultedAt, turn.at) <= 21
        }
    }

    /// The customer whose parcel it is: in a group by the name beside it, among customers and the recipients of their orders.
    private mutating func owner(of name: String?, _ act: DialogueAct, _ turn: Turn) -> Int? {
        guard isGroup, let name else { return addressee(of: act, turn) }
        if let known = people.customer(named: name) ?? people.customers(in: name).first { return known }
        if let buyer = books.indices.last(where: { books[$0].orders.contains { $0.isFor(name) } }) { return buyer }
        // In a list of parcels a name that nobody bears is nobody's here.
        return act.confidence.map { $0 < 0.8 } ?? false || (act.parcels?.count ?? 0) > 1 ? nil : addressee(of: act, turn)
    }

    private mutating func add(_ tracking: Tracking, _ name: String?, to i: Int, _ customer: Int) {
        let order = books[customer].orders[i]
        var place = order.consignments.indices.last { n in name.map { name in order.consignments[n].isFor(name) } ?? false }
        if place == nil { place = order.consignments.indices.first { order.consignments[$0].parcels.isEmpty } ?? order.consignments.indices.last }
        if let place {
            books[customer].orders[i].consignments[place].parcels.append(tracking)
        } else {
            books[customer].orders[i].consignments.append(LedgerConsignment(beneficiary: name, parcels: [tracking]))
        }
    }

    private mutating func markSent(_ customer: Int, _ i: Int, _ turn: Turn, _ act: DialogueAct) {
        books[customer].orders[i].isSent = true
        books[customer].orders[i].sentAt = books[customer].orders[i].sentAt ?? turn.at
        books[customer].orders[i].isConsidered = false
        note(customer, i, turn, act, rule: "shipped")
    }

    private mutating func sendAll(_ act: DialogueAct, _ turn: Turn) {
        for customer in books.indices {
            for i in books[customer].orders.indices
            where TransitionTable.row(books[customer].orders[i].state, .ship).points >= 3
                && books[customer].days(since: books[customer].orders[i].touchedAt, turn.at) <= 3
            {
                markSent(customer, i, turn, act)
            }
        }
    }

    // MARK: In the customer's hands

    mutating func handOver(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        let lines = (act.lines ?? []).map { OrderLine($0) }
        // Gifts that came along.
        if !lines.isEmpty, lines.allSatisfy(\.isFree) { return }
        var clue = clue(act, turn)
        clue.names += [act.who, act.span].compactMap(\.self)
        if let pending = books[customer].pending, !pending.isOffer, lines.contains(where: { line in pending.lines.contains { $0.likeness(line) > 1 } }),
            books[customer].best(clue) == nil,
            !books[customer].orders.contains(where: { order in
                order.isReceived && books[customer].days(since: order.receivedAt, turn.at) <= 45
                    && lines.contains { line in order.lines.contains { $0.likeness(line) > 1 } }
            })
        {
            applyPending(customer, turn, act)
        }
        guard let i = books[customer].best(clue) else { return }
        deliver(customer, i, turn, act)
        if case .customer = turn.message.speaker { books[customer].orders[i].isCollected = true }
        // Who comes to the pick-up point takes everything.
        guard isGroup, lines.isEmpty else { return }
        for other in books[customer].orders.indices
        where other != i && TransitionTable.row(books[customer].orders[other].state, .handOver).effect == .deliver
            && books[customer].days(since: books[customer].orders[other].touchedAt, turn.at) <= 7
        {
            deliver(customer, other, turn, act)
        }
    }

    /// The customer fetches the goods, so that they are sent nowhere.
    mutating func collect(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        guard let i = books[customer].best(clue(act, turn)) else { return }
        books[customer].orders[i].isCollected = true
        note(customer, i, turn, act)
    }

    mutating func handOverAll(_ act: DialogueAct, _ turn: Turn) {
        for customer in books.indices { deliverOpen(customer, turn, act) }
    }

    /// Everything of a customer's that was asked for or sent in the last days is there.
    mutating func deliverOpen(_ customer: Int, _ turn: Turn, _ act: DialogueAct) {
        for i in books[customer].orders.indices
        where TransitionTable.row(books[customer].orders[i].state, .handOver).effect == .deliver
            && books[customer].days(since: books[customer].orders[i].touchedAt, turn.at) <= 3
        {
            deliver(customer, i, turn, act)
        }
    }

    private mutating func deliver(_ customer: Int, _ i: Int, _ turn: Turn, _ act: DialogueAct) {
        books[customer].orders[i].isReceived = true
        books[customer].orders[i].receivedAt = turn.at
        books[customer].orders[i].isConsidered = false
        note(customer, i, turn, act, rule: "received")
    }

    mutating func arrive(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        var clue = clue(act, turn)
        clue.names += [act.who, act.span].compactMap(\.self)
        guard let i = books[customer].best(clue) else { return }
        // Half a word that goods came counts for what was sent last.
        if let confidence = act.confidence, confidence < 0.6,
            i != books[customer].orders.lastIndex(where: { !$0.isCancelled }) || !books[customer].orders[i].isSent
        {
            return
        }
        if act.complete == false {
            note(customer, i, turn, act)
            return
        }
        let order = books[customer].orders[i]
        deliver(customer, i, turn, act)
        guard clue.lines.isEmpty, order.isSent else { return }
        // What was sent together comes together.
        for other in books[customer].orders.indices
        where books[customer].orders[other].isSent && !books[customer].orders[other].isReceived && !books[customer].orders[other].isCancelled
            && isRecent(books[customer].orders[other].sentAt, order.sentAt, days: 0.5)
        {
            deliver(customer, other, turn, act)
        }
    }

    /// Goods of an order are to be sent again or changed.
    mutating func fault(_ customer: Int, _ i: Int, _ turn: Turn) {
        books[customer].orders[i].isFaulted = true
        books[customer].orders[i].faultedAt = turn.at
    }

    /// Praise or a complaint about goods says that they are there, once they had the time to come.
    mutating func remark(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        if act.act == .complain, act.kind == "price" || act.kind == "late" { return }
        var clue = clue(act, turn)
        clue.names = [act.who, act.span].compactMap(\.self)
        guard let i = books[customer].best(clue) else { return }
        note(customer, i, turn, act)
        // What is broken, missing or not the right one was looked at.
        let isFault = act.act == .complain && ["damaged", "missing", "wrong", "quality", "allergic"].contains(act.kind)
        if isFault { fault(customer, i, turn) }
        let order = books[customer].orders[i]
        guard !order.isReceived, !order.isCancelled, (act.confidence ?? 1) >= 0.6 else { return }
        let likeness = clue.lines.map { line in order.lines.map { $0.likeness(line) }.max() ?? 0 }.max() ?? 0
        if order.isSent {
            guard isFault || books[customer].days(since: order.sentAt, turn.at) > 0.25 || order.sentAt == nil else { return }
        } else {
            // Paid or not, goods that are praised a day later are there.
            guard likeness > (isFault ? 0 : 1), order.isPaid || order.state == .open && (isFault || act.act == .praise),
                books[customer].days(since: order.paidAt ?? order.placedAt, turn.at) > (order.isPaid ? 0.02 : 0.3)
            else { return }
        }
        books[customer].orders[i].isReceived = true
        books[customer].orders[i].receivedAt = turn.at
    }
}

extension OrderLedger {
    /// The customer sends goods back: an order that was not paid is no order any more; a paid one waits for its refund.
    mutating func takeBack(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        let clue = clue(act, turn)
        guard let i = books[customer].best(clue) else { return }
        note(customer, i, turn, act)
        let order = books[customer].orders[i]
        guard order.payments.isEmpty,
            clue.lines.isEmpty
                || order.lines.allSatisfy({ line in clue.lines.contains { $0.likeness(line) > 1 && ($0.quantity ?? .infinity) >= (line.quantity ?? 1) } })
        else { return }
        books[customer].orders[i].isCancelled = true
    }
}

extension LedgerConsignment {
    /// Whether a name on a parcel means this share.
    func isFor(_ name: String) -> Bool {
        let key = GoodsName.key(name)
        return names.contains { GoodsName.isSame(GoodsName.key($0), key) } || beneficiary.map { GoodsName.isSame(GoodsName.key($0), key) } ?? false
    }
}
