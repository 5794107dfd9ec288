import ChatExtract
import ChatModel
import CustomerPool

/// The shop's country, out of the first messages of its chats.
struct ShopRegion {
    /// Messages that are looked at in a chat, and in all chats.
    private static let most = (chat: 300, all: 6000)

    let pool: PoolStore

    /// Where the shop is; nil where the chats do not tell.
    func find(_ chats: [StoredConversation]) throws(ImportError) -> FoundRegion? {
        var finder = RegionFinder()
        var total = 0
        for chat in chats where total < Self.most.all {
            finder.beginChat()
            finder.read(chat.conversation.title)
            for (participant, _) in chat.participants.prefix(64) {
                finder.read(participant.name)
                if let id = participant.id, id.utf8.first == UInt8(ascii: "+") { finder.read(id) }
            }
            var count = 0
            try pool.forEachMessage(of: chat, first: Self.most.chat) { message in
                finder.read(message.text)
                count += 1
            }
            total += count
        }
        return finder.found()
    }
}
