public import ChatModel

/// A parcel to send: a share of an order that is paid, has not left, and is due.
struct Parcel: Sendable {
    let customer: Customer
    /// The place of the order among the customer's.
    let place: Int
    /// Which share of the order it is, counted from 0.
    let share: Int
    /// The order's key, see `OrderKey`.
    let key: String
    /// The shop's number of the order, or one made of customer and place in the list; no two are alike.
    var number = ""
    /// What the list of orders to be sent says of it.
    var entry: FollowUpEntry?
    /// When it was written to a courier's sheet before.
    var handedOn: Timestamp?

    var order: Order { customer.orders[place] }
    private var consignment: Consignment? { order.consignments.count > 1 ? order.consignments[share] : nil }
    var recipient: CustomerRecipient? {
        (consignment?.recipient ?? order.recipient).flatMap { customer.recipients.indices.contains($0) ? customer.recipients[$0] : nil }
    }
    var items: [OrderItem] { consignment.map { $0.items.isEmpty ? order.items : $0.items } ?? order.items }

    var name: String { safe(recipient?.name ?? customer.name ?? customer.nicknames.first ?? "") }
    var phone: String { recipient?.phone.map(CustomerRow.readable) ?? "" }
    var isMobile: Bool { phone.utf8.count >= 11 && phone.utf8.first == 0x31 && phone.utf8.prefix(11).allSatisfy { 48...57 ~= $0 } }
    var goods: String { safe(items.map(OrderRow.line).joined(separator: "；")) }
    var note: String { safe(order.notes.map { OrderNote.words($0).chinese }.joined(separator: "；")) }
    var pieces: Double? {
        let known = items.compactMap(\.quantity)
        return known.isEmpty ? nil : known.reduce(0, +)
    }
    var street: String { safe(recipient?.address.map { ($0.town ?? "") + ($0.detail ?? "") } ?? "") }
    var wholeAddress: String { safe(recipient?.address.map(CustomerRow.oneLine) ?? "") }

    /// What a courier needs and nobody has said: `收货地址、收件电话`.
    var missing: [String] {
        [
            recipient?.address == nil || wholeAddress.isEmpty ? "收货地址" : nil, recipient != nil && phone.isEmpty ? "收件电话" : nil,
        ].compactMap(\.self)
    }

    /// `姓名，手机，省市区详细地址`: the line that couriers' mini programs take apart by themselves.
    var pasteLine: String { [name, phone, wholeAddress].filter { !$0.isEmpty }.joined(separator: "，") }

    /// Without the signs that couriers' interfaces refuse: `' " # & + < > % \`; each becomes a blank.
    private func safe(_ text: String) -> String {
        let refused = Set("'\"#&+<>%\\".utf8)
        let text = PlainText.oneLine(text)
        guard text.utf8.contains(where: { refused.contains($0) || $0 == 0x20 }) else { return text }
        return text.utf8.split { refused.contains($0) || $0 == 0x20 }.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    static func precedes(_ a: Timestamp?, _ b: Timestamp?) -> Bool? {
        let (x, y) = (a?.wallSeconds ?? .max, b?.wallSeconds ?? .max)
        return x == y ? nil : x < y
    }
}

/// The parcels of a pool: those to hand to a courier, and those that are paid and not handed over, each with the reason.
public struct Parcels: Sendable {
    /// A parcel that is left out of a courier's sheet, and why.
    struct LeftOut: Sendable {
        enum Reason: String, CaseIterable, Sendable {
            /// Nobody said where it goes.
            case noRecipient = "no-recipient"
            /// A name or a number is missing.
            case incomplete = "recipient-incomplete"
            /// It stands in no list of orders to be sent: too long ago, or the seller said that it is done.
            case notDue = "not-due"
            /// It was written to a courier's sheet before.
            case handed = "handed-before"
        }
        let parcel: Parcel
        let reason: Reason

        var words: String {
            switch reason {
            case .noRecipient, .incomplete: "缺" + parcel.missing.joined(separator: "、") + "，请问客户"
            case .notDue: "付款已久，或已标为处理过：不在“\(PackingList.sheet)”里"
            case .handed: (parcel.handedOn.map(Cell.day) ?? "") + " 已写入寄件表"
            }
        }
    }

    /// To hand over, the longest waiting first.
    private(set) var due: [Parcel] = []
    /// Paid and not handed over.
    private(set) var leftOut: [LeftOut] = []

