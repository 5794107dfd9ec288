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
            return Self.account(of: entry.text, among: nicknames).map(String.init)
        }
        if let place {
            accounts[place].hasSubstance = true
        }
        for offer in reader.chainOffers(chain) { context.note(offer) }
    }

    /// The account whose nickname an entry begins with, the longest first.
    private static func account(of entry: String, among nicknames: [String: Int]) -> Int? {
        nicknames.filter { begins(entry, with: $0.key) }.max { $0.key.utf8.count < $1.key.utf8.count }?.value
    }

    /// Whether an entry begins with a nickname; white space and invisible marks do not count.
    static func begins(_ text: String, with nickname: String) -> Bool {
        guard !nickname.isEmpty else { return false }
        return NameKey.of(text).hasPrefix(NameKey.of(nickname))
    }

    /// 我改2箱: changes the speaker's line of the running list; answers whether they have one.
    mutating func changeLine(_ quantity: Double?, _ place: Int, at: Timestamp?) -> Bool {
        guard let quantity, !chains.lists.isEmpty else { return false }
        let names = accounts[place].record.nicknames.map(\.value)
        return chains.change(to: quantity, at: at) { line in
            line.account == String(place) || line.account == nil && names.contains { Self.begins(line.text, with: $0) }
        }
    }

    /// A payment of just this sum, made for nothing that was ordered in words, is the list's.
    private mutating func takePaid(_ order: inout Order, _ place: Int) {
        guard let amount = order.amount,
            let i = accounts[place].book.live.firstIndex(where: { !$0.isInquiry && $0.order.items.isEmpty && ($0.paid ?? $0.order.amount) == amount })
        else { return }
        let paid = accounts[place].book.live.remove(at: i).order
        (order.status, order.paidAt, order.shippedAt, order.receivedAt, order.trackings) = (
            paid.status, paid.paidAt, paid.shippedAt, paid.receivedAt, paid.trackings
        )
        order.evidence += paid.evidence
    }

    /// Makes the orders of all lists' last versions.
    mutating func settleChains() {
        let nicknames = byNickname
        for list in chains.lists {
            let offers = reader.chainOffers(list.chain)
            for line in list.lines {
                // Who stood in a list before they said anything is known by now.
                guard let place = line.account.flatMap({ Int($0) }) ?? Self.account(of: line.text, among: nicknames), accounts.indices.contains(place) else {
                    continue
                }
                let nickname = accounts[place].record.nicknames.map(\.value).filter { Self.begins(line.text, with: $0) }.max { $0.utf8.count < $1.utf8.count }
                var items = reader.chainItems(line.text, nickname: nickname, offers: offers)
                guard !items.isEmpty else { continue }
                if let quantity = line.quantity, items.count == 1 { items[0].quantity = quantity }
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
                takePaid(&order, place)
                accounts[place].record.orders.append(order)
                accounts[place].hasSubstance = true
            }
        }
        chains = ChainBook()
    }
}
