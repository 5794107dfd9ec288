/// All extractors, in the order in which they are asked.
///
/// Adding one: its file, one line here, and `fixtures/extract/<id>.txt`.
public enum BuiltinExtractors {
    /// Every extractor there is.
    public static let all: [any Extractor] = [
        PhoneNumbers(), EmailAddresses(), WechatIDs(), QQNumbers(), PlatformAccounts(), PersonalCards(), Birthdays(), Genders(), PersonNames(),
        PostalAddresses(),
    ]
}

/// Runs the extractors over message after message and keeps the memory between them.
public struct MessageExtractor: Sendable {
    private let extractors: [any Extractor]
    private let triggers: TriggerTable
    /// Which of them reads recipients: it is given the reader that is kept.
    private let postal: Int
    /// Kept, since its room is costly to make.
    private var reader = RecipientReader()
    /// The last message.
    public private(set) var message = MessageText()

    /// A runner of some extractors; all of them when none are named.
    public init(_ extractors: [any Extractor] = BuiltinExtractors.all) {
        self.extractors = extractors
        triggers = TriggerTable(extractors.map(\.trigger))
        postal = extractors.firstIndex { $0 is PostalAddresses } ?? -1
    }

    /// Finds everything in a text (UTF-8); `findings` is emptied first.
    public mutating func extract(_ bytes: Span<UInt8>, into findings: inout TextFindings) {
        findings.removeAll()
        message.load(bytes)
        var asked = triggers.extractors(for: message.text)
        while asked != 0 {
            let i = asked.trailingZeroBitCount
            asked &= asked &- 1
            if i == postal {
                PostalAddresses().extract(message, with: &reader, into: &findings)
            } else {
                extractors[i].extract(message, into: &findings)
            }
        }
        if findings.findings.count > 1 { findings.sort() }
    }

    /// Finds everything in a text.
    public mutating func findings(in text: String) -> TextFindings {
        var findings = TextFindings()
        extract(Array(text.utf8).span, into: &findings)
        return findings
    }
}
