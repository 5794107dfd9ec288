public import ChatModel

/// Makes one customer of the records that identity resolution put together.
///
/// Survivorship, field by field (the same for users: `docs/GOLDEN-RECORD.md`):
/// - name: the real name said most often for the person themselves, the later one on a tie; a surname with a title (王女士, 李总) only where no full name is known;
/// - nicknames and accounts: all, the most recently seen first; an account seen by name alone is the account with that name and an id;
/// - phones: mobiles before landlines before virtual numbers, the most recently used first; masked numbers and those given as somebody else's are none;
/// - recipients: one for each name, phone and address, the most recently used first, so that the first that is the customer's own is the address to send to;
/// - orders, feedback: all, oldest first; an order that two sources show comes once;
/// - birth date, gender: the one with the most confident evidence;
/// - labels: all; what the seller decided stands over everything (``FieldEdit``).
///
/// `Customer.evidence` says for each value where the first sign of it stands and by which rule it was found.
public enum GoldenRecord {
    /// The customer of a cluster of records.
    public static func customer(id: String, of records: [CustomerRecord]) -> Customer {
        let records = records.sorted { ($0.lastSeen?.wallSeconds ?? .min, $1.recordID) > ($1.lastSeen?.wallSeconds ?? .min, $0.recordID) }
        var customer = Customer(id: id)
        customer.recordIDs = records.map(\.recordID).sorted()
        customer.firstSeen = records.compactMap(\.firstSeen).min()
        customer.lastSeen = records.compactMap(\.lastSeen).max()
        customer.tags = unique(records.flatMap(\.tags)).sorted()
        addAccounts(to: &customer, records)
        addName(to: &customer, records)
        let places = addRecipients(to: &customer, records)
        addPhones(to: &customer, records)
        addSingleFields(to: &customer, records)
        addNotes(to: &customer, records)
        addOrders(to: &customer, records, places)
        return customer
    }

    private static func addAccounts(to customer: inout Customer, _ records: [CustomerRecord]) {
        for record in records {
            for nickname in record.nicknames where !nickname.value.isEmpty {
                if !customer.nicknames.contains(nickname.value) {
                    customer.evidence += nickname.evidence.prefix(1).map { FieldEvidence(field: "nicknames/\(customer.nicknames.count)", evidence: $0) }
                    customer.nicknames.append(nickname.value)
                }
                let account = CustomerAccount(platform: record.platform, id: record.accountID, nickname: nickname.value)
                if !customer.accounts.contains(account) { customer.accounts.append(account) }
            }
            if record.nicknames.isEmpty, record.accountID != nil {
                let account = CustomerAccount(platform: record.platform, id: record.accountID)
                if !customer.accounts.contains(where: { $0.platform == account.platform && $0.id == account.id }) { customer.accounts.append(account) }
            }
        }
        // An account seen by name alone is the account with that name and an id.
        let identified = customer.accounts.filter { $0.id != nil }
        customer.accounts.removeAll { account in
            account.id == nil && identified.contains { $0.platform == account.platform && $0.nickname == account.nickname }
        }
        for (i, account) in customer.accounts.enumerated() {
            let shown = records.first { $0.platform == account.platform && $0.accountID == account.id && $0.firstPosition != nil }
            guard let shown, let position = shown.firstPosition else { continue }
            let evidence = Evidence(position: position, at: shown.firstSeen, rule: "account", confidence: 1)
            customer.evidence.append(FieldEvidence(field: "accounts/\(i)", evidence: evidence))
        }
    }

    private static func addName(to customer: inout Customer, _ records: [CustomerRecord]) {
        var votes: [String: (count: Int, last: Int64, evidence: Evidence?)] = [:]
        func vote(_ name: String?, _ count: Int, _ last: Timestamp?, _ evidence: Evidence?) {
            guard let name, !name.isEmpty else { return }
            let old = votes[name]
            votes[name] = ((old?.count ?? 0) + count, max(old?.last ?? .min, last?.wallSeconds ?? .min), old?.evidence ?? evidence)
        }
        for record in records {
            for name in record.names { vote(name.value, max(1, name.evidence.count), name.evidence.last?.at, name.evidence.first) }
            for use in record.recipients where use.isSelf == true { vote(use.recipient.name, use.useCount, use.lastUsed, use.evidence.first) }
        }
        if votes.isEmpty, let use = only(records.flatMap(\.recipients).filter { $0.isSelf != false }) {
            vote(use.recipient.name, use.useCount, use.lastUsed, use.evidence.first)
        }
        // How somebody is addressed is a name only for want of a better one.
        if votes.keys.contains(where: { !isTitled($0) }) { votes = votes.filter { !isTitled($0.key) } }
        let best = votes.max { ($0.value.count, $0.value.last, $1.key) < ($1.value.count, $1.value.last, $0.key) }
        customer.name = best?.key
        if let evidence = best?.value.evidence { customer.evidence.append(FieldEvidence(field: "name", evidence: evidence)) }
    }

