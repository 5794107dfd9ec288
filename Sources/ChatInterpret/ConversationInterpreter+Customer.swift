import ChatExtract
import ChatModel
import OrderLedger

/// A customer's message, where rules tell what it does.
extension ConversationInterpreter {
    mutating func readCustomer(_ turn: Turn, _ place: Int) {
        var recipients = takeRecipients(turn, place)
        var acts: [DialogueAct] = []
        if let same = sameAddress(turn, place) { recipients.append(same) }
        if turn.message.payment == nil {
            acts = RuleActs.customers(turn, topic: inquired(turn), hasOpenOrder: accounts[place].customer.map { ledger.hasOpenOrder($0, at: turn.at) } ?? false)
        }
        if !acts.isEmpty || turn.message.payment != nil { accounts[place].hasSubstance = true }
        if turn.message.payment == nil {
            takeFeedback(turn, place)
            takeSignals(turn, place)
            accounts[place].record.identityNotes.formUnion(IdentityWords.notes(in: turn.plain))
            takePhones(turn, place)
            takeClaims(turn, place)
        }
        for act in acts where act.act == .request || act.act == .change { for line in act.lines ?? [] { names.count(line.product ?? "") } }
        guard !acts.isEmpty || !recipients.isEmpty || turn.message.payment != nil || !turn.reading.orderNumbers.isEmpty else { return }
        var event = LedgerEvent(by: speaker(place), at: turn.at, position: turn.message.source, acts: acts, payment: turn.message.payment)
        event.recipients = recipients
        event.ranges = RuleActs.ranges(of: acts, turn)
        ledger.take(event)
        if let customer = accounts[place].customer { for number in turn.reading.orderNumbers { ledger.name(orderNumber: number, of: customer, at: turn.at) } }
    }

    /// 老地址: to where the last parcel went, or to the recipient that the message names.
    private mutating func sameAddress(_ turn: Turn, _ place: Int) -> LedgerRecipient? {
        guard turn.mentions.classes.contains(.sameAddress), let last = accounts[place].currentRecipient ?? accounts[place].record.recipients.indices.last
        else { return nil }
        let same = turn.scan.recipients.isEmpty ? namedRecipient(turn.message.text, place) ?? last : last
        accounts[place].record.recipients[same].lastUsed = turn.at ?? accounts[place].record.recipients[same].lastUsed
        let name = accounts[place].record.recipients[same].recipient.name
        return LedgerRecipient(index: same, names: [name].compactMap(\.self), isNew: false)
    }

    /// What a question is about: the catalogue's, what has a price, what was offered; anything else is talk.
    private func inquired(_ turn: Turn) -> String? {
        let m = turn.mentions
        guard turn.reading.intent == .inquiry, let topic = m.items.first?.product ?? topic(m),
            m.classes.contains(.askPrice) || m.topics.contains(where: { $0.entry != nil }) || context.offer(named: topic, entry: nil)?.unitPrice != nil
        else { return nil }
        return topic
    }

    private func topic(_ m: OrderMentions) -> String? {
        if let entry = m.topics.first(where: { $0.entry != nil })?.entry, let catalog = reader.catalog { return catalog.products[entry].name }
        return m.topics.first.map(\.name) ?? context.lastOffer.flatMap { context.count - $0.at <= 3 ? $0.product : nil }
    }

    /// The product that feedback is about: one that is sold here, or the only one of the last order. A name that nobody used for goods is talk.
    private func knownTopic(_ m: OrderMentions, _ place: Int) -> String? {
        if let entry = m.topics.first(where: { $0.entry != nil })?.entry, let catalog = reader.catalog { return catalog.products[entry].name }
        let ordered = accounts[place].customer.map(ledger.goods) ?? []
        for topic in m.topics {
            if let known = ordered.reversed().lazy.flatMap(\.self).first(where: { $0 == topic.name || ProductName.isSame($0, topic.name) }) { return known }
            if let known = context.offer(named: topic.name, entry: nil)?.product { return known }
        }
        return ordered.last?.count == 1 ? ordered.last?[0] : nil
    }

    private mutating func takeFeedback(_ turn: Turn, _ place: Int) {
        let m = turn.mentions
        let kind: Feedback.Kind
        switch turn.reading.intent {
        case .praise: kind = .praise
        case .complaint, .refund:
            guard turn.reading.intent == .complaint || !m.complaints.isEmpty else { return }
            kind = .complaint
        case .received where m.classes.contains(.praise): kind = .praise
        case nil where m.classes.contains(.suggestion): kind = .suggestion
        default: return
        }
        // “今天天气真不错” praises nothing that was sold: praise and suggestions count once something was ordered.
        guard kind == .complaint || accounts[place].customer.map(ledger.hasOrders) ?? false else { return }
        var feedback = Feedback(
            kind: kind, reason: kind == .complaint ? m.complaints.first ?? (m.classes.contains(.notReceived) ? "late" : nil) : nil, at: turn.at,
            quote: PersonalCards.masked(in: turn.message.text))
        feedback.product = knownTopic(m, place)
        feedback.isSensitive = m.classes.contains(.sensitive)
        feedback.evidence = turn.evidence("feedback", 0.85)
        accounts[place].record.feedback.append(feedback)
        accounts[place].hasSubstance = true
    }
}
