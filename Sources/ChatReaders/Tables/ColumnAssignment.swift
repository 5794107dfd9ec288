/// Says which column of a table holds what: headers propose, the cells decide.
struct ColumnAssignment: Sendable {
    /// What each column holds; nil for one that nobody knows.
    private(set) var meanings: [ColumnMeaning?]

    private struct Bid {
        var column: Int
        var meaning: ColumnMeaning
        var score: Double
        var rank: Int
    }

    /// The least that header and cells together must come to.
    private static let least = 0.36

    /// - Parameters:
    ///   - headers: one for each column; empty ones where the table has no header.
    ///   - ofMessages: whether to read the table as one of messages.
    ///   - isOfSystem: whether a shop system made the table, whose names are known: nothing is to be reckoned.
    init(_ headers: [HeaderText], _ columns: [ColumnProfile], ofMessages: Bool, isOfSystem: Bool = false) {
        meanings = [ColumnMeaning?](repeating: nil, count: headers.count)
        var bids: [Bid] = []
        for (column, header) in headers.enumerated() {
            for candidate in header.candidates where Self.mayHold(candidate.meaning, ofMessages) {
                // A day in the column that asks whether it was sent says when; words of states in the column of money say whether it came.
                let state = columns[column].saysStates ? candidate.meaning.state : nil
                // Numbers in the column that asks whether it was paid say how much.
                let sum = candidate.meaning == .payStatus && columns[column].share(.number) >= 0.7 ? ColumnMeaning.paidAmount : nil
                let isParcels = candidate.meaning.mayHoldParcels && candidate.meaning != .orderNumber && columns[column].holdsParcels
                for meaning in [candidate.meaning, candidate.meaning.day, state, sum, isParcels ? .trackingNumber : nil].compactMap(\.self) {
                    var score = candidate.score * meaning.fit(columns[column]) * (meaning == candidate.meaning ? 1 : 0.9)
                    // 总数￥ counts no pieces.
                    if meaning == .quantity, header.currency != nil { score *= 0.5 }
                    if score >= Self.least { bids.append(Bid(column: column, meaning: meaning, score: score, rank: candidate.rank)) }
                }
            }
        }
        take(bids)
        // A second number of the same person.
        for (column, header) in headers.enumerated() where !ofMessages && meanings[column] == nil && columns[column].filled > 0 {
            let isPhone = header.candidates.first.map { [.phone, .landline, .phone2].contains($0.meaning) && $0.score >= 0.5 } ?? false
            if isPhone, ColumnMeaning.phone.fit(columns[column]) >= 0.6 { meanings[column] = .phone2 }
        }
        guard ofMessages else {
            if !isOfSystem { reckon(headers, columns) }
            guess(headers, columns)
            guard !isOfSystem else { return }
            settleNames(headers, columns)
            // What was paid is all that is known of what it costs.
            if !meanings.contains(where: { $0 == .amount || $0 == .unitPrice }), let paid = meanings.firstIndex(of: .paidAmount) { meanings[paid] = .amount }
            return
        }
        // A desk that says which way each message went names the customer in a column of their own.
        guard meanings.contains(.direction), !meanings.contains(.sender) else { return }
        let name = headers.indices.first { i in
            meanings[i] == nil && headers[i].candidates.contains { [.name, .buyer].contains($0.meaning) && $0.score > 0.6 }
                && !headers[i].candidates.contains { [.customerID, .senderID].contains($0.meaning) }
        }
        if let name { meanings[name] = .sender }
    }

    private static func mayHold(_ meaning: ColumnMeaning, _ ofMessages: Bool) -> Bool {
        guard ofMessages else { return !meaning.isOfMessages }
        return meaning.isOfMessages || [.phone, .email, .index, .ignored, .orderNumber, .courier].contains(meaning)
    }

    private mutating func take(_ bids: [Bid]) {
        var taken: Set<ColumnMeaning> = []
        // Of several columns with one meaning the surest name counts, but for a column that holds nothing.
        for bid in bids.sorted(by: { ($0.score, $1.rank, $1.column) > ($1.score, $0.rank, $0.column) }) {
            guard meanings[bid.column] == nil, bid.meaning.mayRepeat || !taken.contains(bid.meaning) else { continue }
            meanings[bid.column] = bid.meaning
            taken.insert(bid.meaning)
        }
    }

