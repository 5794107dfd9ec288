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

    /// The rows of customers; those of customers that are not any more stand in no order.
    private(set) var rows: [Row] = []
    /// The follow-up lists without what was answered; questions whether two are one person stand in ``questions``.
    private(set) var lists: [FollowUpList] = []
    /// Pairs that may be one person.
    private(set) var questions: [ReviewPair] = []
    /// How many stand at each stage.
    private(set) var stages: [CustomerStage: Int] = [:]
    /// The day looked from.
    private(set) var asOf = Timestamp(dayNumber: 0)
    /// The last day on which anything was seen.
    private(set) var lastDay = 0
    private var tagCounts: [String: Int] = [:]
    private var places: [String: Int] = [:]
    /// The texts that are searched, one behind the other, and where each lies.
    private var text: [UInt8] = []
    private var ranges: [Range<Int>] = []
    private var orders: [Sort: [Int32]] = [:]
    private var pool: FollowedPool?

    /// An index of nothing.
    init() {}

    /// The index of a pool.
    init(_ store: PoolStore, view: PoolView) throws(ImportError) {
        let followed = try FollowedPool(store, view: view) { add($0) }
        pool = followed
        take(followed)
        for sort in Sort.allCases { orders[sort] = rows.indices.map(Int32.init).sorted { precedes($0, $1, sort) } }
    }

    /// Figures over all customers, and whether none has changed since they were counted.
    var figures: PoolStatistics { pool?.figures ?? PoolStatistics() }
    var areFiguresExact: Bool { pool?.areFiguresExact ?? true }

    /// Questions about orders, those that stand in the list of what is to be checked.
    var orderQuestions: [FollowUpEntry] { lists.first { $0.kind == .review }?.entries.filter { $0.orderKey != nil } ?? [] }

    /// How many customers there are.
    var count: Int { places.count }

    /// Tags and how many bear them, the most used first.
    var tags: [(name: String, count: Int)] {
        tagCounts.filter { $0.value > 0 }.map { ($0.key, $0.value) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    private mutating func take(_ followed: FollowedPool) {
        lists = followed.lists
        questions = followed.questions
        asOf = followed.asOf
        lastDay = places.values.compactMap { rows[$0].lastSeen?.dayNumber }.max() ?? 0
    }

    /// Takes in what changed in the pool.
    ///
    /// - Returns: false when the index has to be made anew; it is as it was then.
    mutating func update(_ store: PoolStore) throws(ImportError) -> Bool {
        // Rows and texts of earlier forms stay where they are until there are too many.
        guard rows.count <= count + count / 4 + 1000, var followed = pool, let news = try followed.update(store) else { return false }
        var out: Set<Int32> = []
        for id in news.gone.union(news.changed.map(\.customer.id)) {
            guard let place = places.removeValue(forKey: id) else { continue }
            out.insert(Int32(place))
            stages[rows[place].stage, default: 0] -= 1
            for tag in rows[place].tags { tagCounts[tag, default: 0] -= 1 }
        }
        let first = rows.count
        for member in news.changed { add(member) }
        for sort in Sort.allCases {
            var order = (orders[sort] ?? []).filter { !out.contains($0) }
            for place in first..<rows.count {
                var (low, high) = (0, order.count)
                while low < high {
                    let middle = (low + high) / 2
                    if precedes(order[middle], Int32(place), sort) { low = middle + 1 } else { high = middle }
                }
                order.insert(Int32(place), at: low)
            }
            orders[sort] = order
        }
        pool = followed
        take(followed)
        return true
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
        for tag in customer.tags { tagCounts[tag, default: 0] += 1 }
        let start = text.count
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
        ranges.append(start..<text.count)
    }

    /// Whether a row stands before another one. Of two customers alike the older one stands first.
    private func precedes(_ a: Int32, _ b: Int32, _ sort: Sort) -> Bool {
        let (x, y) = (rows[Int(a)], rows[Int(b)])
        switch sort {
        case .seen:
            let (p, q) = ((x.orders > 0 ? 1 : 0, x.lastSeen?.wallSeconds ?? .min), (y.orders > 0 ? 1 : 0, y.lastSeen?.wallSeconds ?? .min))
            return p == q ? a < b : p > q
        case .spent:
            let (p, q) = ((x.spent == nil ? 0 : 1, x.spent ?? 0), (y.spent == nil ? 0 : 1, y.spent ?? 0))
            return p == q ? a < b : p > q
        case .orders: return x.orders == y.orders ? a < b : x.orders > y.orders
        case .name: return (x.name ?? x.nickname ?? "\u{10FFFF}", a) < (y.name ?? y.nickname ?? "\u{10FFFF}", b)
        }
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
            return needles.allSatisfy { ByteScanning.find($0, in: span, ranges[place]) != nil }
        }
    }

    private static func needles(_ words: String) -> [[UInt8]] {
        let trimmed = words.prefix(200)
        let digits = trimmed.utf8.filter { 0x30...0x39 ~= $0 }
        if digits.count >= 7, trimmed.utf8.allSatisfy({ 0x30...0x39 ~= $0 || "+- ()".utf8.contains($0) }) { return [digits] }
        return trimmed.split(whereSeparator: \.isWhitespace).map { folded(String($0)) }
    }
}
