import ChatModel

/// What an order becomes when the talk changes it, and what is taken back.
extension OrderLedger {
    // MARK: Changes

    mutating func change(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        var lines = (act.lines ?? []).map { OrderLine($0, beneficiary: Self.beneficiary(act.beneficiary)) }
        let former = (act.former ?? []).map { OrderLine($0) }
        if act.what == "add" { price(&lines) }
        var clue = clue(act, turn)
        clue.lines = former.isEmpty ? lines : former
        clue.names += [act.who, act.span].compactMap(\.self)
        if act.what == "add" { clue.lines = [] }
        // Goods that no order has are no change of one.
        let target = books[customer].best(clue, atLeast: clue.lines.contains { $0.product != nil } ? 2.6 : 0)
        if act.what == "time" || act.what == "recipient" || lines.isEmpty {
            // Another hour for what the seller proposed takes the proposal.
            if target == nil, let pending = books[customer].pending, !pending.isOffer, event - pending.event <= 12 { applyPending(customer, turn, act) }
            if let target { note(customer, target, turn, act) }
            return
        }
        guard let i = target else {
            price(&lines)
            if lines.contains(where: { $0.product != nil && $0.quantity != nil }) { open(lines, customer, turn, act) }
            return
        }
        if books[customer].pending?.lines.contains(where: { line in lines.contains { $0.likeness(line) > 0 } }) == true { books[customer].pending = nil }
        let before = books[customer].orders[i].goods
        let charges = books[customer].orders[i].charges
        let sum = books[customer].orders[i].computed
        if act.what == "add" {
            for line in lines { merge(line, into: &books[customer].orders[i], isMore: true, of: customer) }
        } else if act.what == "less" {
            for line in lines { reduce(line, in: &books[customer].orders[i]) }
        } else if former.isEmpty {
            for line in lines { restate(line, in: &books[customer].orders[i], what: act.what) }
        } else {
            replace(former, by: lines, in: &books[customer].orders[i], of: customer, what: act.what)
        }
        let order = books[customer].orders[i]
        if order.goods != before {
            amend(customer, i, former: charges)
        } else if let sum, let now = order.computed, !Money.isSame(sum, now) {
            // The same number of another variant at another price: what was agreed is no more.
            books[customer].orders[i].agreements = []
        }
        books[customer].orders[i].isConsidered = false
        note(customer, i, turn, act)
    }

    /// The new state of a line whose old one is not told.
    func restate(_ line: OrderLine, in order: inout LedgerOrder, what: String?) {
        if let same = best(line, in: order.lines) {
            order.lines[same].fill(from: line)
            if line.price == nil, line.spec != nil { order.lines[same].price = prices.price(of: order.lines[same], isExact: true) ?? order.lines[same].price }
        } else if order.lines.count == 1, line.product == nil || what == "product" || what == "spec" {
            order.lines[0].fill(from: line)
            if let name = line.product {
                order.lines[0].product = name
                order.lines[0].price = line.price ?? prices.price(of: order.lines[0])
            }
        } else if line.product != nil {
            order.lines.append(line)
            if line.price == nil { order.lines[order.lines.count - 1].price = prices.price(of: line) }
        }
    }

    /// So many fewer of a line; as many as it has are a statement of the new number.
    private func reduce(_ line: OrderLine, in order: inout LedgerOrder) {
        let place = best(line, in: order.lines) ?? (order.lines.count == 1 && line.product == nil ? 0 : nil)
        guard let place, let less = line.quantity, let all = order.lines[place].quantity, less < all - 0.005 else {
            return restate(line, in: &order, what: "quantity")
        }
        order.lines[place].quantity = all - less
    }

    private func replace(_ former: [OrderLine], by lines: [OrderLine], in order: inout LedgerOrder, of customer: Int, what: String?) {
        var places: [Int] = []
        for old in former {
            let free = order.lines.indices.filter { !places.contains($0) }
            let found = free.max { a, b in
                let (x, y) = (order.lines[a].likeness(old), order.lines[b].likeness(old))
                return x == y ? a > b : x < y
            }
            if let found, order.lines[found].likeness(old) > 0 { places.append(found) } else if order.lines.count == 1, places.isEmpty { places.append(0) }
        }
        guard !places.isEmpty else {
            for line in lines { restate(line, in: &order, what: what) }
            return
        }
        // A part of a line that gets another variant stays a part of it.
        if places.count == 1, lines.count == 1, former.count == 1, let all = order.lines[places[0]].quantity, let part = former[0].quantity, part < all - 0.005,
            let new = lines[0].quantity, abs(new - part) < 0.005
        {
            guard what != "spec" else { return }
            order.lines[places[0]].quantity = all - part
            merge(lines[0], into: &order, isMore: true, of: customer)
            return
        }
        var new: [OrderLine] = []
        for (n, line) in lines.enumerated() {
            let old = order.lines[places[min(n, places.count - 1)]]
            var filled = GoodsName.isSame(old.key, line.key) || line.product == nil ? old : OrderLine(ActLine())
            filled.fill(from: line)
            if filled.quantity == nil { filled.quantity = old.quantity }
            filled.unit = line.unit ?? filled.unit ?? old.unit
            filled.beneficiary = line.beneficiary ?? old.beneficiary
            filled.list = old.list
            filled.isRefused = false
            let isSame = GoodsName.isSame(old.key, filled.key)
            filled.price = prices.price(of: filled, isExact: isSame) ?? (isSame ? old.price : line.price)
            new.append(filled)
        }
        let first = places.min() ?? 0
        for place in places.sorted(by: >) { order.lines.remove(at: place) }
        order.lines.insert(contentsOf: new, at: min(first, order.lines.count))
    }

    // MARK: Taking back

    mutating func withdraw(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        var clue = clue(act, turn)
        clue.names += [act.who, act.span].compactMap(\.self)
        guard let i = books[customer].best(clue) else {
            books[customer].pending = nil
            books[customer].focus = nil
            books[customer].quoted = nil
            books[customer].exclusions = (clue.lines, event)
            return
        }
        note(customer, i, turn, act)
        var order = books[customer].orders[i]
        let (former, before) = (order.charges, order.goods)
        if act.scope == "last" {
            if order.lines.count > 1 { order.lines.removeLast() } else { order.isCancelled = true }
        } else {
            let left = Self.without(clue.lines, order.lines, isAll: act.scope == "all", of: Self.beneficiary(act.who ?? act.beneficiary))
            if clue.lines.isEmpty || left.isEmpty { order.isCancelled = true } else { order.lines = left }
        }
        books[customer].orders[i] = order
        if order.goods != before { amend(customer, i, former: former) }
    }

    /// Lines without what is taken back: as many as are named of each, first of the share that it is said of.
    private static func without(_ gone: [OrderLine], _ lines: [OrderLine], isAll: Bool, of beneficiary: String?) -> [OrderLine] {
        var left = lines
        for line in gone {
            var count = isAll ? nil : line.quantity
            let places = left.indices.filter { left[$0].likeness(line) > 1 }
                .sorted { a, b in
                    let (x, y) = (left[a].beneficiary == beneficiary, left[b].beneficiary == beneficiary)
                    return x == y ? a < b : x
                }
            var removed: [Int] = []
            for place in places {
                let all = left[place].quantity ?? 1
                guard let wanted = count else {
                    removed.append(place)
                    if isAll { continue } else { break }
                }
                guard wanted > 0.005 else { break }
                if wanted < all - 0.005 { left[place].quantity = all - wanted } else { removed.append(place) }
                count = wanted - all
            }
            for place in removed.sorted(by: >) { left.remove(at: place) }
        }
        return left
    }
}
