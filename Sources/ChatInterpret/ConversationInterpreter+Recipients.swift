import ChatExtract
import ChatModel
import OrderLedger

extension ConversationInterpreter {
    /// Whether the message is about somebody's return address or hotline and not about where the goods go.
    static func isSellersPlace(_ turn: Turn) -> Bool {
        let classes = turn.mentions.classes
        return classes.contains(.returnAddress)
            || classes.contains(.refund) && turn.scan.recipients.contains { !$0.recipient.phones.isEmpty && $0.recipient.address != nil }
    }

    /// Whether a customer's message is about where goods go back to; who wants their money back may well say who they are.
    private func isReturned(_ turn: Turn) -> Bool {
        let classes = turn.mentions.classes
        if classes.contains(.returnAddress) { return true }
        guard classes.contains(.refund) else { return false }
        let phones = turn.scan.recipients.flatMap(\.recipient.phones)
        return !phones.isEmpty && phones.allSatisfy { contacts.returnPhones[$0] != nil || contacts.toldPhones[$0] != nil }
    }

    /// Takes the recipients that a customer gives; answers them for the order book.
    ///
    /// - Parameters:
    ///   - isGiven: whether the message is known to give an address, so that weaker signs of one do.
    ///   - goods: what the message names beside people.
    mutating func takeRecipients(_ turn: Turn, _ place: Int, isGiven: Bool = false, goods: [String] = []) -> [LedgerRecipient] {
        let m = turn.mentions
        if isReturned(turn) {
            for r in turn.scan.recipients { for p in r.recipient.phones { contacts.returnPhones[p, default: 0] += 1 } }
            for f in turn.scan.findings.findings where f.kind == .phone { contacts.returnPhones[f.value, default: 0] += 1 }
            return []
        }
        if takeCorrection(turn, place) { return [] }
        var found = turn.scan.recipients.map { settled($0, turn, place) }.filter { Self.isUseful($0.recipient) }
        if found.isEmpty, isGiven || accounts[place].isAskedAddress, isAbroad {
            let pieces = parser.pieces(in: Array(turn.message.text.utf8).span, eager: true)
            found = (pieces.recipients + (pieces.address.map { [$0] } ?? [])).filter { Self.isUseful($0.recipient) }
        }
        let isPart =
            found.isEmpty || found.count == 1 && (found[0].recipient.name == nil || found[0].recipient.phones.isEmpty || found[0].recipient.address == nil)
        let isOthers = isAbroad && found.isEmpty && AddressTalk.isOthersNumber(Array(turn.message.text.lowercased().utf8)) && hasSingleNumber(turn)
        let isTalk =
            !isPart || turn.reading.intent != nil && !isAbroad
            || !m.classes.isDisjoint(with: [.yes, .ask, .hesitate, .lead, .tail, .question, .askPrice, .time, .praise])
        if isPart || isAbroad && found.count == 1 {
            let joined = accounts[place].pieces.take(
                turn.message.text, turn.scan, isTalk: isTalk, isOthers: isOthers, isAbroad: isAbroad, at: turn.at, parser: &parser)
            if let joined { found = [joined] }
        } else {
            _ = accounts[place].pieces.take(turn.message.text, turn.scan, isTalk: true, at: turn.at, parser: &parser)
        }
        if found.isEmpty, let named = takeNamed(turn, place, goods) { return named }
        found = found.map { settled($0, turn, place) }
        let lines = found.count == 1 ? linesOfSeveral(turn, found[0]) : []
        let ofAll = accounts[place].whose(turn.plain, m.classes.contains(.forOther), hasRecipient: !found.isEmpty)
        var given: [LedgerRecipient] = []
        for part in lines.isEmpty ? found.map({ ($0, nil) }) : lines {
            let (parsed, line) = part
            let whose = line.map { Self.whose($0, parsed.range) } ?? (Self.isOwn(parsed.range, in: turn.message.text) ? .own : ofAll)
            let recipient = cleared(parsed.recipient)
            guard Self.isUseful(recipient) else { continue }
            let isOther =
                whose == .others || whose == .atOthers && !AccountHolder.bears(accounts[place].record, recipient.name)
                || whose == .unsaid && isAbroad && AccountHolder.isStranger(recipient.name, to: accounts[place].record)
                    && !(accounts[place].isAskedAddress && AccountHolder.sharesInitial(recipient.name, with: accounts[place].record))
            let index = accounts[place].take(
                recipient, isOther: isOther, isOwn: whose == .own, at: turn.at, evidence: turn.evidence("recipient", parsed.confidence, parsed.range))
            accounts[place].currentRecipient = index
            given.append(LedgerRecipient(index: index, names: [recipient.name].compactMap(\.self), relation: isOther ? "other" : nil, isNew: true))
        }
        return given
    }

