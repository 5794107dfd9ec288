import ChatExtract
import ChatModel

/// What is known of one account while its conversation is read.
struct AccountState {
    var record: CustomerRecord
    /// Its number in the ledger; nil for a peer who never spoke.
    var customer: Int?
    var pieces = PieceJoiner()
    /// Phones that the account gave.
    var givenPhones: Set<String> = []
    /// The recipient given or named last.
    var currentRecipient: Int?
    /// What it did that only a seller's side does, and what only a customer does; see ``isStaff``.
    var sellerActs = 0
    var customerActs = 0
    /// Whether the account is staff by what it does: takes money, sums up, sends.
    var isStaff: Bool { sellerActs > 1 && sellerActs > customerActs }
    /// Until which message of the account the next recipient is somebody else's: 寄给我妈, and the block a moment later.
    private var otherUntil = 0
    private var turns = 0
    /// Until which message of the account it may answer where its goods go.
    private var addressUntil = -1
    /// Whether the words named a home and not a person.
    private var isHome = false
    /// How many of its next messages may answer the seller's question who it is.
    var asked = 0
    /// Whether the seller's last message asked.
    var wasAsked = false
    /// Whether the seller has just asked for the end of a number.
    var isAskedEnd = false
    /// The name by which the seller thinks to know the account, until it answers.
    var guessed: String?
    /// Whom the seller's last message named with a number, asking whether it is right.
    var readBack: (recipient: Recipient, evidence: Evidence)?
    /// Numbers that it gave as its own in so many words.
    var statedPhones: Set<String> = []
    /// Until which message a number without a name is their own new one.
    private var changedUntil = 0
    /// Numbers given without a word of whose they are.
    private var barePhones: [Attested<String>] = []
    /// Whether the account said anything that makes it a customer and not a bystander.
    var hasSubstance = false

    init(_ record: CustomerRecord) { self.record = record }

    /// Messages within which the words about a recipient are followed by the block.
    private static let announcementReach = 5

    /// The number that the account gave, or is.
    var ownNumber: String? {
        if let id = record.accountID, id.first == "+", id.utf8.dropFirst().allSatisfy({ 0x30...0x39 ~= $0 }) { return id }
        return barePhones.first?.value
    }

    /// Takes the seller's question where the goods go.
    mutating func noteAskedAddress() { addressUntil = turns + Self.announcementReach }

    /// Whether the seller asked so lately where the goods go that the account's message may answer.
    var isAskedAddress: Bool { turns < addressUntil }

    /// Whose a message says its recipient, or the next one, is.
    enum Whose {
        case unsaid
        /// Their own, as they say.
        case own
        /// Somebody else's.
        case others
        /// At somebody else's home: theirs, unless the account's own name says otherwise.
        case atOthers
    }

    /// Takes a message's words about whose the next recipient is; answers whose a recipient in this message is.
    mutating func whose(_ text: String, _ isMarked: Bool, hasRecipient: Bool) -> Whose {
        turns += 1
        if IdentityWords.notes(in: text).contains(.changedNumber) { changedUntil = turns + Self.announcementReach }
        let isSelf = IdentityWords.isForSelf(text)
        let isHere = !isSelf && (isMarked || IdentityWords.isForOther(text))
        if isHere { isHome = IdentityWords.isSomebodysPlace(text) }
        if !hasRecipient {
            if isSelf { otherUntil = 0 } else if isHere { otherUntil = turns + Self.announcementReach }
            return .unsaid
        }
        defer { otherUntil = 0 }
        if isSelf || !isHere && turns <= changedUntil { return .own }
        guard isHere || turns <= otherUntil else { return .unsaid }
        return isHome ? .atOthers : .others
    }

    /// Whether the next recipient was said to be somebody else's.
    var isAnnounced: Bool { turns <= otherUntil }

    /// Takes a number that the account gave as its own, in so many words or by hardly any.
    mutating func take(ownPhone phone: Attested<String>, isStated: Bool) {
        hasSubstance = true
        if isStated {
            if !record.phones.contains(where: { $0.value == phone.value }) { record.phones.append(phone) }
        } else if !barePhones.contains(where: { $0.value == phone.value }) {
            barePhones.append(phone)
        }
    }

