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
    init(_ headers: [HeaderText], _ columns: [ColumnProfile], ofMessages: Bool) {
        meanings = [ColumnMeaning?](repeating: nil, count: headers.count)
        var bids: [Bid] = []
        for (column, header) in headers.enumerated() {
            for candidate in header.candidates where Self.mayHold(candidate.meaning, ofMessages) {
                let score = candidate.score * candidate.meaning.fit(columns[column])
                if score >= Self.least { bids.append(Bid(column: column, meaning: candidate.meaning, score: score, rank: candidate.rank)) }
            }
        }
        take(bids)
        if !ofMessages { guess(headers, columns) }
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

    /// Gives columns whose headers say nothing what their cells say, where the table lacks just that.
    private mutating func guess(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        let closed: [ColumnMeaning] = [.ignored, .staff, .sensitive, .aggregate, .index]
        func isOpen(_ i: Int) -> Bool {
            meanings[i] == nil && columns[i].filled > 0 && !headers[i].candidates.contains { $0.score > 0.5 && closed.contains($0.meaning) }
        }
        func first(_ meaning: ColumnMeaning, unless others: [ColumnMeaning], where holds: (ColumnProfile) -> Bool) {
            guard !meanings.contains(where: { $0.map { $0 == meaning || others.contains($0) } ?? false }) else { return }
            guard let place = columns.indices.first(where: { isOpen($0) && holds(columns[$0]) }) else { return }
            meanings[place] = meaning
        }
        let isNamed = headers.contains { !$0.shown.isEmpty }
        first(.phone, unless: [.recipientPhone, .landline, .buyerPhone]) {
            max($0.share(isNamed ? [.phone] : [.phone, .weakPhone]), $0.share(.holdsPhone)) >= 0.7 && $0.share([.tracking, .date]) < 0.5
        }
        first(.address, unless: []) { $0.share(.address) >= 0.5 }
        first(.email, unless: []) { $0.share(.email) >= 0.7 }
        first(.name, unless: [.recipientName, .buyerName, .buyer, .familyName, .givenName, .remark]) {
            $0.share(.name) >= 0.6 && $0.share(.address) < 0.3 && $0.distinct.count * 2 > $0.filled
        }
        if let place = columns.indices.first(where: { isOpen($0) && !headers[$0].hasKnownPart && columns[$0].share(.date) >= 0.7 }),
            !meanings.contains(where: { $0 == .placedAt || $0 == .paidAt || $0 == .shippedAt })
        {
            meanings[place] = .placedAt
        }
        first(.courier, unless: [.trackingInfo]) { $0.share(.courier) >= 0.8 }
        first(.trackingNumber, unless: [.trackingInfo]) {
            max($0.share(.tracking), $0.share([.parcel, .holdsParcel])) >= 0.7 && $0.length >= 11 && $0.share(.phone) < 0.2
        }
        first(.product, unless: []) { $0.share(.counted) >= 0.6 && $0.share(.address) < 0.3 }
        guard !isNamed else {
            // What is sold by its kinds alone: the kind is the product.
            if !meanings.contains(.product), let kind = meanings.firstIndex(of: .spec), meanings.contains(where: { $0 == .quantity || $0 == .amount }) {
                meanings[kind] = .product
            }
            return guessProduct(headers, columns)
        }
        first(.status, unless: []) { $0.share(.status) >= 0.7 }
        first(.product, unless: []) { $0.share(.text) >= 0.8 && $0.share([.name, .address, .status, .courier]) < 0.3 && $0.length <= 30 }
        first(.quantity, unless: []) { $0.share(.small) >= 0.9 && !$0.countsRows && $0.share(.money) < 0.1 && $0.cells.allSatisfy { ($0.utf8.count) <= 4 } }
        first(.amount, unless: []) { $0.share(.number) >= 0.9 && $0.share([.phone, .weakPhone, .longNumber]) < 0.1 && !$0.countsRows }
    }

    /// Beside somebody's money, day or count the one column of words that nobody knows says what was bought.
    private mutating func guessProduct(_ headers: [HeaderText], _ columns: [ColumnProfile]) {
        func has(_ wanted: ColumnMeaning...) -> Bool { meanings.contains { $0.map(wanted.contains) ?? false } }
        guard !has(.product), has(.amount, .quantity, .trackingNumber, .payStatus, .shipStatus), has(.phone, .name, .recipientName, .buyer, .recipientPhone)
        else { return }
        let open = columns.indices.filter { i in
            meanings[i] == nil && !headers[i].isKnown && !headers[i].shown.isEmpty && columns[i].filled * 10 >= columns[i].rows * 7
                && columns[i].share(.text) >= 0.8
                && columns[i].share([.name, .address, .status, .courier, .answer, .date, .email, .phone]) < 0.3 && columns[i].length <= 24
        }
        if open.count == 1, columns[open[0]].distinct.count > 1 || columns[open[0]].filled < 3 { meanings[open[0]] = .product }
    }
}
