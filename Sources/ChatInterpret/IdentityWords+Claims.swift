import ChatExtract
import ChatModel
import JSONText

/// Who people say they are.
extension IdentityWords {
    /// What somebody says they are known as elsewhere: the words behind 我是, 以前叫, before 就是我, up to the next sign; none where they only say who they are to the
    /// seller.
    static func claims(in text: String) -> [String] {
        guard text.utf8.count <= longest else { return [] }
        // A greeting tells the name as well (我是圆圆): it takes a word of another place, account or number beside it.
        let notes = notes(in: text)
        let isSaidElsewhere = !notes.isEmpty
        var found: [String] = []
        for (heads, isFormer) in [(claimHeads, false), (formerHeads, true)] {
            for head in standing(heads, in: text) {
                guard let at = text.firstRange(of: head) else { continue }
                // 群里的名字是Bao
                let named = isFormer ? text[at.upperBound...].drop { "是叫为:： ".contains($0) } : text[at.upperBound...]
                let (rest, hasLead) = withoutLeads(named)
                guard isFormer || hasLead || isSaidElsewhere else { continue }
                let words = upToSign(rest)
                // In Latin letters a name has several words; in Han a blank is a sign.
                let first = words.prefix { $0 != " " }
                add(words.allSatisfy(\.isASCII) ? words : String(first), &found)
            }
        }
        for clause in text.split(whereSeparator: isSign) { claim(ofClause: clause, isSaidElsewhere, &found) }
        if found.isEmpty, notes.contains(.otherAccount) { firstWords(text, &found) }
        for door in DoorWords.said(in: text) { add(door, &found) }
        return found
    }

    /// 石头 前面的号被封了; 姐 我圆圆 那个微信加满了: who writes from another account begins with the name of the first.
    private static func firstWords(_ text: String, _ found: inout [String]) {
        guard text.utf8.count <= 90 else { return }
        for word in text.split(whereSeparator: { $0 == " " || isSign($0) }).prefix(2) {
            let name = word.first == "我" ? word.dropFirst() : word
            if 2...8 ~= name.count, !nobodies.contains(name.lowercased()), !isRelation(name) { add(String(name), &found) }
        }
    }

    /// 群里6栋阿松就是我; 我老柴; Nora here.
    private static func claim(ofClause clause: Substring, _ isSaidElsewhere: Bool, _ found: inout [String]) {
        let words = clause.split(separator: " ")
        // 群里6-0903老柴 多要一份: the place stands before the name.
        if let first = words.first, let place = places.first(where: { first.hasPrefix($0) }), first.count >= place.count + 2,
            !claimTails.contains(where: { first.hasSuffix($0) })
        {
            add(String(first.dropFirst(place.count)), &found)
        }
        for tail in claimTails {
            guard let word = words.first(where: { $0.hasSuffix(tail) }) else { continue }
            let (name, hasLead) = withoutLeads(word.dropLast(tail.count))
            if hasLead || isSaidElsewhere || tail.count > 2 { add(String(name), &found) }
            return
        }
        if let word = words.last, word.first == "我", 3...5 ~= word.count, let sign = word.dropFirst().first, "老小阿大".contains(sign),
            !isRelation(word.dropFirst())
        {
            add(String(word.dropFirst()), &found)
        } else if let last = words.last?.lowercased(), claimTailWords.contains(last), 2...5 ~= words.count {
            add(words.dropLast().drop { greetings.contains($0.lowercased()) }.joined(separator: " "), &found)
        }
    }

    // MARK: Names

