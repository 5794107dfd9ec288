import ChatInterpret
import ChatModel
import CustomerPool

/// The files of one chat of two without an id, which may be two people's chats of one name.
///
/// A title is all that tells such chats: years apart, two customers may both be 可可. Files of other times that show other people, of other names, numbers and cities, are
/// read apart, and whether they are one is a question.
struct ChatParts {
    private struct Part {
        var first: Int64
        var last: Int64
    }

    private let isOpen: Bool
    private var parts: [String: Part] = [:]
    /// The files, the oldest first.
    var files: [String] { parts.sorted { ($0.value.first, $0.key) < ($1.value.first, $1.key) }.map(\.key) }

    init(of chat: StoredConversation) { isOpen = chat.conversation.id == nil && chat.conversation.kind == .direct }

    mutating func note(_ message: Message) {
        guard isOpen, let at = message.sentAt?.wallSeconds else { return }
        let file = message.source.file
        if let part = parts[file] {
            parts[file] = Part(first: min(part.first, at), last: max(part.last, at))
        } else if parts.count < 8 {
            parts[file] = Part(first: at, last: at)
        }
    }

    /// Whether the chat came in several files of other times, and what was read shows several people.
    func mayBeSeveral(_ records: [CustomerRecord]) -> Bool {
        guard parts.count > 1, records.count == 1, Set(records[0].recipients.compactMap(\.recipient.name)).count > 1 else { return false }
        let ordered = parts.values.sorted { ($0.first, $0.last) < ($1.first, $1.last) }
        return zip(ordered, ordered.dropFirst()).allSatisfy { $0.last < $1.first }
    }

    /// What the parts say, when two of them are of two people; nil when they may be one's.
    static func split(_ read: [Interpretation]) -> Interpretation? {
        let people = read.map { $0.records.first }
        let isSplit = people.indices.contains { i in
            people[..<i].contains { other in people[i].flatMap { person in other.map { areTwo($0, person) } } ?? false }
        }
        guard isSplit else { return nil }
        var all = Interpretation(records: [], sellerContacts: SellerContacts())
        for part in read {
            all.sellerContacts.formUnion(part.sellerContacts)
            all.records += part.records.map { record in
                var record = record
                record.tags.append(IdentityTies.splitChat)
                return record
            }
        }
        return all
    }

    /// Whether holders have other names, numbers and cities, and neither sends to the other.
    private static func areTwo(_ a: CustomerRecord, _ b: CustomerRecord) -> Bool {
        let (x, y) = (a.recipients.filter { $0.isSelf == true }, b.recipients.filter { $0.isSelf == true })
        guard !x.isEmpty, !y.isEmpty, a.identityNotes.union(b.identityNotes).isDisjoint(with: [.changedNumber, .otherAccount]) else { return false }
        let phones = (Set(a.recipients.flatMap(\.recipient.phones)), Set(b.recipients.flatMap(\.recipient.phones)))
        let names = (Set(a.recipients.compactMap(\.recipient.name)), Set(b.recipients.compactMap(\.recipient.name)))
        let cities = (Set(x.compactMap(\.recipient.address?.city)), Set(y.compactMap(\.recipient.address?.city)))
        return !cities.0.isEmpty && !cities.1.isEmpty && cities.0.isDisjoint(with: cities.1) && phones.0.isDisjoint(with: phones.1)
            && !phones.0.isEmpty && !phones.1.isEmpty && names.0.isDisjoint(with: names.1)
    }
}
