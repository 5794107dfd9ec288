import ChatExtract
import ChatModel
import OrderLedger

/// Acts that somebody else told: a fitted model or a person's labels.
extension ConversationInterpreter {
    mutating func readTold(_ acts: [DialogueAct], _ turn: Turn, _ account: Int?) {
        if let account { noteRole(acts, account) }
        // Helpers speak for the seller.
        let place = account.flatMap { accounts[$0].isStaff ? nil : $0 }
        let isList = acts.contains { $0.act == .list || $0.act == .tally }
        var recipients: [LedgerRecipient] = []
        if let place {
            if !isList { recipients = toldRecipients(acts, turn, place) }
            if !acts.isEmpty || turn.message.payment != nil || isEntry(turn.message.text) { accounts[place].hasSubstance = true }
            takeTold(feedback: acts, turn, place)
            takeSignals(turn, place, acts)
            accounts[place].record.identityNotes.formUnion(IdentityWords.notes(in: turn.plain))
            if !isList { takePhones(turn, place) }
            takeClaims(turn, place)
        } else if !isList {
            let target = target(of: turn.message.text)
            if let target { noteQuestion(turn, target) }
            takeSellersBlocks(turn, target)
        }
        var event = LedgerEvent(by: speaker(place), at: turn.at, position: turn.message.source, acts: acts, payment: turn.message.payment)
        event.recipients = recipients
        event.ranges = acts.map { act in act.span.flatMap { Self.range(of: $0, in: turn.message.text) } }
        event.addressee = place == nil ? target(of: turn.message.text).flatMap { accounts[$0].customer } : nil
        ledger.take(event)
    }

    /// Where a span stands in a text, UTF-8 bytes; nil for words that are not in it.
    private static func range(of span: String, in text: String) -> Range<Int>? {
        guard !span.isEmpty, let found = text.firstRange(of: span) else { return nil }
        let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
        return start..<start + span.utf8.count
    }

    /// Whether a member adds a line to the group's list: 4. 卓姐 香菇酱1.
    private func isEntry(_ text: String) -> Bool {
        guard conversation.kind == .group else { return false }
        let rest = text.drop { $0.isASCII && $0.isNumber }
        return rest.count < text.count && text.count - rest.count <= 3 && rest.first.map { ".、．)）".contains($0) } == true && rest.contains { $0.isNumber }
    }

    /// Counts what tells a helper from a customer; between two the other side is the customer.
    private mutating func noteRole(_ acts: [DialogueAct], _ place: Int) {
        guard conversation.kind == .group else { return }
        for act in acts {
            switch act.act {
            case .ship, .refundPaid: accounts[place].sellerActs += 2
            // Customers remind of it as often: 少的那份记得给我.
            case .resend: accounts[place].sellerActs += 1
            case .tally: accounts[place].sellerActs += act.entries.map { $0.count > 1 ? 2 : 1 } ?? 0
            case .paidSeen: accounts[place].sellerActs += accounts[place].customerActs == 0 ? 2 : act.who == nil ? 0 : 1
            case .propose, .refundPromised, .ready: accounts[place].sellerActs += 1
            case .quote, .confirm, .handOver, .offer: accounts[place].sellerActs += act.who == nil ? 0 : 1
            case .request, .pay, .change, .withdraw, .arrive, .inquire, .consider: accounts[place].customerActs += 2
            default: break
            }
        }
    }

    /// The recipients of a message with the acts that give them; “the old address” names a known one.
    private mutating func toldRecipients(_ acts: [DialogueAct], _ turn: Turn, _ place: Int) -> [LedgerRecipient] {
        let isGiven = acts.contains { $0.act == .give && ($0.what == "block" || $0.what == "address") && $0.whose != "seller" }
        var found = takeRecipients(turn, place, isGiven: isGiven, goods: acts.flatMap { $0.lines ?? [] }.compactMap(\.product))
        for (n, act) in acts.enumerated() where act.act == .give && (act.what == "block" || act.what == "address") && act.whose != "seller" {
            guard let value = act.value else { continue }
            if let i = found.indices.first(where: { found[$0].act == nil && says(value, found[$0].index, place) })
                ?? (found.count == 1 && found[0].act == nil ? 0 : nil)
            {
                found[i].act = n
                found[i].relation = act.whose
            } else if let known = accounts[place].record.recipients.indices.last(where: { says(value, $0, place) }) {
                let name = accounts[place].record.recipients[known].recipient.name
                accounts[place].currentRecipient = known
                found.append(LedgerRecipient(index: known, names: [name].compactMap(\.self), relation: act.whose, isNew: true, act: n))
            }
        }
        return found
    }

    /// Whether a given datum is about a known recipient: their phone, name or street stands in it.
    private func says(_ value: String, _ index: Int, _ place: Int) -> Bool {
        let recipient = accounts[place].record.recipients[index].recipient
        if recipient.phones.contains(where: { value.contains($0.suffix(8)) }) { return true }
        if let name = recipient.name, name.utf8.count >= 6, value.contains(name) { return true }
        return recipient.address?.detail.map { $0.utf8.count >= 9 && value.contains($0) } ?? false
    }

    private mutating func takeTold(feedback acts: [DialogueAct], _ turn: Turn, _ place: Int) {
        var seen: [Feedback.Kind] = []
        for act in acts where act.act == .praise || act.act == .complain && act.kind != "price" {
            let kind: Feedback.Kind = act.act == .praise ? .praise : .complaint
            guard !seen.contains(kind) else { continue }
            seen.append(kind)
            var feedback = Feedback(kind: kind, reason: act.act == .complain ? act.kind : nil, at: turn.at, quote: PersonalCards.masked(in: turn.message.text))
            feedback.product = act.lines?.first?.product
            feedback.isSensitive = act.kind == "allergic"
            feedback.evidence = turn.evidence("feedback", act.confidence ?? 0.9)
            accounts[place].record.feedback.append(feedback)
        }
    }
}
