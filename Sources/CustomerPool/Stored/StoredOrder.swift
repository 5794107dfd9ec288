import ChatModel
import JSONText

extension AccountReference: StoredObject {
    enum Key: String, JSONKey { case id, platform }

    static let keys = JSONKeys(Key.self)
    static var blank: AccountReference { AccountReference(platform: .unknown) }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .id: id = json.text(bytes)
        case .platform: platform = json.text(bytes).map { Platform(rawValue: $0) } ?? .unknown
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("id", id)
        json.put("platform", platform.rawValue)
    }
}

extension OrderItem: StoredObject {
    enum Key: String, JSONKey {
        case product, quantity, spec, unit
        case unitPrice = "unit_price"
    }

    static let keys = JSONKeys(Key.self)
    static var blank: OrderItem { OrderItem(product: "") }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .product: product = json.sharedText(bytes) ?? ""
        case .quantity: quantity = json.number(bytes)
        case .spec: spec = json.text(bytes)
        case .unit: unit = json.text(bytes)
        case .unitPrice: unitPrice = json.number(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("product", product)
        json.put("quantity", quantity)
        json.put("spec", spec)
        json.put("unit", unit)
        json.put("unit_price", unitPrice)
    }
}

extension Tracking: StoredObject {
    enum Key: String, JSONKey { case courier, number }

    static let keys = JSONKeys(Key.self)
    static var blank: Tracking { Tracking(number: "") }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .courier: courier = json.text(bytes)
        case .number: number = json.text(bytes) ?? ""
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("courier", courier)
        json.put("number", number)
    }
}

extension Consignment: StoredObject {
    enum Key: String, JSONKey { case items, recipient, trackings }

    static let keys = JSONKeys(Key.self)
    static var blank: Consignment { Consignment() }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .items: items = json.list(bytes)
        case .recipient: recipient = json.integer(bytes)
        case .trackings: trackings = json.list(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("items", items)
        json.put("recipient", recipient)
        json.put("trackings", trackings)
    }
}

extension Order: StoredObject {
    enum Key: String, JSONKey {
        case account, amount, consignments, currency, evidence, group
        case inquiredAt = "inquired_at"
        case items, notes
        case orderNumber = "order_number"
        case paidAt = "paid_at"
        case placedAt = "placed_at"
        case receivedAt = "received_at"
        case recipient
        case shippedAt = "shipped_at"
        case status, trackings
    }

    static let keys = JSONKeys(Key.self)
    static var blank: Order { Order(placedAt: nil, status: .placed, items: []) }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .account: account = json.value(bytes)
        case .amount: amount = json.number(bytes)
        case .consignments: consignments = json.list(bytes)
        case .currency: currency = json.text(bytes)
        case .evidence: evidence = json.list(bytes)
        case .group: group = json.sharedText(bytes)
        case .inquiredAt: inquiredAt = json.time(bytes)
        case .items: items = json.list(bytes)
        case .notes: notes = json.texts(bytes)
        case .orderNumber: orderNumber = json.text(bytes)
        case .paidAt: paidAt = json.time(bytes)
        case .placedAt: placedAt = json.time(bytes)
        case .receivedAt: receivedAt = json.time(bytes)
        case .recipient: recipient = json.integer(bytes)
        case .shippedAt: shippedAt = json.time(bytes)
        case .status: status = json.word(bytes) ?? status
        case .trackings: trackings = json.list(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("account", account)
        json.put("amount", amount)
        if !consignments.isEmpty { json.put("consignments", consignments) }
        json.put("currency", currency)
        json.put("evidence", evidence)
        json.put("group", group)
        json.put("inquired_at", inquiredAt)
        json.put("items", items)
        json.put("notes", notes)
        json.put("order_number", orderNumber)
        json.put("paid_at", paidAt)
        json.put("placed_at", placedAt)
        json.put("received_at", receivedAt)
        json.put("recipient", recipient)
        json.put("shipped_at", shippedAt)
        json.put("status", status.rawValue)
        json.put("trackings", trackings)
    }
}

extension Feedback: StoredObject {
    enum Key: String, JSONKey {
        case at, evidence, kind, product, quote, reason
        case isSensitive = "sensitive"
    }

    static let keys = JSONKeys(Key.self)
    static var blank: Feedback { Feedback(kind: .suggestion, at: nil, quote: "") }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .at: at = json.time(bytes)
        case .evidence: evidence = json.value(bytes)
        case .kind: kind = json.word(bytes) ?? kind
        case .product: product = json.sharedText(bytes)
        case .quote: quote = json.text(bytes) ?? ""
        case .reason: reason = json.text(bytes)
        case .isSensitive: isSensitive = json.bool(bytes) ?? false
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("at", at)
        json.put("evidence", evidence)
        json.put("kind", kind.rawValue)
        json.put("product", product)
        json.put("quote", quote)
        json.put("reason", reason)
        json.put("sensitive", isSensitive)
    }
}

extension CustomerSignal: StoredObject {
    enum Key: String, JSONKey { case evidence, kind, value }

    static let keys = JSONKeys(Key.self)
    static var blank: CustomerSignal { CustomerSignal(.referred, evidence: .blank) }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .evidence: evidence = json.value(bytes) ?? .blank
        case .kind: kind = json.word(bytes) ?? kind
        case .value: value = json.text(bytes) ?? ""
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("evidence", evidence)
        json.put("kind", kind.rawValue)
        json.put("value", value)
    }
}
