public import ChatModel

/// Tells which of the people to whom an account has goods sent is the account's holder.
///
/// The holder's recipients have `isSelf` true and give the record names and phones; the others' is false. Where several people receive equally often and nothing else speaks for one
/// of them, `isSelf` stays nil until the person's other accounts are known, and is false when they do not tell: then nobody is known to be the holder. Who orders for many holds
/// none of their names unless the account's own name says so.
public enum AccountHolder {
    /// How much more often a recipient has to be used to outweigh what the account's name says.
    private enum Weight {
        /// The number is the account's own id, or the person gave the name as theirs.
        static let stated = 1000
        static let nicknameIsName = 8
        static let nicknameHoldsCharacter = 4
        static let nicknameHoldsSurname = 1
    }

    /// Settles one conversation's record on what the record itself shows.
    static func settle(_ record: inout CustomerRecord) {
        // What stands before a number of their own and is no name is talk: 新号写这个 139….
        for i in record.recipients.indices where record.recipients[i].isSelf == true && !isName(record.recipients[i].recipient.name) {
            record.recipients[i].recipient.name = nil
        }
        let candidates = record.recipients.indices.filter { record.recipients[$0].isSelf != false && isName(record.recipients[$0].recipient.name) }
        var people: [(name: String, score: Int)] = []
        for i in candidates {
            guard let name = record.recipients[i].recipient.name else { continue }
            let at = people.firstIndex { $0.name == name } ?? people.endIndex
            if at == people.endIndex { people.append((name, nameScore(name, record))) }
            if record.recipients[i].isSelf == true { people[at].score += Weight.stated }
            people[at].score += record.recipients[i].useCount + phoneScore(record.recipients[i].recipient, record)
        }
        guard let best = people.map(\.score).max() else { return }
        let holders = people.filter { $0.score == best }
        let isReselling = record.signals.contains { $0.kind == .reseller } && best < Weight.nicknameHoldsCharacter
        let isOpen = holders.count > 1 || isReselling || isOrderingForMany(people.map(\.score), best)
        for i in record.recipients.indices {
            guard let name = record.recipients[i].recipient.name, isName(name) else { continue }
            if isOpen {
                if record.recipients[i].isSelf != false { record.recipients[i].isSelf = nil }
            } else {
                record.recipients[i].isSelf = name == holders[0].name && record.recipients[i].isSelf != false
            }
        }
        for use in record.recipients where use.isSelf == true { attest(use, in: &record) }
    }

    /// Whether a recipient's name reads as one: words of a sentence that were taken for a name are longer than Chinese names are.
    private static func isName(_ name: String?) -> Bool {
        guard let name, !name.isEmpty else { return false }
        return !name.unicodeScalars.allSatisfy(\.properties.isIdeographic) || name.unicodeScalars.count <= 4
    }

    /// Whether so many people receive that the one with most parcels is no more the holder than the others.
    private static func isOrderingForMany(_ scores: [Int], _ best: Int) -> Bool {
        scores.count >= 4 && best < Weight.nicknameIsName && best * 2 < scores.reduce(0, +)
    }

    /// An account that is a number is reached by it: those of WhatsApp, of short messages.
    static func takeAccountNumber(_ record: inout CustomerRecord) {
        guard let id = record.accountID, id.first == "+", 8...15 ~= id.utf8.count - 1, id.utf8.dropFirst().allSatisfy({ 0x30...0x39 ~= $0 }) else { return }
        guard !record.phones.contains(where: { $0.value == id }) else { return }
        record.phones.append(Attested(id, evidence: record.nicknames.first?.evidence ?? []))
    }

    /// Settles what the conversations left open by what the same people's accounts on other platforms show, and closes the rest.
    ///
    /// Only another platform counts: on one platform the account of somebody to whom goods are sent is as a rule somebody else's.
    public static func settle(_ records: inout [CustomerRecord]) {
        struct Person: Hashable {
            var name: String
            var phone: String
        }
        func people(_ use: RecipientUse) -> [Person] {
            guard let name = use.recipient.name else { return [] }
            return use.recipient.phones.map { Person(name: name, phone: $0) }
        }
        func isOpen(_ record: CustomerRecord) -> Bool {
            !record.recipients.contains { $0.isSelf == true } && Set(record.recipients.filter { $0.isSelf == nil }.compactMap(\.recipient.name)).count > 1
        }
        guard records.contains(where: isOpen) else { return }
        settleByList(&records, isOpen: isOpen)
        var homes: [Person: Set<Platform>] = [:]
        for record in records where !isOpen(record) && !record.conversation.isEmpty {
            for person in record.recipients.lazy.filter({ $0.isSelf == true }).flatMap(people) { homes[person, default: []].insert(record.platform) }
        }
        for r in records.indices where isOpen(records[r]) {
            func isKnownElsewhere(_ use: RecipientUse) -> Bool { people(use).contains { homes[$0]?.contains { $0 != records[r].platform } == true } }
            let known = Set(records[r].recipients.filter { $0.isSelf != false && isKnownElsewhere($0) }.compactMap(\.recipient.name))
            for i in records[r].recipients.indices where records[r].recipients[i].recipient.name != nil && records[r].recipients[i].isSelf == nil {
                records[r].recipients[i].isSelf = known.count == 1 && records[r].recipients[i].recipient.name == known.first
                if records[r].recipients[i].isSelf == true { attest(records[r].recipients[i], in: &records[r]) }
            }
        }
    }

