import ChatInterpret
import ChatModel
import CustomerPool

/// Puts exports of one direct chat together that know it by its id, and others that know it by a name only.
enum ConversationGrouping {
    /// The chats, with those that only show a name joined to the one chat of their platform with an id whose other side has that name.
    ///
    /// A name that two chats with ids share joins neither: two customers may call themselves alike.
    static func grouped(_ chats: [StoredConversation], ownership: Ownership) -> [StoredConversation] {
        var byPeer: [String: [Int]] = [:]
        for (i, chat) in chats.enumerated() where chat.conversation.kind != .group {
            guard let peer = peer(of: chat, ownership) else { continue }
            byPeer[chat.conversation.platform.rawValue + "\u{0}" + peer, default: []].append(i)
        }
        var groups = chats
        var absorbed: Set<Int> = []
        for (_, members) in byPeer.sorted(by: { $0.key < $1.key }) where members.count > 1 {
            let identified = Set(members.compactMap { chats[$0].conversation.id })
            guard identified.count <= 1, let home = members.first(where: { chats[$0].conversation.id != nil }) ?? members.first else { continue }
            for other in members where other != home {
                groups[home].ids += chats[other].ids
                groups[home].participants += chats[other].participants
                groups[home].isChanged = groups[home].isChanged || chats[other].isChanged
                absorbed.insert(other)
            }
        }
        return groups.indices.filter { !absorbed.contains($0) }.map { groups[$0] }
    }

    /// The name of the one side that is not the seller's; nil when there are several, or none.
    private static func peer(of chat: StoredConversation, _ ownership: Ownership) -> String? {
        let names = Set(chat.participants.map(\.participant).filter { !ownership.owns($0) }.map(\.name))
        return names.count == 1 ? names.first : nil
    }
}