    /// The full name by which somebody introduces themselves in a clause of its own: 我是程立, é a Rosa Quispe; nil where nobody does.
    static func ownName(in text: String) -> String? {
        guard text.utf8.count <= longest, !isAnotherSpeaking(text) else { return nil }
        let heads = standing(claimHeads, in: text)
        guard !heads.isEmpty else { return nil }
        for clause in text.split(whereSeparator: isSign) {
            guard let head = heads.first(where: { clause.contains($0) }), let at = clause.firstRange(of: head) else { continue }
            let before = clause[..<at.lowerBound].split(separator: " ")
            // Whoever is greeted stands before it.
            guard before.count <= 2, before.allSatisfy({ $0.count <= 8 }) else { continue }
            let rest = clause[at.upperBound...].drop { $0 == " " }
            let name: String
            if rest.first.map({ $0.unicodeScalars.allSatisfy(\.properties.isIdeographic) }) == true {
                name = String(rest.prefix { $0 != " " })
                guard 2...4 ~= name.count, name.count == 2 || rest.count <= 4 || name.count < rest.count else { continue }
                let isTitled = titles.contains { name.hasSuffix($0) }
                guard !isTitled, !isRelation(name[...]), FullName.isLikely(name) else { continue }
            } else {
                let words = rest.split(separator: " ").prefix {
                    $0.first?.isUppercase == true && $0.unicodeScalars.allSatisfy { $0.value < 0x250 && ($0.properties.isAlphabetic || $0 == "-" || $0 == "'") }
                }
                guard 2...4 ~= words.count, words.contains(where: { $0.count > 2 }) else { continue }
                name = words.joined(separator: " ")
            }
            return name
        }
        return nil
    }

    private static let titles = SaidWords.list("claim.title")

    // MARK: Elsewhere

    /// A clause in which somebody may say what they are known as in another place.
    struct Elsewhere: Equatable {
        /// The platform, as `Platform` names it.
        var platform: String
        /// The words.
        var words: String
    }

    /// The clauses of a message that says where else the writer is known: 我LINE是小葵, the Rosita from WhatsApp is me.
    static func elsewhere(in text: String, on own: String = "") -> [Elsewhere] {
        guard text.utf8.count <= longest else { return [] }
        let bytes = Array(text.lowercased().utf8)
        var named = platforms.filter { $0.words.contains { isWord($0, in: bytes) } }
        // Of two platforms the one they write on says nothing.
        if named.count > 1 { named.removeAll { $0.platform == own } }
        guard named.count == 1, selves.contains(where: { isWord($0, in: bytes) }), !isForOther(text), !namesOther(text), !holds(relations, bytes) else {
            return []
        }
        return text.split(whereSeparator: isSign).prefix(6).filter { $0.utf8.count <= 90 }.map { Elsewhere(platform: named[0].platform, words: String($0)) }
    }

    private static let platforms: [(platform: String, words: [[UInt8]])] = SaidWords.classes.compactMap { name in
        name.hasPrefix("platform.") ? (String(name.dropFirst("platform.".count)), SaidWords.bytes(name)) : nil
    }
    private static let selves = SaidWords.bytes("claim.self")

    /// Whether a word stands in a text: in Latin letters no letter of theirs goes on at its ends.
    private static func isWord(_ word: [UInt8], in text: [UInt8]) -> Bool {
        func isLatin(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte || 0xC3...0xCB ~= byte }
        var from = 0
        while let at = ByteScanning.find(word, in: text.span, from..<text.count) {
            from = at + 1
            let end = at + word.count
            if !(at > 0 && isLatin(word[0]) && isLatin(text[at - 1])), !(end < text.count && isLatin(word[word.count - 1]) && isLatin(text[end])) {
                return true
            }
        }
        return false
    }

    private static func add(_ claim: String, _ found: inout [String]) {
        if claim.utf8.count >= 3, !found.contains(claim) { found.append(String(claim.prefix(24))) }
    }

    /// The words without what leads to the name, and whether that names another place.
    private static func withoutLeads(_ words: Substring) -> (Substring, Bool) {
        var (rest, isElsewhere) = (words, false)
        while let lead = claimLeads.first(where: { rest.hasPrefix($0) }) {
            rest = rest.dropFirst(lead.count)
            isElsewhere = isElsewhere || lead.utf8.count > 3
        }
        return (rest, isElsewhere)
    }

    private static func isSign(_ c: Character) -> Bool { "，。！？,.!?;；:：、…\n\r()（）\"“”~～".contains(c) }

    private static func upToSign(_ words: Substring) -> String { String(words[..<(words.firstIndex(where: isSign) ?? words.endIndex)]) }

    // MARK: Asked

    /// Whether the seller asks who somebody is.
    static func asksWho(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        // 你表姐哪位 asks for somebody else.
        return bytes.count <= 60 && holds(whoWords, bytes) && !holds(relations, bytes)
    }

