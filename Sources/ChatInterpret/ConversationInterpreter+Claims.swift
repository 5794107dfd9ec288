import ChatModel

extension ConversationInterpreter {
    /// What a customer says of who they are elsewhere, and the numbers of orders that they name.
    mutating func takeClaims(_ turn: Turn, _ place: Int) {
        var claims = IdentityWords.claims(in: turn.message.text)
        if accounts[place].isAskedWho {
            claims += IdentityWords.answer(turn.message.text).map { [$0] } ?? []
            accounts[place].isAskedWho = false
        }
        for claim in claims where accounts[place].record.knownAs.count < 20 {
            accounts[place].record.knownAs.append(Attested(claim, evidence: [turn.evidence("identity.claim", 0.8)]))
        }
        for number in turn.reading.orderNumbers where !accounts[place].record.orderNumbers.contains(where: { $0.value == number }) {
            accounts[place].record.orderNumbers.append(Attested(number, evidence: [turn.evidence("order.number", 0.9)]))
        }
    }
}
