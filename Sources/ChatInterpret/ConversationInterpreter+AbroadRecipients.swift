import ChatExtract
import ChatModel

/// What recipients abroad need beside: whose a number is, said in the words around it, and what the account itself tells of its number and name.
extension ConversationInterpreter {
    /// Whether a message holds one phone and no address.
    func hasSingleNumber(_ turn: Turn) -> Bool {
        turn.scan.findings.findings.count { $0.kind == .phone } == 1
    }

    /// A recipient with what the account itself tells: its own number as it is dialled abroad, the number and the name that are “the same”, the name it bears.
    func settled(_ parsed: ParsedRecipient, _ turn: Turn, _ place: Int) -> ParsedRecipient {
        var parsed = parsed
        let record = accounts[place].record
        // 07 55 50 00 12, of somebody who writes from +225 07 55 50 00 12.
        if isAbroad, let id = record.accountID, id.first == "+", id.utf8.count >= 11 {
            for i in parsed.recipient.phones.indices where parsed.recipient.phones[i] != id && id.hasSuffix(parsed.recipient.phones[i].suffix(8)) {
                parsed.recipient.phones[i] = id
                if let land = DialledNumber.land(of: id) { parsed.recipient.address?.country = land }
            }
        }
        // … at the desk 03-5550 0011, my hp 016-555 0012: of two numbers the one that is said to be the writer's.
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

    /// What a message says before a number, in lower case, as far as so many bytes back.
    func head(of finding: Finding, _ turn: Turn, within length: Int = 40) -> [UInt8] {
        let bytes = Array(turn.message.text.utf8)
        guard finding.range.lowerBound <= bytes.count else { return [] }
        let head = bytes[max(0, finding.range.lowerBound - length)..<finding.range.lowerBound]
        return Array(String(decoding: head, as: UTF8.self).lowercased().utf8)
    }

    /// Whether the words between a number and the one before it say that it is the writer's.
    private func isCalledOwn(_ finding: Finding, _ turn: Turn) -> Bool {
        let words = head(of: finding, turn)
        return AddressTalk.isOwnNumber(Array(words[(words.lastIndex { $0 &- 0x30 < 10 }.map { $0 + 1 } ?? 0)...]))
    }

    /// Whether another number of a message is said to be the writer's, and this one not: … at the desk 03-5550 0011, my hp 016-555 0012.
    func isBesideOwn(_ finding: Finding, _ turn: Turn) -> Bool {
        let phones = turn.scan.findings.findings.filter { $0.kind == .phone }
        return phones.count > 1 && !isCalledOwn(finding, turn) && phones.contains { isCalledOwn($0, turn) }
    }

    /// Whether the words before a number on its line name who sends.
    func isSenders(_ finding: Finding, _ turn: Turn) -> Bool {
        let words = head(of: finding, turn, within: 60)
        let start = words.lastIndex { $0 == 0x0A || $0 == 0x2C || $0 == 0x2E }.map { $0 + 1 } ?? 0
        return AddressTalk.isSender(Array(words[start...]))
    }
}
