import ChatExtract
import ChatModel

extension ConversationInterpreter {
    /// Puts the recipient right that the customer gave before: 电话换一下 139…, 门牌是1203不是1302. Returns whether the message did.
    mutating func takeCorrection(_ turn: Turn, _ place: Int) -> Bool {
        guard !accounts[place].record.recipients.isEmpty, !turn.scan.recipients.contains(where: { $0.recipient.address != nil }),
            let correction = CorrectionReader.read(MessageText(turn.message.text)),
            correction.part != .phone || !ownership.phones.contains(correction.right),
            let (index, recipient) = corrected(accounts[place].record.recipients.map(\.recipient), by: correction, current: accounts[place].currentRecipient)
        else { return false }
        if correction.part == .phone { accounts[place].givenPhones.insert(correction.right) }
        accounts[place].record.recipients[index].recipient = recipient
        accounts[place].record.recipients[index].lastUsed = turn.at ?? accounts[place].record.recipients[index].lastUsed
        accounts[place].record.recipients[index].evidence.append(turn.evidence("recipient.corrected", 0.85, correction.range))
        accounts[place].currentRecipient = index
        return true
    }

    /// The recipient that a correction is about, put right: the current one, else the only one in which the wrong words stand.
    private func corrected(_ recipients: [Recipient], by correction: RecipientCorrection, current: Int?) -> (index: Int, recipient: Recipient)? {
        var recipient = recipients[current ?? recipients.count - 1]
        if correction.apply(to: &recipient) { return (current ?? recipients.count - 1, recipient) }
        guard correction.wrong != nil else { return nil }
        let others = recipients.indices.compactMap { index -> (index: Int, recipient: Recipient)? in
            var recipient = recipients[index]
            return correction.apply(to: &recipient) ? (index, recipient) : nil
        }
        return others.count == 1 ? others[0] : nil
    }
}
