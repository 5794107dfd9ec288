import ChatExtract
import ChatModel
import OrderLedger

extension ConversationInterpreter {
    /// Takes a version of a group's list: who added which entry is told by nicknames, by the export and by who posted it.
    mutating func take(_ chain: ChainList, _ message: Message, _ place: Int?) {
        let nicknames = byNickname
        let ownNames = place.map { accounts[$0].record.nicknames.map(\.value) } ?? []
        let told = message.solitaire
        let ids = places
        let poster = place.map(String.init)
        let list = chains.take(chain, poster: poster, at: message.sentAt) { entry in
            if let exact = told.first(where: { $0.text == entry.text || entry.text.contains($0.text) }), let i = ids[exact.account] { return String(i) }
            if ownNames.contains(where: { Self.begins(entry.text, with: $0) }) { return poster }
            return Self.account(of: entry.text, among: nicknames).map(String.init)
        }
        if let place { accounts[place].hasSubstance = true }
        let offers = reader.chainOffers(chain)
        for offer in offers { context.note(offer) }
        let act = self.act(of: list, offers)
        for entry in act.entries ?? [] {
            guard let who = entry.who, let named = byNickname[NameKey.of(who)] else { continue }
            accounts[named].hasSubstance = true
        }
        ledger.take(
            LedgerEvent(by: speaker(place), at: message.sentAt, position: message.source, acts: [act], payment: message.payment))
    }

    /// A list's last version as an act.
    private mutating func act(of list: ChainBook.List, _ offers: [ConversationContext.Offer]) -> DialogueAct {
        var act = DialogueAct(.list)
        act.confidence = 0.9
        act.order = list.key
        act.head = offers.map { ActLine(product: $0.product, unit: $0.unit, price: $0.unitPrice) }
        act.entries = list.lines.map { line in
            let place = line.account.flatMap { Int($0) }
            let nickname = place.flatMap { place in
                let names = accounts[place].record.nicknames.map(\.value)
                return names.filter { Self.begins(line.text, with: $0) }.max { $0.utf8.count < $1.utf8.count }
            }
            let items = reader.chainItems(line.text, nickname: nickname, offers: offers)
            return ActEntry(
                who: nickname ?? place.flatMap { accounts[$0].record.nicknames.first?.value },
                lines: items.map { ActLine(product: $0.product ?? list.chain.title, quantity: $0.quantity, unit: $0.unit, price: $0.unitPrice) },
                note: line.text)
        }
        return act
    }

    func speaker(_ place: Int?) -> LedgerSpeaker { place.flatMap { accounts[$0].customer }.map(LedgerSpeaker.customer) ?? .seller }

    /// The account whose nickname an entry begins with, the longest first.
    private static func account(of entry: String, among nicknames: [String: Int]) -> Int? {
        nicknames.filter { begins(entry, with: $0.key) }.max { ($0.key.utf8.count, $1.value) < ($1.key.utf8.count, $0.value) }?.value
    }

    /// Whether an entry begins with a nickname; white space and invisible marks do not count.
    static func begins(_ text: String, with nickname: String) -> Bool {
        guard !nickname.isEmpty else { return false }
        return NameKey.of(text).hasPrefix(NameKey.of(nickname))
    }
}
