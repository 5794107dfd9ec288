import ChatExtract
import ChatModel

extension ConversationInterpreter {
    /// Messages within which a question who somebody is gets its answer.
    private static let answerReach = 2

    /// Whether the seller asks who the account is, or guesses.
    mutating func noteQuestion(_ turn: Turn, _ place: Int) {
        let text = turn.plain
        if isAbroad, text.utf8.count <= IdentityWords.longest, AddressTalk.asksAddress(Array(text.lowercased().utf8)) { accounts[place].noteAskedAddress() }
        guard conversation.kind != .group else { return }
        noteReadBack(turn, place)
        let isAsked = accounts[place].asked > 0 || accounts[place].wasAsked
        accounts[place].guessed = IdentityWords.guess(text, isAsked: isAsked)
        accounts[place].isAskedEnd = NumberWords.asksEnd(text)
        if IdentityWords.asksWho(text) {
            accounts[place].asked = Self.answerReach
            accounts[place].wasAsked = true
        } else {
            accounts[place].wasAsked = false
        }
    }

    /// Whether the seller names somebody with their number and asks whether that is right.
    private mutating func noteReadBack(_ turn: Turn, _ place: Int) {
        accounts[place].readBack = nil
        let phones = turn.scan.findings.findings.filter { $0.kind == .phone && $0.confidence >= 0.8 && !$0.value.contains("*") }
        guard phones.count == 1, !ownership.phones.contains(phones[0].value), IdentityWords.asksToConfirm(turn.plain), !IdentityWords.isForOther(turn.plain),
            let named = NamedNumber.beside(phones[0].range, in: turn.message.text), named.isSure
        else { return }
        let evidence = turn.evidence("recipient.read-back", 0.85, phones[0].range)
        accounts[place].readBack = (Recipient(name: named.name, phones: [phones[0].value]), evidence)
    }

    /// What a customer says of who they are elsewhere, and the numbers that they name.
    mutating func takeClaims(_ turn: Turn, _ place: Int) {
        let text = turn.message.text
        let plain = turn.plain
        let isAnother = IdentityWords.isAnotherSpeaking(plain)
        var claims = isAnother ? [] : IdentityWords.claims(in: plain)
        if !isAnother { takeElsewhere(turn, place) }
        if accounts[place].asked > 0 {
            claims += IdentityWords.answers(plain)
            accounts[place].asked -= 1
        }
        if let (recipient, evidence) = accounts[place].readBack, IdentityWords.affirms(plain) {
            accounts[place].take(recipient, isOther: false, at: turn.at, evidence: evidence)
        }
        accounts[place].readBack = nil
        if let guess = accounts[place].guessed, IdentityWords.affirms(plain) { claims.append(guess) }
        accounts[place].guessed = nil
        for claim in claims where accounts[place].record.knownAs.count < 20 && !accounts[place].record.knownAs.contains(where: { $0.value == claim }) {
            accounts[place].record.knownAs.append(Attested(claim, evidence: [turn.evidence("identity.claim", 0.8)]))
        }
        for number in turn.reading.orderNumbers { note(number: number, "order.number", 0.9, turn, place) }
        let phones = turn.scan.findings.findings.filter { $0.kind == .phone && $0.confidence >= 0.8 && !$0.value.contains("*") }
        let read = phones.map { String($0.value.filter(\.isNumber)) } + turn.reading.orderNumbers
        let isOthers = IdentityWords.isForOther(plain) || IdentityWords.namesOther(plain) || accounts[place].isAnnounced
        for said in NumberWords.said(in: text, besides: read) where !isOthers || said.digits.utf8.count > 13 {
            let beside = isOthers ? nil : NamedNumber.beside(said.range, in: text)
            let name = beside.flatMap { $0.isSure ? $0.name : nil }
            note(number: said.digits, SaidNumber.whole, beside != nil || isOwnLike(turn, said.digits) ? SaidNumber.own : 0.6, turn, place)
            if let name, said.digits.utf8.count <= 13, !accounts[place].record.names.contains(where: { $0.value == name }) {
                accounts[place].record.names.append(Attested(name, evidence: [turn.evidence("name.beside-number", 0.7, said.range)]))
            }
        }
        // A number that nobody's words claim is still one that this account wrote.
        let placed = Set(accounts[place].record.recipients.flatMap(\.recipient.phones))
        for phone in phones
        where !isOthers && !placed.contains(phone.value) && !isSellers(phone.value) && !accounts[place].record.othersPhones.contains(phone.value) {
            note(number: String(phone.value.filter(\.isNumber)), SaidNumber.whole, 0.6, turn, place)
        }
        for end in NumberWords.ends(in: text, isAsked: accounts[place].isAskedEnd) { note(number: end, SaidNumber.end, 0.5, turn, place) }
        accounts[place].isAskedEnd = false
    }

