import ChatModel

/// What a person who is to be forgotten is known by.
struct ForgottenPerson {
    /// Accounts, `platform#id`.
    private var accounts: Set<String> = []
    /// Names in chats without ids: platform, chat, name.
    private var shown: Set<String> = []
    /// Numbers, E.164.
    private var phones: Set<String> = []
    private var emails: Set<String> = []
    /// Buyers of shop systems and people of contact lists: platform, name.
    private var buyers: Set<String> = []
    /// Names and nicknames, to be blotted out where the person took part; the longest first.
    private(set) var names: [String] = []
    /// Numbers and accounts as others may have written them, to be blotted out everywhere; the longest first.
    private(set) var marks: [String] = []

    init(_ customer: Customer, _ records: [CustomerRecord]) {
        var names = Set<String>()
        var marks = Set<String>()
        for record in records {
            if let id = record.accountID {
                accounts.insert(Self.account(record.platform.rawValue, id))
                if id.utf8.count >= 5 { marks.insert(id) }
            }
            for nickname in record.nicknames.map(\.value) {
                shown.insert(Self.shown(record.platform.rawValue, record.conversation, nickname))
                buyers.insert(Self.buyer(record.platform.rawValue, nickname))
                names.insert(nickname)
            }
            names.formUnion(record.names.map(\.value))
            phones.formUnion(record.phones.map(\.value))
            emails.formUnion(record.emails.map(\.value))
            for use in record.recipients where use.isSelf != false {
                phones.formUnion(use.recipient.phones.filter { !$0.contains("*") && !record.othersPhones.contains($0) })
                if let name = use.recipient.name { names.insert(name) }
            }
            for other in record.otherIdentities.map(\.value.value) where other.utf8.count >= 5 { marks.insert(other) }
        }
        phones.formUnion(customer.phones.map(\.number))
        if let name = customer.name { names.insert(name) }
        for phone in phones {
            marks.insert(phone)
            let national = phone.hasPrefix("+86") ? String(phone.dropFirst(3)) : String(phone.dropFirst())
            if national.utf8.count >= 7 { marks.insert(national) }
            if national.utf8.count == 11 {
                let digits = Array(national)
                for sign in [" ", "-"] { marks.insert(String(digits[0..<3]) + sign + String(digits[3..<7]) + sign + String(digits[7...])) }
            }
        }
        marks.formUnion(emails)
        // A single character would blot out half of what others say.
        self.names = names.filter { $0.unicodeScalars.count >= 2 }.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
        self.marks = marks.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    }

    /// The texts whose keyed hashes are kept.
    var keys: [String] {
        (accounts.map { "account\u{1}" + $0 } + phones.map(Self.phone) + phones.compactMap { Self.nationalTail($0) } + emails.map { "email\u{1}" + $0 }
            + buyers.map { "buyer\u{1}" + $0 }).sorted()
    }

    /// The format of files of pasted blocks, which hold many people's.
    static let blockFormat = "address-blocks"

    /// Whether a chat without an id has the name of a record's person.
    func goesBy(_ title: String, _ record: CustomerRecord) -> Bool { record.conversation == title || record.nicknames.contains { $0.value == title } }

    func isParticipant(platform: String, account: String, name: String, chat: String) -> Bool {
        account.isEmpty ? shown.contains(Self.shown(platform, chat, name)) : accounts.contains(Self.account(platform, account))
    }

    /// Whether a row of a table is the person's.
    func isEntry(kind: String, _ json: String) -> Bool {
        Self.entryKeys(kind: kind, json).contains { key in
            switch key {
            case .account(let account): accounts.contains(account)
            case .phone(let digits):
                phones.contains { phone in
                    let rest = digits.drop { $0 == "0" }
                    return rest.utf8.count >= 7 && phone.hasSuffix(rest) && phone.utf8.count - rest.utf8.count <= 4
                }
            case .email(let email): emails.contains(email)
            case .buyer(let buyer): buyers.contains(buyer)
            }
        }
    }

