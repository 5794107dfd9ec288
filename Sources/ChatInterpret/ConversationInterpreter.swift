public import ChatExtract
public import ChatModel

/// What the reading of one conversation leaves.
public struct Interpretation: Sendable {
    /// One record per account that is not the seller's, in order of first appearance.
    public var records: [CustomerRecord]
    /// Phones that this conversation shows to be the seller's own; see ``SellerContacts``.
    public var sellerContacts: SellerContacts
}

/// Reads one whole conversation in order and yields what it says about each customer.
///
/// Feed it the kept messages of ONE conversation (deduplicated, in time order per file) with ``read(_:)``, then take ``finish()``. Memory grows with customers and
/// orders, not with messages. In a direct chat there is one record, for the other side, even when it never spoke; in a group one for each member who said something
/// of substance (ordered, paid, gave an address or a phone, praised or complained). Quoted text, forwarded records and contact cards are never the speaker's.
public struct ConversationInterpreter {
    private let conversation: Conversation
    private let ownership: Ownership
    private let catalog: Catalog?
    private let region: String
    private var accounts: [CustomerRecord] = []

    /// A reader for one conversation.
    ///
    /// - Parameters:
    ///   - conversation: the chat; its id (or else its title) and its platform make the records' ids.
    ///   - ownership: who the seller is; see ``OwnerInference``.
    ///   - catalog: the seller's products, where a list was given.
    ///   - region: ISO 3166 alpha-2 of the shop: the default for currency and phone numbers.
    public init(_ conversation: Conversation, ownership: Ownership, catalog: Catalog? = nil, region: String = "CN") {
        self.conversation = conversation
        self.ownership = ownership
        self.catalog = catalog
        self.region = region
    }

    /// Takes the next message of the conversation.
    public mutating func read(_ message: Message) {
        guard let sender = message.sender, message.kind != .system, !ownership.owns(sender) else { return }
        let at = accounts.firstIndex { $0.accountID == sender.id && ($0.accountID != nil || $0.nicknames.first?.value == sender.name) }
        if let at {
            accounts[at].messageCount += 1
            accounts[at].lastSeen = message.sentAt ?? accounts[at].lastSeen
            return
        }
        let key = conversation.id ?? conversation.title
        var record = CustomerRecord(
            recordID: "\(conversation.platform.rawValue):\(key):\(sender.id ?? sender.name)", platform: conversation.platform,
            accountID: sender.id ?? (conversation.kind == .direct ? conversation.id : nil), conversation: key)
        record.nicknames = [Attested(sender.name, evidence: [Evidence(position: message.source, at: message.sentAt, rule: "sender", confidence: 1)])]
        record.firstSeen = message.sentAt
        record.lastSeen = message.sentAt
        record.messageCount = 1
        record.firstPosition = message.source
        accounts.append(record)
    }

    /// Ends the conversation and gives the records.
    public mutating func finish() -> Interpretation {
        defer { accounts = [] }
        return Interpretation(records: accounts, sellerContacts: SellerContacts())
    }
}
