import ChatBytes
public import ChatModel

/// Writes follow-up lists and forecasts as JSON lines.
public enum FollowUpLines {
    /// One entry of a list as one line, LF included.
    public static func line(_ entry: FollowUpEntry) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.field("list", entry.kind.rawValue)
        json.field("customer_id", entry.customerID)
        json.field("name", entry.name)
        json.field("phone", entry.phone)
        json.field("date", entry.date)
        json.field("product", entry.product)
        json.field("amount", entry.amount)
        json.field("currency", entry.currency)
        if let order = entry.order {
            json.key("order")
            json.integer(order)
        }
        json.field("quote", entry.quote)
        json.field("other_customer_id", entry.otherCustomerID)
        json.field("next_step", entry.nextStep.chinese)
        json.field("next_step_en", entry.nextStep.english)
        json.reason(entry.reason)
        json.endObject()
        json.endLine()
        return json.bytes
    }

    /// One forecast of a customer as one line, LF included.
    public static func line(_ forecast: RepurchaseForecast, of customer: Customer) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.field("customer_id", customer.id)
        json.field("name", customer.name ?? customer.nicknames.first)
        json.field("phone", customer.phones.first?.number)
        json.field("product", forecast.product)
        json.field("window", forecast.window.rawValue)
        json.field("due_date", forecast.dueDate)
        json.key("overdue_days")
        json.integer(forecast.overdueDays)
        json.key("interval_days")
        json.number(forecast.intervalDays, digits: 1)
        json.key("progress")
        json.number(forecast.progress, digits: 3)
        json.field("basis", forecast.basis.rawValue)
        json.key("purchases")
        json.integer(forecast.purchases)
        json.field("last_bought", forecast.lastBought)
        json.field("quantity", forecast.lastQuantity)
        json.field("unit", forecast.unit)
        json.reason(forecast.reason)
        json.endObject()
        json.endLine()
        return json.bytes
    }
}

extension JSONWriter {
    /// The rule, the words and the places of a reason.
    mutating func reason(_ reason: Reason) {
        field("rule", reason.rule)
        field("reason", reason.words.chinese)
        field("reason_en", reason.words.english)
        key("evidence")
        beginArray()
        for evidence in reason.evidence { self.evidence("", evidence) }
        endArray()
    }
}
