import ChatModel

/// A group's running list (接龙), by its last version.
struct GroupList {
    /// Its name, where the act gives one.
    var key: String?
    /// Goods of its head.
    var goods: [String]
    /// What each entry says, by whom it names.
    var entries: [String: String]
    /// Entries of people who are not known yet, by their words.
    var waiting: [(words: String, lines: [OrderLine], turn: OrderLedger.Turn)] = []
    var at: Timestamp?
}

/// Whose the seller's words are, lists and tallies.
extension OrderLedger {
    // MARK: Whom the seller means

    /// The customer whom a seller's act concerns: named, addressed, told by a sum, or whoever spoke last.
    mutating func addressee(of act: DialogueAct, _ turn: Turn) -> Int? {
        guard isGroup, books.count > 1 else { return books.indices.first }
        if let who = act.who {
            if let known = people.customer(named: who) ?? people.customers(in: who).first {
                named.append(known)
                return known
            }
        }
        if let span = act.span, let known = people.customers(in: span).first(where: { !named.contains($0) }) {
            named.append(known)
            return known
        }
        if let addressee = turn.message.addressee { return addressee }
        if act.act == .paidSeen || act.act == .pay, let payer = payer(of: act.amount) { return payer }
        // Sums and refunds answer who wrote last, if they have an order at all.
        if act.act == .quote || act.act == .refundPaid || act.act == .refundPromised, let writer = lastWriter, !books[writer].orders.isEmpty { return writer }
        return lastCustomer
    }

    /// Who spoke last, when that was a few events ago at most.
    func nearby(_ events: Int) -> Int? { lastCustomer.flatMap { event - books[$0].lastEvent <= events ? $0 : nil } }

    /// The customer whose payment waits for the seller's word, the last one first.
    private func payer(of amount: Double?) -> Int? {
        var found: (event: Int, customer: Int)?
        for (customer, book) in books.enumerated() {
            for payment in book.orders.flatMap(\.payments) + book.loose where !payment.isSeen && event - payment.event <= 12 {
                guard amount == nil || payment.amount == nil || Money.isSame(payment.amount, amount) else { continue }
                if found.map({ payment.event > $0.event }) ?? true { found = (payment.event, customer) }
            }
        }
        if let found { return found.customer }
        guard let amount else { return nil }
        // Nobody said that they paid: whose order it pays to the cent.
        let due = books.indices.filter { books[$0].orders.contains { Money.isSame($0.due, amount) } }
        if let last = lastCustomer, due.contains(last) { return last }
        return due.count == 1 ? due[0] : nil
    }

    /// The customer whom a list or tally names; somebody who never spoke gets a place of their own.
    private mutating func member(_ who: String, mayBeNew: Bool) -> Int? {
        if let known = people.customer(named: who) { return known }
        guard mayBeNew, isGroup else { return nil }
        books.append(CustomerBook(name: who))
        books[books.count - 1].isSilent = true
        people.add(who, of: books.count - 1, isShown: false)
        return books.count - 1
    }

    // MARK: Lists

