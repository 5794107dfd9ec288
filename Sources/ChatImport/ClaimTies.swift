import ChatExtract
import ChatIdentity
import ChatInterpret
import ChatModel

/// Ties by what people say of who they are elsewhere.
///
/// Words that are an account's whole name link; those that stand in one, or are the name of a recipient, are a question unless something else says the same.
enum ClaimTies {
    /// Records of which words are a part or the name; more say nothing.
    private static let mostHolders = 4

    /// Records of people of one name of whom a claimer may be each.
    private static let mostNamesakes = 16

    private struct Names {
        var byName: [String: [Int]] = [:]
        var list: [(name: [Character], record: Int)] = []
        var people: [String: [Int]] = [:]
        /// By the one character that is left of 阿飞, 飞哥 and of a full name.
        var byCharacter: [Character: Set<Int>] = [:]
    }

    private static let familiar = SaidWords.list("claim.familiar")
    private static let titles = SaidWords.list("claim.title")

    /// A name as it is compared: letters and digits, simplified characters.
    private static func key(_ name: String) -> String { NameKey.loose(String(decoding: NormalizedText(name).bytes, as: UTF8.self)) }

    /// 飞 of 阿飞 and 飞哥.
    private static func character(of name: String) -> Character? {
        var rest = name[...]
        if let head = familiar.first(where: { rest.hasPrefix($0) }), rest.count > 1 { rest = rest.dropFirst(head.count) }
        if let tail = titles.first(where: { rest.hasSuffix($0) }), rest.count > tail.count { rest = rest.dropLast(tail.count) }
        guard rest.count == 1, let only = rest.first, only.unicodeScalars.allSatisfy(\.properties.isIdeographic) else { return nil }
        return only
    }

    static func find(_ records: [CustomerRecord]) -> [IdentityTie] {
        guard records.contains(where: { !$0.knownAs.isEmpty }) else { return [] }
        let names = names(records)
        var ties: Set<IdentityTie> = []
        for (i, record) in records.enumerated() {
            let own = Set(record.nicknames.map { key($0.value) }.filter { !$0.isEmpty })
            for claim in record.knownAs {
                let words = Array(key(claim.value).prefix(16))
                guard words.count >= 2 else { continue }
                // 老枪2024 was 老枪 before; who only greets says their own name.
                let isOwn = { (name: String) in
                    record.identityNotes.contains(.otherAccount) ? name == String(words) : String(words).hasPrefix(name) || name.contains(String(words))
                }
                if own.contains(where: isOwn) { continue }
                let (found, name, isPerson) = bearers(of: words, names)
                // A common name is many people's, unless they say that they were another account or are in the group.
                let isWhole = name.map { !record.identityNotes.isEmpty || NicknameWorth($0) >= .distinctive } ?? false
                guard found.count <= (name != nil ? IdentityTies.mostBearers : isPerson ? mostNamesakes : mostHolders) else { continue }
                for other in found where other != i { ties.insert(IdentityTie(i, other, .claim, mayLink: isWhole)) }
            }
        }
        // Of two ties of a pair the surer counts.
        return ties.filter { $0.mayLink || !ties.contains(IdentityTie($0.left, $0.right, .claim)) }.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    private static func names(_ records: [CustomerRecord]) -> Names {
        var names = Names()
        for (i, record) in records.enumerated() {
            for name in Set(record.nicknames.map { key($0.value) }) where !name.isEmpty {
                names.byName[name, default: []].append(i)
                names.list.append((Array(name), i))
            }
            let people = record.names.map(\.value) + record.recipients.filter { $0.isSelf != false }.compactMap(\.recipient.name)
            for name in Set(people.map(key)) where name.utf8.count >= 6 {
                names.people[name, default: []].append(i)
                if 2...3 ~= name.count, let last = name.last { names.byCharacter[last, default: []].insert(i) }
            }
            for nickname in record.nicknames { if let character = character(of: key(nickname.value)) { names.byCharacter[character, default: []].insert(i) } }
        }
        return names
    }

    /// The records that bear a name, the longest that the words begin with; the name, where it is an account's whole one; whether it is a person's full one.
    private static func bearers(of words: [Character], _ names: Names) -> ([Int], String?, Bool) {
        let heads = (2...words.count).reversed().lazy.filter { isRounding(words[$0...]) }.map { String(words[..<$0]) }
        if let name = heads.first(where: { names.byName[$0] != nil }) { return (names.byName[name] ?? [], name, false) }
        if let name = heads.first(where: { names.people[$0] != nil }) { return (names.people[name] ?? [], nil, true) }
        // 我是飞哥, where there is an 阿飞 and nobody else.
        if let character = character(of: String(words)), words.count > 1, let found = names.byCharacter[character] { return (found.sorted(), nil, false) }
        guard NameKey.isTellingPart(String(words)) else { return ([], nil, false) }
        return (Set(names.list.lazy.filter { $0.name.count > words.count && holds($0.name, words) }.map(\.record)).sorted(), nil, false)
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
