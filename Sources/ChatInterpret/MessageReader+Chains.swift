import ChatExtract
import ChatModel
import JSONText

extension MessageReader {
    /// A list as one message: its products with the sum of all entries.
    mutating func read(_ list: ChainList, in context: inout ConversationContext) -> MessageReading {
        var reading = MessageReading()
        let offers = chainOffers(list)
        for offer in offers { context.note(offer) }
        guard !list.entries.isEmpty else { return reading }
        reading.intent = .order
        var sums: [String: Double] = [:]
        for entry in list.entries {
            for item in chainItems(entry.text, nickname: nil, offers: offers) { sums[item.product ?? "", default: 0] += item.quantity ?? 0 }
        }
        for offer in offers {
            guard let n = sums.removeValue(forKey: offer.product ?? ""), n > 0 else { continue }
            reading.items.append(ReadItem(product: offer.product, quantity: n, unit: offer.unit, unitPrice: offer.unitPrice))
        }
        for (product, n) in sums.sorted(by: { $0.key < $1.key }) where n > 0 {
            reading.items.append(ReadItem(product: product.isEmpty ? nil : product, quantity: n))
        }
        if let currency = offers.first(where: { $0.unitPrice != nil }) { reading.currency = currency.currency ?? home }
        return reading
    }

    /// The products that a list's title offers.
    mutating func chainOffers(_ list: ChainList) -> [ConversationContext.Offer] {
        guard !list.title.isEmpty else { return [] }
        scan.read(Array(list.title.utf8), fromSeller: true, isTitle: true)
        let m = scan.mentions
        var offers: [ConversationContext.Offer] = []
        for price in m.prices where !price.isFormer && (price.isTied || price.product != nil) {
            let name = price.entry.flatMap { catalog?.products[$0].name } ?? price.product ?? m.topics.first?.name
            if offers.contains(where: { $0.product == name }) { continue }
            var offer = ConversationContext.Offer(
                product: name, entry: price.entry, unit: price.perUnit, unitPrice: price.amount / max(price.perQuantity, 0.001))
            offer.currency = price.currency
            offer.isCall = true
            offers.append(offer)
        }
        if offers.isEmpty, let topic = m.topics.first(where: { $0.entry != nil }) ?? m.topics.first {
            let name = topic.entry.flatMap { catalog?.products[$0].name } ?? topic.name
            offers.append(ConversationContext.Offer(product: name, entry: topic.entry, unit: m.stockUnit ?? m.items.first?.unit, isCall: true))
        }
        // A糯玉米15 B花生20: the letters by which entries name the products.
        if offers.count > 1 {
            for i in offers.indices { offers[i].product = offers[i].product.map { Self.unlettered($0, UInt8(truncatingIfNeeded: 0x41 + i)) } }
        }
        return offers
    }

    /// A name without the letter of its place in the list, where it is not a Latin word.
    private static func unlettered(_ name: String, _ letter: UInt8) -> String {
        let bytes = Array(name.utf8)
        guard bytes.count > 3, bytes[0] & 0xDF == letter, bytes[1] >= 0xE0 else { return name }
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }

    /// What an entry of a list orders.
    mutating func chainItems(_ text: String, nickname: String?, offers: [ConversationContext.Offer]) -> [ReadItem] {
        var rest = text
        if let nickname, rest.hasPrefix(nickname) { rest = String(rest.dropFirst(nickname.count)) }
        scan.read(Array(rest.utf8), fromSeller: false)
        let m = scan.mentions
        if m.classes.contains(.cancel) { return [] }
        let letters = letterCodes(rest, offers.count)
        if !letters.isEmpty {
            return letters.map {
                ReadItem(product: offers[$0.offer].product, quantity: $0.quantity, unit: offers[$0.offer].unit, unitPrice: offers[$0.offer].unitPrice)
            }
        }
        let only = offers.count == 1 ? offers[0] : nil
        var items: [ReadItem] = []
        for item in m.items {
            let named =
                offers.first { o in item.entry != nil && o.entry == item.entry }
                ?? item.product.flatMap { name in offers.first { o in o.product.map { ProductName.isSame($0, name) } ?? false } }
            guard let offer = named ?? only ?? offers.first else {
                items.append(ReadItem(product: item.product, quantity: item.quantity, unit: item.unit))
                continue
            }
            items.append(ReadItem(product: offer.product, quantity: item.quantity, unit: offer.unit ?? item.unit, unitPrice: offer.unitPrice))
        }
        if items.isEmpty, let offer = only ?? offers.first {
            // A number at the end, or a name alone, which is one.
            items.append(ReadItem(product: offer.product, quantity: trailingNumber(rest) ?? 1, unit: offer.unit, unitPrice: offer.unitPrice))
        }
        // One product, several numbers: the last counted one is the order, the others are rooms and the like.
        if only != nil, items.count > 1 {
            let counted = m.items.lastIndex { $0.unit != nil } ?? m.items.count - 1
            return [items[counted]]
        }
        return items
    }

    /// A2 B1: letters for the title's products in order.
    func letterCodes(_ text: String, _ count: Int) -> [(offer: Int, quantity: Double)] {
        guard count > 1 else { return [] }
        let b = Array(text.utf8)
        var found: [(Int, Double)] = []
        var at = 0
        while at < b.count {
            let letter = Int(b[at] & 0xDF) - 65
            let isFree = at == 0 || !(48...57 ~= b[at - 1] || (b[at - 1] | 0x20) &- 0x61 < 26)
            if isFree, b[at] < 0x80, 0..<count ~= letter, b[at] | 0x20 >= 0x61 {
                var end = at + 1
                while end < b.count, [0x20, UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "x"), UInt8(ascii: ":")].contains(b[end]) { end += 1 }
                var n = 0
                var digits = 0
                while end < b.count, 48...57 ~= b[end], digits < 3 {
                    n = n * 10 + Int(b[end] - 48)
                    digits += 1
                    end += 1
                }
                if digits > 0 {
                    found.append((letter, Double(n)))
                    at = end
                    continue
                }
            }
            at += 1
        }
        return found
    }

    func trailingNumber(_ text: String) -> Double? {
        var b = Array(text.utf8)
        while let last = b.last, last == 0x20 { b.removeLast() }
        var start = b.count
        while start > 0, 48...57 ~= b[start - 1], b.count - start < 3 { start -= 1 }
        guard start < b.count, start == 0 || b[start - 1] == 0x20 || b[start - 1] == UInt8(ascii: "+") || b[start - 1] >= 0x80 else { return nil }
        let n = b[start...].reduce(0) { $0 * 10 + Double($1 - 48) }
        return n > 0 && n < 200 ? n : nil
    }
}
