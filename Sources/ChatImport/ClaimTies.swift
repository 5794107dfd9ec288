import ChatIdentity
import ChatInterpret
import ChatModel

/// Ties by what people say of who they are elsewhere.
///
/// Words that are an account's whole name link; those that stand in one, or are the name of a recipient, are a question unless something else says the same.
enum ClaimTies {
    /// Records of which words are a part or the name; more say nothing.
    private static let mostHolders = 4

    private struct Names {
        var byName: [String: [Int]] = [:]
        var list: [(name: [Character], record: Int)] = []
        var people: [String: [Int]] = [:]
    }

    static func find(_ records: [CustomerRecord]) -> [IdentityTie] {
        guard records.contains(where: { !$0.knownAs.isEmpty }) else { return [] }
        let names = names(records)
        var ties: Set<IdentityTie> = []
        for (i, record) in records.enumerated() {
            let own = Set(record.nicknames.map { NameKey.loose($0.value) }.filter { !$0.isEmpty })
            for claim in record.knownAs {
                let words = Array(NameKey.loose(claim.value).prefix(16))
                guard words.count >= 2, !own.contains(where: { String(words).hasPrefix($0) || $0.contains(String(words)) }) else { continue }
                let (found, name) = bearers(of: words, names)
                // A common name is many people's, unless they say that they were another account or are in the group.
                let isWhole = name.map { !record.identityNotes.isEmpty || NicknameWorth($0) >= .distinctive } ?? false
                guard found.count <= (name == nil ? mostHolders : IdentityTies.mostBearers) else { continue }
                for other in found where other != i { ties.insert(IdentityTie(i, other, .claim, mayLink: isWhole)) }
            }
        }
        // Of two ties of a pair the surer counts.
        return ties.filter { $0.mayLink || !ties.contains(IdentityTie($0.left, $0.right, .claim)) }.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    private static func names(_ records: [CustomerRecord]) -> Names {
        var names = Names()
        for (i, record) in records.enumerated() {
            for name in Set(record.nicknames.map { NameKey.loose($0.value) }) where !name.isEmpty {
                names.byName[name, default: []].append(i)
                names.list.append((Array(name), i))
            }
            let people = record.names.map(\.value) + record.recipients.filter { $0.isSelf != false }.compactMap(\.recipient.name)
            for name in Set(people.map(NameKey.loose)) where name.utf8.count >= 6 { names.people[name, default: []].append(i) }
        }
        return names
    }

    /// The records that bear a name, the longest that the words begin with; the name, where it is an account's whole one.
    private static func bearers(of words: [Character], _ names: Names) -> ([Int], String?) {
        let heads = (2...words.count).reversed().lazy.filter { isRounding(words[$0...]) }.map { String(words[..<$0]) }
        if let name = heads.first(where: { names.byName[$0] != nil }) { return (names.byName[name] ?? [], name) }
        if let name = heads.first(where: { names.people[$0] != nil }) { return (names.people[name] ?? [], nil) }
        guard NameKey.isTellingPart(String(words)) else { return ([], nil) }
        return (Set(names.list.lazy.filter { $0.name.count > words.count && holds($0.name, words) }.map(\.record)).sorted(), nil)
    }

    private static func holds(_ name: [Character], _ words: [Character]) -> Bool {
        // A part in Latin letters begins a word, which loose forms do not show: at the start, or behind another script.
        name.indices.contains { at in
            name[at...].starts(with: words) && (at == 0 || words[0].isASCII == false || name[at - 1].isASCII != words[0].isASCII || name[at - 1].isNumber)
        }
    }

    private static let rests = SaidWords.list("claim.rest")

    private static func isRounding(_ rest: ArraySlice<Character>) -> Bool {
        rest.isEmpty || rest.allSatisfy { "啊呀哦哈哒呢吧啦哟喽的".contains($0) }
            || rests.contains { String(rest).hasPrefix($0) }
    }
}
