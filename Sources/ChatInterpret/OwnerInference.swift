public import ChatModel

/// Finds out whose exports a run reads, from what all conversations have in common.
///
/// Feed it every conversation (``add(_:participants:)``), then ask for ``ownership(given:)``. Of the two sides of a direct chat exactly one is the seller: the one that
/// the export flags, else the one that the chat is not named after, else the one that writes with more people than anybody beside it. A shop with several accounts has
/// several such names. In groups a name is the seller's too when it is made of the shop's name and a word for staff or a number, or when it behaves as the seller does.
public struct OwnerInference: Sendable {
    /// What the seller's identity rests on, for the run report.
    public enum Ground: String, Sendable {
        /// The user named the seller.
        case given
        /// The export flags its maker's messages.
        case flagged
        /// One name writes with more people than any other.
        case recurring
        /// The side that the chats are not named after.
        case counterpart
        /// Nothing told: no one is taken for the seller.
        case unknown
    }

    /// A direct chat of two names, and the one that it is named after.
    private struct Pair: Hashable {
        var platform: Platform
        var names: [String]
        var peer: String?
        /// The place of the name that stands first in a title of both names.
        var first: Int?
    }

    private struct Side {
        var ids: Set<String> = []
        /// Groups in which the name writes.
        var groups = 0
        /// Chats in which exports show it as the other side.
        var flaggedAsOther = 0
        var chats = 0
    }

    private var sides: [Platform: [String: Side]] = [:]
    private var pairs: Set<Pair> = []
    private var flaggedIDs: Set<String> = []
    private var flaggedNames: Set<String> = []
    private var customerNames: Set<String> = []
    /// Names that exports show as the other side of a chat of two.
    private var peers: Set<String> = []
    private var flaggedPlatforms: Set<Platform> = []
    private var acts: [String: SellerActs] = [:]
    /// What names do in chats of two.
    private var talk: [String: SellerActs] = [:]

    /// An inference that has seen nothing.
    public init() {}

    /// Takes a conversation's participants and how many messages each wrote (0 for one who never spoke).
    public mutating func add(_ conversation: Conversation, participants: [(participant: Participant, messageCount: Int)]) {
        var names: [String] = []
        var isFlagged = false
        for (participant, count) in participants {
            let name = NameKey.of(participant.name)
            if participant.isOwner == true {
                isFlagged = true
                if !name.isEmpty { flaggedNames.insert(name) }
                if let id = participant.id, !id.isEmpty { flaggedIDs.insert(id) }
            } else if participant.isOwner == false || participant.id == conversation.id && conversation.id != nil {
                customerNames.insert(name)
                if conversation.kind != .group { peers.insert(name) }
            }
            guard !name.isEmpty else { continue }
            var side = sides[conversation.platform, default: [:]][name, default: Side()]
            side.chats += 1
            if participant.isOwner == false { side.flaggedAsOther += 1 }
            if conversation.kind == .group, count > 0, participant.isOwner == nil { side.groups += 1 }
            if let id = participant.id, !id.isEmpty { side.ids.insert(id) }
            sides[conversation.platform, default: [:]][name] = side
            if !names.contains(name) { names.append(name) }
        }
        if isFlagged { flaggedPlatforms.insert(conversation.platform) }
        guard conversation.kind != .group, !isFlagged else { return }
        let title = ChatTitle(conversation.title, names)
        for name in title.silent { sides[conversation.platform, default: [:]][name, default: Side()].chats += 1 }
        let both = (names + title.silent).sorted()
        guard both.count == 2 else { return }
        pairs.insert(
            Pair(platform: conversation.platform, names: both, peer: title.peer, first: title.first.flatMap { both.firstIndex(of: $0) }))
    }

    /// Takes what a name does in groups.
    public mutating func add(_ acts: SellerActs, by name: String) {
        let name = NameKey.of(name)
        if !name.isEmpty { self.acts[name, default: SellerActs()].add(acts) }
    }

    /// Takes what a name does in chats of two.
    public mutating func add(talk: SellerActs, by name: String) {
        let name = NameKey.of(name)
        if !name.isEmpty { self.talk[name, default: SellerActs()].add(talk) }
    }

    /// Names in chats of two of which nothing but what they say can tell the side; see ``add(talk:by:)``.
    public var contestedNames: Set<String> {
        var cover = cover(known: flaggedNames.subtracting(customerNames))
        cover.settle()
        return cover.contested
    }

    private func cover(known: Set<String>) -> SellerCover {
        SellerCover(
            pairs: pairs.map { pair in (pair.platform, pair.names, pair.peer, pair.first.map { pair.names[$0] }) }, known: known, customers: customerNames,
            lean: talk.mapValues(\.lean))
    }

