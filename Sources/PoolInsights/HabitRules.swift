import ChatModel

/// What, where and through whom a customer buys.
enum HabitRules {
    /// Products, the one in most orders first, the later one on a tie.
    static func products(_ history: PurchaseHistory, _ customer: Customer) -> [ProductHabit] {
        struct Sum {
            var orders = 0
            var quantity: Double?
            var units: [String: Int] = [:]
            var last = Int.min
        }
        var sums: [String: Sum] = [:]
        for (_, order) in history.bought {
            var seen: Set<String> = []
            for item in order.items where !item.product.isEmpty {
                var sum = sums[item.product] ?? Sum()
                if seen.insert(item.product).inserted { sum.orders += 1 }
                if let quantity = item.quantity { sum.quantity = (sum.quantity ?? 0) + quantity }
                if let unit = item.unit { sum.units[unit, default: 0] += 1 }
                if let day = order.placedAt?.dayNumber { sum.last = max(sum.last, day) }
                sums[item.product] = sum
            }
        }
        let all = Double(max(1, history.bought.count))
        return sums.sorted { ($1.value.orders, $1.value.last, $0.key) < ($0.value.orders, $0.value.last, $1.key) }.map { product, sum in
            ProductHabit(
                product: product, orders: sum.orders, quantity: sum.quantity, unit: sum.units.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key,
                share: Double(sum.orders) / all, lastBought: sum.last == .min ? nil : Timestamp(dayNumber: sum.last))
        }
    }

    /// Groups, the one with most orders first.
    static func groups(_ history: PurchaseHistory, currency: String?) -> [GroupHabit] {
        var groups: [String: GroupHabit] = [:]
        for (_, order) in history.bought {
            guard let title = order.group, !title.isEmpty else { continue }
            var habit = groups[title] ?? GroupHabit(title: title, orders: 0)
            habit.orders += 1
            if let amount = order.keptAmount, order.status != .refunded, order.currency == currency { habit.amount = (habit.amount ?? 0) + amount }
            if let day = order.placedAt { habit.lastOrder = Timestamp(dayNumber: max(habit.lastOrder?.dayNumber ?? .min, day.dayNumber)) }
            groups[title] = habit
        }
        return groups.values.sorted { ($1.orders, $0.title) < ($0.orders, $1.title) }
    }

    private static let pickupWords = ["自提", "驿站", "代收", "快递柜", "丰巢", "提货点", "取货点", "门店", "菜鸟"]

    /// Whether an address names such a place; looked for by its bytes, in which no character begins inside another.
    private static func isPickup(_ detail: String) -> Bool {
        let bytes = Array(detail.utf8)
        return pickupBytes.contains { word in
            guard let first = word.first, word.count <= bytes.count else { return false }
            return (0...bytes.count - word.count).contains { bytes[$0] == first && bytes[$0..<$0 + word.count].elementsEqual(word) }
        }
    }

    private static let pickupBytes = pickupWords.map { Array($0.utf8) }

    /// Places where goods are fetched: addresses that name such a place, the most used first.
    static func pickupPoints(_ customer: Customer) -> [String] {
        var uses: [(place: String, count: Int)] = []
        for (index, recipient) in customer.recipients.enumerated() {
            guard let detail = recipient.address?.detail, isPickup(detail) else { continue }
            let count = customer.orders.count { $0.recipient == index }
            if let at = uses.firstIndex(where: { $0.place == detail }) { uses[at].count += count } else { uses.append((detail, count)) }
        }
        return uses.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element.place)
    }

    /// Where most goods to the customer go, the latest on a tie; divisions down to the district.
    static func area(_ customer: Customer) -> PostalAddress? {
        var best: (uses: Int, address: PostalAddress)?
        for (index, recipient) in customer.recipients.enumerated() where recipient.isSelf != false {
            guard let address = recipient.address, address.province?.isEmpty == false || address.city?.isEmpty == false else { continue }
            let uses = customer.orders.count { $0.recipient == index }
            // Recipients stand latest first: the first of equals is the latest.
            if best.map({ uses > $0.uses }) ?? true { best = (uses, address) }
        }
        return best.map { PostalAddress(country: $0.address.country, province: $0.address.province, city: $0.address.city, district: $0.address.district) }
    }
}
