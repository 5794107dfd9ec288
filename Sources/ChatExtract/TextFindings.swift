public import ChatModel

/// Everything recognised in one text.
public struct TextFindings: Sendable {
    /// Single facts with their byte ranges, in the order of the text once `sort` was called.
    public var findings: [Finding] = []
    /// Names, phones and addresses read together.
    public var recipients: [ParsedRecipient] = []

    /// Nothing found yet.
    public init() {}

    /// Whether nothing was found.
    public var isEmpty: Bool { findings.isEmpty && recipients.isEmpty }

    /// Adds a fact; its range is of the original text.
    public mutating func add(_ finding: Finding) { findings.append(finding) }

    /// Adds a fact that stands at a range of the view.
    public mutating func add(_ kind: Finding.Kind, _ range: Range<Int>, of text: NormalizedText, value: String, confidence: Double, rule: String) {
        findings.append(Finding(kind, text.originalRange(range), value: value, confidence: confidence, rule: rule))
    }

    /// Gives the phones of recipients the values that their addresses explain: 0812-9988-7711 beside an address in Depok is no number of 攀枝花.
    mutating func settlePhones() {
        for parsed in recipients {
            for (field, phone) in zip(parsed.fields.lazy.filter { $0.kind == .phone }, parsed.recipient.phones) {
                var isKnown = false
                for i in findings.indices where findings[i].kind == .phone && findings[i].range.overlaps(field.range) {
                    findings[i].value = phone
                    isKnown = true
                }
                if !isKnown { findings.append(Finding(.phone, field.range, value: phone, confidence: field.confidence, rule: field.rule.rawValue)) }
            }
        }
    }

    /// Puts the facts in the order of the text; facts at the same place by kind.
    public mutating func sort() {
        findings.sort { ($0.range.lowerBound, $0.range.upperBound, $0.kind.rawValue) < ($1.range.lowerBound, $1.range.upperBound, $1.kind.rawValue) }
    }

    /// Forgets everything and keeps the memory.
    public mutating func removeAll() {
        findings.removeAll(keepingCapacity: true)
        recipients.removeAll(keepingCapacity: true)
    }
}