    mutating func takeList(_ act: DialogueAct, _ turn: Turn, poster: Int?) {
        for line in act.head ?? [] { prices.note(line) }
        let entries = Self.together(act.entries ?? [])
        let goods = (act.head ?? []).compactMap { $0.product.map(GoodsName.key) }.sorted()
        var said: [String: String] = [:]
        for entry in entries { if let who = entry.who ?? entry.note { said[who] = Self.says(entry) } }
        let known = lists.lastIndex { list -> Bool in
            if let key = act.order, let other = list.key { return key == other && isRecent(list.at, turn.at, days: 10) }
            return isRecent(list.at, turn.at, days: 10)
                && (!goods.isEmpty && list.goods == goods
                    || said.contains { list.entries[$0.key] == $0.value } && (goods.isEmpty || list.goods.isEmpty || !Set(goods).isDisjoint(with: list.goods)))
        }
        let former = known.map { lists[$0].entries } ?? [:]
        let id = known ?? lists.count
        if known == nil { lists.append(GroupList(key: act.order, goods: goods, entries: [:], at: turn.at)) }
        for entry in entries {
            guard let who = entry.who ?? entry.note, former[who] != said[who] else { continue }
            let isTheirs = entry.who == nil && poster != nil && known != nil && former.count + 1 == entries.count
            var lines = (entry.lines ?? []).map { OrderLine($0) }
            guard !lines.isEmpty else {
                // The entry stands and says that nothing is wanted any more.
                if former[who]?.isEmpty == false, let customer = people.customer(named: who) { remove(list: id, from: customer, turn, act) }
                continue
            }
            for i in lines.indices { lines[i].list = id }
            price(&lines)
            guard let customer = isTheirs ? poster : member(who, mayBeNew: entry.who != nil) else {
                lists[id].waiting.removeAll { $0.words == who }
                lists[id].waiting.append((who, lines, turn))
                continue
            }
            set(lines, of: customer, list: id, turn, act)
        }
        // Who takes an entry out is its owner or the seller; in anybody else's copy it may only be cut.
        for (who, _) in former.sorted(by: { $0.key < $1.key }) where said[who] == nil && !entries.isEmpty && former.count - entries.count <= 2 {
            guard let customer = people.customer(named: who), poster == nil || poster == customer else { continue }
            remove(list: id, from: customer, turn, act)
        }
        lists[id].at = turn.at
        for (who, what) in said { lists[id].entries[who] = what }  // any order
        if poster == nil { for who in former.keys where said[who] == nil { lists[id].entries[who] = nil } }
    }

    /// Entries with those of one person put together.
    private static func together(_ entries: [ActEntry]) -> [ActEntry] {
        var merged: [ActEntry] = []
        for entry in entries {
            if let who = entry.who, let same = merged.firstIndex(where: { $0.who == who }) {
                merged[same].lines = (merged[same].lines ?? []) + (entry.lines ?? [])
            } else {
                merged.append(entry)
            }
        }
        return merged
    }

    /// Somebody who stood in a list before they said anything is known by now.
    mutating func takeWaiting() {
        for id in lists.indices where !lists[id].waiting.isEmpty {
            let waiting = lists[id].waiting
            lists[id].waiting = []
            for entry in waiting {
                if let customer = people.customers(in: entry.words).first {
                    set(entry.lines, of: customer, list: id, entry.turn, DialogueAct(.list))
                } else {
                    lists[id].waiting.append(entry)
                }
            }
        }
    }

    private static func says(_ entry: ActEntry) -> String {
        (entry.lines ?? []).map { "\($0.product ?? "")|\($0.spec ?? "")|\($0.quantity ?? -1)|\($0.unit ?? "")" }.joined(separator: ";")
    }

    /// What a customer's entry says takes the place of what the list had for them, and of what they asked for in words.
    private mutating func set(_ lines: [OrderLine], of customer: Int, list: Int, _ turn: Turn, _ act: DialogueAct) {
        let standing = books[customer].orders.lastIndex { order in order.lines.contains { $0.list == list } && !order.isReceived && !order.isSent }
        guard let i = standing ?? openFor(customer, lines, turn) else {
            open(lines, customer, turn, act)
            return
        }
        let before = books[customer].orders[i].goods
        var order = books[customer].orders[i]
        order.lines.removeAll { old in old.list == list || lines.contains { $0.likeness(old) > 0 } }
        order.lines += lines
        if order.isCancelled { (order.isCancelled, order.placedAt) = (false, turn.at) }
        if order.goods != before { (order.amended, order.formerCharges) = (step, books[customer].orders[i].charges) }
        books[customer].orders[i] = order
        note(customer, i, turn, act)
    }

    /// The customer's order in this group that nothing was paid or sent for yet.
    private func openFor(_ customer: Int, _ lines: [OrderLine], _ turn: Turn) -> Int? {
        books[customer].orders.lastIndex { $0.state == .open && books[customer].days(since: $0.touchedAt, turn.at) <= 2 }
    }

    private mutating func remove(list: Int, from customer: Int, _ turn: Turn, _ act: DialogueAct) {
        guard let i = books[customer].orders.lastIndex(where: { order in order.lines.contains { $0.list == list } }), !books[customer].orders[i].isCancelled,
            books[customer].orders[i].payments.isEmpty
        else { return }
        note(customer, i, turn, act)
        if books[customer].orders[i].lines.allSatisfy({ $0.list == list }) {
            books[customer].orders[i].isCancelled = true
        } else {
            books[customer].orders[i].lines.removeAll { $0.list == list }
            books[customer].orders[i].amended = step
        }
    }

