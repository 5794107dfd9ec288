public import ChatModel

/// One sighting of a person, as identity resolution links it: a table row, a contact, or an account in one chat.
///
/// Every field may be empty; an absent value is neither for nor against a match. Phones, names and addresses are taken as written and normalised inside.
public struct IdentityRecord: Hashable, Sendable, Codable {
    /// Unique among the records of one call and stable over calls.
    public var recordID: String
    /// Real names, honorifics included as written: `王丽`, `王女士`.
    public var names: [String] = []
    /// Names that the platform shows.
    public var nicknames: [String] = []
    /// Numbers in any writing; a masked number stays masked, an extension marks a privacy number.
    public var phones: [String] = []
    /// E-mail addresses.
    public var emails: [String] = []
    /// Lower-case platform name, such as `wechat`.
    public var platform: String?
    /// The platform's own id of the account.
    public var accountID: String?
    /// Whether names and phones are known to be those of the account's holder, so that one account is one person; false where a row may be somebody
    /// else's order under the account.
    public var isAccountHolder = false
    /// Other identities that the person named for themselves.
    public var otherIdentities: [OtherIdentity] = []
    /// Addresses already taken apart.
    public var addresses: [PostalAddress] = []
    /// Addresses as one text each.
    public var addressTexts: [String] = []
    /// `YYYY-MM-DD`, or `--MM-DD` without a year.
    public var birthDates: [String] = []
    /// When the person was first seen under this record.
    public var firstSeen: Timestamp?
    /// When the person was last seen under this record.
    public var lastSeen: Timestamp?
    /// The chat in which the sighting was made; two exports of one chat share it.
    public var conversation: String?
    /// People to whom the person sends goods: grounds for a relation, never for a match.
    public var related: [RelatedPerson] = []
    /// What the person said about their own identity.
    public var notes: Set<IdentityNote> = []

    enum CodingKeys: String, CodingKey {
        case names, nicknames, phones, emails, platform, addresses, conversation, related, notes
        case isAccountHolder = "is_account_holder"
        case recordID = "record_id"
        case accountID = "account_id"
        case otherIdentities = "other_identities"
        case addressTexts = "address_texts"
        case birthDates = "birth_dates"
        case firstSeen = "first_seen"
        case lastSeen = "last_seen"
    }

    /// A sighting of which nothing but its id is known yet.
    public init(recordID: String) { self.recordID = recordID }
}

/// Somebody to whom a person sends goods.
public struct RelatedPerson: Hashable, Sendable, Codable {
    /// The recipient's name.
    public var name: String?
    /// The recipient's numbers.
    public var phones: [String] = []

    /// A person behind another one's recipient.
    public init(name: String? = nil, phones: [String] = []) {
        self.name = name
        self.phones = phones
    }
}
