import ChatBytes
public import ChatModel

/// Writes the pool as JSON lines, one customer a line, as the contract lays them out.
public enum CustomerLines {
    /// One customer as one line, LF included.
    public static func line(_ customer: Customer) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.field("id", customer.id)
        json.field("name", customer.name)
        json.field("nicknames", customer.nicknames)
        json.key("accounts")
        json.beginArray()
        for account in customer.accounts {
            json.beginObject()
            json.field("platform", account.platform.rawValue)
            json.field("id", account.id)
            json.field("nickname", account.nickname)
            json.endObject()
        }
        json.endArray()
        json.key("phones")
        json.beginArray()
        for phone in customer.phones {
            json.beginObject()
            json.field("number", phone.number)
            json.field("kind", phone.kind)
            json.endObject()
        }
        json.endArray()
        json.field("emails", customer.emails)
        json.key("recipients")
        json.beginArray()
        for recipient in customer.recipients { write(recipient, to: &json) }
        json.endArray()
        json.key("orders")
        json.beginArray()
        for order in customer.orders { json.order(order) }
        json.endArray()
        json.key("feedback")
        json.beginArray()
        for feedback in customer.feedback where !feedback.isSensitive { write(feedback, to: &json) }
        json.endArray()
        json.key("preferences")
        json.beginArray()
        for preference in customer.preferences {
            json.beginObject()
            json.field("product", preference.product)
            json.key("orders")
            json.integer(preference.orders)
            for (key, count) in [("asked" as StaticString, preference.asked), ("complaints", preference.complaints)] {
                guard let count else { continue }
                json.key(key)
                json.integer(count)
            }
            json.endObject()
        }
        json.endArray()
        json.field("tags", customer.tags)
        json.field("birth_date", customer.birthDate)
        json.field("gender", customer.gender)
        json.field("stage", customer.stage.rawValue)
        json.field("first_seen", customer.firstSeen)
        json.field("last_seen", customer.lastSeen)
        json.field("remark", customer.remark)
        json.field("notes", customer.notes)
        if customer.doNotContact {
            json.key("do_not_contact")
            json.bool(true)
        }
        if !customer.edited.isEmpty { json.field("edited", customer.edited.map(\.rawValue)) }
        if !customer.relations.isEmpty {
            json.key("relations")
            json.beginArray()
            for relation in customer.relations { write(relation, to: &json) }
            json.endArray()
        }
        json.field("referred_by", customer.signals.first { $0.kind == .referredBy }?.value)
        let referred = customer.signals.filter { $0.kind == .referred }.map(\.value)
        if !referred.isEmpty { json.field("referred", referred) }
        json.key("evidence")
        json.beginArray()
        for evidence in customer.evidence { json.evidence(evidence.field, evidence.evidence) }
        json.endArray()
        json.endObject()
        json.endLine()
        return InertJSON.escaped(json.bytes)
    }

    private static func write(_ relation: CustomerRelation, to json: inout JSONWriter) {
        json.beginObject()
        json.field("kind", relation.kind.rawValue)
        json.field("customer_id", relation.customerID)
        json.field("name", relation.name)
        json.key("is_from")
        json.bool(relation.isFrom)
        json.key("confidence")
        json.number(relation.confidence, digits: 3)
        json.endObject()
    }

    private static func write(_ recipient: CustomerRecipient, to json: inout JSONWriter) {
        json.beginObject()
        json.field("name", recipient.name)
        json.field("phone", recipient.phone)
        if let address = recipient.address {
            json.key("address")
            json.address(address)
        }
        if let isSelf = recipient.isSelf {
            json.key("is_self")
            json.bool(isSelf)
        }
        json.field("last_used", recipient.lastUsed)
        json.endObject()
    }

    private static func write(_ feedback: Feedback, to json: inout JSONWriter) {
        json.beginObject()
        json.field("kind", feedback.kind.rawValue)
        json.field("reason", feedback.reason)
        json.field("at", feedback.at)
        json.field("quote", feedback.quote)
        json.field("product", feedback.product)
        json.endObject()
    }
}
