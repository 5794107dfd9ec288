public import ChatModel

/// Finds out whose exports a run reads, from what all conversations have in common.
///
/// Feed it every conversation (``add(_:participants:)``), then ask for ``ownership(given:)``. Names given by the user win; else the accounts that exports flag as
/// their maker's; else the name that writes in the most chats, which must be at least two of them or, in a single direct chat, the side that is not the chat's title.
public struct OwnerInference: Sendable {
    /// What the seller's identity rests on, for the run report.
    public enum Ground: String, Sendable {
        /// The user named the seller.
        case given
        /// The export flags its maker's messages.
        case flagged
        /// One name writes in more chats than any other.
        case recurring
        /// In the one direct chat, the side that the chat is not named after.
        case counterpart
        /// Nothing told: no one is taken for the seller.
        case unknown
    }

    private struct Side {
        var flagged = false
        var names: [String: Int] = [:]
        var ids: Set<String> = []
        var conversations = 0
        var titles = 0
    }

    private var byName: [Platform: [String: Side]] = [:]
    private var flaggedIDs: Set<String> = []
    private var flaggedNames: Set<String> = []
    private var customerNames: Set<String> = []
    private var conversationCount = 0
    private var counterparts: Set<String> = []
    private var counterpartIDs: Set<String> = []
    /// Two names that alone write in a chat that is no group.
    private var pairs: Set<[String]> = []

    /// An inference that has seen nothing.
    public init() {}

    /// Takes a conversation's participants and how many messages each wrote (0 for one who never spoke).
    public mutating func add(_ conversation: Conversation, participants: [(participant: Participant, messageCount: Int)]) {
        conversationCount += 1
        let title = NameKey.of(conversation.title)
        let names = Set(participants.map { NameKey.of($0.participant.name) })
        for (participant, count) in participants {
            let name = NameKey.of(participant.name)
            if participant.isOwner == true {
                if !name.isEmpty { flaggedNames.insert(name) }
                if let id = participant.id, !id.isEmpty { flaggedIDs.insert(id) }
                continue
            }
            if participant.isOwner == false || participant.id == conversation.id && conversation.id != nil { customerNames.insert(name) }
            guard !name.isEmpty, count > 0 else { continue }
            var side = byName[conversation.platform, default: [:]][name, default: Side()]
            side.conversations += 1
            if let id = participant.id, !id.isEmpty { side.ids.insert(id) }
            // A file named after somebody is a chat with them: that somebody is not the file's maker.
            if name == title { side.titles += 1 }
            byName[conversation.platform, default: [:]][name] = side
        }
        let sides = names.subtracting([""])
        if conversation.kind != .group, sides.count == 2 { pairs.insert(sides.sorted()) }
        if conversation.kind != .group, sides.contains(title), sides.count == 2 {
            for (participant, _) in participants where !participant.name.isEmpty && NameKey.of(participant.name) != title {
                counterparts.insert(NameKey.of(participant.name))
                if let id = participant.id { counterpartIDs.insert(id) }
            }
        }
    }

    /// The names that alone write beside somebody whom an export shows as the other side.
    private var companions: Set<String> {
        var found: Set<String> = []
        for pair in pairs {
            let others = pair.filter { !customerNames.contains($0) }
            if others.count == 1 { found.formUnion(others) }
        }
        return found
    }

    /// Who the seller is, and what that rests on.
    ///
    /// - Parameter given: names from the user, empty when there are none.
    public func ownership(given: [String] = []) -> (ownership: Ownership, ground: Ground) {
        var owned = Ownership(names: Set(given.map(NameKey.of).filter { !$0.isEmpty }), accountIDs: flaggedIDs)
        var ground = Ground.given
        if owned.names.isEmpty {
            // A flagged name that is elsewhere flagged as the other side (我, Me, or a shared nickname) says nothing by name alone.
            owned.names = flaggedNames.subtracting(customerNames)
            ground = .flagged
            for (_, sides) in byName {
                let ranked = sides.filter { $0.value.conversations > $0.value.titles * 2 }.sorted {
                    ($0.value.conversations, $1.key) > ($1.value.conversations, $0.key)
                }
                guard let top = ranked.first, top.value.conversations >= 2 else { continue }
                if ranked.count > 1, ranked[1].value.conversations * 2 > top.value.conversations, owned.names.contains(top.key) == false { continue }
                if owned.names.isEmpty { ground = .recurring }
                owned.names.insert(top.key)
            }
            if owned.names.isEmpty {
                // Exports that flag the seller may leave the name out: then it is the one that others show beside a known customer.
                let candidates = counterparts.count == 1 ? counterparts : companions
                let isFlagged = !owned.accountIDs.isEmpty
                if candidates.count == 1, candidates.isDisjoint(with: customerNames) {
                    owned.names = candidates
                    ground = isFlagged ? .flagged : .counterpart
                } else if !isFlagged {
                    ground = .unknown
                }
            }
        }
        for (_, sides) in byName {
            for (name, side) in sides where owned.names.contains(name) && side.ids.count == 1 { owned.accountIDs.formUnion(side.ids) }
        }
        return (owned, ground)
    }
}
