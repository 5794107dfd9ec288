/// Decides of what a table is: orders, people, messages, or nothing that belongs into a pool.
struct TableVerdict: Sendable {
    private(set) var kind = TableLayout.Kind.foreign("unknown")
    /// What the columns hold where it is a table of messages.
    private(set) var messages: [ColumnMeaning?] = []
    private(set) var products: [TableLayout.ProductColumn] = []
    private let meanings: [ColumnMeaning?]
    /// The headers as words are compared.
    private let headers: [String]
    /// Prices of products that stand in a row of their own below the header.
    private let prices: [Int: Double]
    /// Whether one column holds name, number and address together.
    private let isTogether: Bool

    init(
        _ headers: [HeaderText], _ columns: [ColumnProfile], _ meanings: [ColumnMeaning?], hasHeader: Bool, titles: [[String]], prices: [Int: Double],
        sheet: String?
    ) {
        self.meanings = meanings
        self.headers = headers.map { TableWords.shared.fold($0.shown, keepingBlanks: true) }
        self.prices = prices
        isTogether = meanings.firstIndex(of: .address).map { columns[$0].share(.holdsPhone) >= 0.4 } ?? false
        let foreign = Self.foreign(headers, titles)
        if hasHeader, foreign == nil || foreign?.count ?? 0 < 3, let found = Self.messages(headers, columns) {
            messages = found
            // The goods that a customer asks about may stand beside each message; what is bought has a count or a price.
            let isText = meanings.firstIndex(of: .product).map { found[$0] == .text } ?? true || found.contains(.sender) && !has(.quantity, .unitPrice)
            if !has(.courier, .trackingNumber, .amount, .address) && isText || found.contains(.direction) && !has(.address, .trackingNumber) {
                kind = .messages
                return
            }
        }
        if let aside = aside(headers, columns, sheet) {
            kind = .foreign(aside)
            return
        }
        products = questions(headers, columns)
        if products.isEmpty { products = matrix(headers, columns) }
        if let foreign, foreign.count >= 2, foreign.count >= 3 || weight < 5 {
            kind = .foreign(foreign.kind)
        } else if isOrders(columns, hasHeader) {
            kind = .orders
        } else if isPeople(columns, hasHeader) {
            kind = .people
        } else {
            kind = .foreign(foreign?.kind ?? reason)
        }
    }

    /// Whether a header holds a word of a class.
    private func says(_ kind: String) -> Bool { headers.contains { TableWords.shared.isWithin(kind, $0) } }

    private func has(_ wanted: ColumnMeaning...) -> Bool { meanings.contains { $0.map(wanted.contains) ?? false } }

    /// Whether a column says who somebody is.
    private var hasPerson: Bool { isTogether || meanings.contains { $0.map(ColumnMeaning.ofPeople.contains) ?? false } }

    private var hasNamedPerson: Bool { meanings.contains { $0.map(ColumnMeaning.ofNames.contains) ?? false } }

    /// How much speaks for orders.
    private var weight: Double {
        var sum = 0.0
        let worth: [(ColumnMeaning, Double)] = [
            (.product, 2), (.trackingNumber, 2), (.trackingInfo, 2), (.orderNumber, 1.5), (.quantity, 1), (.amount, 1), (.unitPrice, 0.5), (.status, 1),
            (.payStatus, 1), (.shipStatus, 1), (.receiveStatus, 1),
            (.placedAt, 0.5), (.paidAt, 1), (.shippedAt, 1), (.courier, 1), (.spec, 0.5), (.recipientName, 1), (.address, 1), (.dueAt, 0.5),
        ]
        for (meaning, value) in worth where meanings.contains(meaning) { sum += value }
        return sum + (products.isEmpty ? 0 : 2)
    }

    private func isOrders(_ columns: [ColumnProfile], _ hasHeader: Bool) -> Bool {
        guard hasPerson, !sumsUpPeople else { return false }
        let hasGoods = has(.product) || !products.isEmpty
        if !hasHeader { return hasGoods && (has(.phone, .address) || has(.amount) && has(.name, .buyer)) }
        let isTraded = has(
            .quantity, .amount, .orderNumber, .trackingNumber, .trackingInfo, .status, .payStatus, .shipStatus, .receiveStatus, .placedAt, .paidAt, .unitPrice,
            .shippedAt, .dueAt, .courier)
        // Who they are and what they like, each once: what they bought is said of them, and no order.
        let isOrdered = has(
            .quantity, .orderNumber, .trackingNumber, .trackingInfo, .status, .payStatus, .shipStatus, .receiveStatus, .placedAt, .paidAt, .shippedAt, .dueAt,
            .courier, .unitPrice)
        // 多久拿一次, 每周几: what they are used to, and no day of an order.
        if products.isEmpty, says("habit"), !has(.orderNumber, .trackingNumber, .trackingInfo, .placedAt, .paidAt, .shippedAt) { return false }
        if products.isEmpty, !isOrdered, has(.birthday, .gender, .tags, .level, .remark, .customerID, .wechat, .aggregate) { return false }
        if hasGoods {
            return isTraded && !(products.isEmpty && isCustomerList && !has(.amount, .quantity, .orderNumber, .trackingNumber))
                || has(.recipientName, .address) && !isCustomerList
        }
        if has(.trackingNumber, .trackingInfo) { return true }
        if has(.orderNumber) { return has(.amount, .status, .payStatus, .placedAt, .recipientName) }
        return has(.amount) && has(.placedAt, .paidAt, .payStatus, .shipStatus, .quantity) && !isCustomerList && hasNamedPerson
    }

