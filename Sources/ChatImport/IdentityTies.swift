import ChatExtract
import ChatIdentity
import ChatInterpret
import ChatModel

/// Finds what ties records beside their columns: names that messengers show, what people say of their other accounts, numbers of orders.
///
/// An export without ids shows names only. Within one platform a name in a group and in a chat of two is as a rule one account; two chats of two that bear one name are as
/// likely two people's as one's, so that they are a question.
enum IdentityTies {
    /// Marks records of chats of which nobody knows which side is the seller's: their names say nothing.
    static let withoutNames = "\u{1}no-names"

    /// Marks records of a title whose exports show two people.
    static let splitChat = "\u{1}split-chat"

    /// Records that one name may tie, each with each; a name that more bear says nothing.
    static let mostBearers = 24

    private enum Place {
        case direct, group, list
    }

    /// The ties between records.
    ///
    /// - Parameter groups: ids of records that were made of groups.
    static func find(_ records: [CustomerRecord], groups: Set<String>) -> [IdentityTie] {
        nicknames(records, groups) + titles(records) + ClaimTies.find(records) + orderNumbers(records) + NumberTies.find(records) + MaskedTies.find(records)
            + DoorTies.find(records, groups: groups) + names(records) + handles(records)
    }

    // MARK: Names

    private static func nicknames(_ records: [CustomerRecord], _ groups: Set<String>) -> [IdentityTie] {
        var bearers: [String: [Int]] = [:]
        let platforms = Set(records.map(\.platform.rawValue))
        for (i, record) in records.enumerated() where !record.tags.contains(withoutNames) {
            // The seller's own list names buyers as the chats do, on whichever platform.
            let places = record.platform == .unknown && record.conversation.isEmpty ? platforms : [record.platform.rawValue]
            for name in Set(record.nicknames.map { NameKey.of($0.value) }) where !name.contains("*") {
                for place in places { bearers[place + "\u{0}" + name, default: []].append(i) }
            }
        }
        var homes: [String: Set<String>] = [:]
        for record in records where record.platform != .unknown {
            for name in record.nicknames { homes[NameKey.of(name.value), default: []].insert(record.platform.rawValue) }
        }
        var ties: Set<IdentityTie> = []
        for (key, list) in bearers.sorted(by: { $0.key < $1.key }) where 2...mostBearers ~= list.count {
            let name = key.split(separator: "\u{0}", maxSplits: 1).last.map(String.init) ?? ""
            let worth = NicknameWorth(name)
            // A name of several accounts is none of theirs where it stands without an id.
            guard worth > .none, Set(list.compactMap { records[$0].accountID }).count <= 1 else { continue }
            for (at, j) in list.enumerated() {
                for i in list[..<at] where records[i].accountID == nil || records[j].accountID == nil {
                    // A list of the seller's own says nothing of which of two platforms it means.
                    let isClear = records[i].platform == records[j].platform || homes[name]?.count == 1
                    ties.insert(IdentityTie(i, j, .nickname, mayLink: isClear && mayLink(records[i], records[j], worth, groups)))
                }
            }
        }
        return ties.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    private static func mayLink(_ a: CustomerRecord, _ b: CustomerRecord, _ worth: NicknameWorth, _ groups: Set<String>) -> Bool {
        switch (place(a, groups), place(b, groups)) {
        // Two of the seller's accounts may each have a chat with one account of a customer's: 小满 和 店铺, 小满 和 店铺二号.
        case (.direct, .direct): worth >= .distinctive && (a.accountID != nil || b.accountID != nil || areOfTwoSellers(a, b))
        // Two lists of the seller's show what buyers call themselves, and no account.
        case (.list, .list): worth >= .distinctive
        default: worth >= .short
        }
    }

    private static func areOfTwoSellers(_ a: CustomerRecord, _ b: CustomerRecord) -> Bool {
        func others(_ record: CustomerRecord) -> String? {
            record.nicknames.lazy.compactMap { name in
                let rest = record.conversation.replacing(name.value, with: "")
                return rest.count < record.conversation.count && rest.count > 3 ? rest : nil
            }.first
        }
        guard let x = others(a), let y = others(b) else { return false }
        return x != y
    }

    private static func place(_ record: CustomerRecord, _ groups: Set<String>) -> Place {
        record.conversation.isEmpty ? .list : groups.contains(record.recordID) ? .group : .direct
    }

    /// Chats of one title without an id that show two people: nobody but the seller can tell whether they are one.
    private static func titles(_ records: [CustomerRecord]) -> [IdentityTie] {
        var seen: [String: [Int]] = [:]
        for (i, record) in records.enumerated() where record.tags.contains(splitChat) {
            seen[record.platform.rawValue + "\u{0}" + record.conversation, default: []].append(i)
        }
        return seen.sorted { $0.key < $1.key }.flatMap { _, list in
            list.indices.flatMap { i in list[..<i].map { IdentityTie($0, list[i], .title, mayLink: false) } }
        }
    }

    /// Full names that stand in one or two chats and in one or two places of lists: a question where nothing else decided.
    private static func names(_ records: [CustomerRecord]) -> [IdentityTie] {
        var bearers: [String: (chats: Set<Int>, lists: Set<Int>)] = [:]
        for (i, record) in records.enumerated() {
            let names = record.names.map(\.value) + record.recipients.filter { $0.isSelf == true }.compactMap(\.recipient.name)
            for name in Set(names) where isFull(name) {
                if record.conversation.isEmpty {
                    bearers[NameKey.loose(name), default: ([], [])].lists.insert(i)
                } else {
                    bearers[NameKey.loose(name), default: ([], [])].chats.insert(i)
                }
            }
        }
        return bearers.sorted { $0.key < $1.key }.flatMap { _, found in
            guard 1...mostNamesakes ~= found.chats.count, 1...mostNamesakes ~= found.lists.count else { return [IdentityTie]() }
            return found.chats.sorted().flatMap { chat in found.lists.sorted().map { IdentityTie(chat, $0, .name, mayLink: false) } }
        }
    }

    /// Records in chats, and in lists, of which one name is a question.
    private static let mostNamesakes = 2

    /// Pairs of handles and names that are looked at; more are a large pool's, in which a name in letters is many people's.
    private static let mostHandlePairs = 1_000_000

    /// Handles that spell the name of one other person: a question.
    private static func handles(_ records: [CustomerRecord]) -> [IdentityTie] {
        let people = records.map { record in
            Set((record.theirNames).filter(isFull))
        }
        let nameless = records.indices.filter { people[$0].isEmpty && records[$0].nicknames.contains { isHandle($0.value) } }
        let named = records.indices.filter { !people[$0].isEmpty }
        guard nameless.count * named.count <= mostHandlePairs else { return [] }
        var matcher = NameMatch()
        return nameless.flatMap { i -> [IdentityTie] in
            let handles = records[i].nicknames.map(\.value).filter(isHandle)
            let found = named.filter { j in people[j].contains { name in handles.contains { matcher.isSpelled($0, name) } } }
            return 1...mostNamesakes ~= found.count ? found.map { IdentityTie(i, $0, .name, mayLink: false) } : []
        }
    }

    private static func isHandle(_ name: String) -> Bool { name.utf8.count >= 5 && name.utf8.allSatisfy { $0 < 0x80 } && name.contains(where: \.isLetter) }

    /// Two words in Latin letters, or a surname and a given name.
    static func isFull(_ name: String) -> Bool {
        guard !name.contains("*") else { return false }
        guard name.unicodeScalars.contains(where: { $0.value >= 0x2E80 }) else {
            return name.split(separator: " ").contains { $0.count > 1 } && name.contains(" ")
        }
        return 2...4 ~= name.count && FullName.isLikely(name) && NicknameWorth(name) > .common
    }

    // MARK: Orders

    private static func orderNumbers(_ records: [CustomerRecord]) -> [IdentityTie] {
        var named: [String: [Int]] = [:]
        for (i, record) in records.enumerated() where !record.conversation.isEmpty {
            for number in Set(record.orderNumbers.map(\.value) + record.orders.compactMap(\.orderNumber)) where number.utf8.count >= 8 {
                named[number, default: []].append(i)
            }
        }
        guard !named.isEmpty else { return [] }
        var ties: Set<IdentityTie> = []
        for (i, record) in records.enumerated() where record.conversation.isEmpty {
            for number in record.orders.compactMap(\.orderNumber) {
                guard let chats = named[number], chats.count == 1 else { continue }
                ties.insert(IdentityTie(chats[0], i, .order))
            }
        }
        return ties.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }
}