    /// Whether a name is a surname, or a part of a name, with a title.
    private static func isTitled(_ name: String) -> Bool {
        let count = name.unicodeScalars.count
        return titles.contains {
            name.hasSuffix($0) && count > $0.unicodeScalars.count && count <= $0.unicodeScalars.count + 2 && (count == 2 || $0.unicodeScalars.count > 1)
        }
    }

    private static let titles = ["先生", "女士", "小姐", "阿姨", "师傅", "老师", "经理", "老板", "太太", "大姐", "大哥", "叔叔", "姐", "哥", "总", "嫂", "叔", "姨", "妈"]

    private static func only(_ uses: [RecipientUse]) -> RecipientUse? { Set(uses.map(\.recipient.name)).count == 1 ? uses.first : nil }

    /// Adds the recipients and answers, for each record, where its recipients stand in the customer's list.
    private static func addRecipients(to customer: inout Customer, _ records: [CustomerRecord]) -> [String: [Int]] {
        struct Slot {
            var recipient: CustomerRecipient
            var evidence: Evidence?
            var uses: [(record: String, index: Int)]
        }
        var slots: [Slot] = []
        var known: [CustomerRecipient: Int] = [:]
        for record in records {
            for (index, use) in record.recipients.enumerated() {
                for phone in use.recipient.phones.isEmpty ? [nil] : use.recipient.phones.map(Optional.some) {
                    let key = CustomerRecipient(name: use.recipient.name, phone: phone, address: use.recipient.address)
                    if let at = known[key] {
                        slots[at].recipient.lastUsed = [slots[at].recipient.lastUsed, use.lastUsed].compactMap(\.self).max()
                        if use.isSelf == true { slots[at].recipient.isSelf = true }
                        slots[at].uses.append((record.recordID, index))
                    } else {
                        known[key] = slots.count
                        var recipient = key
                        recipient.isSelf = use.isSelf
                        recipient.lastUsed = use.lastUsed
                        slots.append(Slot(recipient: recipient, evidence: use.evidence.first, uses: [(record.recordID, index)]))
                    }
                }
            }
        }
        let order = slots.indices.sorted {
            (slots[$0].recipient.lastUsed?.wallSeconds ?? .min, $1) > (slots[$1].recipient.lastUsed?.wallSeconds ?? .min, $0)
        }
        var places: [String: [Int]] = [:]
        for record in records { places[record.recordID] = [Int](repeating: -1, count: record.recipients.count) }
        for (place, slot) in order.enumerated() {
            customer.recipients.append(slots[slot].recipient)
            if let evidence = slots[slot].evidence { customer.evidence.append(FieldEvidence(field: "recipients/\(place)", evidence: evidence)) }
            for use in slots[slot].uses where places[use.record]?[use.index] == -1 { places[use.record]?[use.index] = place }
        }
        return places
    }

    private static func addPhones(to customer: inout Customer, _ records: [CustomerRecord]) {
        var found: [(number: String, last: Int64, evidence: Evidence?)] = []
        func add(_ number: String, _ last: Timestamp?, _ evidence: Evidence?) {
            guard !number.isEmpty, !number.contains("*") else { return }
            let seconds = last?.wallSeconds ?? .min
            if let at = found.firstIndex(where: { $0.number == number }) {
                found[at].last = max(found[at].last, seconds)
            } else {
                found.append((number, seconds, evidence))
            }
        }
        for record in records {
            for phone in record.phones where !record.othersPhones.contains(phone.value) { add(phone.value, phone.evidence.last?.at, phone.evidence.first) }
            for use in record.recipients where use.isSelf != false {
                for phone in use.recipient.phones where !record.othersPhones.contains(phone) { add(phone, use.lastUsed, use.evidence.first) }
            }
        }
        let ranked = found.sorted {
            (PhoneKind.of($0.number).rank, -$0.last.clampedForNegation, $0.number) < (PhoneKind.of($1.number).rank, -$1.last.clampedForNegation, $1.number)
        }
        for phone in ranked {
            if let evidence = phone.evidence { customer.evidence.append(FieldEvidence(field: "phones/\(customer.phones.count)", evidence: evidence)) }
            customer.phones.append(CustomerPhone(number: phone.number, kind: PhoneKind.of(phone.number).rawValue))
        }
    }

    private static func addSingleFields(to customer: inout Customer, _ records: [CustomerRecord]) {
        for email in records.flatMap(\.emails) where !customer.emails.contains(email.value) {
            customer.evidence += email.evidence.prefix(1).map { FieldEvidence(field: "emails/\(customer.emails.count)", evidence: $0) }
            customer.emails.append(email.value)
        }
        func best(_ field: String, _ values: [Attested<String>]) -> String? {
            let best = values.max { ($0.evidence.first?.confidence ?? 0, $1.value) < ($1.evidence.first?.confidence ?? 0, $0.value) }
            customer.evidence += (best?.evidence.prefix(1) ?? []).map { FieldEvidence(field: field, evidence: $0) }
            return best?.value
        }
        customer.birthDate = best("birth_date", records.compactMap(\.birthDate))
        customer.gender = best("gender", records.compactMap(\.gender))
    }