    /// The names with which somebody may answer who they are: the first words, and what stands behind 的 in them.
    static func answers(_ text: String) -> [String] {
        let said = text.drop { " ，。～~！!哦嗯".contains($0) }
        var clause = upToSign(said)[...]
        for head in answerHeads where clause.lowercased().hasPrefix(head) { clause = clause.dropFirst(head.count) }
        clause = withoutLeads(clause).0
        var found: [String] = []
        for words in [clause, clause.prefix { $0 != " " }] {
            let name = words.last.map { "啊呀哦呢吧啦".contains($0) } == true ? words.dropLast() : words
            if name.utf8.count <= 48 { add(String(name), &found) }
        }
        if let first = clause.split(separator: " ").first, let of = first.lastIndex(of: "的") {
            let name = first[first.index(after: of)...]
            if name.count >= 2, name.utf8.count > 3, !relations.contains(where: { name.utf8.suffix($0.count).elementsEqual($0) }) { add(String(name), &found) }
        }
        return found
    }

    /// The name by which the seller thinks to know somebody: Nora 吗, 你是圆圆？; nil where nothing is guessed.
    static func guess(_ text: String, isAsked: Bool) -> String? {
        guard text.utf8.count <= 45 else { return nil }
        var rest = text.drop { " 哦啊噢喔额呃咦".contains($0) }
        let lead = guessLeads.first { rest.lowercased().hasPrefix($0) }
        guard isAsked || lead != nil, let end = rest.last, "吗嘛吧?？".contains(end) || lead != nil else { return nil }
        rest = rest.dropFirst(lead?.count ?? 0)
        let name = upToSign(rest).prefix { $0 != " " }.drop { $0 == " " }
        let bare = name.last.map { "吗嘛吧".contains($0) } == true ? name.dropLast() : name
        return bare.utf8.count >= 3 && bare.count <= 12 ? String(bare) : nil
    }

    /// Whether the seller asks whether what they say is right.
    static func asksToConfirm(_ text: String) -> Bool {
        let words = text.lowercased()
        let end = words.lastIndex { $0 != " " }.map { words[...$0] } ?? words[...]
        return confirmations.contains { end.hasSuffix($0) } || confirmations.contains { $0.utf8.count > 3 && end.suffix(12).contains($0) }
    }

    private static let confirmations = SaidWords.list("ask.confirm")

    /// Whether somebody says yes and nothing against it.
    static func affirms(_ text: String) -> Bool {
        let said = text.lowercased().filter { $0.isLetter || $0 == " " }
        guard said.utf8.count <= 30 else { return false }
        return affirmations.contains { said == $0 || said.hasPrefix($0) && $0.utf8.count > 3 }
            || said.utf8.count <= 12 && affirmHeads.contains { said.hasPrefix($0) && !said.hasPrefix("是不") && !said.hasPrefix("对不") }
    }

    private static let places = SaidWords.list("claim.place")
    private static let nobodies = Set(SaidWords.list("claim.none"))
    private static let guessLeads = SaidWords.list("guess.lead")
    private static let affirmHeads = SaidWords.list("affirm.head")
    private static let affirmations = SaidWords.list("affirm")
    private static let whoWords = SaidWords.bytes("ask.who")
    private static let claimHeads = SaidWords.bytes("claim.head")
    private static let answerHeads = SaidWords.list("answer.head")
    private static let formerHeads = SaidWords.bytes("claim.former")

    /// Those of some words that stand in a text. Nearly every message has none, and bytes are sought fast.
    private static func standing(_ words: [[UInt8]], in text: String) -> [String] {
        let bytes = Array(text.utf8)
        return words.filter { ByteScanning.find($0, in: bytes.span, 0..<bytes.count) != nil }.map { String(decoding: $0, as: UTF8.self) }
    }
    private static let claimTails = SaidWords.list("claim.tail")
    private static let claimTailWords = Set(SaidWords.list("claim.tail-word"))
    private static let greetings = Set(SaidWords.list("greeting"))
    private static let claimLeads = SaidWords.list("claim.lead")
}
