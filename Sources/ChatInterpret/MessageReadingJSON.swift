import ChatExtract
import ChatModel
public import JSONText

extension MessageReading {
    private static let nothing = Array(
        "\"intent\":null,\"items\":[],\"trackings\":[],\"order_numbers\":[],\"phones\":[],\"emails\":[],\"recipients\":[],\"findings\":[]}".utf8)

    /// Whether nothing was found at all.
    var isEmpty: Bool {
        intent == nil && items.isEmpty && trackings.isEmpty && orderNumbers.isEmpty && phones.isEmpty && emails.isEmpty && recipients.isEmpty
            && findings.isEmpty && amount == nil
    }

    /// Writes the reading as one JSON object of the contract; absent values are left out, lists are always there.
    public func append(index: Int?, to writer: inout JSONWriter) {
        if isEmpty {
            // Small talk, which most messages are.
            writer.bytes.append(UInt8(ascii: "{"))
            if let index {
                writer.bytes.append(contentsOf: "\"index\":".utf8)
                JSONWriter.append(index, to: &writer.bytes)
                writer.bytes.append(UInt8(ascii: ","))
            }
            writer.bytes.append(contentsOf: Self.nothing)
            return
        }
        writer.beginObject()
        if let index {
            writer.key("index")
            writer.integer(index)
        }
        writer.key("intent")
        if let intent { writer.string(intent.rawValue) } else { writer.null() }
        append(items: items, to: &writer)
        writer.member("amount", amount)
        writer.member("currency", currency)
        if trackings.isEmpty {
            writer.literal(",\"trackings\":[]", thenComma: true)
        } else {
            append(trackings: trackings, to: &writer)
        }
        if orderNumbers.isEmpty, phones.isEmpty, emails.isEmpty, recipients.isEmpty {
            writer.literal(",\"order_numbers\":[],\"phones\":[],\"emails\":[],\"recipients\":[]", thenComma: true)
        } else {
            writer.member("order_numbers", orderNumbers)
            writer.member("phones", phones)
            writer.member("emails", emails)
            writer.key("recipients")
            writer.beginArray()
            for i in recipients.indices {
                append(recipients[i], i < parsedRecipients.count ? parsedRecipients[i] : nil, to: &writer)
            }
            writer.endArray()
        }
        append(findings: findings, to: &writer)
        writer.endObject()
    }

    private func append(trackings: [Tracking], to writer: inout JSONWriter) {
        writer.key("trackings")
        writer.beginArray()
        for tracking in trackings {
            writer.beginObject()
            writer.member("courier", tracking.courier)
            writer.member("number", tracking.number)
            writer.endObject()
        }
        writer.endArray()
    }

    private func append(items: [ReadItem], to writer: inout JSONWriter) {
        writer.key("items")
        writer.beginArray()
        for item in items {
            writer.beginObject()
            writer.key("product")
            if let product = item.product { writer.string(product) } else { writer.null() }
            writer.member("quantity", item.quantity)
            writer.member("unit", item.unit)
            writer.member("unit_price", item.unitPrice)
            writer.member("spec", item.spec)
            writer.endObject()
        }
        writer.endArray()
    }

    private func append(findings: [Finding], to writer: inout JSONWriter) {
        writer.key("findings")
        writer.beginArray()
        for finding in findings {
            writer.beginObject()
            writer.literal("\"type\":", thenComma: false)
            writer.string(finding.kind.rawValue)
            writer.literal(",\"value\":", thenComma: false)
            writer.string(finding.value)
            writer.literal(",\"start\":", thenComma: false)
            writer.integer(finding.range.lowerBound)
            writer.literal(",\"end\":", thenComma: false)
            writer.integer(finding.range.upperBound)
            writer.literal(",\"confidence\":", thenComma: false)
            writer.number(finding.confidence, digits: 4)
            writer.literal(",\"rule\":", thenComma: false)
            writer.string(finding.rule)
            writer.endObject()
        }
        writer.endArray()
    }

    private func append(_ recipient: Recipient, _ parsed: ParsedRecipient?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", recipient.name)
        writer.member("phones", recipient.phones)
        if let address = recipient.address {
            writer.key("address")
            RecipientJSON.append(address, to: &writer)
        }
        if let parsed { RecipientJSON.appendDoubts(parsed, to: &writer) }
        writer.endObject()
    }
}

extension JSONWriter {
    /// Money and quantities: at most four decimals.
    fileprivate mutating func member(_ key: StaticString, _ value: Double?) {
        guard let value else { return }
        self.key(key)
        number(value, digits: 4)
    }
}
