public import ChatModel
public import JSONText

/// Writes recipients as JSON, byte by byte.
public enum RecipientJSON {
    /// What a line holds.
    public struct Options: OptionSet, Sendable {
        /// The raw bits.
        public let rawValue: UInt8

        /// A set of raw bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Byte ranges, confidence and rules of the parts, alternatives and warnings.
        public static let details = Options(rawValue: 1)
        /// Numbers of Hong Kong, Macao and Taiwan beside an address there as they are dialled there, with the international form in `phones_e164`.
        public static let localPhones = Options(rawValue: 2)
    }

    /// Writes `{"recipients":[…]}` without a line end.
    public static func append(_ recipients: [ParsedRecipient], to writer: inout JSONWriter, options: Options = [.localPhones]) {
        writer.literal("{\"recipients\":[", thenComma: false)
        // Read where they stand: a recipient is twenty strings.
        unsafe recipients.withUnsafeBufferPointer { for i in $0.indices { unsafe append($0[i], to: &writer, options: options) } }
        writer.literal("]}", thenComma: true)
    }

    /// Writes one recipient as an object.
    public static func append(_ parsed: borrowing ParsedRecipient, to writer: inout JSONWriter, options: Options = [.localPhones]) {
        writer.beginObject()
        writer.member("name", parsed.recipient.name)
        if !parsed.recipient.phones.isEmpty { phones(parsed, options, &writer) }
        if let address = parsed.recipient.address {
            writer.key("address")
            append(address, to: &writer)
        }
        writer.member("remark", parsed.remark)
        if options.contains(.details) { details(parsed, &writer) }
        writer.endObject()
    }

    private static func phones(_ parsed: borrowing ParsedRecipient, _ options: Options, _ writer: inout JSONWriter) {
        var isChanged = false
        writer.key("phones")
        writer.beginArray()
        for number in parsed.recipient.phones {
            guard options.contains(.localPhones), !LocalPhone.isPlainMobile(number) else {
                writer.string(number)
                continue
            }
            let dialled = LocalPhone.dialled(number, parsed)
            isChanged = isChanged || dialled != number
            writer.string(dialled)
        }
        writer.endArray()
        if isChanged { writer.member("phones_e164", parsed.recipient.phones) }
    }

    /// Writes an address as an object; unknown parts are left out, and a county that a province runs itself has an empty city.
    public static func append(_ address: PostalAddress, to writer: inout JSONWriter) {
        func part(_ key: StaticString, _ value: String?) {
            if let value { writer.pair(key, value) }
        }
        writer.beginObject()
        part("country", address.country)
        part("province", address.province)
        part("city", address.city)
        part("district", address.district)
        part("town", address.town)
        part("detail", address.detail)
        part("postal_code", address.postalCode)
        writer.endObject()
    }

    private static func details(_ parsed: borrowing ParsedRecipient, _ writer: inout JSONWriter) {
        writer.key("confidence")
        writer.number(parsed.confidence, digits: 2)
        writer.key("fields")
        writer.beginArray()
        for field in parsed.fields {
            writer.beginObject()
            writer.member("field", field.kind.rawValue)
            writer.key("start")
            writer.integer(field.range.lowerBound)
            writer.key("end")
            writer.integer(field.range.upperBound)
            writer.key("confidence")
            writer.number(field.confidence, digits: 2)
            writer.member("rule", field.rule.rawValue)
            writer.endObject()
        }
        writer.endArray()
        appendDoubts(parsed, to: &writer)
    }

    /// Writes the members `warnings` and `alternatives` where there are any.
    public static func appendDoubts(_ parsed: borrowing ParsedRecipient, to writer: inout JSONWriter) {
        if !parsed.warnings.isEmpty { writer.member("warnings", parsed.warnings) }
        guard !parsed.alternatives.isEmpty else { return }
        writer.key("alternatives")
        writer.beginArray()
        for address in parsed.alternatives { append(address, to: &writer) }
        writer.endArray()
    }
}
