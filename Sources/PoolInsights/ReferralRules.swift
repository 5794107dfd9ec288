import ChatModel

/// Who brought whom: names said in chats, tied to customers where exactly one has the name.
struct ReferralRules {
    private var byName: [String: Set<String>] = [:]
    /// Customers that named this one as who brought them.
    private var brought: [String: [ReferralLink]] = [:]

    init(_ customers: [Customer]) {
        for customer in customers {
            for name in Set(customer.nicknames + [customer.name].compactMap(\.self)) { byName[Self.key(name), default: []].insert(customer.id) }
        }
        for customer in customers {
            guard let link = referrer(of: customer), let id = link.customerID else { continue }
            let name = customer.name ?? customer.nicknames.first ?? customer.id
            brought[id, default: []].append(ReferralLink(name: name, customerID: customer.id, evidence: link.evidence))
        }
    }

    private static func key(_ name: String) -> String { name.lowercased() }

    private func link(_ signal: CustomerSignal, of customer: Customer) -> ReferralLink {
        let holders = (byName[Self.key(signal.value)] ?? []).subtracting([customer.id])
        return ReferralLink(name: signal.value, customerID: holders.count == 1 ? holders.first : nil, evidence: [signal.evidence])
    }

    /// Who brought a customer; what was said first counts.
    func referrer(of customer: Customer) -> ReferralLink? {
        customer.signals.first { $0.kind == .referredBy && !$0.value.isEmpty }.map { link($0, of: customer) }
    }

    /// Whom a customer brought, by the customer's own words and by those of the ones brought; each person once.
    func referrals(of customer: Customer) -> [ReferralLink] {
        var links = brought[customer.id] ?? []
        for signal in customer.signals where signal.kind == .referred {
            let own = link(signal, of: customer)
            let isKnown = own.customerID != nil ? links.contains { $0.customerID == own.customerID } : links.contains { $0.name == own.name }
            if !isKnown { links.append(own) }
        }
        return links
    }
}
