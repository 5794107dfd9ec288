public import ChatBytes

/// The readers to choose from, and the choice.
public struct ReaderRegistry: Sendable {
    /// A reader that recognised a file, and how sure it is.
    public struct Claim: Sendable {
        /// The reader that recognised the file.
        public let reader: any ExportReader
        /// 0...1.
        public let confidence: Double
    }

    /// The readers, in the order of the documentation.
    public let readers: [any ExportReader]

    /// A choice of readers.
    public init(_ readers: [any ExportReader] = BuiltinReaders.all) { self.readers = readers }

    /// All claims on a file that hold, the surest first; ties keep the registry's order.
    public func claims(_ head: SourceHead) -> [Claim] {
        candidates(head).filter { TrialReading.confirms($0.reader, confidence: $0.confidence, head) }
    }

    /// The surest claim on a file that holds.
    public func claim(_ head: SourceHead) -> Claim? {
        // Whether a text is a table is the dear question: a reader that is surer than any reader of tables can be is asked first.
        let sure = sniffed(head) { !($0 is SellerTable) }.prefix { claim in
            claim.confidence > SellerTable.surest && !TableHead.looseFormats.contains(claim.reader.format.id)
        }
        return sure.first { TrialReading.confirms($0.reader, confidence: $0.confidence, head) }
            ?? candidates(head).dropFirst(sure.count).first { TrialReading.confirms($0.reader, confidence: $0.confidence, head) }
    }

    /// What the readers say of a head, the surest first.
    private func candidates(_ head: SourceHead) -> [Claim] {
        let isTable = head.table?.isCertain ?? false
        return sniffed(head) { !(isTable && TableHead.looseFormats.contains($0.format.id)) }
    }

    /// What some of the readers say of a head, the surest first.
    private func sniffed(_ head: SourceHead, _ isAsked: (any ExportReader) -> Bool) -> [Claim] {
        // Programs and scripts hold samples of formats.
        guard !head.isSourceCode else { return [] }
        let isMarkup = head.firstByte == 0x3C
        return readers.enumerated().filter { (_, reader) in (isMarkup || !reader.format.isMarkup) && isAsked(reader) }
            .map { ($0.offset, Claim(reader: $0.element, confidence: $0.element.sniff(head))) }
            .filter { $0.1.confidence > 0.2 }
            .sorted { ($0.1.confidence, $1.0) > ($1.1.confidence, $0.0) }
            .map(\.1)
    }

    /// The surest reader of a file, or nil when none knows it.
    public func reader(for source: ExportSource) -> (any ExportReader)? { claim(SourceHead(source))?.reader }
}
