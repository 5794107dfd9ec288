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

    /// Records that one name may tie, each with each; a name that more bear says nothing.
    private static let mostBearers = 24

    private enum Place {
        case direct, group, list
    }

    /// The ties between records.
    ///
    /// - Parameter groups: ids of records that were made of groups.
    static func find(_ records: [CustomerRecord], groups: Set<String>) -> [IdentityTie] {
        nicknames(records, groups) + claims(records) + orderNumbers(records)
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
        case (.direct, .direct): worth >= .distinctive && (a.accountID != nil || b.accountID != nil)
        default: worth >= .short
        }
    }

    private static func place(_ record: CustomerRecord, _ groups: Set<String>) -> Place {
        record.conversation.isEmpty ? .list : groups.contains(record.recordID) ? .group : .direct
    }

    // MARK: The person's own words

    private static func claims(_ records: [CustomerRecord]) -> [IdentityTie] {
        guard records.contains(where: { !$0.knownAs.isEmpty }) else { return [] }
        var bearers: [String: [Int]] = [:]
        for (i, record) in records.enumerated() {
            for name in Set(record.nicknames.map { NameKey.loose($0.value) }) where !name.isEmpty { bearers[name, default: []].append(i) }
        }
        var ties: [IdentityTie] = []
        for (i, record) in records.enumerated() {
            let own = Set(record.nicknames.map { NameKey.loose($0.value) })
            for claim in record.knownAs {
                let words = Array(NameKey.loose(claim.value).prefix(16))
                guard words.count >= 2 else { continue }
                // The longest name that the words are, but for what rounds a sentence off.
                guard !own.contains(where: { !$0.isEmpty && String(words).hasPrefix($0) }) else { continue }
                let name = (2...words.count).reversed().lazy.filter { isRounding(words[$0...]) }.map { String(words[..<$0]) }.first { bearers[$0] != nil }
                guard let name, let others = bearers[name], others.count <= mostBearers else { continue }
                for other in others where other != i { ties.append(IdentityTie(i, other, .claim)) }
            }
        }
        return ties
    }

    private static func isRounding(_ rest: ArraySlice<Character>) -> Bool {
        rest.isEmpty || rest.allSatisfy { "啊呀哦哈哒呢吧啦哟喽".contains($0) }
            || ["的", "这是", "换", "from", "here", "with", "your", "dari"].contains { String(rest).hasPrefix($0) }
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