    /// Who the seller is, and what that rests on.
    ///
    /// - Parameter given: names from the user as ``match(_:)`` found them, empty when there are none.
    public func ownership(given: [String] = []) -> (ownership: Ownership, ground: Ground) {
        // A flagged name that is elsewhere flagged as the other side (我, Me, or a shared nickname) says nothing by name alone.
        let flagged = flaggedNames.subtracting(customerNames)
        var found = Set(given.map(NameKey.of).filter { !$0.isEmpty })
        var ground = found.isEmpty ? Ground.unknown : .given
        if found.isEmpty, !flagged.isEmpty || !flaggedIDs.isEmpty { ground = .flagged }
        found.formUnion(flagged)
        var cover = cover(known: found)
        cover.settle()
        found.formUnion(cover.sellers)
        if ground == .unknown, !cover.sellers.isEmpty { ground = cover.isRecurring ? .recurring : .counterpart }
        let customers = customerNames.union(cover.customers).subtracting(given.map(NameKey.of))
        for (platform, names) in sides where !flaggedPlatforms.contains(platform) && !pairs.contains(where: { $0.platform == platform }) {
            guard let name = mostGroups(names, customers), found.insert(name).inserted, ground == .unknown else { continue }
            ground = .recurring
        }
        let stems = ShopStem.stems(of: found)
        let strangers = peers.union(cover.customers).subtracting(given.map(NameKey.of))
        let everyone = Set(sides.values.flatMap(\.keys)).union(acts.keys)
        let kin = ShopStem.Kinship(found, among: everyone)
        for name in everyone where !found.isEmpty && !found.contains(name) && !strangers.contains(name) {
            let acts = acts[name] ?? SellerActs()
            // A name like the shop's needs less of a seller's words.
            if ShopStem.isStaff(name, stems) && !acts.isCustomers || acts.isSellers(beside: kin.weight(of: name)) { found.insert(name) }
        }
        var owned = Ownership(names: found, accountIDs: flaggedIDs)
        for (_, sides) in sides { for (name, side) in sides where found.contains(name) && side.ids.count == 1 { owned.accountIDs.formUnion(side.ids) } }
        owned.customers = customers.subtracting(found)
        return (owned, ground)
    }

    /// The names that given names mean, in the spelling of the chats, and those that nobody bears, with names that are near.
    ///
    /// Case, blanks, emoji and invisible marks do not count. A name that exports show only as the other side is none of the seller's, and neither is one that writes with
    /// nobody but a name that writes with many more. Where there are no chats, every name is taken as it is.
    public func match(_ given: [String]) -> (known: [String], unknown: [UnknownOwner]) {
        var known: [String] = []
        var unknown: [UnknownOwner] = []
        var all: [String: Bool] = [:]
        for (name, side) in sides.values.flatMap({ $0 }) { all[name] = (all[name] ?? false) || side.flaggedAsOther < side.chats }
        guard !all.isEmpty else { return (given, []) }
        for name in given {
            let key = NameKey.of(name)
            let bearers = all[key] == true ? [key] : all.filter { $0.value && NameKey.loose($0.key) == NameKey.loose(key) }.keys.sorted()
            // Nobody at all, or nobody but customers.
            if bearers.allSatisfy(isPlainlyCustomers) {
                let inferred = ownership().ownership.names
                let others = all.filter { $0.value && !bearers.contains($0.key) }.keys
                unknown.append(UnknownOwner(name: name, nearest: NameKey.nearest(to: key, among: others, first: inferred)))
            } else {
                known += bearers
            }
        }
        return (known, unknown)
    }

    // MARK: Parts

    /// How many times more people have to write with the name beside it.
    private static let plainly = 3

    /// Whether a name writes only with names that write with several times more people: a customer's, whoever gave it for the seller's.
    private func isPlainlyCustomers(_ name: String) -> Bool {
        guard !flaggedNames.contains(name) else { return false }
        let partners = Set(pairs.filter { $0.names.contains(name) }.flatMap(\.names)).subtracting([name])
        guard !partners.isEmpty else { return false }
        return partners.allSatisfy { partner in
            Set(pairs.filter { $0.names.contains(partner) }.flatMap(\.names)).count - 1 >= Self.plainly * partners.count
        }
    }

    /// The one name that writes in clearly more groups than any other, where there is nothing but groups.
    private func mostGroups(_ names: [String: Side], _ customers: Set<String>) -> String? {
        let ranked = names.filter { $0.value.groups > 0 && !customers.contains($0.key) }.sorted { ($0.value.groups, $1.key) > ($1.value.groups, $0.key) }
        let acting = ranked.filter { acts[$0.key]?.isSellers == true }
        if let best = acting.max(by: { (acts[$0.key]?.weight ?? 0, $1.key) < (acts[$1.key]?.weight ?? 0, $0.key) }) { return best.key }
        guard let top = ranked.first, top.value.groups >= 2, acts[top.key]?.isCustomers != true else { return nil }
        return ranked.count > 1 && ranked[1].value.groups * 2 > top.value.groups ? nil : top.key
    }
}

/// A name that was given for the seller's and that nobody bears.
public struct UnknownOwner: Hashable, Sendable {
    /// The name as given.
    public var name: String
    /// Names of the chats that are near it, the nearest first; at most three.
    public var nearest: [String]
}

/// The names in a direct chat's title.
struct ChatTitle {
    /// The side that the chat is named after.
    private(set) var peer: String?
    /// The name that stands first in a title of both.
    private(set) var first: String?
    /// A side that the title names and that never spoke.
    private(set) var silent: [String] = []

    private static let joiners = SaidWords.list("title.joiner")

    /// Reads a title beside the names that wrote.
    init(_ title: String, _ names: [String]) {
        let title = NameKey.of(title)
        if names.contains(title) {
            if names.count <= 2 { peer = title }
            return
        }
        for joiner in Self.joiners {
            for name in names.sorted(by: { $0.utf8.count > $1.utf8.count }) {
                let other: String
                if title.hasPrefix(name + joiner) {
                    other = NameKey.of(String(title.dropFirst(name.count + joiner.count)))
                    first = name
                } else if title.hasSuffix(joiner + name) {
                    other = NameKey.of(String(title.dropLast(name.count + joiner.count)))
                    first = other
                } else {
                    continue
                }
                guard !other.isEmpty, names.count == 1 || names.contains(other) else {
                    first = nil
                    continue
                }
                if !names.contains(other) { silent = [other] }
                return
            }
        }
    }
}
