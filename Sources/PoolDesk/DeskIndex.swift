import ChatImport
import ChatModel
import CustomerPool
import JSONText
import PoolWriters

/// The pool as the lists of the desk need it: of each customer one short row and the text that is searched, with the lists and questions of the day.
///
/// It is made by walking the pool as every writer does, so that stages, orders and sums are those of the workbook. It holds no connection and no customer.
struct DeskIndex: Sendable {
    /// A customer in a list.
    struct Row: Sendable {
        var id: String
        var name: String?
        var nickname: String?
        var phone: String?
        var area: String
        var stage: CustomerStage
        var stageReason: Wording
        var flags: [CustomerFlag]
        var tags: [String]
        var orders: Int
        var spent: Double?
        var currency: String?
        var lastOrder: Timestamp?
        var lastSeen: Timestamp?
        var doNotContact: Bool
    }

    /// How a list may be sorted.
    enum Sort: String, CaseIterable, Sendable {
        case seen, spent, orders, name
    }

    private(set) var rows: [Row] = []
    /// The follow-up lists without what was answered; questions whether two are one person stand in ``questions``.
    private(set) var lists: [FollowUpList] = []
    /// Pairs that may be one person.
    private(set) var questions: [ReviewPair] = []
    /// Tags and how many bear them, the most used first.
    private(set) var tags: [(name: String, count: Int)] = []
    /// How many stand at each stage.
    private(set) var stages: [CustomerStage: Int] = [:]
    /// The day looked from.
    private(set) var asOf = Timestamp(dayNumber: 0)
    /// The last day on which anything was seen.
    private(set) var lastDay = 0
    private var places: [String: Int] = [:]
    /// The texts that are searched, one behind the other, and where each ends.
    private var text: [UInt8] = []
    private var ends: [Int] = []
    private var orders: [Sort: [Int32]] = [:]

    /// An index of nothing.
    init() {}

    /// The index of a pool.
    init(_ pool: PoolStore, view: PoolView) throws(ImportError) {
        let contents = try view.contents(of: pool)
        lists = contents.followUps
        questions = contents.review
        asOf = contents.insights?.asOf ?? asOf
        rows.reserveCapacity(contents.customers.count)
        var counts: [String: Int] = [:]
        try contents.customers.walkMembers { member in
            add(member)
            for tag in member.customer.tags { counts[tag, default: 0] += 1 }
        }
        tags = counts.map { ($0.key, $0.value) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        lastDay = rows.compactMap { $0.lastSeen?.dayNumber }.max() ?? 0
        // Of two customers alike the older one stands first.
        orders[.seen] = order { ($0.orders > 0 ? 1 : 0, Double($0.lastSeen?.wallSeconds ?? .min)) }
        orders[.spent] = order { ($0.spent == nil ? 0 : 1, $0.spent ?? 0) }
        orders[.orders] = order { (0, Double($0.orders)) }
        let names = rows.map { $0.name ?? $0.nickname ?? "\u{10FFFF}" }
        orders[.name] = rows.indices.sorted { (names[$0], $0) < (names[$1], $1) }.map(Int32.init)
    }

    private mutating func add(_ member: PoolCustomers.Member) {
        let (customer, insights) = (member.customer, member.insights)
        let home = insights?.area ?? customer.home?.address
        places[customer.id] = rows.count
        rows.append(
            Row(
                id: customer.id, name: customer.name, nickname: customer.nicknames.first,
                phone: customer.phones.first.map { EditableField.readable($0.number) },
                area: home?.area ?? "",
                stage: customer.stage, stageReason: insights?.stageReason.words ?? Wording("", ""), flags: insights?.flags.map(\.flag) ?? [],
                tags: customer.tags,
                orders: insights?.totals.orders ?? 0, spent: insights?.totals.spent, currency: insights?.totals.currency, lastOrder: insights?.totals.lastOrder,
                lastSeen: customer.lastSeen, doNotContact: customer.doNotContact))
        stages[customer.stage, default: 0] += 1
        var words = [customer.id, customer.name ?? "", customer.remark ?? "", customer.notes ?? "", rows[rows.count - 1].area]
        words += customer.nicknames + customer.tags + customer.emails
        for phone in customer.phones { words += [phone.number, EditableField.readable(phone.number)] }
        words += customer.accounts.compactMap(\.id)
        for recipient in customer.recipients {
            words += [recipient.name, recipient.phone, recipient.address?.town, recipient.address?.detail].compactMap(\.self)
        }
        for order in customer.orders {
            words += order.items.map(\.product) + order.trackings.map(\.number) + [order.orderNumber ?? ""]
        }
        for word in words where !word.isEmpty {
            text += Self.folded(word)
            text.append(0x0A)
        }
        ends.append(text.count)
    }

    private func order(_ key: (Row) -> (Int, Double)) -> [Int32] {
        let keys = rows.map(key)
        return rows.indices.sorted { a, b in keys[a] == keys[b] ? a < b : keys[a] > keys[b] }.map(Int32.init)
    }

    /// Small letters for capital ones, full-width ones taken for what they are.
    private static func folded(_ text: String) -> [UInt8] { Array(text.lowercased().utf8) }

    /// Takes a line out of the follow-up lists.
    mutating func drop(_ answer: FollowUpAnswer) {
        for i in lists.indices where lists[i].kind == answer.kind {
            lists[i].entries.removeAll { $0.customerID == answer.customerID && FollowUpAnswer.about($0) == answer.about }
        }
    }

    /// The row of a customer.
    func row(_ id: String) -> Row? { places[id].map { rows[$0] } }

    /// What a list is asked for.
    struct Wanted: Sendable {
        var words = ""
        var stage: CustomerStage?
        var tag: String?
        var sort = Sort.seen
    }

    /// The customers of whom every word is known, in order; a number may be written with blanks or dashes.
    func find(_ wanted: Wanted) -> [Int32] {
        let order = orders[wanted.sort] ?? []
        let needles = Self.needles(wanted.words)
        guard !needles.isEmpty || wanted.stage != nil || wanted.tag != nil else { return order }
        let span = text.span
        return order.filter { place in
            let place = Int(place)
            if let stage = wanted.stage, rows[place].stage != stage { return false }
            if let tag = wanted.tag, !rows[place].tags.contains(tag) { return false }
            let range = (place == 0 ? 0 : ends[place - 1])..<ends[place]
            return needles.allSatisfy { ByteScanning.find($0, in: span, range) != nil }
        }
    }

    private static func needles(_ words: String) -> [[UInt8]] {
        let trimmed = words.prefix(200)
        let digits = trimmed.utf8.filter { 0x30...0x39 ~= $0 }
        if digits.count >= 7, trimmed.utf8.allSatisfy({ 0x30...0x39 ~= $0 || "+- ()".utf8.contains($0) }) { return [digits] }
        return trimmed.split(whereSeparator: \.isWhitespace).map { folded(String($0)) }
    }
}