    /// The parcels of a pool, by the rule of the list of orders to be sent where the pool has lists.
    init(_ pool: PoolContents) throws(ImportError) {
        let listed = pool.insights.map { insights in
            Dictionary(
                insights.list(.unshipped).entries.compactMap { entry in entry.order.map { (Place(entry.customerID, $0), entry) } }, uniquingKeysWith: { $1 })
        }
        var waiting: [Parcel] = []
        var numbers: Set<String> = []
        try pool.customers.walk { customer in waiting += Self.waiting(of: customer, pool, listed, &numbers) }
        waiting = waiting.enumerated().sorted { a, b in
            Parcel.precedes(a.element.order.placedAt, b.element.order.placedAt) ?? (a.offset < b.offset)
        }.map(\.element)
        for parcel in waiting {
            let reason: LeftOut.Reason? =
                if listed != nil, parcel.entry == nil {
                    .notDue
                } else if parcel.handedOn != nil {
                    .handed
                } else if parcel.missing.contains("收货地址") {
                    .noRecipient
                } else if !parcel.missing.isEmpty {
                    .incomplete
                } else {
                    nil
                }
            if let reason { leftOut.append(LeftOut(parcel: parcel, reason: reason)) } else { due.append(parcel) }
        }
    }

    /// Where an order stands.
    private struct Place: Hashable {
        var customerID: String
        var order: Int
        init(_ customerID: String, _ order: Int) { (self.customerID, self.order) = (customerID, order) }
    }

    private static func waiting(
        of customer: Customer, _ pool: PoolContents, _ listed: [Place: FollowUpEntry]?, _ numbers: inout Set<String>
    ) -> [Parcel] {
        guard customer.orders.contains(where: { !$0.waitingShares.isEmpty }) else { return [] }
        var customer = customer
        // Whose parcel it is, is asked; where every word was said, is not.
        customer.evidence = []
        let keys = OrderKey.keys(of: customer.orders)
        var parcels: [Parcel] = []
        for (i, order) in customer.orders.enumerated() {
            for share in order.waitingShares {
                var parcel = Parcel(customer: customer, place: i, share: share, key: keys[i])
                parcel.entry = listed?[Place(customer.id, i)]
                parcel.handedOn = handed(keys[i], share, in: pool)
                let own = "\(customer.id)-\(i + 1)" + (share > 0 ? "-\(share + 1)" : "")
                parcel.number = order.orderNumber.map { PlainText.cut(PlainText.oneLine($0), to: 30) } ?? PlainText.cut(own, to: 30)
                if !numbers.insert(parcel.number).inserted {
                    parcel.number = String(own.suffix(30))
                    numbers.insert(parcel.number)
                }
                parcels.append(parcel)
            }
        }
        return parcels
    }

    /// To hand over, and those that were handed over and have no number yet.
    var dueOrHanded: [Parcel] {
        (due + leftOut.filter { $0.reason == .handed }.map(\.parcel)).enumerated().sorted { a, b in
            Parcel.precedes(a.element.order.placedAt, b.element.order.placedAt) ?? (a.offset < b.offset)
        }.map(\.element)
    }

    /// What the parcels that a courier's sheet of this pool holds are remembered by.
    public static func marks(of pool: PoolContents) throws(ImportError) -> [String] { try Parcels(pool).due.flatMap { marks($0.key, $0.share) } }

    /// When a share of an order was written to a courier's sheet before.
    static func handed(_ key: String, _ share: Int, in pool: PoolContents) -> Timestamp? {
        pool.handedParcels.isEmpty ? nil : marks(key, share).lazy.compactMap { pool.handedParcels[$0] }.first
    }

    private static func marks(_ key: String, _ share: Int) -> [String] { OrderKey.tellingParts(of: key).map { "\($0)/\(share)" } }

    /// Says who was left out, and why.
    ///
    /// - Parameter besides: a reason for which nothing was left out.
    func report(_ report: inout WriteReport, besides: LeftOut.Reason? = nil) {
        for reason in LeftOut.Reason.allCases where reason != besides {
            let count = leftOut.count { $0.reason == reason }
            switch reason {
            case .noRecipient: report.add(reason.rawValue, "paid orders without an address were left out: ask for it", count: count)
            case .incomplete: report.add(reason.rawValue, "paid orders without the recipient's phone were left out: ask for it", count: count)
            case .notDue:
                report.add(reason.rawValue, "paid orders that wait too long or were said to be done were left out", severity: .note, count: count)
            case .handed:
                report.add(reason.rawValue, "parcels that were written to a courier's sheet before were left out", severity: .note, count: count)
            }
        }
    }
}