    /// Takes who is named right beside a number in running talk; the order book hears of those alone whose address is known. Nil where nobody is.
    private mutating func takeNamed(_ turn: Turn, _ place: Int, _ goods: [String]) -> [LedgerRecipient]? {
        let named = named(turn, goods + turn.reading.items.compactMap(\.product) + turn.mentions.topics.map(\.name))
        guard !named.isEmpty else { return nil }
        let ofAll = accounts[place].whose(turn.plain, turn.mentions.classes.contains(.forOther), hasRecipient: true)
        var given: [LedgerRecipient] = []
        for parsed in named {
            let whose = Self.isOwn(parsed.range, in: turn.message.text) ? .own : ofAll
            let index = accounts[place].take(
                parsed.recipient, isOther: whose == .others || whose == .atOthers, isOwn: whose == .own, at: turn.at,
                evidence: turn.evidence("recipient.named", parsed.confidence, parsed.range))
            if accounts[place].record.recipients[index].recipient.address != nil {
                accounts[place].currentRecipient = index
                given.append(LedgerRecipient(index: index, names: [parsed.recipient.name].compactMap(\.self), isNew: true))
            }
        }
        return given
    }

    /// Names that stand right beside a number of theirs, and are neither goods nor somebody at a desk.
    private func named(_ turn: Turn, _ goods: [String]) -> [ParsedRecipient] {
        guard turn.scan.recipients.isEmpty else { return [] }
        let text = turn.message.text
        return turn.scan.findings.findings.compactMap { finding in
            guard finding.kind == .phone, finding.confidence >= 0.8, !finding.value.contains("*"), !ownership.phones.contains(finding.value),
                !isOthersNumber(finding, turn), !(isAbroad && isSenders(finding, turn)), let named = NamedNumber.beside(finding.range, in: text), named.isSure,
                !goods.contains(where: { $0.contains(named.name) || named.name.contains($0) })
            else { return nil }
            let range = min(named.range.lowerBound, finding.range.lowerBound)..<max(named.range.upperBound, finding.range.upperBound)
            return ParsedRecipient(recipient: Recipient(name: named.name, phones: [finding.value]), range: range, confidence: 0.75)
        }
    }

    /// Whether the words right before a recipient say that it is the writer: 我 李禾 139…, Me, Priya Nair ….
    private static func isOwn(_ range: Range<Int>, in text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard range.lowerBound > 0, range.lowerBound <= bytes.count else { return false }
        return IdentityWords.endsWithSelf(String(decoding: bytes[max(0, range.lowerBound - 24)..<range.lowerBound], as: UTF8.self))
    }

    /// Lines that are a recipient each, of which a reading of the whole message made one person with all their numbers.
    private func linesOfSeveral(_ turn: Turn, _ whole: ParsedRecipient) -> [(ParsedRecipient, String?)] {
        guard whole.recipient.phones.count > 1, turn.message.text.contains(where: \.isNewline) else { return [] }
        var parser = RecipientParser()
        let lines = turn.message.text.split(whereSeparator: \.isNewline).map(String.init)
        let read = lines.compactMap { line in
            parser.recipients(in: line).first { !$0.recipient.phones.isEmpty && Self.isUseful($0.recipient) }.map { ($0, Optional(line)) }
        }
        if read.count > 1, Set(read.flatMap(\.0.recipient.phones)) == Set(whole.recipient.phones) { return read }
        // A person's numbers stand in their line.
        guard let name = whole.recipient.name, let line = lines.first(where: { $0.contains(name) }) else { return [] }
        let digits = line.filter(\.isNumber)
        var one = whole
        one.recipient.phones.removeAll { phone in
            !digits.contains(phone.suffix(7))
                && lines.contains { $0 != line && IdentityWords.isRelation($0.prefix(4)) && $0.filter(\.isNumber).contains(phone.suffix(7)) }
        }
        return one.recipient.phones.isEmpty || one.recipient.phones == whole.recipient.phones ? [] : [(one, line)]
    }