    // MARK: Tallies

    /// States of an entry that are known words of the act format; any other text is the seller's own remark.
    private static let isLeft = "not picked up"
    private static let states: Set<String> = [isLeft, "paid", "unpaid", "deposit", "shipped", "ready", "received", "picked up", "cancelled"]

    mutating func takeTally(_ act: DialogueAct, _ turn: Turn) {
        let entries = (act.entries ?? []).filter { $0.who != nil }
        if isGroup, !entries.isEmpty, entries.allSatisfy({ $0.state == Self.isLeft }) { return takeRest(entries, act, turn) }
        let isSummary = entries.count > 1
        for entry in entries {
            guard let who = entry.who, entry.lines?.isEmpty == false || entry.total != nil else { continue }
            // A remark of the seller's own, such as what is left on a card, is no sum of an order.
            if let state = entry.state, entry.total == nil || !isGroup, !Self.states.contains(state) { continue }
            var lines = (entry.lines ?? []).map { OrderLine($0) }
            price(&lines)
            if isGroup {
                let numbered = entry.no.flatMap { no in books.indices.first { books[$0].orders.contains { $0.orderNumber == String(no) } } }
                guard let customer = people.customer(named: who) ?? numbered ?? member(who, mayBeNew: !lines.isEmpty && isSummary) else { continue }
                if numbered == customer { people.add(who, of: customer, isShown: false) }
                named.append(customer)
                tally(lines, entry, customer, i: tallied(customer, lines, turn), turn, act)
            } else if let customer = books.indices.first,
                let i = books[customer].orders.lastIndex(where: { $0.isFor(who) && !$0.isReceived && !$0.isCancelled })
            {
                tally(lines, entry, customer, i: i, turn, act)
            }
        }
    }

    /// The order that a tally's entry sums up: what is open, else what was paid or sent a moment ago for the same goods.
    private func tallied(_ customer: Int, _ lines: [OrderLine], _ turn: Turn) -> Int? {
        let book = books[customer]
        let clue = OrderClue(act: .propose, lines: lines, at: turn.at, event: event)
        for candidate in book.candidates(clue) {
            let order = book.orders[candidate.order]
            guard book.days(since: order.touchedAt, turn.at) <= 4 else { continue }
            if order.state == .paid, !lines.isEmpty, candidate.points < 4 { continue }
            return candidate.order
        }
        return nil
    }

    private mutating func tally(_ lines: [OrderLine], _ entry: ActEntry, _ customer: Int, i: Int?, _ turn: Turn, _ act: DialogueAct) {
        guard let i else {
            if !lines.isEmpty, entry.state == nil || entry.total != nil { open(lines, customer, turn, act, total: entry.total) }
            return
        }
        let before = books[customer].orders[i].goods
        var order = books[customer].orders[i]
        if !lines.isEmpty {
            var new: [OrderLine] = []
            for line in lines {
                if let same = best(line, in: order.lines) {
                    var filled = order.lines[same]
                    filled.fill(from: line)
                    filled.isRefused = false
                    new.append(filled)
                    // Shares for others stand in one line of the tally.
                    order.lines.removeAll { $0.likeness(line) > 1 }
                    order.lines.removeAll { $0.likeness(line) > 0 && $0.product == nil }
                } else {
                    new.append(line)
                }
            }
            // With a total it is all of the order; without one, what it does not name may stand in another tally.
            let rest = order.lines.filter { entry.total == nil && $0.product != nil || $0.isFree }
            order.lines = new + rest
        }
        if order.goods != before { (order.amended, order.formerCharges) = (step, books[customer].orders[i].charges) }
        order.isSettled = true
        order.isConsidered = false
        books[customer].orders[i] = order
        if let total = entry.total { agree(total, customer, i) }
        note(customer, i, turn, act)
    }

    /// “Still here: A and B”: everybody else has come.
    private mutating func takeRest(_ entries: [ActEntry], _ act: DialogueAct, _ turn: Turn) {
        let left = entries.compactMap { $0.who.flatMap { people.customer(named: $0) } }
        guard !left.isEmpty else { return }
        for customer in books.indices where !left.contains(customer) { deliverOpen(customer, turn, act) }
    }
}