    /// What the account is called on another platform, and the name by which it introduces itself.
    private mutating func takeElsewhere(_ turn: Turn, _ place: Int) {
        func isNew(_ value: String) -> Bool { accounts[place].record.knownAs.count < 20 && !accounts[place].record.knownAs.contains { $0.value == value } }
        for said in IdentityWords.elsewhere(in: turn.plain, on: conversation.platform.rawValue) where isNew(said.words) {
            accounts[place].record.knownAs.append(Attested(said.words, evidence: [turn.evidence(SaidElsewhere.rule(said.platform), 0.8)]))
        }
        for account in turn.scan.findings.findings where account.kind == .account && isNew(account.value) && !IdentityWords.isForOther(turn.plain) {
            let platform = account.rule.split(separator: ".").last.map(String.init) ?? ""
            accounts[place].record.knownAs.append(Attested(account.value, evidence: [turn.evidence(SaidElsewhere.rule(platform), 0.9, account.range)]))
        }
        if conversation.kind != .group, accounts[place].record.names.isEmpty, let name = IdentityWords.ownName(in: turn.plain) {
            accounts[place].record.names.append(Attested(name, evidence: [turn.evidence("name.introduced", 0.7)]))
        }
    }

    private func isSellers(_ phone: String) -> Bool {
        ownership.phones.contains(phone) || contacts.returnPhones[phone] != nil || contacts.toldPhones[phone] != nil
    }

    /// Whether a number stands as people give their own: alone, behind a label, in a block with other numbers of an address.
    private func isOwnLike(_ turn: Turn, _ number: String) -> Bool {
        let text = turn.message.text
        if turn.mentions.classes.contains(.contactLabel) || IdentityWords.isOwnWords(turn.plain) || IdentityWords.isBareNumber(text) { return true }
        return text.count(where: \.isNumber) > number.count && text.contains { ",，\n".contains($0) } || text.contains(where: \.isNewline)
    }

    private mutating func note(number: String, _ rule: String, _ confidence: Double, _ turn: Turn, _ place: Int) {
        guard accounts[place].record.orderNumbers.count < 40, !accounts[place].record.orderNumbers.contains(where: { $0.value == number }) else { return }
        accounts[place].record.orderNumbers.append(Attested(number, evidence: [turn.evidence(rule, confidence)]))
    }
}

/// Rules of the numbers that people named; see `CustomerRecord.orderNumbers`.
public enum SaidNumber {
    /// Digits that nothing was read from: of an order, or a number as it is dialled at home.
    public static let whole = "number.said"
    /// Confidence from which a number is as good as the writer's own.
    public static let own = 0.8
    /// Three or four digits by which a number is called.
    public static let end = "number.end"
}

/// Rules of the words by which people say who they are on another platform; see `CustomerRecord.knownAs`.
public enum SaidElsewhere {
    private static let head = "identity.claim.at."

    /// The rule of a claim that names a platform.
    static func rule(_ platform: String) -> String { head + platform }

    /// The platform that a rule names, as `Platform` calls it.
    public static func platform(of rule: String?) -> String? { rule.flatMap { $0.hasPrefix(head) ? String($0.dropFirst(head.count)) : nil } }
}
