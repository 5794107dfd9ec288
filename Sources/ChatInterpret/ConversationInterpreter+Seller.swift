import ChatExtract
import ChatModel
import OrderLedger

extension ConversationInterpreter {
    /// Messages within which the words about goods that come back are followed by where to.
    private static let returnReach = 3

    /// A seller's message, where rules tell what it does.
    mutating func readSeller(_ turn: Turn) {
        let place = target(of: turn.message.text)
        if let place { noteQuestion(turn, place) }
        takeSellersBlocks(turn, place)
        let isMany = place == nil || accounts.count > 1
        var acts = turn.message.payment == nil ? RuleActs.sellers(turn, namesParcels: isMany) : []
        // Without a word to whom, rules trust nothing in a group but parcels with names beside them.
        if place == nil { acts.removeAll { $0.act != .ship || $0.parcels?.contains { $0.recipient != nil } != true } }
        guard !acts.isEmpty || turn.message.payment != nil && place != nil || !turn.reading.orderNumbers.isEmpty else { return }
        let customer = place.flatMap { accounts[$0].customer }
        var event = LedgerEvent(by: .seller, at: turn.at, position: turn.message.source, acts: acts, payment: place == nil ? nil : turn.message.payment)
        event.addressee = customer
        event.ranges = RuleActs.ranges(of: acts, turn)
        ledger.take(event)
        if let customer { for number in turn.reading.orderNumbers { ledger.name(orderNumber: number, of: customer, at: turn.at) } }
    }

    /// A block that the seller writes: a return address is the seller's; one that repeats the customer's, or asks to confirm it, is the customer's.
    mutating func takeSellersBlocks(_ turn: Turn, _ place: Int?) {
        let m = turn.mentions
        // 寄回来换, and where to in the next message.
        if m.classes.contains(.returnAddress) { returnUntil = context.count + Self.returnReach }
        let isReturn = Self.isSellersPlace(turn) || context.count <= returnUntil
        for parsed in turn.scan.recipients {
            let recipient = cleared(parsed.recipient)
            if isReturn, place.map({ accounts[$0].givenPhones.isDisjoint(with: recipient.phones) }) ?? true {
                for p in recipient.phones { contacts.returnPhones[p, default: 0] += 1 }
                continue
            }
            guard let place, Self.isUseful(recipient) else { continue }
            let isRepeated = !accounts[place].givenPhones.isDisjoint(with: recipient.phones)
            if isRepeated || m.classes.contains(.confirm) && recipient.name != nil && recipient.address != nil && !recipient.phones.isEmpty {
                accounts[place].take(recipient, isOther: false, at: turn.at, evidence: turn.evidence("recipient.confirmed", parsed.confidence, parsed.range))
            } else {
                for p in recipient.phones { contacts.toldPhones[p, default: 0] += 1 }
            }
        }
        for f in turn.scan.findings.findings where f.kind == .phone && !turn.scan.recipients.contains(where: { $0.recipient.phones.contains(f.value) }) {
            if Self.isSellersPlace(turn) {
                contacts.returnPhones[f.value, default: 0] += 1
            } else if place.map({ !accounts[$0].givenPhones.contains(f.value) }) ?? true {
                contacts.toldPhones[f.value, default: 0] += 1
            }
        }
    }
}