    /// Whom the seller's list calls an account by, it is: 卓琳-香薰 of two people to whom it sends.
    private static func settleByList(_ records: inout [CustomerRecord], isOpen: (CustomerRecord) -> Bool) {
        func key(_ record: CustomerRecord) -> String? { record.accountID.map { record.platform.rawValue + "\u{0}" + $0 } }
        var called: [String: [String]] = [:]
        for record in records where record.conversation.isEmpty {
            if let key = key(record) { called[key, default: []] += (record.nicknames + record.names).map(\.value) }
        }
        guard !called.isEmpty else { return }
        for r in records.indices where isOpen(records[r]) {
            guard let names = key(records[r]).flatMap({ called[$0] }) else { continue }
            let people = Set(records[r].recipients.filter { $0.isSelf == nil }.compactMap(\.recipient.name))
            let fitting = people.filter { person in person.count >= 2 && names.contains { $0.contains(person) } }
            guard fitting.count == 1 else { continue }
            for i in records[r].recipients.indices where records[r].recipients[i].isSelf == nil && records[r].recipients[i].recipient.name != nil {
                records[r].recipients[i].isSelf = records[r].recipients[i].recipient.name == fitting.first
                if records[r].recipients[i].isSelf == true { attest(records[r].recipients[i], in: &records[r]) }
            }
        }
    }

    // MARK: What speaks for a person

    private static func phoneScore(_ recipient: Recipient, _ record: CustomerRecord) -> Int {
        record.accountID.map(recipient.phones.contains) == true ? Weight.stated : 0
    }

    /// Whether an account's own name says that a recipient is its holder.
    static func bears(_ record: CustomerRecord, _ name: String?) -> Bool { name.map { nameScore($0, record) >= Weight.nicknameHoldsCharacter } ?? false }

    /// Whether a name shares no word with those that the account bears, all written in one script: `Sneha Reddy` and `Lakshmi Aunty`.
    static func isStranger(_ name: String?, to record: CustomerRecord) -> Bool {
        guard let name, !record.names.contains(where: { $0.value == name }) else { return false }
        let own = words(name)
        guard !own.isEmpty, !record.nicknames.isEmpty else { return false }
        return record.nicknames.allSatisfy { nickname in
            let shown = words(nickname.value)
            // A handle, or another script, tells nothing.
            guard nickname.value.contains(where: \.isUppercase) || own[0].unicodeScalars.contains(where: { $0.value >= 0x600 }), !shown.isEmpty,
                isLatin(own[0]) == isLatin(shown[0])
            else { return false }
            return !own.contains { a in shown.contains { b in a == b || min(a.count, b.count) >= 4 && (a.contains(b) || b.contains(a)) } }
        }
    }

    /// Whether a name begins as the account's own does: `Jennifer Rose` and `Jhen V`.
    static func sharesInitial(_ name: String?, with record: CustomerRecord) -> Bool {
        guard let first = name.flatMap({ words($0).first?.first }) else { return false }
        return record.nicknames.contains { words($0.value).first?.first == first }
    }

    /// The words of a name of three letters and more, in lower case; the marks of Thai and Hindi letters count as letters.
    private static func words(_ name: String) -> [String] {
        name.lowercased().split { !$0.isLetter }.map { String($0) }.filter { $0.unicodeScalars.count >= 3 }
    }

    private static func isLatin(_ word: String) -> Bool { word.unicodeScalars.first.map { $0.value < 0x250 } ?? false }

    private static func nameScore(_ name: String, _ record: CustomerRecord) -> Int {
        if record.names.contains(where: { $0.value == name }) { return Weight.stated }
        let characters = Array(name)
        guard characters.count >= 2, let last = characters.last, let first = characters.first, !last.isASCII else { return 0 }
        let given = String(characters.dropFirst(characters.count >= 4 ? 2 : 1))
        let scores = record.nicknames.map { nickname in
            if given.count >= 2 ? nickname.value.contains(given) : nickname.value.contains(name) { return Weight.nicknameIsName }
            if nickname.value.contains(last) { return Weight.nicknameHoldsCharacter }
            return nickname.value.contains(first) ? Weight.nicknameHoldsSurname : 0
        }
        return scores.max() ?? 0
    }

    // MARK: Names and phones of the holder

    private static func attest(_ use: RecipientUse, in record: inout CustomerRecord) {
        if let name = use.recipient.name, !record.names.contains(where: { $0.value == name }) { record.names.append(Attested(name, evidence: use.evidence)) }
        for phone in use.recipient.phones
        where !record.phones.contains(where: { $0.value == phone }) && !phone.contains("*") && !record.othersPhones.contains(phone) {
            record.phones.append(Attested(phone, evidence: use.evidence))
        }
    }
}