    /// Who gave a number as their own and another one with somebody's name does not receive what goes there.
    mutating func leaveToOthers() {
        guard !statedPhones.isEmpty, !record.identityNotes.contains(.changedNumber) else { return }
        for i in record.recipients.indices where record.recipients[i].isSelf == nil && record.recipients[i].useCount == 1 {
            let recipient = record.recipients[i].recipient
            guard let name = recipient.name, !recipient.phones.isEmpty, statedPhones.isDisjoint(with: recipient.phones) else { continue }
            if !AccountHolder.bears(record, name) { record.recipients[i].isSelf = false }
        }
    }

    /// Adds the bare numbers that did not turn out to be a recipient's.
    ///
    /// - Parameter isAbroad: whether a number beside an address without a name is the account's.
    mutating func takeBarePhones(isAbroad: Bool = false) {
        for phone in barePhones where !record.phones.contains(where: { $0.value == phone.value }) {
            let isRecipients = record.recipients.contains {
                ($0.isSelf == false || $0.isSelf == nil && (!isAbroad || $0.recipient.name != nil)) && $0.recipient.phones.contains(phone.value)
            }
            if !isRecipients { record.phones.append(phone) }
        }
        // An address and a number, and nobody named.
        guard isAbroad, record.phones.isEmpty else { return }
        for use in record.recipients where use.isSelf == nil && use.recipient.name == nil && use.recipient.phones.count == 1 {
            let phone = use.recipient.phones[0]
            if !record.othersPhones.contains(phone) { record.phones.append(Attested(phone, evidence: use.evidence)) }
            break
        }
    }

    /// Takes a recipient of the account's goods; answers its index.
    @discardableResult
    mutating func take(_ recipient: Recipient, isOther: Bool, isOwn: Bool = false, at: Timestamp?, evidence: Evidence) -> Int {
        hasSubstance = true
        let phones = Set(recipient.phones)
        givenPhones.formUnion(phones)
        if let same = record.recipients.firstIndex(where: { Self.isSame($0.recipient, recipient) }) {
            var use = record.recipients[same]
            use.recipient.name = use.recipient.name ?? recipient.name
            for p in recipient.phones where !use.recipient.phones.contains(p) { use.recipient.phones.append(p) }
            if let address = recipient.address, Self.isFuller(address, than: use.recipient.address) { use.recipient.address = address }
            use.lastUsed = at ?? use.lastUsed
            use.useCount += 1
            use.evidence.append(evidence)
            if isOther { use.isSelf = false } else if isOwn { use.isSelf = true }
            record.recipients[same] = use
            return same
        }
        record.recipients.append(RecipientUse(recipient, isSelf: isOther ? false : isOwn ? true : nil, firstUsed: at, lastUsed: at, evidence: [evidence]))
        return record.recipients.count - 1
    }

    /// Whether an address is one of a country whose divisions are not told apart.
    static func isAbroad(_ a: PostalAddress?) -> Bool {
        a.map { !["CN", "HK", "MO", "TW"].contains($0.country ?? "CN") && $0.detail?.isEmpty == false } ?? false
    }

    /// How much an address says.
    static func weight(_ a: PostalAddress?) -> Int {
        guard let a else { return 0 }
        return [a.province, a.city, a.district, a.town, a.detail].reduce(0) { $0 + ($1?.isEmpty == false ? 1 : 0) }
    }

    /// Whether an address says more than another: more parts, or the same street and what belongs to it.
    private static func isFuller(_ a: PostalAddress, than b: PostalAddress?) -> Bool {
        let (own, other) = (weight(a), weight(b))
        if own != other { return own > other }
        guard let x = a.detail, let y = b?.detail else { return false }
        return x.utf8.count > y.utf8.count && x.contains(y)
    }

    /// Whether two readings mean one recipient: a shared phone and no two names or places, or the same name and place where a phone is missing.
    private static func isSame(_ a: Recipient, _ b: Recipient) -> Bool {
        let shared = !Set(a.phones).isDisjoint(with: b.phones)
        if let x = a.name, let y = b.name, x != y, !x.contains(y), !y.contains(x) { return false }
        let samePlace = a.address == nil || b.address == nil || isNear(a.address, b.address)
        if shared { return samePlace }
        guard a.phones.isEmpty || b.phones.isEmpty else { return false }
        return a.name != nil && a.name == b.name && samePlace
            || a.address != nil && b.address != nil && isNear(a.address, b.address) && (a.name == nil || b.name == nil)
    }

    private static func isNear(_ a: PostalAddress?, _ b: PostalAddress?) -> Bool {
        guard let a, let b else { return true }
        if let x = a.detail, let y = b.detail, x != y, !x.contains(y), !y.contains(x) { return false }
        if let x = a.district, let y = b.district, x != y { return false }
        return true
    }
}
