import ChatExtract
import ChatModel
import JSONText

/// Who people say they are.
extension IdentityWords {
    /// What somebody says they are known as elsewhere: the words behind 我是, 以前叫, before 就是我, up to the next sign; none where they only say who they are to the
    /// seller.
    static func claims(in text: String) -> [String] {
        guard text.utf8.count <= longest else { return [] }
        // A greeting tells the name as well (我是小禾): it takes a word of another place, account or number beside it.
        let notes = notes(in: text)
        let isSaidElsewhere = !notes.isEmpty
        var found: [String] = []
        for (heads, isFormer) in [(claimHeads, false), (formerHeads, true)] {
            for head in heads {
                guard let at = text.firstRange(of: head) else { continue }
                // 群里的名字是Chu
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

    /// 老枪 原号被封了; 哥 我珍珍 大号加满了: who writes from another account begins with the name of the first.
    private static func firstWords(_ text: String, _ found: inout [String]) {
        guard text.utf8.count <= 90 else { return }
        for word in text.split(whereSeparator: { $0 == " " || isSign($0) }).prefix(2) {
            let name = word.first == "我" ? word.dropFirst() : word
            if 2...8 ~= name.count, !nobodies.contains(name.lowercased()), !isRelation(name) { add(String(name), &found) }
        }
    }

    /// 群里3栋阿槐就是我; 我老唐; Karen here.
    private static func claim(ofClause clause: Substring, _ isSaidElsewhere: Bool, _ found: inout [String]) {
        let words = clause.split(separator: " ")
        // 群里3-1701老秦 再加一份: the place stands before the name.
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
        } else if words.last?.lowercased() == "here", 2...4 ~= words.count {
            add(words.dropLast().drop { greetings.contains($0.lowercased()) }.joined(separator: " "), &found)
        }
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
        // 你哥哪位 asks for somebody else.
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

    /// The name by which the seller thinks to know somebody: Karen 吗, 你是可可？; nil where nothing is guessed.
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
    private static let claimHeads = SaidWords.list("claim.head")
    private static let answerHeads = SaidWords.list("answer.head")
    private static let formerHeads = SaidWords.list("claim.former")
    private static let claimTails = SaidWords.list("claim.tail")
    private static let greetings = Set(SaidWords.list("greeting"))
    private static let claimLeads = SaidWords.list("claim.lead")
}