    // MARK: Columns without a name that is known

    /// Whether a column's header leaves open what it holds.
    private func isOpen(_ i: Int, _ header: HeaderText, _ column: ColumnProfile) -> Bool {
        let closed: [ColumnMeaning] = [.ignored, .staff, .sensitive, .aggregate, .index]
        return meanings[i] == nil && column.filled > 0 && !header.candidates.contains { $0.score > 0.5 && closed.contains($0.meaning) }
    }

    /// Gives columns whose headers say nothing what their cells say, where the table lacks just that.
    private mutating func guess(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        func isOpen(_ i: Int) -> Bool { self.isOpen(i, headers[i], columns[i]) }
        func first(_ meaning: ColumnMeaning, unless others: [ColumnMeaning], where holds: (ColumnProfile) -> Bool) {
            guard !meanings.contains(where: { $0.map { $0 == meaning || others.contains($0) } ?? false }) else { return }
            guard let place = columns.indices.first(where: { isOpen($0) && holds(columns[$0]) }) else { return }
            meanings[place] = meaning
        }
        let isNamed = headers.contains { !$0.shown.isEmpty }
        first(.phone, unless: [.recipientPhone, .landline, .buyerPhone]) {
            let share = max($0.share(isNamed ? [.phone] : [.phone, .weakPhone]), $0.share(.holdsPhone))
            // Some leave their mail where others leave their number.
            return (share >= 0.7 || share >= 0.4 && share + $0.share(.email) >= 0.9) && $0.share([.tracking, .date]) < 0.5 && !$0.isTogether
        }
        first(.address, unless: []) { $0.share(.address) >= 0.5 || $0.isTogether }
        first(.email, unless: []) { $0.share(.email) >= 0.7 }
        first(.gender, unless: []) { $0.share(.gender) >= 0.7 && $0.filled > 2 && $0.length < 4 }
        first(.name, unless: [.recipientName, .buyerName, .buyer, .familyName, .givenName, .remark]) {
            $0.share(.name) >= 0.6 && $0.share(.address) < 0.3 && $0.distinct.count * 2 > $0.filled
        }
        if isNamed { guessName(headers, columns) }
        if let place = columns.indices.first(where: {
            isOpen($0) && !headers[$0].hasKnownPart && columns[$0].share([.date, .weakDate, .beginsDate]) >= 0.7
                && columns[$0].share([.date, .beginsDate]) >= 0.3
        }),
            !meanings.contains(where: { $0 == .placedAt || $0 == .paidAt || $0 == .shippedAt })
        {
            meanings[place] = .placedAt
        }
        first(.courier, unless: [.trackingInfo]) { $0.share(.courier) >= 0.8 }
        let isOrders = meanings.contains { $0.map { [.product, .quantity, .amount, .orderNumber, .status, .shipStatus, .courier].contains($0) } ?? false }
        first(.trackingNumber, unless: [.trackingInfo]) {
            isOrders && !$0.writesPhones && max($0.share(.tracking), $0.share([.parcel, .holdsParcel])) >= 0.7 && $0.length >= 11 && $0.share(.phone) < 0.2
        }
        first(.product, unless: []) { $0.share(.counted) >= 0.6 && $0.share(.address) < 0.3 }
        if isNamed {
            first(.status, unless: [.payStatus, .shipStatus, .receiveStatus]) {
                $0.share(.status) >= 0.7 && ($0.distinct.count < $0.filled || $0.filled == $0.rows && $0.length <= 14)
            }
            first(.status, unless: [.payStatus, .shipStatus, .receiveStatus]) { $0.saysStates && $0.filled * 2 > $0.rows && $0.distinct.count < $0.filled }
        }
        // 妈妈生日 beside 妈妈: the birthday of whom the table is of.
        if !meanings.contains(.birthday), let name = meanings.firstIndex(where: { $0 == .name }) {
            let place = columns.indices.first { i in
                guard meanings[i] == nil, columns[i].filled > 0, !headers[name].full.isEmpty, headers[i].full.hasPrefix(headers[name].full) else {
                    return false
                }
                let rest = HeaderText(String(headers[i].full.dropFirst(headers[name].full.count)))
                return rest.candidates.first?.meaning == .birthday && ColumnMeaning.birthday.fit(columns[i]) >= 0.6
            }
            if let place { meanings[place] = .birthday }
        }
        guessNickname(headers, columns)
        guessArithmetic(headers, columns)
        guessNumbers(headers, columns)
        guard !isNamed else {
            guessProduct(headers, columns)
            // What is sold by its kinds alone: the kind is the product.
            if !meanings.contains(.product), let kind = meanings.firstIndex(of: .spec), meanings.contains(where: { $0 == .quantity || $0 == .amount }) {
                meanings[kind] = .product
            }
            return guessNumbers(headers, columns)
        }
        first(.status, unless: []) { $0.share(.status) >= 0.7 }
        first(.product, unless: []) { $0.share(.text) >= 0.8 && $0.share([.name, .address, .status, .courier]) < 0.3 && $0.length <= 30 }
        first(.quantity, unless: []) { $0.share(.small) >= 0.9 && !$0.countsRows && $0.share(.money) < 0.1 && $0.cells.allSatisfy { ($0.utf8.count) <= 4 } }
        first(.amount, unless: []) { $0.share(.number) >= 0.9 && $0.share([.phone, .weakPhone, .longNumber]) < 0.1 && !$0.countsRows }
    }