    /// Whose the recipient of a line is, by the word before it: 我：…, 媽咪：…, 两盒发我 李禾 139….
    private static func whose(_ line: String, _ range: Range<Int>) -> AccountState.Whose {
        if isOwn(range, in: line) { return .own }
        let head = line.prefix { !":： ".contains($0) }
        if IdentityWords.selfHeads.contains(String(head)) { return .own }
        return IdentityWords.isForOther(line) || IdentityWords.isRelation(head) ? .others : .unsaid
    }

    /// Without the seller's own phones.
    func cleared(_ recipient: Recipient) -> Recipient {
        var recipient = recipient
        func isSellers(_ phone: String) -> Bool { ownership.phones.contains(phone) || contacts.returnPhones[phone] != nil }
        if !recipient.phones.isEmpty, recipient.phones.allSatisfy(isSellers) { return Recipient() }
        recipient.phones.removeAll(where: isSellers)
        return recipient
    }

    /// A name with a phone, or an address that reaches a door.
    static func isUseful(_ r: Recipient) -> Bool {
        if !r.phones.isEmpty { return r.name != nil || r.address != nil }
        if AccountState.isAbroad(r.address) { return r.name != nil || r.address?.detail?.utf8.contains { 0x30...0x39 ~= $0 } == true }
        return AccountState.weight(r.address) >= 3 && r.address?.detail?.isEmpty == false
    }

    /// 寄我妈那, 寄给王丽: the known recipient that a message names.
    func namedRecipient(_ text: String, _ place: Int) -> Int? {
        accounts[place].record.recipients.indices.first { i in
            accounts[place].record.recipients[i].recipient.name.map { $0.utf8.count >= 6 && text.contains($0) } ?? false
        }
    }

    /// Whether a number outside a recipient is the speaker's: true where they say so, false where they give it with hardly a word beside it, behind a label or with
    /// an order, so that it may yet turn out to be part of somebody else's recipient; nil where it is not theirs.
    private func isOwnNumber(_ finding: Finding, _ turn: Turn) -> Bool? {
        let (m, text) = (turn.mentions, turn.plain)
        // A courier's number that the seller told is not the customer's, whatever they say of it.
        if contacts.toldPhones[finding.value] != nil { return nil }
        if saysNumberChanged(turn) || IdentityWords.isOwnNumber(before: head(of: finding, turn)) && !IdentityWords.isAnotherSpeaking(text) { return true }
        // A dropshipper's own number, as the sender's.
        if isAbroad, let phone = turn.scan.findings.findings.first(where: { $0.kind == .phone }), isSenders(phone, turn) { return true }
        guard !IdentityWords.isForOther(text), !IdentityWords.namesOther(text) else { return nil }
        if IdentityWords.isOwnWords(text) || IdentityWords.isForSelf(text) { return true }
        guard !m.classes.contains(.forOther) else { return nil }
        // A courier's or a shop's number is told in a sentence about them.
        guard !m.classes.contains(.serviceLabel), turn.scan.findings.findings.count(where: { $0.kind == .phone }) == 1 else { return nil }
        if m.classes.contains(.contactLabel) || turn.reading.intent == .order || IdentityWords.isBareNumber(text) { return false }
        if isAbroad, AddressTalk.endsInPhoneWord(head(of: finding, turn)) { return false }
        // 两箱 卓琳 137…: what looks like a name beside it.
        return NamedNumber.beside(finding.range, in: turn.message.text) != nil ? false : nil
    }

    /// Whether the words before a number in its clause say that it is somebody else's.
    private func isOthersNumber(_ finding: Finding, _ turn: Turn) -> Bool {
        let bytes = Array(turn.message.text.utf8)
        guard finding.range.lowerBound <= bytes.count else { return false }
        let head = String(decoding: bytes[max(0, finding.range.lowerBound - 36)..<finding.range.lowerBound], as: UTF8.self)
        let clause = head.lastIndex { "，。；！？\n,;!?".contains($0) }.map { head[head.index(after: $0)...] } ?? head[...]
        if isAbroad, !AddressTalk.isOwnNumber(Array(turn.message.text.lowercased().utf8)), AddressTalk.isOthersNumber(Array(clause.lowercased().utf8)) {
            return true
        }
        return IdentityWords.isOthersNumber(before: clause)
    }