    /// Whether each row tells of all that somebody bought: sums and last days, but no single order.
    private var sumsUpPeople: Bool {
        meanings.count { $0 == .aggregate } >= 2 && !(has(.product) && has(.quantity, .unitPrice, .amount)) && products.isEmpty
            && !has(.orderNumber, .trackingNumber, .trackingInfo, .courier, .placedAt)
    }

    /// Whether what is said of the people is more than orders need.
    private var isCustomerList: Bool {
        [ColumnMeaning.birthday, .gender, .tags, .level, .company, .wechat, .remark, .customerID, .aggregate].count(where: { meanings.contains($0) }) >= 2
    }

    private func isPeople(_ columns: [ColumnProfile], _ hasHeader: Bool) -> Bool {
        guard hasPerson else { return false }
        let reach: [ColumnMeaning] = [.phone, .recipientPhone, .landline, .buyerPhone, .email, .wechat, .address]
        if reach.contains(where: { meanings.contains($0) }) { return (hasNamedPerson || hasHeader) && !(hasHeader && isLedger(columns)) }
        // Names beside divisions and nothing to reach anybody by are names of places.
        guard !has(.province, .city, .district) else { return false }
        return hasHeader && hasNamedPerson && has(.birthday, .tags, .level, .remark, .customerID, .company) && !has(.placedAt, .amount)
    }

    /// Whether most of a table is numbers under headers that nobody knows, as in books of costs: what is said of people are words.
    private func isLedger(_ columns: [ColumnProfile]) -> Bool {
        guard !has(.birthday, .gender, .tags, .level, .remark, .customerID, .wechat, .aggregate, .email, .address) else { return false }
        let sums = columns.indices.count { meanings[$0] == nil && columns[$0].filled >= 2 && columns[$0].share(.number) >= 0.8 && !columns[$0].countsRows }
        return sums >= 3 && sums * 2 > meanings.count { $0 == nil }
    }

    /// Why a table is not read, where its headers do not name its kind.
    private var reason: String {
        if !hasPerson { return has(.unitPrice) || has(.product) ? "prices" : "nobody" }
        return "names"
    }

    // MARK: Other tables

    /// What a table is that looks like orders but sells nothing: an example, a stock list, a roster.
    private func aside(_ headers: [HeaderText], _ columns: [ColumnProfile], _ sheet: String?) -> String? {
        let words = TableWords.shared
        if let sheet, words.meaning("example", of: sheet) != nil { return "example" }
        // What goods have cost beside no day, no state and no place: whoever stands there supplies them.
        let isTraded = has(
            .orderNumber, .trackingNumber, .trackingInfo, .status, .payStatus, .shipStatus, .receiveStatus, .placedAt, .paidAt, .shippedAt, .dueAt, .address,
            .recipientName, .buyer)
        if !isTraded, has(.product), headers.contains(where: { words.meaning("cost", of: $0.shown) != nil }) { return "stock" }
        // Goods beside whoever supplies them, and nobody who buys.
        let isOfBuyers = meanings.indices.contains { i in
            meanings[i].map { meaning in ColumnMeaning.ofNames.contains(meaning) && headers[i].candidates.contains { $0.meaning == meaning } } ?? false
        }
        if says("supplier"), !isOfBuyers, !has(.orderNumber, .trackingNumber, .trackingInfo, .address) { return "supply" }
        return isRoster(columns) ? "roster" : nil
    }

