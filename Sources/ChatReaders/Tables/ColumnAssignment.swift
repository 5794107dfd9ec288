/// Says which column of a table holds what: headers propose, the cells decide.
struct ColumnAssignment: Sendable {
    /// What each column holds; nil for one that nobody knows.
    var meanings: [ColumnMeaning?]

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
                // 妈妈微信 over names: what they are called there, no account.
                let nick =
                    candidate.meaning == .wechat && columns[column].share(.han) > 0.5 && columns[column].share([.phone, .number, .date]) < 0.3
                    ? ColumnMeaning.buyer : nil
                for meaning in [candidate.meaning, candidate.meaning.day, state, sum, nick, isParcels ? .trackingNumber : nil].compactMap(\.self) {
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
        if !meanings.contains(.sender), !meanings.contains(.direction) { guessSender(headers, columns) }
        // A desk that says which way each message went names the customer in a column of their own.
        guard meanings.contains(.direction), !meanings.contains(.sender) else { return }
        let name = headers.indices.first { i in
            meanings[i] == nil && headers[i].candidates.contains { [.name, .buyer].contains($0.meaning) && $0.score > 0.6 }
                && !headers[i].candidates.contains { [.customerID, .senderID].contains($0.meaning) }
        }
        if let name { meanings[name] = .sender }
    }

    /// Who wrote, by the cells alone: few names again and again, one of them a word for the seller; the column that has the same names but for those rows is the chat.
    private mutating func guessSender(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        func mayBeNames(_ i: Int) -> Bool {
            let column = columns[i]
            return (meanings[i] == nil || meanings[i] == .conversation) && column.filled > 2 && column.filled * 10 >= column.rows * 9 && column.length <= 20
                && column.distinct.count * 2 <= column.filled + 1 && column.share(.text) >= 0.9 && column.share([.date, .clock, .kind]) < 0.3
        }
        func isSeller(_ cell: String) -> Bool { TableWords.shared.meaning("direction", of: cell) == "out" }
        guard
            let sender = columns.indices.first(where: { i in mayBeNames(i) && columns[i].distinct.count > 1 && columns[i].distinct.contains(where: isSeller) })
        else { return }
        meanings[sender] = .sender
        let said = Dictionary(zip(columns[sender].places, columns[sender].cells)) { first, _ in first }
        let chat = columns.indices.first { i in
            i != sender && mayBeNames(i)
                && zip(columns[i].places, columns[i].cells).allSatisfy { place, cell in said[place].map { $0 == cell || isSeller($0) } ?? false }
        }
        if let chat { meanings[chat] = .conversation }
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

    /// Whether two columns and more that nobody knows hold small counts: each is a product, and how many of it were wanted.
    private func hasCounts(_ headers: [HeaderText], _ columns: [ColumnProfile]) -> Bool {
        let counts = columns.indices.count { i in
            isOpen(i, headers[i], columns[i]) && !headers[i].shown.isEmpty && columns[i].share(.small) >= 0.8 && columns[i].share(.money) < 0.1
                && !columns[i].countsRows && columns[i].cells.allSatisfy { $0.utf8.count <= 2 }
        }
        return counts >= 2
    }

    /// Whether a column's header leaves open what it holds.
    func isOpen(_ i: Int, _ header: HeaderText, _ column: ColumnProfile) -> Bool {
        let closed: [ColumnMeaning] = [.ignored, .staff, .sensitive, .aggregate, .index]
        // 客服电话: what is only put together closes a column too, where nothing else is likelier.
        let says = header.candidates.first.map { closed.contains($0.meaning) } ?? false
        return meanings[i] == nil && column.filled > 0 && !says && !header.candidates.contains { $0.score > 0.5 && closed.contains($0.meaning) }
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
            if !meanings.contains(.product), !hasCounts(headers, columns), let kind = meanings.firstIndex(of: .spec),
                meanings.contains(where: { $0 == .quantity || $0 == .amount })
            {
                meanings[kind] = .product
            }
            return guessNumbers(headers, columns)
        }
        first(.status, unless: []) { $0.share(.status) >= 0.7 }
        first(.product, unless: []) { $0.share(.text) >= 0.8 && $0.share([.name, .address, .status, .courier]) < 0.3 && $0.length <= 30 }
        first(.quantity, unless: []) { $0.share(.small) >= 0.9 && !$0.countsRows && $0.share(.money) < 0.1 && $0.cells.allSatisfy { ($0.utf8.count) <= 4 } }
        first(.amount, unless: []) { $0.share(.number) >= 0.9 && $0.share([.phone, .weakPhone, .longNumber]) < 0.1 && !$0.countsRows }
    }

}
