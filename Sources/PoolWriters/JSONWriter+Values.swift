import ChatBytes
import ChatModel

extension JSONWriter {
    mutating func field(_ name: StaticString, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        key(name)
        string(value)
    }

    mutating func field(_ name: StaticString, _ value: Double?) {
        guard let value else { return }
        key(name)
        number(value)
    }

    mutating func field(_ name: StaticString, _ value: Timestamp?) {
        guard let value else { return }
        key(name)
        string(value.description)
    }

    mutating func field(_ name: StaticString, _ values: [String]) {
        key(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    mutating func payment(_ payment: Payment) {
        beginObject()
        field("amount", payment.amount)
        field("currency", payment.currency)
        field("state", payment.state.rawValue)
        field("id", payment.id)
        endObject()
    }

    mutating func contact(_ contact: Contact) {
        beginObject()
        field("platform", contact.platform.rawValue)
        field("id", contact.id)
        field("alias", contact.alias)
        field("nickname", contact.nickname)
        field("remark", contact.remark)
        field("name", contact.name)
        if !contact.phones.isEmpty { field("phones", contact.phones) }
        if !contact.emails.isEmpty { field("emails", contact.emails) }
        if !contact.addresses.isEmpty { field("addresses", contact.addresses) }
        field("birth_date", contact.birthDate)
        field("gender", contact.gender)
        if !contact.tags.isEmpty { field("tags", contact.tags) }
        field("company", contact.company)
        field("note", contact.note)
        endObject()
    }

    mutating func address(_ address: PostalAddress) {
        beginObject()
        field("country", address.country)
        key("province")
        string(address.province ?? "")
        key("city")
        string(address.city ?? "")
        key("district")
        string(address.district ?? "")
        field("town", address.town)
        field("detail", address.detail)
        field("postal_code", address.postalCode)
        endObject()
    }

    mutating func item(_ item: OrderItem) {
        beginObject()
        field("product", item.product)
        field("quantity", item.quantity)
        field("unit", item.unit)
        field("unit_price", item.unitPrice)
        field("spec", item.spec)
        endObject()
    }

    private mutating func trackings(_ trackings: [Tracking]) {
        key("trackings")
        beginArray()
        for tracking in trackings {
            beginObject()
            field("courier", tracking.courier)
            field("number", tracking.number)
            endObject()
        }
        endArray()
    }

    private mutating func consignments(_ consignments: [Consignment]) {
        guard !consignments.isEmpty else { return }
        key("consignments")
        beginArray()
        for share in consignments {
            beginObject()
            key("items")
            beginArray()
            for item in share.items { self.item(item) }
            endArray()
            if let recipient = share.recipient {
                key("recipient")
                integer(recipient)
            }
            trackings(share.trackings)
            endObject()
        }
        endArray()
    }

    mutating func order(_ order: Order) {
        beginObject()
        field("placed_at", order.placedAt)
        field("inquired_at", order.inquiredAt)
        field("status", order.status.rawValue)
        key("items")
        beginArray()
        for item in order.items { self.item(item) }
        endArray()
        field("amount", order.amount)
        field("currency", order.currency)
        if let recipient = order.recipient {
            key("recipient")
            integer(recipient)
        }
        trackings(order.trackings)
        consignments(order.consignments)
        field("order_number", order.orderNumber)
        field("paid_at", order.paidAt)
        field("shipped_at", order.shippedAt)
        field("received_at", order.receivedAt)
        if let account = order.account {
            key("account")
            beginObject()
            field("platform", account.platform.rawValue)
            field("id", account.id)
            endObject()
        }
        field("group", order.group)
        if !order.notes.isEmpty { field("notes", order.notes) }
        endObject()
    }

    mutating func evidence(_ field: String, _ evidence: Evidence) {
        beginObject()
        self.field("field", field)
        self.field("file", evidence.position.file)
        if let line = evidence.position.line {
            key("line")
            integer(line)
        }
        if let index = evidence.position.index {
            key("index")
            integer(index)
        }
        if let start = evidence.start, let end = evidence.end {
            key("start")
            integer(start)
            key("end")
            integer(end)
        }
        self.field("at", evidence.at)
        self.field("rule", evidence.rule)
        key("confidence")
        number(evidence.confidence, digits: 3)
        endObject()
    }
}
