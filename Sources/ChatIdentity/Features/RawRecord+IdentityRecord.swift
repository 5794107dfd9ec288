import ChatModel

extension RawRecord {
    /// A record's values as bytes.
    init(_ record: IdentityRecord) {
        self.init()
        set(.recordID, record.recordID)
        for name in record.names { set(.name, name) }
        for nickname in record.nicknames { set(.nickname, nickname) }
        for phone in record.phones { set(.phone, phone) }
        // An account stands for itself together with its platform; identities that the person named are accounts of theirs as well.
        if let account = record.accountID { setAccount(record.platform ?? "", account) }
        for other in record.otherIdentities { setAccount(Self.platform(ofIdentity: other.kind), other.value) }
        // Chats without an account's id are accounts of their platform all the same.
        if record.accountID == nil, record.otherIdentities.isEmpty, record.emails.isEmpty, record.conversation?.isEmpty == false, let platform = record.platform
        {
            set(.platform, platform)
        }
        for email in record.emails { setAccount("email", email.lowercased()) }
        for address in record.addresses {
            let parts = [address.province, address.city == address.province ? nil : address.city, address.district, address.town, address.detail]
            set(.address, parts.compactMap { $0 }.joined())
        }
        for text in record.addressTexts { set(.address, text) }
        for date in record.birthDates { set(.birthDate, date) }
        for note in IdentityNote.allCases where record.notes.contains(note) { set(.note, note.rawValue) }
        if let seen = record.lastSeen ?? record.firstSeen { set(.seenAt, seen.description) }
    }

    private mutating func setAccount(_ platform: String, _ account: String) {
        guard !account.isEmpty else { return }
        set(.platform, platform)
        set(.accountID, account)
    }

    /// The platform whose account an identity named in a chat is.
    private static func platform(ofIdentity kind: String) -> String {
        switch kind {
        case "wechat_id", "wechat": "wechat"
        case "qq_number", "qq": "qq"
        default: kind
        }
    }
}
