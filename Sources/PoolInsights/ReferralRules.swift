import ChatModel

/// Who brought whom: names said in chats, tied to customers where exactly one has the name.
struct ReferralRules {
    /// Those who have a name: two are enough to know that it is not one person's.
    private struct Holders {
        var first: String
        var second: String?
        var areMore = false
    }

    private var byName: [String: Holders] = [:]
    /// Those who said who brought them, with no more than that.
    private var speakers: [Customer] = []
    /// Customers that named this one as who brought them.
    private var brought: [String: [ReferralLink]] = [:]

    init() {}

    /// Rules that know nothing but who brought somebody.
    init(bringers: Set<String>) { brought = bringers.reduce(into: [:]) { $0[$1] = [ReferralLink(name: "", customerID: nil, evidence: [])] } }

    /// Customers whom somebody named as who brought them.
    var bringers: Set<String> { Set(brought.keys) }

    /// Takes in one more customer.
    mutating func add(_ customer: Customer) {
        for name in Set(customer.nicknames + [customer.name].compactMap(\.self)) {
            let key = Self.key(name)
            guard var known = byName[key] else {
                byName[key] = Holders(first: customer.id)
                continue
            }
            guard known.first != customer.id, known.second != customer.id else { continue }
            if known.second == nil { known.second = customer.id } else { known.areMore = true }
            byName[key] = known
        }
        guard customer.signals.contains(where: { $0.kind == .referredBy }) else { return }
        var speaker = Customer(id: customer.id)
        (speaker.name, speaker.nicknames, speaker.signals) = (customer.name, customer.nicknames, customer.signals)
        speakers.append(speaker)
    }

    /// Ties those who said who brought them to whom they named, once all customers are known.
    mutating func tieLinks() {
        for customer in speakers {
            guard let link = referrer(of: customer), let id = link.customerID else { continue }
            let name = customer.name ?? customer.nicknames.first ?? customer.id
            brought[id, default: []].append(ReferralLink(name: name, customerID: customer.id, evidence: link.evidence))
        }
    }

    /// The one other customer who has a name; nil when there is none, or several.
    private func holder(_ name: String, besides id: String) -> String? {
        guard let holders = byName[Self.key(name)], !holders.areMore else { return nil }
        if holders.first == id { return holders.second }
        return holders.second == nil || holders.second == id ? holders.first : nil
    }

    private static func key(_ name: String) -> String { name.lowercased() }

    private func link(_ signal: CustomerSignal, of customer: Customer) -> ReferralLink {
        ReferralLink(name: signal.value, customerID: holder(signal.value, besides: customer.id), evidence: [signal.evidence])
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
