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
        /// By the parts that names are made of.
        var byPiece: [String: [Int]] = [:]
        /// By the one character that is left of 阿松, 松哥 and of a full name.
        var byCharacter: [Character: Set<Int>] = [:]
    }

    private static let familiar = SaidWords.list("claim.familiar")
    private static let titles = SaidWords.list("claim.title")

    /// A name as it is compared: letters and digits, simplified characters.
    private static func key(_ name: String) -> String { NameKey.loose(String(decoding: NormalizedText(name).bytes, as: UTF8.self)) }

    /// 松 of 阿松 and 松哥.
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
            let placed = record.knownAs.flatMap { claim in
                SaidElsewhere.platform(of: claim.evidence.first?.rule).map { elsewhere(claim.value, $0, i, records) } ?? []
            }
            ties.formUnion(placed)
            // Who names the platform on which they are somebody is none of that name elsewhere.
            if placed.contains(where: \.mayLink) { continue }
            let own = Set(record.nicknames.map { key($0.value) }.filter { !$0.isEmpty })
            let hasChanged = !record.identityNotes.isDisjoint(with: [.changedNumber, .otherAccount])
            for claim in record.knownAs {
                if SaidElsewhere.platform(of: claim.evidence.first?.rule) != nil { continue }
                let words = Array(key(claim.value).prefix(16))
                guard words.count >= 2 else { continue }
                // 石头2020 was 石头 before; who only greets says their own name.
                let isOwn = { (name: String) in
                    record.identityNotes.contains(.otherAccount) ? name == String(words) : String(words).hasPrefix(name) || name.contains(String(words))
                }
                if own.contains(where: isOwn) {
                    // Who comes back as somebody of their own name was somebody whom that name is a part of.
                    if hasChanged, let found = names.byPiece[String(words)], found.count <= mostHolders {
                        for other in found where other != i { ties.insert(IdentityTie(i, other, .claim, mayLink: false)) }
                    }
                    continue
                }
                var (found, name, isPerson) = bearers(of: words, names)
                // Who says that their number or account is another was known here by the one before.
                if hasChanged, name == nil {
                    let before = found.filter { $0 != i && !records[$0].conversation.isEmpty && records[$0].platform == record.platform }
                    // A given name alone is many people's.
                    if before.count == 1, isPerson { (found, name) = (before, String(words)) }
                }
                // A common name is many people's, unless they say that they were another account or are in the group.
                let isWhole = name.map { !record.identityNotes.isEmpty || NicknameWorth($0) >= .distinctive } ?? false
                guard found.count <= (name != nil ? IdentityTies.mostBearers : isPerson ? mostNamesakes : mostHolders) else { continue }
                for other in found where other != i { ties.insert(IdentityTie(i, other, .claim, mayLink: isWhole)) }
            }
        }
        // Of two ties of a pair the surer counts.
        return ties.filter { $0.mayLink || !ties.contains(IdentityTie($0.left, $0.right, .claim)) }.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
    }

    // MARK: Elsewhere

    /// Who on a platform may be meant by words that say where else the writer is known; the longest name that stands in them is.
    private static func elsewhere(_ words: String, _ platform: String, _ i: Int, _ records: [CustomerRecord]) -> [IdentityTie] {
        let said = Said(words, names: records[i].names.map(\.value))
        var matcher = NameMatch()
        var best = 0
        var found: [Int] = []
        for (j, record) in records.enumerated() where j != i && record.platform.rawValue == platform {
            let size = said.longest(of: record, &matcher)
            guard size > 0, size >= best else { continue }
            if size > best { found = [] }
            best = size
            found.append(j)
        }
        guard found.count <= mostNamesakes else { return [] }
        // Of several only one name of all is one account's.
        let shown = Set(found.map { Set(records[$0].nicknames.map { key($0.value) }) })
        return found.map { IdentityTie(i, $0, .claim, mayLink: shown.count == 1) }
    }

    /// A clause as names are looked for in it.
    private struct Said {
        private let whole: String
        private let tokens: [String]
        private let names: [String]

        init(_ words: String, names: [String]) {
            whole = key(words)
            tokens = ClaimTies.tokens(words)
            self.names = names
        }

        /// The length of the longest name of an account that is said, 0 where none is.
        func longest(of record: CustomerRecord, _ matcher: inout NameMatch) -> Int {
            let people = record.theirNames
            var best = 0
            for form in record.nicknames.map(\.value) + people + record.nicknames.flatMap({ pieces(of: $0.value) }) where holds(form) {
                best = max(best, key(form).count)
            }
            if best == 0, names.contains(where: { name in (people + record.nicknames.map(\.value)).contains { matcher.areSame(name, $0) } }) { best = 1 }
            return best
        }

        private func holds(_ form: String) -> Bool {
            let name = key(form)
            if name.unicodeScalars.contains(where: { $0.value >= 0x2E80 }) {
                return name.count >= 2 && NicknameWorth(form) > .common && whole.contains(name)
            }
            let parts = ClaimTies.tokens(form)
            guard name.count >= 3, !parts.isEmpty, tokens.count >= parts.count else { return false }
            return (0...tokens.count - parts.count).contains { tokens[$0..<$0 + parts.count].elementsEqual(parts) }
        }
    }

    /// Words in lower case; another script begins another word.
    private static func tokens(_ text: String) -> [String] {
        var found: [String] = []
        var isOpen = false
        var wasHan = false
        for c in text.lowercased() {
            let isHan = c.unicodeScalars.first.map { $0.value >= 0x2E80 } ?? false
            guard c.isLetter || c.isNumber else {
                isOpen = false
                continue
            }
            if isOpen, isHan == wasHan { found[found.count - 1].append(c) } else { found.append(String(c)) }
            (isOpen, wasHan) = (true, isHan)
        }
        return found
    }

    /// Whether a list calls somebody by a part of what their account is called, or by their surname: 芹姐 of 芹姐～米酒, 客-老卓 of somebody named 卓.
    static func areCalled(_ chat: CustomerRecord, _ row: CustomerRecord) -> Bool {
        let people = row.theirNames
        let parts = Set(chat.nicknames.flatMap { [$0.value] + pieces(of: $0.value) }.map(key)).filter { $0.count >= 2 }
        if people.contains(where: { parts.contains(key($0)) }) { return true }
        guard people.isEmpty else { return false }
        let surnames = Set((chat.names.map(\.value) + chat.recipients.filter { $0.isSelf == true }.compactMap(\.recipient.name)).compactMap(\.first))
        let called = Set(row.nicknames.flatMap { [$0.value] + pieces(of: $0.value) }.compactMap { character(of: key($0)) })
        return !surnames.isDisjoint(with: called)
    }

    /// Words of a name; what goes on behind them is no name.
    private static let mostWords = 8

    /// The parts that a name is made of: 阿珍 and 杭州 of 杭州-阿珍, Rosa and Rosa Quispe of Rosa Quispe 🌸.
    private static func pieces(of nickname: String) -> [String] {
        let words = tokens(nickname)
        guard words.count > 1 else { return [] }
        // All beginnings of a long text would take the square of its length.
        let latin = words.prefix(mostWords).prefix { $0.unicodeScalars.allSatisfy { $0.value < 0x2E80 } }
        let heads = latin.indices.dropLast(latin.count == words.count ? 1 : 0).map { latin[...$0].joined(separator: " ") }
        return words.filter { $0.unicodeScalars.contains { $0.value >= 0x2E80 } || $0.count >= 3 } + heads.filter { $0.count >= 3 }
    }

    private static func names(_ records: [CustomerRecord]) -> Names {
        var names = Names()
        for (i, record) in records.enumerated() {
            for name in Set(record.nicknames.map { key($0.value) }) where !name.isEmpty {
                names.byName[name, default: []].append(i)
                names.list.append((Array(name), i))
            }
            for piece in Set(record.nicknames.flatMap { pieces(of: $0.value) }.map(key)) where piece.count >= 2 { names.byPiece[piece, default: []].append(i) }
            let people = record.theirNames
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
        // 我是松哥, where there is an 阿松 and nobody else.
        if let character = character(of: String(words)), words.count > 1, let found = names.byCharacter[character] { return (found.sorted(), nil, false) }
        if let found = names.byPiece[String(words)] { return (found, nil, false) }
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
