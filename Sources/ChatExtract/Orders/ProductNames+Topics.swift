extension ProductNames {
    /// Appends prices with what they are for, and products named without a quantity.
    mutating func topics(into mentions: inout OrderMentions) {
        var last: Name?
        for s in segments.indices {
            let segment = segments[s]
            var at = segment.tokens.lowerBound
            for m in segment.moneys {
                let money = roles.moneys[m]
                let own = names(at..<max(at, money.tokens.lowerBound))
                at = money.tokens.upperBound
                if money.role == .total || money.role == .deposit || money.role == .promotion || money.role == .line { continue }
                addPrice(money, own, &last, &mentions)
            }
            for n in names(at..<max(at, segment.tokens.upperBound)) where !found[n].isSpec {
                let name = found[n]
                if !segment.isParenthesis { last = name }
                mentions.topics.append(MentionedTopic(name: string(name), entry: name.entry, range: bytesOfTokens(name.tokens)))
            }
        }
    }

    /// A price for the name before it, else for the last one named.
    private func addPrice(_ money: Money, _ own: Range<Int>, _ last: inout Name?, _ mentions: inout OrderMentions) {
        var product = (own.last { found[$0].entry != nil } ?? own.last { !found[$0].isSpec }).map { found[$0] } ?? last
        var variant = own.last { found[$0].isSpec }.map { found[$0] }
        if variant == nil, let whole = own.last, let parts = parted(found[whole]) { (product, variant) = parts }
        if let product { last = product }
        guard money.role != .plain || money.perQuantity > 0 || product != nil else { return }
        mentions.prices.append(
            MentionedPrice(
                product: product.map(string), entry: product?.entry, variant: variant.map(string), amount: money.amount, currency: money.currency,
                perQuantity: money.perQuantity > 0 ? money.perQuantity : 1, perUnit: money.perUnit, isTied: money.perQuantity > 0 || money.role == .price,
                isFormer: money.role == .oldPrice, range: bytesOfTokens(money.tokens)))
    }

    private func bytesOfTokens(_ tokens: Range<Int>) -> Range<Int> { text.tokens[tokens.lowerBound].start..<text.tokens[tokens.upperBound - 1].end }

    /// 酱牛肉 大份: a name and, behind a space, its variant.
    private func parted(_ name: Name) -> (Name, Name)? {
        guard let space = name.tokens.last(where: { text.tokens[$0].kind == .space }), space > name.tokens.lowerBound,
            let head = self.name(name.tokens.lowerBound..<space),
            let tail = self.name(space + 1..<name.tokens.upperBound), tail.isSpec, !head.isSpec
        else { return nil }
        return (head, tail)
    }
}