    // MARK: Keys

    enum EntryKey {
        case account(String)
        case phone(String)
        case email(String)
        case buyer(String)

        /// The texts by whose hashes a person who was forgotten is known.
        var texts: [String] {
            switch self {
            case .account(let account): ["account\u{1}" + account]
            case .phone(let digits): ForgottenPerson.phoneTexts(digits)
            case .email(let email): ["email\u{1}" + email]
            case .buyer(let buyer): ["buyer\u{1}" + buyer]
            }
        }
    }

    /// What a row of a table knows somebody by.
    static func entryKeys(kind: String, _ json: String) -> [EntryKey] {
        switch kind {
        case "contact":
            guard let contact = try? PoolStore.value(Contact.self, json) else { return [] }
            let platform = contact.platform.rawValue
            return [contact.id, contact.alias].compactMap(\.self).map { .account(account(platform, $0)) } + contact.phones.map(digits).map { .phone($0) }
                + contact.emails.map { .email($0) } + [contact.nickname].compactMap(\.self).map { .buyer(buyer(platform, $0)) }
        case "order":
            guard let order = try? PoolStore.value(TableOrder.self, json) else { return [] }
            return [order.buyerPhone, order.recipientPhone].compactMap(\.self).map(digits).map { .phone($0) }
                + [order.buyer].compactMap(\.self).map { .buyer(buyer(order.platform.rawValue, $0)) }
        case "bill":
            guard let entry = try? PoolStore.value(BillEntry.self, json) else { return [] }
            return [entry.counterpartyAccount].compactMap(\.self).map { .account(account(entry.platform.rawValue, $0)) }
                + [entry.counterparty].compactMap(\.self).map { .buyer(buyer(entry.platform.rawValue, $0)) }
        default: return []
        }
    }

    private static func digits(_ phone: String) -> String {
        phone.contains("*") ? "-" : String(decoding: phone.utf8.filter { 0x30...0x39 ~= $0 }, as: UTF8.self)
    }

    /// The E.164 numbers that digits may mean.
    static func spellings(_ digits: String) -> [String] {
        digits.utf8.count == 11 && digits.hasPrefix("1") ? ["+86" + digits, "+" + digits] : ["+" + digits]
    }

    /// Every text by which a number written as these digits may be kept.
    static func phoneTexts(_ digits: String) -> [String] { spellings(digits).map(phone) + [nationalTail(digits)].compactMap(\.self) }

    /// What a number abroad has in common with itself as it is dialled at home (07400 654321, +44 7400 654321): its last nine digits; nil for shorter ones and the mainland's.
    static func nationalTail(_ number: String) -> String? {
        let digits = number.filter(\.isNumber)
        let isMainland = number.hasPrefix("+86") || digits.utf8.count == 11 && digits.hasPrefix("1") || digits.utf8.count == 13 && digits.hasPrefix("861")
        return isMainland || digits.utf8.count < 10 ? nil : "tail\u{1}" + digits.suffix(9)
    }

    static func account(_ platform: String, _ id: String) -> String { platform + "#" + id }
    static func shown(_ platform: String, _ chat: String, _ name: String) -> String { "\(platform)\u{1}\(chat)\u{1}\(name)" }
    static func buyer(_ platform: String, _ name: String) -> String { platform + "\u{1}" + name }
    static func phone(_ number: String) -> String { "phone\u{1}" + number }
    static func chat(_ key: String) -> String { "chat\u{1}" + key }

    /// The text of a message of somebody else that named the person.
    static func blotted(chat: String, minute: Int64, fingerprint: Int64) -> String { "message\u{1}\(chat)\u{1}\(minute)\u{1}\(fingerprint)" }

    /// The text of a participant: the account where there is one, else the name in the chat with this key.
    static func participant(platform: String, account: String, name: String, chat: String) -> String {
        account.isEmpty ? "participant\u{1}\(chat)\u{1}\(name)" : "account\u{1}" + self.account(platform, account)
    }
}
