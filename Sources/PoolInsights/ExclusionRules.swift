import ChatModel

/// Who is in the pool and yet no customer: the seller's own team by the options; couriers and bots by their names, as long as they ordered nothing.
struct ExclusionRules {
    private let excluded: Set<String>
    private static let couriers = ["快递", "快运", "物流", "速运", "驿站", "配送", "courier", "express delivery"]
    private static let bots = ["机器人", "群助手", "群管家", "小助手", "自动回复", "chatbot"]

    init(_ options: InsightsOptions) { excluded = Set(options.excluded.map { $0.lowercased() }) }

    /// Why a customer is none; nil for a customer.
    func reason(_ customer: Customer) -> Reason? {
        if !excluded.isEmpty {
            let own = [customer.id, customer.name].compactMap(\.self) + customer.nicknames + customer.accounts.compactMap(\.id) + customer.phones.map(\.number)
            if own.contains(where: { excluded.contains($0.lowercased()) || excluded.contains(Self.local($0)) }) {
                return Reason("excluded-by-options", Wording("设置里排除的人", "left out by the configuration"))
            }
        }
        guard !customer.orders.contains(where: PurchaseHistory.isBought), let nickname = customer.nicknames.first?.lowercased() else { return nil }
        if Self.couriers.contains(where: nickname.contains) {
            return Reason("courier", Wording("昵称像快递员，没有订单", "named like a courier, without orders"))
        }
        if Self.bots.contains(where: nickname.contains) || nickname.hasSuffix("bot") {
            return Reason("bot", Wording("昵称像机器人，没有订单", "named like a bot, without orders"))
        }
        return nil
    }

    /// A mainland number as people write it in a configuration.
    private static func local(_ number: String) -> String { number.hasPrefix("+86") ? String(number.dropFirst(3)) : number }
}
