import ChatModel

/// Everything that one message says by itself: numbers, recipients, goods and money; used again for message after message.
public struct MessageScan {
    /// What the message says about goods and money; ranges are of the text as written.
    public private(set) var mentions = OrderMentions()
    /// Recipients given in the message alone.
    public private(set) var recipients: [ParsedRecipient] = []
    /// Phones, cards, links and whatever else the extractors found, by position in the text as written.
    public private(set) var findings = TextFindings()
    private var extractor: MessageExtractor
    private var orders: OrderReader
    private var blocked: [Range<Int>] = []
    private var recent = RecentTalk()

    /// A scanner for a shop's region.
    ///
    /// - Parameters:
    ///   - region: ISO 3166 alpha-2 of the shop.
    ///   - showsCards: whether identity and bank card numbers are given in full.
    public init(region: String = "CN", showsCards: Bool = false) {
        extractor = MessageExtractor(BuiltinExtractors.all(showingCards: showsCards), region: region)
        orders = OrderReader(region: region)
    }

    /// The shop's region (ISO 3166 alpha-2): whose currency a bare amount is in.
    public var region: String {
        get { orders.region }
        set { if newValue != orders.region { orders.region = newValue } }
    }

    /// Sets the products to be found by name.
    public mutating func setProducts(_ names: [(name: String, index: Int)]) {
        orders.setProducts(names)
        recent.removeAll()
    }

    /// Whether the last message says nothing that anybody would note: small talk.
    public private(set) var isQuiet = true

    /// Lends what the message says about goods and money, or takes it back.
    public mutating func exchange(_ other: inout OrderMentions) { swap(&mentions, &other) }

    /// Reads a message.
    ///
    /// - Parameters:
    ///   - bytes: its text, UTF-8.
    ///   - fromSeller: whether the seller wrote it.
    ///   - isTitle: whether it is a list's title, where every name counts.
    public mutating func read(_ bytes: [UInt8], fromSeller: Bool, isTitle: Bool = false) {
        orders.isTitle = isTitle
        let slot = isTitle ? -1 : RecentTalk.slot(bytes)
        if let known = recent.find(bytes, at: slot) {
            findings.removeAll()
            if !recipients.isEmpty { recipients = [] }
            mentions.removeAll()
            (mentions.classes, mentions.hasOrderVerb) = known
            isQuiet = known.classes.isEmpty
            return
        }
        extractor.extract(bytes.span, into: &findings)
        if recipients.count + findings.recipients.count > 0 { recipients = findings.recipients }
        blocked.removeAll(keepingCapacity: true)
        for number in extractor.message.numbers {
            switch number.kind {
            case .mobile, .landline, .service, .foreign, .taiwan, .maskedPhone, .idCard, .bankCard, .link: blocked.append(number.range)
            default: break
            }
        }
        if !recipients.isEmpty { blockRecipients() }
        orders.read(extractor.message.text.bytes, blocked: blocked, fromSeller: fromSeller, into: &mentions)
        if !extractor.message.text.isPlain, !orders.isQuiet { restore(extractor.message.text) }
        isQuiet = orders.isQuiet && findings.isEmpty
        if findings.isEmpty, mentions.isNothingButWords { recent.keep(bytes, at: slot, mentions.classes, hasOrderVerb: mentions.hasOrderVerb) }
    }

    /// What belongs to a recipient is no word of an order.
    private mutating func blockRecipients() {
        let view = extractor.message.text
        for r in recipients where !r.recipient.phones.isEmpty || r.recipient.name != nil || r.confidence >= 0.5 {
            for field in r.fields where !field.range.isEmpty { blocked.append(view.isPlain ? field.range : view.viewRange(field.range)) }
        }
        blocked.sort { $0.lowerBound < $1.lowerBound }
    }

    /// Turns names and ranges of the normalised view back into the writer's own.
    private mutating func restore(_ view: NormalizedText) {
        for i in mentions.topics.indices {
            let range = mentions.topics[i].range
            if mentions.topics[i].name == view.string(range) { mentions.topics[i].name = view.keptString(range) }
            mentions.topics[i].range = view.originalRange(range)
        }
        for i in mentions.items.indices {
            mentions.items[i].product = mentions.items[i].product.map { view.written($0) }
            mentions.items[i].spec = mentions.items[i].spec.map { view.written($0) }
            mentions.items[i].range = view.originalRange(mentions.items[i].range)
        }
        for i in mentions.prices.indices {
            mentions.prices[i].product = mentions.prices[i].product.map { view.written($0) }
            mentions.prices[i].range = view.originalRange(mentions.prices[i].range)
        }
        for i in mentions.moneys.indices { mentions.moneys[i].range = view.originalRange(mentions.moneys[i].range) }
        for i in mentions.trackings.indices { mentions.trackings[i].range = view.originalRange(mentions.trackings[i].range) }
        for i in mentions.orderNumbers.indices { mentions.orderNumbers[i].range = view.originalRange(mentions.orderNumbers[i].range) }
    }
}

extension NormalizedText {
    /// Where a range of the original stands in the view.
    func viewRange(_ range: Range<Int>) -> Range<Int> {
        func place(_ offset: Int) -> Int {
            var low = 0
            var high = bytes.count
            while low < high {
                let middle = (low + high) / 2
                if originalStart(middle) < offset { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let start = place(range.lowerBound)
        return start..<max(start, place(range.upperBound))
    }

    /// The writer's own characters for a word of the view, where the word stands in it.
    func written(_ word: String) -> String {
        let wanted = Array(word.utf8)
        guard !wanted.isEmpty, wanted.count <= bytes.count else { return word }
        for at in 0...bytes.count - wanted.count where bytes[at] == wanted[0] && bytes[at..<at + wanted.count].elementsEqual(wanted) {
            return keptString(at..<at + wanted.count)
        }
        return word
    }
}
