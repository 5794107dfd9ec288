import ChatActs
import ChatExtract
import ChatInterpret
import ChatModel
import CustomerPool
import Gazetteer

/// The names that the talk of all chats gives the shop's goods: counted in each chat that changed, added up over all of them.
///
/// What is named twice is a good, and what the seller names; a name that one customer said once may be any word. A name that comes or goes may change what other chats
/// say: those that hold it are interpreted anew, so that imports one after the other end as one import of everything.
struct ShopNames {
    /// What a name counts at least.
    private static let least = 2
    /// More new names than this are not looked for: every chat is interpreted anew.
    private static let mostSought = 64

    let pool: PoolStore
    let options: ImportRun.Options
    /// ISO 3166 alpha-2 of the shop.
    let region: String
    let owner: Ownership

    /// The shop's goods, after the names of the chats that changed are counted.
    ///
    /// - Parameters:
    ///   - chats: all chats.
    ///   - changed: the rows of those that changed; those that the names change are added.
    func goods(_ chats: [StoredConversation], _ changed: inout Set<Int64>) throws(ImportError) -> ShopGoods {
        let work = chats.filter { $0.ids.contains(where: changed.contains) }
        let size = 32
        _ = try Parallel.map(Array(stride(from: 0, to: work.count, by: size)), threads: options.threads) { (_, start) throws(ImportError) in
            var read: [ChatNames] = []
            for chat in work[start..<min(start + size, work.count)] { read.append(ChatNames(chat, counts: try counts(chat))) }
            try pool.replaceNames(of: read)
            return 0
        }
        let names = try pool.shopNames(atLeast: Self.least)
        let difference = names.symmetricDifference(try pool.usedNames())
        if !difference.isEmpty {
            let rest = chats.filter { chat in !chat.ids.contains(where: changed.contains) && Self.isTalk(chat) }
            let touched = try saying(difference, rest)
            try pool.use(names, changing: touched)
            changed.formUnion(touched.flatMap(\.ids))
        }
        var goods = ShopGoods()
        for name in names.sorted() { goods.add(name: name) }
        // Once for all chats; a reader finds them there.
        for product in options.catalog?.products ?? [] { for alias in [product.name] + product.aliases { goods.add(name: alias) } }
        return goods
    }

    private static func isTalk(_ chat: StoredConversation) -> Bool { chat.conversation.format != "address-blocks" }

    /// How much each name counts that a chat's talk says: once for a customer's word, twice for the seller's.
    private func counts(_ chat: StoredConversation) throws(ImportError) -> [String: Int] {
        guard Self.isTalk(chat) else { return [:] }
        let owner = owner.settled(in: chat.conversation, chat.participants.map(\.participant))
        var reader = ActReader(table: options.actTable ?? .builtin, catalog: options.catalog)
        var members: [String: Int] = [:]
        var counts: [String: Int] = [:]
        let scan = MessageScan(region: region)
        try pool.forEachMessage(of: chat) { message in
            guard let sender = message.sender, ConversationInterpreter.listens(to: message) else { return }
            let isSeller = owner.owns(sender)
            let key = sender.id ?? sender.name
            let member = isSeller ? 0 : members[key] ?? members.count + 1
            if !isSeller { members[key] = member }
            let heard = HeardMessage(message, speaker: isSeller ? .seller : .customer, member: member, scan: scan)
            for act in reader.acts(of: heard) {
                for line in (act.lines ?? []) + (act.entries ?? []).flatMap({ $0.lines ?? [] }) {
                    guard let name = line.said?.lowercased(), 2...24 ~= name.count else { continue }
                    counts[name, default: 0] += isSeller ? 2 : 1
                }
            }
        }
        return counts
    }

    // MARK: Chats that say a name

    /// The chats that may say one of the names.
    private func saying(_ names: Set<String>, _ chats: [StoredConversation]) throws(ImportError) -> [StoredConversation] {
        var sought: [UInt32: [[UInt32]]] = [:]
        for name in names.sorted() {
            let letters = Self.letters(name)
            // Of a name without letters nothing can be sought.
            guard let first = letters.first else { return chats }
            sought[first, default: []].append(letters)
        }
        guard names.count <= Self.mostSought else { return chats }
        let seek = sought
        let found = try Parallel.pieces(of: chats, size: 32, threads: options.threads) { (chat) throws(ImportError) in
            var isFound = false
            try pool.forEachMessage(of: chat) { if !isFound { isFound = Self.says($0.text, seek) } }
            return isFound
        }
        return zip(chats, found).filter(\.1).map(\.0)
    }

    private static func says(_ text: String, _ sought: [UInt32: [[UInt32]]]) -> Bool {
        let letters = letters(text)
        return letters.indices.contains { at in sought[letters[at]]?.contains { letters[at...].starts(with: $0) } == true }
    }

    /// A text without digits, blanks and signs of ASCII, as the act model tells letters apart: in small letters of usual width, traditional characters as simplified ones.
    private static func letters(_ text: String) -> [UInt32] {
        text.unicodeScalars.compactMap { scalar in
            var c = scalar.value
            if 0xFF01...0xFF5E ~= c { c -= 0xFEE0 }
            switch c {
            case ..<0x80: return 0x61...0x7A ~= c | 0x20 ? c | 0x20 : nil
            case 0x3000, 0xA0: return nil
            case 0x4E00...0x9FFF: return Gazetteer.shared.simplified(c)
            case 0xC0...0xDE where c != 0xD7: return c | 0x20
            case 0x410...0x42F: return c + 0x20
            default: return c
            }
        }
    }
}
