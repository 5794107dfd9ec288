import ChatExtract
import ChatModel

extension ConversationInterpreter {
    mutating func take(_ chain: ChainList, _ message: Message, _ place: Int?) {
        let nicknames = byNickname
        let ownNames = place.map { accounts[$0].record.nicknames.map(\.value) } ?? []
        let told = message.solitaire
        let ids = places
        let poster = place.map(String.init)
        chains.take(
            chain, poster: poster, at: message.sentAt, evidence: Evidence(position: message.source, at: message.sentAt, rule: "order.chain", confidence: 0.9)
        ) { entry in
            if let exact = told.first(where: { $0.text == entry.text || entry.text.contains($0.text) }), let i = ids[exact.account] { return String(i) }
            if ownNames.contains(where: { Self.begins(entry.text, with: $0) }) { return poster }
            return nicknames.filter { Self.begins(entry.text, with: $0.key) }.max { $0.key.utf8.count < $1.key.utf8.count }.map { String($0.value) }
        }
        if let place {
            accounts[place].hasSubstance = true
        }
        for offer in reader.chainOffers(chain) { context.note(offer) }
    }

    /// Whether an entry begins with a nickname; white space and invisible marks do not count.
    static func begins(_ text: String, with nickname: String) -> Bool {
        guard !nickname.isEmpty else { return false }
        return NameKey.of(text).hasPrefix(NameKey.of(nickname))
    }

    /// Makes the orders of all lists' last versions.
    mutating func settleChains() {
        for list in chains.lists {
            let offers = reader.chainOffers(list.chain)
            for line in list.lines {
                guard let account = line.account, let place = Int(account), accounts.indices.contains(place) else { continue }
                let nickname = accounts[place].record.nicknames.map(\.value).filter { Self.begins(line.text, with: $0) }.max { $0.utf8.count < $1.utf8.count }
                let items = reader.chainItems(line.text, nickname: nickname, offers: offers)
                guard !items.isEmpty else { continue }
                var order = Order(
                    placedAt: line.at, status: .placed,
                    items: items.map { OrderItem(product: $0.product ?? list.chain.title, quantity: $0.quantity, unit: $0.unit, unitPrice: $0.unitPrice) })
                if items.allSatisfy({ $0.unitPrice != nil && $0.quantity != nil }) {
                    order.amount = (items.reduce(0) { $0 + ($1.quantity ?? 0) * ($1.unitPrice ?? 0) } * 100).rounded() / 100
                    order.currency = offers.first?.currency ?? home
                }
                order.account = AccountReference(platform: conversation.platform, id: accounts[place].record.accountID)
                order.group = conversation.title
                order.evidence = [line.evidence]
                accounts[place].record.orders.append(order)
                accounts[place].hasSubstance = true
            }
        }
        chains = ChainBook()
    }
}