    /// What the seller's tables say beside the person, and the WeChat ids that they give, where no export shows the account.
    private static func addNotes(to customer: inout Customer, _ records: [CustomerRecord]) {
        var lines: [String] = []
        for note in records.sorted(by: { $0.recordID < $1.recordID }).flatMap(\.notes) where !lines.contains(note.value) { lines.append(note.value) }
        if !lines.isEmpty { customer.remark = lines.joined(separator: "\n") }
        for record in records where record.conversation.isEmpty && record.accountID == nil {
            for identity in record.otherIdentities where identity.value.kind == "wechat_id" {
                guard !customer.accounts.contains(where: { $0.platform == .wechat && ($0.id != nil || $0.id == identity.value.value) }) else { continue }
                customer.accounts.append(CustomerAccount(platform: .wechat, id: identity.value.value, nickname: record.nicknames.first?.value))
            }
        }
    }

    private static func addOrders(to customer: inout Customer, _ records: [CustomerRecord], _ places: [String: [Int]]) {
        var orders: [Order] = []
        for record in records {
            for order in record.orders {
                var order = order
                func place(_ index: Int) -> Int? {
                    guard let place = places[record.recordID], place.indices.contains(index), place[index] >= 0 else { return nil }
                    return place[index]
                }
                order.recipient = order.recipient.flatMap(place)
                for i in order.consignments.indices { order.consignments[i].recipient = order.consignments[i].recipient.flatMap(place) }
                if order.account == nil { order.account = AccountReference(platform: record.platform, id: record.accountID) }
                orders.append(order)
            }
            customer.feedback += record.feedback
            customer.signals += record.signals
        }
        orders.sort { ($0.placedAt?.wallSeconds ?? .min, $0.items.first?.product ?? "") < ($1.placedAt?.wallSeconds ?? .min, $1.items.first?.product ?? "") }
        var distinct: [Order] = []
        for order in orders where !distinct.contains(where: { isSame($0, order) }) { distinct.append(order) }
        for order in OrderMerging.merged(distinct) {
            customer.evidence += order.evidence.prefix(1).map { FieldEvidence(field: "orders/\(customer.orders.count)", evidence: $0) }
            customer.orders.append(order)
        }
        customer.feedback.sort { ($0.at?.wallSeconds ?? .min, $0.quote) < ($1.at?.wallSeconds ?? .min, $1.quote) }
        customer.signals.sort {
            ($0.evidence.at?.wallSeconds ?? .min, $0.kind.rawValue, $0.value) < ($1.evidence.at?.wallSeconds ?? .min, $1.kind.rawValue, $1.value)
        }
        if let said = customer.signals.last(where: { $0.kind == .noAdvertising }) {
            customer.doNotContact = true
            customer.evidence.append(FieldEvidence(field: "do_not_contact", evidence: said.evidence))
        }
        for (i, feedback) in customer.feedback.enumerated() {
            if let evidence = feedback.evidence { customer.evidence.append(FieldEvidence(field: "feedback/\(i)", evidence: evidence)) }
        }
        customer.preferences = preferences(of: customer)
    }

    /// Every product that was ordered, the most frequent first, with what was asked and complained of it besides.
    static func preferences(of customer: Customer) -> [Preference] {
        var products: [String: Preference] = [:]
        for order in customer.orders where order.status != .inquired && order.status != .cancelled {
            for product in Set(order.items.map(\.product)) where !product.isEmpty {
                products[product, default: Preference(product: product, orders: 0)].orders += 1
            }
        }
        for order in customer.orders where order.status == .inquired {
            for product in Set(order.items.map(\.product)) {
                guard var known = products[product] else { continue }
                known.asked = (known.asked ?? 0) + 1
                products[product] = known
            }
        }
        for feedback in customer.feedback where feedback.kind == .complaint {
            guard let product = feedback.product, var known = products[product] else { continue }
            known.complaints = (known.complaints ?? 0) + 1
            products[product] = known
        }
        return products.values.sorted { ($1.orders, $0.product) < ($0.orders, $1.product) }
    }

    /// Whether two sources show one order: the same number, or the same goods in the same minute of the same account.
    private static func isSame(_ a: Order, _ b: Order) -> Bool {
        if let number = a.orderNumber, number == b.orderNumber { return true }
        guard let x = a.placedAt, let y = b.placedAt, abs(x.wallSeconds - y.wallSeconds) < 60, a.items == b.items, a.group == b.group else { return false }
        return a.account == b.account && !a.items.isEmpty
    }

    private static func unique(_ values: [String]) -> [String] { Array(Set(values)) }
}

extension Int64 {
    fileprivate var clampedForNegation: Int64 { self == .min ? -.max : self }
}

/// What a phone number is good for.
enum PhoneKind: String {
    case mobile, landline, other, virtual

    var rank: Int {
        switch self {
        case .mobile: 0
        case .landline: 1
        case .other: 2
        case .virtual: 3
        }
    }

    /// The kind of an E.164 number. A mainland mobile with an extension is a platform's virtual number: it dies with its order.
    static func of(_ number: String) -> PhoneKind { PhoneKind(rawValue: CustomerPhone.kind(of: number)) ?? .other }
}
