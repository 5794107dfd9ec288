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

    /// Takes the recipients that a customer gives; answers them for the order book.
    ///
    /// - Parameter isGiven: whether the message is known to give an address, so that weaker signs of one do.
    mutating func takeRecipients(_ turn: Turn, _ place: Int, isGiven: Bool = false) -> [LedgerRecipient] {
        let m = turn.mentions
        if Self.isSellersPlace(turn) {
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
        found = found.map { settled($0, turn, place) }
        let lines = found.count == 1 ? linesOfSeveral(turn, found[0]) : []
        let ofAll = accounts[place].whose(turn.message.text, m.classes.contains(.forOther), hasRecipient: !found.isEmpty)
        var given: [LedgerRecipient] = []
        for part in lines.isEmpty ? found.map({ ($0, nil) }) : lines {
            let (parsed, line) = part
            let whose = line.map(Self.whose) ?? ofAll
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

    /// Whether a message holds one phone and no address.
    private func hasSingleNumber(_ turn: Turn) -> Bool {
        turn.scan.findings.findings.count { $0.kind == .phone } == 1
    }

    /// A recipient with what the account itself tells: its own number as it is dialled abroad, the number and the name that are “the same”, the name it bears.
    private func settled(_ parsed: ParsedRecipient, _ turn: Turn, _ place: Int) -> ParsedRecipient {
        var parsed = parsed
        let record = accounts[place].record
        // 07 48 33 19 02, of somebody who writes from +225 07 48 33 19 02.
        if isAbroad, let id = record.accountID, id.first == "+", id.utf8.count >= 11 {
            for i in parsed.recipient.phones.indices where parsed.recipient.phones[i] != id && id.hasSuffix(parsed.recipient.phones[i].suffix(8)) {
                parsed.recipient.phones[i] = id
                if let land = DialledNumber.land(of: id) { parsed.recipient.address?.country = land }
            }
        }
        // … at the lobby 03-8925 4471, my hp 016-338 2095: of two numbers the one that is said to be the writer's.
        if isAbroad, parsed.recipient.phones.count > 1 {
            let own = turn.scan.findings.findings.last { $0.kind == .phone && isCalledOwn($0, turn) }
            if let own, parsed.recipient.phones.contains(own.value) { parsed.recipient.phones = [own.value] }
        }
        let text = Array(turn.message.text.lowercased().utf8)
        if parsed.recipient.phones.isEmpty || parsed.recipient.name == nil, parsed.recipient.address != nil, SameNumber.isSaid(in: text) {
            let known = accounts[place].currentRecipient.map { record.recipients[$0] } ?? record.recipients.last
            if let known, known.isSelf != false || parsed.recipient.name == nil || known.recipient.name == parsed.recipient.name {
                if parsed.recipient.phones.isEmpty { parsed.recipient.phones = known.recipient.phones }
                if parsed.recipient.name == nil { parsed.recipient.name = known.recipient.name }
            }
            if parsed.recipient.phones.isEmpty, let own = record.phones.first?.value ?? accounts[place].ownNumber { parsed.recipient.phones = [own] }
            let detail = parsed.recipient.address?.detail.map(Self.withoutSameNumber)
            parsed.recipient.address?.detail = detail
        }
        return parsed
    }

    /// An address without the words that the number is the known one.
    private static func withoutSameNumber(_ detail: String) -> String {
        guard let range = SameNumber.range(in: Array(detail.lowercased().utf8)) else { return detail }
        var bytes = Array(detail.utf8)
        guard range.upperBound <= bytes.count, range.lowerBound > 6 else { return detail }
        bytes.removeSubrange(range)
        let rest = String(decoding: bytes, as: UTF8.self)
        let end = rest.lastIndex { !" ,，、；;。.".contains($0) }
        return end.map { String(rest[...$0]) } ?? rest
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

    /// Whose the recipient of a line is, by the word before it: 我：…, 媽咪：….
    private static func whose(_ line: String) -> AccountState.Whose {
        let head = line.prefix { !":： ".contains($0) }
        if ["我", "我自己", "自己", "本人", "me", "Me", "mine"].contains(String(head)) { return .own }
        return IdentityWords.isForOther(line) || IdentityWords.isRelation(head) ? .others : .unsaid
    }

    /// Without the seller's own phones.
    func cleared(_ recipient: Recipient) -> Recipient {
        var recipient = recipient
        if !recipient.phones.isEmpty, recipient.phones.allSatisfy(ownership.phones.contains) { return Recipient() }
        recipient.phones.removeAll(where: ownership.phones.contains)
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
    private func isOwnNumber(_ turn: Turn) -> Bool? {
        let (m, text) = (turn.mentions, turn.message.text)
        if saysNumberChanged(turn) { return true }
        // A dropshipper's own number, as the sender's.
        if isAbroad, let phone = turn.scan.findings.findings.first(where: { $0.kind == .phone }), isSenders(phone, turn) { return true }
        guard !IdentityWords.isForOther(text), !IdentityWords.namesOther(text) else { return nil }
        if IdentityWords.isOwnWords(text) || IdentityWords.isForSelf(text) { return true }
        guard !m.classes.contains(.forOther) else { return nil }
        // A courier's or a shop's number is told in a sentence about them.
        guard !m.classes.contains(.serviceLabel), turn.scan.findings.findings.count(where: { $0.kind == .phone }) == 1 else { return nil }
        if isAbroad, let phone = turn.scan.findings.findings.first(where: { $0.kind == .phone }), AddressTalk.endsInPhoneWord(head(of: phone, turn)) {
            return false
        }
        return m.classes.contains(.contactLabel) || turn.reading.intent == .order || IdentityWords.isBareNumber(text) ? false : nil
    }

    /// What a message says before a number, in lower case, as far as forty bytes back.
    private func head(of finding: Finding, _ turn: Turn) -> [UInt8] {
        let bytes = Array(turn.message.text.lowercased().utf8)
        guard finding.range.lowerBound <= bytes.count else { return [] }
        return Array(bytes[max(0, finding.range.lowerBound - 40)..<finding.range.lowerBound])
    }

    /// Whether the words between a number and the one before it say that it is the writer's.
    private func isCalledOwn(_ finding: Finding, _ turn: Turn) -> Bool {
        let words = head(of: finding, turn)
        return AddressTalk.isOwnNumber(Array(words[(words.lastIndex { $0 &- 0x30 < 10 }.map { $0 + 1 } ?? 0)...]))
    }

    /// Whether another number of a message is said to be the writer's, and this one not: … at the lobby 03-8925 4471, my hp 016-338 2095.
    private func isBesideOwn(_ finding: Finding, _ turn: Turn) -> Bool {
        let phones = turn.scan.findings.findings.filter { $0.kind == .phone }
        return phones.count > 1 && !isCalledOwn(finding, turn) && phones.contains { isCalledOwn($0, turn) }
    }

    /// Whether the words before a number on its line name who sends.
    private func isSenders(_ finding: Finding, _ turn: Turn) -> Bool {
        let bytes = Array(turn.message.text.lowercased().utf8)
        guard finding.range.lowerBound <= bytes.count else { return false }
        let head = bytes[..<finding.range.lowerBound]
        let start = head.lastIndex { $0 == 0x0A || $0 == 0x2C || $0 == 0x2E }.map { $0 + 1 } ?? 0
        return head.count - start <= 60 && AddressTalk.isSender(Array(head[start...]))
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

    /// 换号了，新号 139…: a phone in such a message is the speaker's own, unless it is about somebody else's.
    private func saysNumberChanged(_ turn: Turn) -> Bool {
        !turn.mentions.classes.contains(.forOther) && IdentityWords.notes(in: turn.message.text).contains(.changedNumber)
    }

    /// Phones that the customer gives as their own, outside a recipient.
    mutating func takePhones(_ turn: Turn, _ place: Int) {
        let m = turn.mentions
        guard !turn.scan.findings.findings.isEmpty, !Self.isSellersPlace(turn) else { return }
        for f in turn.scan.findings.findings {
            switch f.kind {
            case .phone where isOthersNumber(f, turn):
                if !accounts[place].record.othersPhones.contains(f.value) { accounts[place].record.othersPhones.append(f.value) }
            case .phone:
                if m.classes.contains(.serviceLabel), !turn.message.text.contains("我") { continue }
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
                guard let isStated = isOwnNumber(turn), isStated || !accounts[place].isAnnounced else { continue }
                if isStated, IdentityWords.isForSelf(turn.message.text) { accounts[place].statedPhones.insert(f.value) }
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