    /// Beside a number the column of short words that nobody knows says whose it is.
    private mutating func guessName(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        let names: [ColumnMeaning] = [.recipientName, .name, .buyerName, .buyer, .familyName, .givenName, .remark]
        guard !meanings.contains(where: { $0.map(names.contains) ?? false }) else { return }
        let together = meanings.firstIndex(of: .address).flatMap { columns[$0].isTogether ? $0 : nil }
        guard let phone = meanings.firstIndex(where: { $0 == .phone || $0 == .recipientPhone }) ?? together else { return }
        let place = ([phone - 1, phone + 1] + (together == nil ? [] : Array(columns.indices))).first { i in
            guard columns.indices.contains(i), isOpen(i, headers[i], columns[i]), headers[i].candidates.isEmpty else { return false }
            let column = columns[i]
            // Away from the number words are names only where they look it.
            if abs(i - phone) > 1, column.share([.fullName, .called, .handle]) < 0.4 { return false }
            return column.filled * 10 >= column.rows * 6 && column.share(.text) >= 0.9 && column.length <= 20 && column.distinct.count * 2 > column.filled
                && column.share([.address, .status, .courier, .answer, .counted, .date, .number]) < 0.3
        }
        if let place { meanings[place] = .name }
    }

    /// Names with numbers beside them twice in each row: whoever orders, and whoever receives.
    private mutating func settlePairs(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        guard meanings.contains(where: { $0.map { [.product, .amount, .quantity].contains($0) } ?? false }) else { return }
        let names: [ColumnMeaning] = [.name, .recipientName, .buyerName, .buyer]
        let numbers: [ColumnMeaning] = [.phone, .recipientPhone, .buyerPhone, .phone2]
        func may(_ i: Int, _ wanted: [ColumnMeaning]) -> Bool { meanings[i].map(wanted.contains) ?? isOpen(i, headers[i], columns[i]) }
        let pairs = columns.indices.dropLast().filter { i in
            let (name, phone) = (columns[i], columns[i + 1])
            return may(i, names) && may(i + 1, numbers) && phone.share([.phone, .weakPhone]) >= 0.5 && name.filled * 2 > name.rows
                && name.share(.text) >= 0.7 && name.length <= 20 && name.share([.address, .status, .courier, .counted, .date]) < 0.3
        }
        guard pairs.count == 2, meanings[pairs[0]] == nil || meanings[pairs[1]] == nil || meanings[pairs[0] + 1] == nil || meanings[pairs[1] + 1] == nil else {
            return
        }
        func receives(_ i: Int) -> Bool {
            headers[i].candidates.contains { $0.meaning == .recipientName && $0.score >= 0.4 }
                || headers[i + 1].candidates.contains { $0.meaning == .recipientPhone && $0.score >= 0.4 }
        }
        let isTurned = receives(pairs[0]) && !receives(pairs[1])
        let (buyer, recipient) = isTurned ? (pairs[1], pairs[0]) : (pairs[0], pairs[1])
        for i in meanings.indices where meanings[i].map({ [.name, .phone, .recipientName, .recipientPhone].contains($0) }) ?? false { meanings[i] = nil }
        (meanings[buyer], meanings[buyer + 1], meanings[recipient], meanings[recipient + 1]) = (.name, .phone, .recipientName, .recipientPhone)
    }

