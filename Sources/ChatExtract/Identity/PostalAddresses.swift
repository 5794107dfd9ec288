import ChatModel

/// Recipients: names, phones and addresses that belong together; see ``RecipientParser``.
public struct PostalAddresses: Extractor {
    /// The extractor's name.
    public static let id = "recipient"
    /// Needs Han characters, digits or letters of other scripts, which have digits of their own.
    public let trigger = ExtractorTrigger(anyOf: [.han, .digit, .other])

    /// The extractor; it has no state.
    public init() {}

    /// Adds the recipients of a message, and a finding for each with its name and its address.
    public func extract(_ message: borrowing MessageText, into findings: inout TextFindings) {
        var reader = RecipientReader()
        extract(message, with: &reader, into: &findings)
    }

    /// Adds the recipients of a message, read with a reader that the caller keeps.
    func extract(_ message: borrowing MessageText, with reader: inout RecipientReader, into findings: inout TextFindings) {
        guard RecipientReader.mayHold(message, eager: false) else { return }
        for parsed in reader.read(message) {
            let sure = parsed.confidence
            if let name = parsed.recipient.name, let field = parsed.fields.first(where: { $0.kind == .name }),
                !findings.findings.contains(where: { $0.kind == .name && $0.range == field.range })
            {
                findings.add(Finding(.name, field.range, value: name, confidence: field.confidence, rule: field.rule.rawValue))
            }
            if let address = parsed.recipient.address, let range = parsed.addressRange {
                findings.add(Finding(.address, range, value: address.oneLine, confidence: sure, rule: "address"))
            }
            if parsed.recipient.name != nil || parsed.recipient.address != nil, !parsed.range.isEmpty {
                findings.add(Finding(.recipient, parsed.range, value: parsed.recipient.name ?? "", confidence: sure, rule: "recipient"))
            }
            findings.recipients.append(parsed)
        }
    }
}

extension ParsedRecipient {
    /// From the first division to the end of the detail.
    var addressRange: Range<Int>? {
        let places = fields.filter { $0.kind != .name && $0.kind != .phone && $0.kind != .remark && !$0.range.isEmpty }.map(\.range)
        guard let start = places.map(\.lowerBound).min(), let end = places.map(\.upperBound).max() else { return nil }
        return start..<end
    }
}

extension PostalAddress {
    /// The official divisions and the detail in one line.
    var oneLine: String {
        [province, city == province ? nil : city, district, town, detail].compactMap { $0 }.joined()
    }
}
