import ChatModel

/// A parcel to send: an order that is paid, has not left, and says where it goes.
struct Parcel: Sendable {
    let customer: Customer
    let order: Order
    let recipient: CustomerRecipient
    /// The shop's number of the order, or one made of customer and place in the list; no two are alike.
    let number: String

    /// All parcels of a pool, the longest waiting first.
    static func waiting(_ pool: PoolContents, _ report: inout WriteReport) throws(ImportError) -> [Parcel] {
        var parcels: [Parcel] = []
        var numbers: Set<String> = []
        try pool.customers.walk { (customer) throws(ImportError) in
            var customer = customer
            // Whose parcel it is, is asked; where every word was said, is not.
            customer.evidence = []
            for (i, order) in customer.orders.enumerated() where order.status == .paid && order.shippedAt == nil && order.trackings.isEmpty {
                guard let at = order.recipient, customer.recipients.indices.contains(at), customer.recipients[at].address != nil else {
                    report.add("no-recipient", "paid orders without an address were left out: ask for it")
                    continue
                }
                let own = "\(customer.id)-\(i + 1)"
                var number = order.orderNumber.map { PlainText.cut(PlainText.oneLine($0), to: 30) } ?? PlainText.cut(own, to: 30)
                if !numbers.insert(number).inserted {
                    number = String(own.suffix(30))
                    numbers.insert(number)
                }
                parcels.append(Parcel(customer: customer, order: order, recipient: customer.recipients[at], number: number))
            }
        }
        return parcels.enumerated().sorted { a, b in
            let (x, y) = (a.element.order.placedAt?.wallSeconds ?? .max, b.element.order.placedAt?.wallSeconds ?? .max)
            return x == y ? a.offset < b.offset : x < y
        }.map(\.element)
    }

    var name: String { safe(recipient.name ?? customer.name ?? customer.nicknames.first ?? "") }
    var phone: String { recipient.phone.map(CustomerRow.readable) ?? "" }
    var isMobile: Bool { phone.utf8.count >= 11 && phone.utf8.first == 0x31 && phone.utf8.prefix(11).allSatisfy { 48...57 ~= $0 } }
    var goods: String { safe(order.items.map(OrderRow.line).joined(separator: "；")) }
    var note: String { safe(order.notes.map { OrderNote.words($0).chinese }.joined(separator: "；")) }
    var pieces: Double? {
        let known = order.items.compactMap(\.quantity)
        return known.isEmpty ? nil : known.reduce(0, +)
    }
    var street: String { safe(recipient.address.map { ($0.town ?? "") + ($0.detail ?? "") } ?? "") }
    var wholeAddress: String { safe(recipient.address.map(CustomerRow.oneLine) ?? "") }

    /// `姓名，手机，省市区详细地址`: the line that couriers' mini programs take apart by themselves.
    var pasteLine: String { [name, phone, wholeAddress].filter { !$0.isEmpty }.joined(separator: "，") }

    /// Without the signs that couriers' interfaces refuse: `' " # & + < > % \`; each becomes a blank.
    private func safe(_ text: String) -> String {
        let refused = Set("'\"#&+<>%\\".utf8)
        let text = PlainText.oneLine(text)
        guard text.utf8.contains(where: { refused.contains($0) || $0 == 0x20 }) else { return text }
        return text.utf8.split { refused.contains($0) || $0 == 0x20 }.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
}
