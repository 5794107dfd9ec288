/// Columns of goods, numbers and money, by what they come to together.
extension ColumnAssignment {
    /// What the numbers come to says which of them is the price, the count, the freight and the sum.
    mutating func reckon(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        let bill: [ColumnMeaning] = [.quantity, .unitPrice, .amount, .freight, .discount]
        let candidates = columns.indices.filter { i in
            let header = headers[i]
            guard columns[i].filled > 0, columns[i].share([.phone, .longNumber]) < 0.3,
                !columns[i].countsRows || columns[i].filled < 3 || meanings[i] == .quantity
            else { return false }
            if let meaning = meanings[i] { return meaning.isOfBill }
            return !header.candidates.contains { $0.score > 0.5 && !bill.contains($0.meaning) }
                || header.candidates.first.map { bill.contains($0.meaning) } ?? true
        }
        guard candidates.count >= 2 else { return }
        func support(_ column: Int, _ role: ColumnMeaning) -> Int {
            let header = headers[column]
            if role == .quantity, header.currency != nil || columns[column].share(.money) > 0.5 { return -3 }
            if meanings[column] == role { return 2 }
            if header.candidates.contains(where: { $0.meaning == role && $0.score >= 0.4 }) { return 1 }
            return header.isKnown ? -1 : 0
        }
        let keys = meanings.firstIndex(of: .orderNumber).map { Dictionary(zip(columns[$0].places, columns[$0].cells)) { first, _ in first } } ?? [:]
        guard let found = TableArithmetic(columns).bill(among: candidates, keys: keys, rows: columns[0].rows, support: support) else { return }
        let named = meanings.firstIndex(of: .amount)
        if let named, named != found.amount {
            // A name that says amount gives way to what its own column and those beside it come to, or to the price that it is.
            guard found.goods == named || found.price == named || found.quantity == named || found.freight.contains(named) || found.discount.contains(named)
            else { return }
            if found.goods == named, found.freight.isEmpty, !found.discount.allSatisfy({ support($0, .discount) > 0 }) { return }
        }
        for i in meanings.indices where meanings[i].map({ [.amount, .unitPrice, .quantity].contains($0) }) ?? false {
            if [found.amount, found.price, found.quantity].contains(i) || meanings[i] == .amount { meanings[i] = nil }
        }
        if let quantity = found.quantity, let price = found.price {
            for i in meanings.indices where meanings[i] == .quantity || meanings[i] == .unitPrice { meanings[i] = nil }
            (meanings[quantity], meanings[price]) = (.quantity, .unitPrice)
        }
        if let goods = found.goods, found.quantity == nil,
            let line = TableArithmetic(columns).product(
                among: candidates.filter { ![found.amount].contains($0) && !found.freight.contains($0) && !found.discount.contains($0) },
                known: [goods: .amount])
        {
            for i in meanings.indices where meanings[i] == .quantity || meanings[i] == .unitPrice { meanings[i] = nil }
            (meanings[line.quantity], meanings[line.price]) = (.quantity, .unitPrice)
        }
        if let goods = found.goods, meanings[goods] == nil { meanings[goods] = .goodsAmount }
        meanings[found.amount] = .amount
        for i in found.freight { meanings[i] = .freight }
        for i in found.discount { meanings[i] = .discount }
    }

    /// Quantity, price and amount of which one is the product of the others; a header that may name two of them leaves it to the cells.
    mutating func guessArithmetic(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        let wanted: [ColumnMeaning] = [.quantity, .unitPrice, .amount]
        let named = meanings.indices.filter { meanings[$0].map(wanted.contains) ?? false }
        guard named.count < wanted.count else { return }
        var known: [Int: ColumnMeaning] = [:]
        for i in named where headers[i].candidates.count(where: { wanted.contains($0.meaning) && $0.score >= 0.5 }) < 2 { known[i] = meanings[i] }
        let open = columns.indices.filter { i in
            isOpen(i, headers[i], columns[i]) && (!headers[i].isKnown || headers[i].candidates.contains { wanted.contains($0.meaning) })
        }
        guard let found = TableArithmetic(columns).product(among: (open + named).sorted(), known: known) else { return }
        for i in named { meanings[i] = nil }
        (meanings[found.quantity], meanings[found.price], meanings[found.amount]) = (.quantity, .unitPrice, .amount)
    }

