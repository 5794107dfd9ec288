public import ChatModel

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

    /// Appends `{"recipients":[…]}` without a line end.
    public static func append(_ recipients: [ParsedRecipient], to out: inout [UInt8], options: Options = [.localPhones]) {
        out.append(contentsOf: "{\"recipients\":[".utf8)
        for (i, parsed) in recipients.enumerated() {
            if i > 0 { out.append(0x2C) }
            append(parsed, to: &out, options: options)
        }
        out.append(0x5D)
        out.append(0x7D)
    }

    /// Appends one recipient as an object.
    public static func append(_ parsed: ParsedRecipient, to out: inout [UInt8], options: Options = [.localPhones]) {
        let recipient = parsed.recipient
        var writer = ObjectWriter(&out)
        writer.text("name", recipient.name, &out)
        if !recipient.phones.isEmpty {
            writer.key("phones", &out)
            let local = options.contains(.localPhones) ? recipient.phones.map { LocalPhone.dialled($0, parsed) } : recipient.phones
            array(local, &out)
            if local != recipient.phones {
                writer.key("phones_e164", &out)
                array(recipient.phones, &out)
            }
        }
        if let address = recipient.address {
            writer.key("address", &out)
            append(address, to: &out)
        }
        writer.text("remark", parsed.remark, &out)
        if options.contains(.details) { details(parsed, &writer, &out) }
        writer.close(&out)
    }

    /// Appends an address as an object.
    public static func append(_ address: PostalAddress, to out: inout [UInt8]) {
        var inner = ObjectWriter(&out)
        inner.text("country", address.country, &out)
        inner.text("province", address.province, &out)
        inner.text("city", address.city, &out)
        inner.text("district", address.district, &out)
        inner.text("town", address.town, &out)
        inner.text("detail", address.detail, &out)
        inner.text("postal_code", address.postalCode, &out)
        inner.close(&out)
    }

    private static func details(_ parsed: ParsedRecipient, _ writer: inout ObjectWriter, _ out: inout [UInt8]) {
        writer.key("confidence", &out)
        number(parsed.confidence, &out)
        writer.key("fields", &out)
        out.append(0x5B)
        for (i, field) in parsed.fields.enumerated() {
            if i > 0 { out.append(0x2C) }
            var inner = ObjectWriter(&out)
            inner.text("field", field.kind.rawValue, &out)
            inner.key("start", &out)
            out.append(contentsOf: String(field.range.lowerBound).utf8)
            inner.key("end", &out)
            out.append(contentsOf: String(field.range.upperBound).utf8)
            inner.key("confidence", &out)
            number(field.confidence, &out)
            inner.text("rule", field.rule, &out)
            inner.close(&out)
        }
        out.append(0x5D)
        if !parsed.warnings.isEmpty {
            writer.key("warnings", &out)
            array(parsed.warnings, &out)
        }
        guard !parsed.alternatives.isEmpty else { return }
        writer.key("alternatives", &out)
        out.append(0x5B)
        for (i, address) in parsed.alternatives.enumerated() {
            if i > 0 { out.append(0x2C) }
            append(address, to: &out)
        }
        out.append(0x5D)
    }

    /// Appends a probability with two places.
    static func number(_ value: Double, _ out: inout [UInt8]) {
        let hundredths = Int((max(0, min(1, value)) * 100).rounded())
        out.append(UInt8(48 + hundredths / 100))
        out.append(0x2E)
        out.append(UInt8(48 + hundredths / 10 % 10))
        out.append(UInt8(48 + hundredths % 10))
    }

    static func array(_ strings: [String], _ out: inout [UInt8]) {
        out.append(0x5B)
        for (i, text) in strings.enumerated() {
            if i > 0 { out.append(0x2C) }
            string(text, &out)
        }
        out.append(0x5D)
    }

    /// Appends a JSON string.
    public static func string(_ text: String, _ out: inout [UInt8]) {
        out.append(0x22)
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            var at = 0
            while at < bytes.count {
                let byte = unsafe bytes[at]
                if byte >= 0x20, byte != 0x22, byte != 0x5C, byte != 0x7F {
                    at &+= 1
                    continue
                }
                unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
                escape(byte, &out)
                at &+= 1
                start = at
            }
            unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
        }
        out.append(0x22)
    }
}

extension RecipientJSON {
    private static func escape(_ byte: UInt8, _ out: inout [UInt8]) {
        switch byte {
        case 0x22, 0x5C:
            out.append(0x5C)
            out.append(byte)
        case 0x0A: out.append(contentsOf: "\\n".utf8)
        default:
            out.append(contentsOf: "\\u00".utf8)
            out.append(byte >> 4 &+ 0x30)
            out.append(byte & 15 < 10 ? byte & 15 &+ 0x30 : byte & 15 &+ 0x57)
        }
    }
}

/// Writes one JSON object, with commas where they belong.
struct ObjectWriter {
    private var first = true

    init(_ out: inout [UInt8]) { out.append(0x7B) }

    mutating func key(_ name: StaticString, _ out: inout [UInt8]) {
        if !first { out.append(0x2C) }
        first = false
        out.append(0x22)
        unsafe out.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        out.append(0x22)
        out.append(0x3A)
    }

    /// A text field; left out when it is empty or unknown.
    mutating func text(_ name: StaticString, _ value: String?, _ out: inout [UInt8]) {
        guard let value, !value.isEmpty else { return }
        key(name, &out)
        RecipientJSON.string(value, &out)
    }

    func close(_ out: inout [UInt8]) { out.append(0x7D) }
}
