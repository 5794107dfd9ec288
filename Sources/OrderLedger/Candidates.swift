import ChatModel

/// What an event tells of the order that it is about.
struct OrderClue {
    var act: ActKind
    var lines: [OrderLine] = []
    var amount: Double?
    var names: [String] = []
    var code: String?
    var at: Timestamp?
    var event: Int
}

extension CustomerBook {
    /// The customer's orders that an event may be about, likeliest first: ONE place decides which order is meant.
    ///
    /// Points: the state's own (``TransitionTable``), the goods named, a sum that agrees with what is to be paid, the recipient or the number named, and how lately the order was spoken of.
    /// Equal points: the younger order.
    func candidates(_ clue: OrderClue) -> [(order: Int, points: Double)] {
        var found: [(order: Int, points: Double)] = []
        let reach = TransitionTable.reach(TransitionTable.effect(clue.act))
        // What is too long ago goes first: a state is dear to tell, and a customer of years has thousands of orders.
        for i in orders.indices where days(since: orders[i].touchedAt, clue.at) <= reach {
            let row = TransitionTable.row(orders[i].state, clue.act)
            guard row.effect != .nothing else { continue }
            let order = orders[i]
            var points = row.points
            if !clue.lines.isEmpty { points += Self.goods(order, clue.lines) }
            if let amount = clue.amount {
                if Money.isSame(order.balance, amount) || Money.isSame(order.charges, amount) { points += 6 }
                if Money.isSame(order.deposit, amount) { points += 5 }
            }
            if clue.names.contains(where: order.isFor) { points += 8 }
            if let code = clue.code, order.lines.contains(where: { $0.code == code }) || order.orderNumber == code { points += 8 }
            points -= min(2, days(since: order.touchedAt, clue.at) * 0.25)
            points += max(0, 1.5 - 0.15 * Double(clue.event - order.touched))
            found.append((i, points))
        }
        return found.sorted { ($0.points, $0.order) > ($1.points, $1.order) }
    }

    /// The order that an event is most likely about.
    func best(_ clue: OrderClue, atLeast least: Double = 0) -> Int? {
        candidates(clue).first.flatMap { $0.points > least ? $0.order : nil }
    }

    private static func goods(_ order: LedgerOrder, _ lines: [OrderLine]) -> Double {
        let named = lines.filter { $0.product != nil || $0.code != nil }
        guard !named.isEmpty else { return 0 }
        let hits = named.count { line in order.lines.contains { $0.likeness(line) > 1 } }
        if hits == 0 {
            // Another variant of the same; or a line that still waits for its name.
            if named.contains(where: { line in order.lines.contains { $0.likeness(line) > 0 } }) { return 0.5 }
            return order.lines.contains { $0.product == nil || $0.isRefused } ? 0 : -1.5
        }
        return 4 * Double(hits) / Double(named.count)
    }

    func days(since: Timestamp?, _ at: Timestamp?) -> Double {
        guard let since, let at else { return 0 }
        return max(0, Double(at.wallSeconds - since.wallSeconds) / 86_400)
    }
}

extension LedgerOrder {
    /// Whether a name on a parcel or in a total means this order: its beneficiary or its recipient.
    func isFor(_ name: String) -> Bool {
        let key = GoodsName.key(name)
        guard !key.isEmpty else { return false }
        return lines.contains { $0.beneficiary.map { GoodsName.isSame(GoodsName.key($0), key) } ?? false || $0.code == name }
            || consignments.contains {
                $0.names.contains { GoodsName.isSame(GoodsName.key($0), key) } || $0.beneficiary.map { GoodsName.isSame(GoodsName.key($0), key) } ?? false
            }
    }
}
