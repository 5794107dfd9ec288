import ChatExtract
import ChatModel

extension ConversationInterpreter {
    /// Puts the recipient right that the customer gave before: 电话换一下 139…, 门牌是1203不是1302. Answers whether the message did.
    mutating func takeCorrection(_ turn: Turn, _ place: Int) -> Bool {
        guard let index = accounts[place].currentRecipient ?? accounts[place].record.recipients.indices.last,
            !turn.scan.recipients.contains(where: { $0.recipient.address != nil }), let correction = CorrectionReader.read(MessageText(turn.message.text))
        else { return false }
        var recipient = accounts[place].record.recipients[index].recipient
        guard correction.part != .phone || !ownership.phones.contains(correction.right), correction.apply(to: &recipient) else { return false }
        if correction.part == .phone { accounts[place].givenPhones.insert(correction.right) }
        accounts[place].record.recipients[index].recipient = recipient
        accounts[place].record.recipients[index].lastUsed = turn.at ?? accounts[place].record.recipients[index].lastUsed
        accounts[place].record.recipients[index].evidence.append(turn.evidence("recipient.corrected", 0.85, correction.range))
        accounts[place].currentRecipient = index
        return true
    }
}
