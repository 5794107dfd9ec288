public import ChatModel

/// Tells which of the people to whom an account has goods sent is the account's holder.
///
/// The holder's recipients have `isSelf` true and give the record names and phones; the others' is false. Where several people receive equally often and nothing else speaks for one
/// of them, the first is taken for the holder and `isSelf` of the rest stays nil until the person's other accounts are known.
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
        let candidates = record.recipients.indices.filter { record.recipients[$0].isSelf != false && record.recipients[$0].recipient.name != nil }
        var people: [(name: String, score: Int)] = []
        for i in candidates {
            guard let name = record.recipients[i].recipient.name else { continue }
            let at = people.firstIndex { $0.name == name } ?? people.endIndex
            if at == people.endIndex { people.append((name, nameScore(name, record))) }
            people[at].score += record.recipients[i].useCount + phoneScore(record.recipients[i].recipient, record)
        }
        guard let best = people.map(\.score).max(), let holder = people.first(where: { $0.score == best }) else { return }
        let rivals = Set(people.filter { $0.score == best && $0.name != holder.name }.map(\.name))
        for i in record.recipients.indices {
            guard let name = record.recipients[i].recipient.name else { continue }
            let isOpen = record.recipients[i].isSelf == nil && rivals.contains(name)
            record.recipients[i].isSelf = isOpen ? nil : name == holder.name && record.recipients[i].isSelf != false
        }
        for use in record.recipients where use.isSelf == true { attest(use, in: &record) }
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
            record.recipients.contains { $0.isSelf == true } && record.recipients.contains { $0.isSelf == nil && $0.recipient.name != nil }
        }
        guard records.contains(where: isOpen) else { return }
        var homes: [Person: Set<Platform>] = [:]
        for record in records where !isOpen(record) {
            for person in record.recipients.lazy.filter({ $0.isSelf == true }).flatMap(people) { homes[person, default: []].insert(record.platform) }
        }
        for r in records.indices where isOpen(records[r]) {
            func isKnownElsewhere(_ use: RecipientUse) -> Bool { people(use).contains { homes[$0]?.contains { $0 != records[r].platform } == true } }
            let known = Set(records[r].recipients.filter { $0.isSelf != false && isKnownElsewhere($0) }.compactMap(\.recipient.name))
            let holder = records[r].recipients.first { $0.isSelf == true }?.recipient.name
            if known.count == 1, let other = known.first, other != holder {
                for use in records[r].recipients where use.isSelf == true { withdraw(use, from: &records[r]) }
                for i in records[r].recipients.indices where records[r].recipients[i].isSelf != false {
                    records[r].recipients[i].isSelf = records[r].recipients[i].recipient.name == other
                    if records[r].recipients[i].isSelf == true { attest(records[r].recipients[i], in: &records[r]) }
                }
            }
            for i in records[r].recipients.indices where records[r].recipients[i].recipient.name != nil {
                records[r].recipients[i].isSelf = records[r].recipients[i].isSelf ?? false
            }
        }
    }

    // MARK: What speaks for a person

    private static func phoneScore(_ recipient: Recipient, _ record: CustomerRecord) -> Int {
        record.accountID.map(recipient.phones.contains) == true ? Weight.stated : 0
    }

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
        for phone in use.recipient.phones where !record.phones.contains(where: { $0.value == phone }) && !phone.contains("*") {
            record.phones.append(Attested(phone, evidence: use.evidence))
        }
    }

    /// Takes back what `attest` gave; what the person said of themselves has evidence of its own and stays.
    private static func withdraw(_ use: RecipientUse, from record: inout CustomerRecord) {
        record.names.removeAll { $0.value == use.recipient.name && $0.evidence == use.evidence }
        record.phones.removeAll { use.recipient.phones.contains($0.value) && $0.evidence == use.evidence }
    }
}