    /// Whether most columns say the same few words: 早, 晚, 休 for each day.
    private func isRoster(_ columns: [ColumnProfile]) -> Bool {
        let words = TableWords.shared
        let open = columns.indices.filter { meanings[$0] == nil && columns[$0].filled >= 3 }
        var counts: [String: Int] = [:]
        for i in open {
            for word in columns[i].distinct
            where word.unicodeScalars.count <= 6 && word.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic }) && words.meaning("answer", of: word) == nil
                && words.meaning("status", of: word) == nil
            {
                counts[word, default: 0] += 1
            }
        }
        let shared = Set(counts.filter { $0.value >= 3 }.keys)
        let days = open.count { i in columns[i].cells.count { shared.contains($0) } * 10 >= columns[i].cells.count * 6 }
        return shared.count >= 2 && days >= 4
    }

    private static func foreign(_ headers: [HeaderText], _ titles: [[String]]) -> (kind: String, count: Int)? {
        let words = TableWords.shared
        var counts: [String: Int] = [:]
        for header in headers where !header.shown.isEmpty { for kind in words.foreign[words.fold(header.shown)] ?? [] { counts[kind, default: 0] += 1 } }
        let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return best.map { ($0.key, $0.value) }
    }

    /// What the columns of a table of messages hold; nil where it is none.
    private static func messages(_ headers: [HeaderText], _ columns: [ColumnProfile]) -> [ColumnMeaning?]? {
        let found = ColumnAssignment(headers, columns, ofMessages: true).meanings
        guard let text = found.firstIndex(of: .text), columns[text].filled > 1 else { return nil }
        let hasTime = found.contains(.sentAt)
        let hasSender = found.contains(.sender) || found.contains(.direction) || found.contains(.receiver) && found.contains(.senderID)
        guard hasTime && hasSender, !found.contains(.orderNumber), !found.contains(.courier) else { return nil }
        // Words of people vary, and most rows have some.
        let profile = columns[text]
        return profile.distinct.count * 2 > profile.filled && profile.share(.text) > 0.5 && profile.share(.address) < 0.5 ? found : nil
    }

    // MARK: One column for each product

    /// Whether a row prices the goods; a column that it leaves out is none of them.
    private var isPriceList: Bool { prices.count >= 2 }

    private func matrix(_ headers: [HeaderText], _ columns: [ColumnProfile]) -> [TableLayout.ProductColumn] {
        guard hasPerson, !has(.product) else { return [] }
        let grouped = headers.map { [.product, .quantity, .orderNumber].contains($0.group) }
        var found: [TableLayout.ProductColumn] = []
        for (i, header) in headers.enumerated() where meanings[i] == nil || meanings[i] == .unitPrice || meanings[i] == .aggregate {
            guard !header.shown.isEmpty, header.candidates.first.map({ $0.score < 0.9 }) ?? true, !TableWords.shared.isWithin("remainder", self.headers[i]),
                columns[i].filled > 0, columns[i].countShare >= (isPriceList && prices[i] != nil ? 0.4 : 0.85),
                columns[i].share(.small) >= 0.5 || prices[i] != nil || grouped[i],
                !columns[i].countsRows || columns[i].filled == 2 || prices[i] != nil || grouped[i],
                columns[i].cells.allSatisfy({ $0.utf8.count <= 6 || MoneyText($0) == nil })
            else { continue }
            let (name, said) = Self.product(header.full)
            // Counts of things are small; sums of money, ages and weights are not.
            let counts = columns[i].cells.compactMap { ItemCount.last($0)?.value }.sorted()
            let price = said ?? prices[i]
            guard price != nil || !isPriceList else { continue }
            guard
                price != nil || grouped[i] && header.candidates.isEmpty
                    || header.candidates.first.map({ $0.score < 0.6 }) ?? true && counts.count > 0 && counts[counts.count / 2] <= 10 && (counts.last ?? 0) <= 99
            else { continue }
            guard name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { continue }
            // 春茶(斤): what is counted.
            let unit = header.inner.first.flatMap { TableWords.shared.meaning("unit", of: $0) == nil ? nil : $0 }
            found.append(
                TableLayout.ProductColumn(
                    column: i, product: unit == nil ? name : HeadedTable.clean(HeaderText.withoutBrackets(name).base), unit: unit, unitPrice: price))
        }
        takeBracketPrices(&found, headers)
        addNeighbours(&found, headers, columns)
        let isPriced = found.contains { $0.unitPrice != nil }
        return found.count >= 2 || isPriced ? found : []
    }

    /// 样豆半磅 (280) beside 样豆一磅 (520): numbers alone in the brackets of several products are their prices.
    private func takeBracketPrices(_ found: inout [TableLayout.ProductColumn], _ headers: [HeaderText]) {
        let priced = found.indices.compactMap { at -> (Int, String, Double)? in
            let (base, inner) = HeaderText.withoutBrackets(headers[found[at].column].full)
            guard found[at].unitPrice == nil, inner.count == 1, let price = Double(inner[0]), price >= 5 else { return nil }
            return (at, HeadedTable.clean(base), price)
        }
        guard priced.count >= 2, priced.count == found.count else { return }
        for (at, name, price) in priced { (found[at].product, found[at].unitPrice) = (name, price) }
    }

    /// Columns of counts beside two products or more, under names that nobody knows either, are products too.
    private func addNeighbours(_ found: inout [TableLayout.ProductColumn], _ headers: [HeaderText], _ columns: [ColumnProfile]) {
        guard found.count >= 2, !isPriceList else { return }
        for (i, header) in headers.enumerated() where meanings[i] == nil && !header.shown.isEmpty && header.candidates.isEmpty {
            let taken = Set(found.map(\.column))
            guard !taken.contains(i), taken.contains(i - 1) || taken.contains(i + 1), columns[i].filled > 0, columns[i].countShare >= 0.85,
                columns[i].cells.allSatisfy({ ItemCount.last($0).map { 0..<1000 ~= $0.value } ?? false }),
                header.full.unicodeScalars.contains(where: { $0.properties.isAlphabetic })
            else { continue }
            let unit = header.inner.first.flatMap { TableWords.shared.meaning("unit", of: $0) == nil ? nil : $0 }
            found.append(
                TableLayout.ProductColumn(
                    column: i, product: unit == nil ? header.full : HeadedTable.clean(HeaderText.withoutBrackets(header.full).base), unit: unit))
        }
        found.sort { $0.column < $1.column }
    }

    /// `订购数量(红颜草莓39元/盒)`, `Quantity [Kuih]`: several columns of one question, each about a product.
    private func questions(_ headers: [HeaderText], _ columns: [ColumnProfile]) -> [TableLayout.ProductColumn] {
        guard hasPerson else { return [] }
        var byBase: [String: [Int]] = [:]
        for (i, header) in headers.enumerated() where columns[i].filled > 0 && columns[i].share(.number) >= 0.85 {
            guard let first = header.inner.first, first.unicodeScalars.contains(where: { $0.properties.isAlphabetic }),
                header.candidates.first.map({ $0.meaning == .quantity || $0.score < 0.5 }) ?? true, columns[i].share(.small) >= 0.6
            else { continue }
            byBase[TableWords.shared.fold(header.shown), default: []].append(i)
        }
        guard let group = byBase.values.max(by: { $0.count < $1.count }), group.count >= 2 else { return [] }
        return group.sorted().compactMap { i in
            guard let text = headers[i].inner.first else { return nil }
            let (name, price) = Self.product(HeadedTable.clean(text.trimmingDashes))
            return TableLayout.ProductColumn(column: i, product: name.trimmingDashes, unitPrice: price)
        }
    }

    /// The name and the price of a header such as `草莓29.9/盒`, `车厘子 2斤（59元）`, `Kek Lapis RM45`.
    private static func product(_ header: String) -> (name: String, price: Double?) {
        if let (rest, price) = ItemCount.withoutPrice(header) { return (rest, price) }
        let scalars = Array(header.unicodeScalars)
        // The last number with a sign of money or of a rate beside it.
        guard let end = scalars.lastIndex(where: { 48...57 ~= $0.value }) else { return (header, nil) }
        var start = end
        while start > 0, 48...57 ~= scalars[start - 1].value || scalars[start - 1] == "." { start -= 1 }
        func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        guard start > 0, let price = Double(text(start..<end + 1)) else { return (header, nil) }
        let behind = text(end + 1..<scalars.count)
        var before = HeadedTable.clean(text(0..<start))
        let words = TableWords.shared
        let hasRate = behind.hasPrefix("/") || words.begins("rate", behind)
        let sign = before.split(separator: " ").last.map(String.init) ?? ""
        let marks = before.reversed().prefix { "￥¥$€£฿₫₱@".contains($0) }.count
        if marks > 0 {
            before.removeLast(marks)
            // NT$95: the letters belong to the sign.
            let letters = String(before.reversed().prefix { $0.isASCII && $0.isLetter }.reversed())
            if !letters.isEmpty, words.meaning("currency", of: letters.lowercased() + "$") != nil { before.removeLast(letters.count) }
        } else if words.meaning("currency", of: sign) != nil, sign.count < before.count {
            before.removeLast(sign.count)
        } else if !hasRate {
            return (header, nil)
        }
        let name = HeadedTable.clean(before.hasSuffix("-") || before.hasSuffix("(") || before.hasSuffix("（") ? String(before.dropLast()) : before)
        return name.isEmpty ? (header, nil) : (name, price)
    }
}

extension String {
    /// Without dashes and blanks at its ends.
    fileprivate var trimmingDashes: String {
        var rest = self[...]
        while let last = rest.last, "—-–_ ：:".contains(last) { rest.removeLast() }
        while let first = rest.first, "—-–_ ：:".contains(first) { rest.removeFirst() }
        return String(rest)
    }
}
