import ChatInterpret
import ChatModel
import CustomerPool

/// Puts exports of one chat together where the messages show that they are one.
///
/// A name is no proof: two of the seller's phones may each have a chat of that name, and two customers may call themselves alike. Within one folder a title without an
/// id is one chat; between titles and folders, and between exports with and without ids, what both show of one time has to be the same. Two folders that share one chat
/// are exports of one account, so that there every title means one chat. Where the user names the accounts, no talk between two is joined over them.
struct ConversationGrouping {
    /// Share of the messages of the time that two exports cover which the smaller must share with the other.
    private static let sharedPart = 0.75
    /// The same for two exports of one format, which show the same messages in the same words: short talks of many customers are alike in most of their lines.
    private static let sharedPartOfOneFormat = 0.9

    /// How many messages two exports must share in which nobody bears one name: phones call people as their address books do, and a greeting proves nothing.
    private static let strangersShare = 5

    private let chats: [StoredConversation]
    private let ownership: Ownership
    private let overlap: (Int64, Int64) throws(ImportError) -> (shared: Int, left: Int, right: Int)
    private var home: [Int]

    /// The chats as they are read, each with the rows that are exports of it.
    ///
    /// - Parameter overlap: how many messages two rows share, and how many each shows of the time that both cover.
    static func grouped(
        _ chats: [StoredConversation], ownership: Ownership, overlap: (Int64, Int64) throws(ImportError) -> (shared: Int, left: Int, right: Int)
    ) throws(ImportError) -> [StoredConversation] {
        try withoutActuallyEscaping(overlap) { (overlap) throws(ImportError) in
            var grouping = ConversationGrouping(chats: chats, ownership: ownership, overlap: overlap, home: Array(chats.indices))
            try grouping.joinAlike()
            return grouping.joined()
        }
    }

    private mutating func joinAlike() throws(ImportError) {
        let buckets = buckets()
        var onePhone: Set<String> = []
        for members in buckets {
            for (at, i) in members.enumerated() {
                for j in members[..<at] where root(i) != root(j) && mayBeOne(i, j) {
                    let (shared, left, right) = try overlap(chats[i].ids[0], chats[j].ids[0])
                    let part = chats[i].conversation.format == chats[j].conversation.format ? Self.sharedPartOfOneFormat : Self.sharedPart
                    guard shared >= (haveOneWriter(i, j) ? 1 : Self.strangersShare), Double(shared) >= part * Double(min(left, right)) else { continue }
                    join(i, j)
                    if shared > 1 { onePhone.insert(folders(i, j)) }
                }
            }
        }
        for members in buckets {
            for (at, i) in members.enumerated() {
                for j in members[..<at] where root(i) != root(j) && mayBeOne(i, j) && chats[i].conversation.id == nil && chats[j].conversation.id == nil {
                    if chats[i].conversation.title == chats[j].conversation.title, onePhone.contains(folders(i, j)) { join(i, j) }
                }
            }
        }
    }

    /// Chats of one platform and kind that bear one name, in the order of their keys.
    private func buckets() -> [[Int]] {
        var byName: [String: [Int]] = [:]
        for (i, chat) in chats.enumerated() where chat.conversation.format != "address-blocks" {
            let kind = chat.conversation.kind == .group ? "group" : "direct"
            for name in names(of: chat) { byName[[chat.conversation.platform.rawValue, kind, name].joined(separator: "\u{0}"), default: []].append(i) }
        }
        return byName.sorted { $0.key < $1.key }.map(\.value).filter { $0.count > 1 }
    }

    /// The title, and in a chat of two the name of the side that is not the seller.
    private func names(of chat: StoredConversation) -> Set<String> {
        var names: Set<String> = [NameKey.of(chat.conversation.title)]
        if chat.conversation.kind != .group {
            let others = Set(chat.participants.map(\.participant).filter { !ownership.owns($0) }.map { NameKey.of($0.name) })
            if others.count == 1 { names.formUnion(others) }
        }
        return names.subtracting([""])
    }

    private func mayBeOne(_ i: Int, _ j: Int) -> Bool {
        // A group is on both phones, a talk between two is on one.
        if let a = chats[i].account, let b = chats[j].account, a != b, chats[i].conversation.kind != .group { return false }
        guard let a = chats[i].conversation.id, let b = chats[j].conversation.id else { return true }
        return a == b
    }

    /// Whether somebody bears one name or account in both exports.
    private func haveOneWriter(_ i: Int, _ j: Int) -> Bool {
        func keys(_ chat: StoredConversation) -> Set<String> {
            Set(chat.participants.flatMap { [NameKey.of($0.participant.name), $0.participant.id ?? ""] }).subtracting([""])
        }
        return !keys(chats[i]).isDisjoint(with: keys(chats[j]))
    }

    private func folders(_ i: Int, _ j: Int) -> String {
        [chats[i].folder ?? "", chats[j].folder ?? ""].sorted().joined(separator: "\u{0}") + "\u{0}" + chats[i].conversation.platform.rawValue
    }

    private func root(_ i: Int) -> Int {
        var i = i
        while home[i] != i { i = home[i] }
        return i
    }

    private mutating func join(_ i: Int, _ j: Int) {
        let (a, b) = (root(i), root(j))
        // The row with an id stands for the chat, else the first.
        let isFirst = (chats[a].conversation.id == nil ? 1 : 0, a) < (chats[b].conversation.id == nil ? 1 : 0, b)
        if isFirst { home[b] = a } else { home[a] = b }
    }

    private func joined() -> [StoredConversation] {
        var groups: [Int: StoredConversation] = [:]
        var order: [Int] = []
        for i in chats.indices where root(i) == i {
            groups[i] = chats[i]
            order.append(i)
        }
        for i in chats.indices where root(i) != i {
            guard var group = groups[root(i)] else { continue }
            group.ids += chats[i].ids
            group.participants += chats[i].participants
            group.isChanged = group.isChanged || chats[i].isChanged
            group.source = min(group.source, chats[i].source)
            groups[root(i)] = group
        }
        // Further chats of one name are told apart by their number, in the order in which they came.
        var seen: [String: Int] = [:]
        for i in order.sorted(by: { (groups[$0]?.source ?? 0, $0) < (groups[$1]?.source ?? 0, $1) }) where chats[i].conversation.id == nil {
            let name = chats[i].conversation.platform.rawValue + "\u{0}" + chats[i].conversation.title
            let count = seen[name, default: 0] + 1
            seen[name] = count
            if count > 1 { groups[i]?.mark = "#\(count)" }
        }
        return order.compactMap { groups[$0] }
    }
}