    /// Whether the speaker says in the number's clause who they are: 我是小安 139….
    private static func isIntroduced(_ finding: Finding, _ turn: Turn) -> Bool {
        let bytes = Array(turn.message.text.utf8)
        guard finding.range.lowerBound <= bytes.count else { return false }
        let head = String(decoding: bytes[max(0, finding.range.lowerBound - 48)..<finding.range.lowerBound], as: UTF8.self)
        let clause = head.lastIndex { "，。；！？\n,;!?".contains($0) }.map { head[head.index(after: $0)...] } ?? head[...]
        return clause.count <= 12 && (IdentityWords.introduces(clause) || IdentityWords.endsWithSelf(String(clause)))
    }

    /// 换号了，新号 139…: a phone in such a message is the speaker's own, unless it is about somebody else's.
    private func saysNumberChanged(_ turn: Turn) -> Bool {
        !turn.mentions.classes.contains(.forOther) && IdentityWords.notes(in: turn.plain).contains(.changedNumber)
    }

    /// Phones that the customer gives as their own, outside a recipient.
    mutating func takePhones(_ turn: Turn, _ place: Int) {
        let m = turn.mentions
        guard !turn.scan.findings.findings.isEmpty, !isReturned(turn) else { return }
        for f in turn.scan.findings.findings {
            switch f.kind {
            case .phone where isOthersNumber(f, turn):
                if !accounts[place].record.othersPhones.contains(f.value) { accounts[place].record.othersPhones.append(f.value) }
            case .phone:
                if m.classes.contains(.serviceLabel), !IdentityWords.namesSelf(turn.message.text) { continue }
                if ownership.phones.contains(f.value) || f.value.contains("*") || f.value.hasPrefix("+86400") || f.value.hasPrefix("+86800")
                    || f.confidence < 0.8
                {
                    continue
                }
                // The same digits, as they are dialled where the recipient lives.
                let isRecipients = turn.scan.recipients.contains { recipient in
                    recipient.recipient.phones.contains { $0 == f.value || isAbroad && $0.hasSuffix(f.value.suffix(8)) }
                }
                if isRecipients {
                    // Street 12, my number 050 771….
                    let isOwn = isAbroad && hasSingleNumber(turn) && AddressTalk.isOwnNumber(Array(turn.message.text.lowercased().utf8))
                    if isOwn { accounts[place].take(ownPhone: Attested(f.value, evidence: [turn.evidence(f.rule, f.confidence, f.range)]), isStated: true) }
                    continue
                }
                accounts[place].givenPhones.insert(f.value)
                if isAbroad, isBesideOwn(f, turn) { continue }
                let isIntroduced = Self.isIntroduced(f, turn)
                guard let isStated = isIntroduced ? true : isOwnNumber(f, turn), isStated || !accounts[place].isAnnounced else { continue }
                if isStated, isIntroduced || IdentityWords.isForSelf(turn.plain) { accounts[place].statedPhones.insert(f.value) }
                accounts[place].take(ownPhone: Attested(f.value, evidence: [turn.evidence(f.rule, f.confidence, f.range)]), isStated: isStated)
            case .email:
                if !accounts[place].record.emails.contains(where: { $0.value == f.value }) {
                    accounts[place].record.emails.append(Attested(f.value, evidence: [turn.evidence(f.rule, f.confidence, f.range)]))
                }
            case .wechatID, .qqNumber:
                let other = OtherIdentity(kind: f.kind.rawValue, value: f.value)
                guard f.confidence >= 0.7, !accounts[place].record.otherIdentities.contains(where: { $0.value == other }) else { continue }
                accounts[place].record.otherIdentities.append(Attested(other, evidence: [turn.evidence(f.rule, f.confidence, f.range)]))
            case .birthday where f.confidence >= 0.7 && accounts[place].record.birthDate == nil:
                accounts[place].record.birthDate = Attested(f.value, evidence: [turn.evidence(f.rule, f.confidence, f.range)])
            case .gender where f.confidence >= 0.7 && accounts[place].record.gender == nil:
                accounts[place].record.gender = Attested(f.value, evidence: [turn.evidence(f.rule, f.confidence, f.range)])
            default: break
            }
        }
    }
}