    /// Quantity and amount that no header names: by standing behind the goods, by signs of money.
    mutating func guessNumbers(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        guard meanings.contains(.product) else { return }
        let nameless = columns.indices.filter { isOpen($0, headers[$0], columns[$0]) && headers[$0].candidates.isEmpty }
        let open = nameless.filter { !headers[$0].hasKnownPart }
        // Goods whose cells count them leave no count to stand beside them.
        if !meanings.contains(.quantity), let goods = meanings.firstIndex(where: { $0 == .product }), columns[goods].share(.counted) < 0.5 {
            let behind = nameless.first { i in
                goods + 1...goods + 2 ~= i && meanings[i] == nil && columns[i].share(.small) >= 0.9 && columns[i].share(.money) < 0.1 && !columns[i].countsRows
                    && columns[i].cells.allSatisfy { $0.utf8.count <= 3 }
                    && columns[i].cells.contains { $0.utf8.count == 1 || $0.utf8.count == 2 && $0 <= "30" }
            }
            if let behind { meanings[behind] = .quantity }
        }
        // The one column of numbers that is left of an order says what it comes to.
        let numbers = open.filter { i in
            meanings[i] == nil && columns[i].share(.number) >= 0.9 && columns[i].share([.phone, .weakPhone, .longNumber, .date]) < 0.1 && !columns[i].countsRows
        }
        if !meanings.contains(.amount), !meanings.contains(.unitPrice), numbers.count == 1,
            columns[numbers[0]].cells.contains(where: { MoneyText($0).map { $0.value >= 10 } ?? false })
        {
            meanings[numbers[0]] = .amount
        }
        if !meanings.contains(.amount), let money = open.first(where: { meanings[$0] == nil && columns[$0].share(.money) >= 0.7 }) { meanings[money] = .amount }
    }

    /// Beside somebody's money, day or count the one column of words that nobody knows says what was bought.
    mutating func guessProduct(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        func has(_ wanted: ColumnMeaning...) -> Bool { meanings.contains { $0.map(wanted.contains) ?? false } }
        guard !has(.product), has(.amount, .quantity, .trackingNumber, .payStatus, .shipStatus, .receiveStatus),
            has(.phone, .name, .recipientName, .buyer, .recipientPhone)
        else { return }
        let open = columns.indices.filter { i in
            meanings[i] == nil && !headers[i].isKnown && !headers[i].shown.isEmpty && columns[i].filled * 10 >= columns[i].rows * 7
                && columns[i].share(.text) >= 0.8
                && (columns[i].share(.han) < 0.5 && has(.name, .recipientName) || columns[i].share(.name) < 0.3)
                && columns[i].share([.address, .status, .courier, .answer, .date, .email, .phone, .gender]) < 0.3 && columns[i].length <= 24
                && columns[i].share(.code) <= 0.5
        }
        // Goods stand before their count, their kind or their price, are ordered again and again, and are named in every row.
        func neighbours(_ i: Int, _ wanted: ColumnMeaning...) -> Bool { i + 1 < meanings.count && (meanings[i + 1].map(wanted.contains) ?? false) }
        func worth(_ i: Int) -> Int {
            let isRepeated = columns[i].distinct.count > 1 && columns[i].distinct.count < columns[i].filled
            return (neighbours(i, .quantity, .spec) ? 3 : neighbours(i, .unitPrice, .amount) ? 2 : 0) + (isRepeated ? 2 : 0)
                + (columns[i].filled == columns[i].rows ? 1 : 0) + (open.count == 1 ? 1 : 0)
        }
        let best = open.max { (worth($0), -$0) < (worth($1), -$1) }
        guard let best, open.allSatisfy({ $0 == best || worth($0) < worth(best) }), worth(best) >= 2 else { return }
        if columns[best].distinct.count > 1 || columns[best].filled < 3 { meanings[best] = .product }
    }
}
