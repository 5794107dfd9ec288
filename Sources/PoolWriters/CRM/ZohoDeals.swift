import ChatModel

/// An order and whose it is.
struct Deal: Sendable {
    let person: Person
    let order: Order
    /// When it was placed; when its first word was said where that is not known.
    let day: Timestamp?

    init(_ person: Person, _ order: Order) {
        self.person = person
        self.order = order
        day = order.placedAt ?? order.evidence.lazy.compactMap(\.at).first ?? person.customer.lastSeen
    }
}

/// Zoho CRM, module Deals: orders, with the stages of Zoho's standard pipeline.
let zohoDeals = UploadTable<Deal>(
    format: WriterFormat(id: "zoho-deals", fileExtension: "csv", summary: "Zoho CRM deals: orders", ownsExtension: false),
    rowsPerFile: 1000, bytesPerFile: 5_000_000, refused: ZohoRules.refused,
    columns: [
        .init("Deal Name", limit: 120, isRequired: true) { deal in
            let items = deal.order.items.map(OrderRow.line).joined(separator: "；")
            return .text([deal.person.shownName, items].filter { !$0.isEmpty }.joined(separator: " "))
        },
        .init("Stage", isRequired: true) { deal in
            switch deal.order.status {
            case .inquired: .text("Qualification")
            case .placed: .text("Negotiation/Review")
            case .paid, .shipped, .received: .text("Closed Won")
            case .refunded, .cancelled: .text("Closed Lost")
            }
        },
        .init("Closing Date", isRequired: true) { $0.day.map(Cell.day) ?? .empty },
        .init("Contact Name", limit: 120) { deal in .text([deal.person.givenName, deal.person.familyName].filter { !$0.isEmpty }.joined(separator: " ")) },
        .init("Amount") { $0.order.amount.map(Cell.money) ?? .empty },
        .init("Type") { deal in .text(CustomerRow.bought(deal.person.customer).count > 1 ? "Existing Business" : "New Business") },
        .init("Lead Source") { _ in .text("Chat") },
        .init("Description", limit: 2000) { deal in
            let order = deal.order
            let parcels = order.trackings.map { ($0.courier.map { CustomerRow.courier($0) + " " } ?? "") + $0.number }
            let lines: [String?] = [
                order.orderNumber.map { "订单号 \($0)" }, parcels.isEmpty ? nil : parcels.joined(separator: "、"), "chatpool \(deal.person.customer.id)",
            ]
            return .text(lines.compactMap { $0 }.joined(separator: "\n"))
        },
    ]
) {
    { customer, _ in
        let person = Person(customer)
        return customer.orders.map { Deal(person, $0) }
    }
}
