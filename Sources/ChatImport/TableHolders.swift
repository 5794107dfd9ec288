import ChatInterpret
import ChatModel

/// What chats say of recipients, for the rows of the seller's own list that name the same account: whom an account sends goods to in the chat, it is not in the list.
enum TableHolders {
    static func settle(_ records: inout [CustomerRecord]) {
        let open = records.indices.filter { i in
            records[i].conversation.isEmpty && !records[i].nicknames.isEmpty && records[i].recipients.contains { $0.isSelf == nil }
        }
        guard !open.isEmpty else { return }
        var others: [String: Set<String>] = [:]
        for record in records where !record.conversation.isEmpty {
            let phones = record.recipients.filter { $0.isSelf == false }.flatMap(\.recipient.phones) + record.othersPhones
            for name in record.nicknames where !phones.isEmpty { others[NameKey.of(name.value), default: []].formUnion(phones) }
        }
        for i in open {
            let phones = records[i].nicknames.reduce(into: Set<String>()) { $0.formUnion(others[NameKey.of($1.value)] ?? []) }
            for j in records[i].recipients.indices where records[i].recipients[j].isSelf == nil {
                if !phones.isDisjoint(with: records[i].recipients[j].recipient.phones) { records[i].recipients[j].isSelf = false }
            }
        }
    }
}
