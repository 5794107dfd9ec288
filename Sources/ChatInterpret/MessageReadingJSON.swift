import ChatExtract
import ChatModel

extension MessageReading {
    private static let nothing = Array(
        "\"intent\":null,\"items\":[],\"trackings\":[],\"order_numbers\":[],\"phones\":[],\"emails\":[],\"recipients\":[],\"findings\":[]}".utf8)

    /// Appends the reading as one JSON line of the contract, without the line end; absent values are left out, lists are always there.
    public func appendJSON(index: Int?, to out: inout [UInt8]) {
        if intent == nil, items.isEmpty, trackings.isEmpty, orderNumbers.isEmpty, phones.isEmpty, emails.isEmpty, recipients.isEmpty, findings.isEmpty,
            amount == nil
        {
            // Small talk, which most messages are.
            out.append(UInt8(ascii: "{"))
            if let index {
                out.append(contentsOf: "\"index\":".utf8)
                out.append(contentsOf: String(index).utf8)
                out.append(UInt8(ascii: ","))
            }
            out.append(contentsOf: Self.nothing)
            return
        }
        var writer = JSONText(out: out)
        out = []
        writer.open("{")
        if let index { writer.member("index", number: Double(index)) }
        if let intent { writer.member("intent", string: intent.rawValue) } else { writer.memberNull("intent") }
        writer.key("items")
        writer.open("[")
        for item in items {
            writer.open("{")
            if let product = item.product { writer.member("product", string: product) } else { writer.memberNull("product") }
            if let quantity = item.quantity { writer.member("quantity", number: quantity) }
            if let unit = item.unit { writer.member("unit", string: unit) }
            if let price = item.unitPrice { writer.member("unit_price", number: price) }
            if let spec = item.spec { writer.member("spec", string: spec) }
            writer.close("}")
        }
        writer.close("]")
        if let amount { writer.member("amount", number: amount) }
        if let currency { writer.member("currency", string: currency) }
        writer.key("trackings")
        writer.open("[")
        for tracking in trackings {
            writer.open("{")
            if let courier = tracking.courier { writer.member("courier", string: courier) }
            writer.member("number", string: tracking.number)
            writer.close("}")
        }
        writer.close("]")
        writer.member("order_numbers", strings: orderNumbers)
        writer.member("phones", strings: phones)
        writer.member("emails", strings: emails)
        writer.key("recipients")
        writer.open("[")
        for recipient in recipients { recipient.append(to: &writer) }
        writer.close("]")
        writer.key("findings")
        writer.open("[")
        for finding in findings {
            writer.open("{")
            writer.member("type", string: finding.kind.rawValue)
            writer.member("value", string: finding.value)
            writer.member("start", number: Double(finding.range.lowerBound))
            writer.member("end", number: Double(finding.range.upperBound))
            writer.member("confidence", number: finding.confidence)
            writer.member("rule", string: finding.rule)
            writer.close("}")
        }
        writer.close("]")
        writer.close("}")
        out = writer.out
    }
}

extension Recipient {
    fileprivate func append(to writer: inout JSONText) {
        writer.open("{")
        if let name { writer.member("name", string: name) }
        writer.member("phones", strings: phones)
        if let address {
            writer.key("address")
            writer.open("{")
            let parts: [(String, String?)] = [
                ("country", address.country), ("province", address.province), ("city", address.city), ("district", address.district), ("town", address.town),
                ("detail", address.detail), ("postal_code", address.postalCode),
            ]
            for (name, part) in parts { if let part { writer.member(name, string: part) } }
            writer.close("}")
        }
        writer.close("}")
    }
}
