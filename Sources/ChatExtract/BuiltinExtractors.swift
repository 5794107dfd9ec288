/// All extractors, in the order in which they are asked.
///
/// Adding one: its file, one line here, and `fixtures/extract/<id>.txt`.
public enum BuiltinExtractors {
    /// Every extractor there is.
    public static let all: [any Extractor] = all(showingCards: false)

    /// Every extractor there is.
    ///
    /// - Parameter showingCards: whether identity and bank card numbers are given in full.
    public static func all(showingCards: Bool) -> [any Extractor] {
        [
            PhoneNumbers(), EmailAddresses(), WechatIDs(), QQNumbers(), PlatformAccounts(), PersonalCards(masked: !showingCards), Birthdays(), Genders(),
            PersonNames(), PostalAddresses(),
        ]
    }
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
    ///
    /// - Parameters:
    ///   - extractors: those to run, in the order in which they are asked.
    ///   - region: the reader's country (ISO 3166 alpha-2), where addresses without a country lie.
    public init(_ extractors: [any Extractor] = BuiltinExtractors.all, region: String = "CN") {
        self.extractors = extractors
        reader.home = region
        message.home = region
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
        if !findings.recipients.isEmpty { findings.settlePhones() }
        if findings.findings.count > 1 { findings.sort() }
    }

    /// Finds everything in a text.
    public mutating func findings(in text: String) -> TextFindings {
        var findings = TextFindings()
        extract(Array(text.utf8).span, into: &findings)
        return findings
    }
}
