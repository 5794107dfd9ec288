/// An account on a platform.
public struct AccountReference: Hashable, Sendable {
    /// Where the account is.
    public var platform: Platform
    /// The platform's own id; nil where the export shows names only.
    public var id: String?

    /// An account on a platform.
    public init(platform: Platform, id: String? = nil) {
        self.platform = platform
        self.id = id
    }
}

/// A value with the places where it was said.
public struct Attested<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    public var value: Value
    /// Where it was said.
    public var evidence: [Evidence]

    /// A value and where it was said.
    public init(_ value: Value, evidence: [Evidence] = []) {
        self.value = value
        self.evidence = evidence
    }
}

/// A recipient as one account used it.
public struct RecipientUse: Hashable, Sendable {
    /// Who, where, which numbers.
    public var recipient: Recipient
    /// Whether this is the account's holder and not somebody they send goods to; nil when nothing tells.
    public var isSelf: Bool?
    /// When it was first used.
    public var firstUsed: Timestamp?
    /// When it was last used.
    public var lastUsed: Timestamp?
    /// How often it was used.
    public var useCount: Int = 1
    /// Where it was said.
    public var evidence: [Evidence] = []

    /// A recipient as one account used it.
    public init(_ recipient: Recipient, isSelf: Bool? = nil, firstUsed: Timestamp? = nil, lastUsed: Timestamp? = nil, evidence: [Evidence] = []) {
        self.recipient = recipient
        self.isSelf = isSelf
        self.firstUsed = firstUsed
        self.lastUsed = lastUsed
        self.evidence = evidence
    }
}

/// Another identity that a person named for themselves in a chat: “我 QQ 是 …”.
public struct OtherIdentity: Hashable, Sendable, Codable {
    /// `wechat_id`, `qq_number`, `taobao`, `weibo`, …
    public var kind: String
    /// The value.
    public var value: String

    /// An identity named in a chat.
    public init(kind: String, value: String) {
        self.kind = kind
        self.value = value
    }
}

/// Everything that one account showed of itself in one conversation (or one contact-list or table row): the unit that identity resolution links.
public struct CustomerRecord: Hashable, Sendable {
    /// Stable over re-imports: made of platform, conversation and account.
    public var recordID: String
    /// Where the account is.
    public var platform: Platform
    /// The account's id, where the export has one.
    public var accountID: String?
    /// The conversation's id or title.
    public var conversation: String
    /// Names shown on the platforms.
    public var nicknames: [Attested<String>] = []
    /// Real names of the account's holder.
    public var names: [Attested<String>] = []
    /// Phones of the account's holder, E.164.
    public var phones: [Attested<String>] = []
    /// E-mail addresses.
    public var emails: [Attested<String>] = []
    /// Identities named in chats.
    public var otherIdentities: [Attested<OtherIdentity>] = []
    /// `YYYY-MM-DD`, or `--MM-DD` without a year.
    public var birthDate: Attested<String>?
    /// `male` or `female`.
    public var gender: Attested<String>?
    /// Everyone goods were sent to.
    public var recipients: [RecipientUse] = []
    /// Orders, oldest first.
    public var orders: [Order] = []
    /// What was said after the sale.
    public var feedback: [Feedback] = []
    /// What they said of who brought them, whom they brought, and of reselling.
    public var signals: [CustomerSignal] = []
    /// What they said about their numbers and accounts.
    public var identityNotes: Set<IdentityNote> = []
    /// What they said they are known as elsewhere: the words behind 我是, 我是群里的.
    public var knownAs: [Attested<String>] = []
    /// Numbers that they gave as somebody else's, E.164: a neighbour's, the front desk's, a wife's. A parcel may go by them; they are none of the person's own.
    public var othersPhones: [String] = []
    /// Numbers of orders that they named.
    public var orderNumbers: [Attested<String>] = []
    /// Labels.
    public var tags: [String] = []
    /// What the seller wrote beside the person in a table.
    public var notes: [Attested<String>] = []
    /// First sign of the person.
    public var firstSeen: Timestamp?
    /// Last sign of the person.
    public var lastSeen: Timestamp?
    /// Messages written.
    public var messageCount: Int = 0
    /// First message of the account in the conversation.
    public var firstPosition: SourcePosition?

    /// An empty record of an account.
    public init(recordID: String, platform: Platform, accountID: String? = nil, conversation: String) {
        self.recordID = recordID
        self.platform = platform
        self.accountID = accountID
        self.conversation = conversation
    }
}