    /// Who is who where several columns name people.
    private mutating func settleNames(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        settlePairs(headers, columns)
        // Shops that buy on credit are who buys, where nobody else is named.
        let people: [ColumnMeaning] = [.name, .recipientName, .buyer, .buyerName, .phone, .recipientPhone, .address, .remark, .email]
        if let shop = meanings.firstIndex(of: .company), !meanings.contains(where: { $0.map(people.contains) ?? false }), columns[shop].distinct.count > 1,
            meanings.contains(.product), meanings.contains(.owed)
        {
            meanings[shop] = .name
        }
        // Names in full stand in the cells of all about who receives: the column beside it says what the buyer is called.
        if !meanings.contains(.buyer), let name = meanings.firstIndex(of: .name), let all = meanings.firstIndex(of: .address), columns[all].isTogether,
            columns[all].share(.holdsName) >= 0.5, columns[name].share(.fullName) < 0.6
        {
            meanings[name] = .buyer
        }
        // A second column of names that is like the first one in some rows: who receives.
        guard let name = meanings.firstIndex(where: { $0 == .name || $0 == .buyerName }), !meanings.contains(.recipientName),
            meanings.contains(where: { $0.map { [.product, .amount, .quantity].contains($0) } ?? false })
        else { return }
        let byRow = Dictionary(zip(columns[name].places, columns[name].cells)) { first, _ in first }
        let place = columns.indices.first { i in
            let column = columns[i]
            guard isOpen(i, headers[i], column), !headers[i].isKnown, column.length <= 24, column.share([.name, .called, .holdsName]) >= 0.5 else {
                return false
            }
            let same = zip(column.places, column.cells).count { row, cell in byRow[row].map { cell.contains($0) } ?? false }
            return same > 0 && same < column.filled
        }
        if let place { meanings[place] = .recipientName }
    }

    /// What the numbers come to says which of them is the price, the count, the freight and the sum.
    private mutating func reckon(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
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

    /// What people are called beside their names shares letters with them: 溪姐 beside 林小溪, `Vale` beside `Valeria Muestra`.
    private mutating func guessNickname(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        guard !meanings.contains(.buyer), let names = meanings.firstIndex(where: { $0 == .name || $0 == .recipientName }) else { return }
        let byRow = Dictionary(zip(columns[names].places, columns[names].cells)) { first, _ in first }
        let place = columns.indices.first { i in
            let column = columns[i]
            guard isOpen(i, headers[i], column), column.filled > 1, column.length <= 14, column.distinct.count * 10 >= column.filled * 9,
                column.share([.number, .date]) < 0.2
            else {
                return false
            }
            let shared = zip(column.places, column.cells).count { row, cell in byRow[row].map { Self.sharesLetters(cell, $0) } ?? false }
            return shared > 1 && shared * 2 >= column.filled
        }
        if let place { meanings[place] = .buyer }
    }

    private static func sharesLetters(_ nick: String, _ name: String) -> Bool {
        let words = TableWords.shared
        let (short, long) = (words.fold(nick), words.fold(name))
        guard short != long else { return false }
        if short.unicodeScalars.contains(where: { $0.value >= 0x2E80 }) {
            // A family name in front of both is what relatives share.
            let shared = short.unicodeScalars.filter { long.unicodeScalars.contains($0) }
            return shared.count > 1 || shared.count == 1 && short.unicodeScalars.first != long.unicodeScalars.first
        }
        let head = short.prefix(3)
        return head.count >= 2 && (long.hasPrefix(head) || long.contains(short.suffix(4)) && short.count > 3)
    }

    /// Quantity, price and amount of which one is the product of the others; a header that may name two of them leaves it to the cells.
    private mutating func guessArithmetic(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
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
    private mutating func guessNumbers(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        guard meanings.contains(.product) else { return }
        let nameless = columns.indices.filter { isOpen($0, headers[$0], columns[$0]) && headers[$0].candidates.isEmpty }
        let open = nameless.filter { !headers[$0].hasKnownPart }
        if !meanings.contains(.quantity), let goods = meanings.firstIndex(where: { $0 == .product }) {
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
    private mutating func guessProduct(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
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
