/// What the numbers of a table's columns have to do with each other, row by row: sums and products tell what a header does not.
struct TableArithmetic: Sendable {
    /// The numbers of the columns that hold numbers, by row.
    private let numbers: [Int: [Int: Double]]

    init(_ columns: [ColumnProfile], _ styles: [Int: MoneyText.Style] = [:]) {
        var numbers: [Int: [Int: Double]] = [:]
        for (i, column) in columns.enumerated() where column.share([.number]) - column.share([.phone, .longNumber]) > 0.5 {
            numbers[i] = column.numbers(styles[i] ?? MoneyText.style(of: column.cells, header: nil))
        }
        self.numbers = numbers
    }

    /// Whether an amount does not hold the freight and the discount beside it: another column has what comes of them.
    func leavesFreightOut(of amount: Int, freight: [Int], discount: [Int], sums: [Int]) -> Bool {
        guard let amounts = numbers[amount], !freight.isEmpty || !discount.isEmpty else { return false }
        func extra(_ row: Int) -> Double {
            freight.reduce(0) { $0 + (numbers[$1]?[row] ?? 0) } - discount.reduce(0) { $0 + abs(numbers[$1]?[row] ?? 0) }
        }
        return sums.contains { sum in
            guard sum != amount, let sums = numbers[sum] else { return false }
            let rows = sums.filter { $0.value > 0 && amounts[$0.key] != nil }
            let agreeing = rows.filter { row, value in abs((amounts[row] ?? 0) + extra(row) - value) < 0.01 }
            return rows.count > 1 && agreeing.count * 10 >= rows.count * 8 && agreeing.contains { extra($0.key) != 0 }
        }
    }

    /// Three columns of which one is the product of the others: quantity, price and amount.
    ///
    /// - Parameters:
    ///   - columns: those that may be any of them.
    ///   - known: what is known already, by column.
    func product(among columns: [Int], known: [Int: ColumnMeaning]) -> (quantity: Int, price: Int, amount: Int)? {
        guard columns.count <= 16 else { return nil }
        func may(_ column: Int, _ meaning: ColumnMeaning) -> Bool {
            known[column].map { $0 == meaning } ?? !known.values.contains(meaning)
        }
        let candidates = columns.filter { numbers[$0] != nil }
        for quantity in candidates where may(quantity, .quantity) {
            for price in candidates where price != quantity && may(price, .unitPrice) {
                for amount in candidates where amount != quantity && amount != price && may(amount, .amount) {
                    if isProduct(quantity, price, amount) { return (quantity, price, amount) }
                }
            }
        }
        return nil
    }

    private func isProduct(_ quantity: Int, _ price: Int, _ amount: Int) -> Bool {
        guard let counts = numbers[quantity], let prices = numbers[price], let amounts = numbers[amount] else { return false }
        let rows = amounts.keys.filter { counts[$0] != nil && prices[$0] != nil }
        guard rows.count > 1, rows.contains(where: { counts[$0] != 1 }), rows.allSatisfy({ (counts[$0] ?? 0) < 10_000 }) else { return false }
        let agreeing = rows.filter { abs((counts[$0] ?? 0) * (prices[$0] ?? 0) - (amounts[$0] ?? 0)) < 0.01 }
        // A count is smaller than a price far more often than not: of two readings that agree the usual one counts.
        let smaller = rows.filter { (counts[$0] ?? 0) <= (prices[$0] ?? 0) }
        return agreeing.count * 10 >= rows.count * 8 && smaller.count * 2 >= rows.count
    }

    /// What the orders of a table come to, and of which columns.
    struct Bill: Sendable {
        /// The columns whose product the goods come to; nil where one column has it.
        var quantity: Int?
        var price: Int?
        /// The column that says what the goods come to.
        var goods: Int?
        var freight: [Int] = []
        var discount: [Int] = []
        var amount: Int
        fileprivate var score = 0.0
    }

    /// The rows of one order, and what they come to.
    private struct Group {
        var rows: [Int]
        var total: Double
        /// Whether each row repeats what the whole order comes to.
        var isRepeated = false
    }

    /// Goods, with what is added and taken off, are the amount: the columns that say so in nearly every order.
    ///
    /// - Parameters:
    ///   - columns: those that may be any of them.
    ///   - keys: the orders' numbers, by row, where the table has them.
    ///   - support: how much a column's header speaks for a role: 2 for its name, 0 for nothing, less against it.
    func bill(among columns: [Int], keys: [Int: String], rows: Int, support: (Int, ColumnMeaning) -> Int) -> Bill? {
        let columns = columns.filter { numbers[$0] != nil }
        guard 2...14 ~= columns.count else { return nil }
        let roles: [ColumnMeaning] = [.quantity, .unitPrice, .amount, .freight, .discount]
        let known = Dictionary(uniqueKeysWithValues: columns.map { column in (column, roles.map { support(column, $0) }) })
        func says(_ column: Int, _ role: Int) -> Int { known[column]?[role] ?? 0 }
        var best: Bill?
        for amount in columns where says(amount, 2) >= 0 || columns.count <= 6 {
            let groups = groups(of: amount, keys, rows)
            guard groups.count > 1, groups.contains(where: { $0.total != 0 }) else { continue }
            for quantity in columns where quantity != amount && says(quantity, 0) >= 0 {
                for price in columns where price != amount && price != quantity && says(price, 1) >= -1 {
                    let worth = says(quantity, 0) + says(price, 1) + says(amount, 2)
                    guard worth > 0, let goods = goods(groups, quantity, price) else { continue }
                    // A count is smaller than a price far more often than not.
                    take(
                        Bill(quantity: quantity, price: price, amount: amount), goods, groups, worth,
                        columns.filter { ![quantity, price, amount].contains($0) },
                        says, &best)
                }
            }
            for goods in columns where goods != amount && says(goods, 2) + says(goods, 1) >= -1 {
                let worth = max(says(goods, 2), says(goods, 1), 0) + says(amount, 2)
                guard let sums = self.goods(groups, nil, goods) else { continue }
                take(Bill(goods: goods, amount: amount), sums, groups, worth, columns.filter { ![goods, amount].contains($0) }, says, &best)
            }
        }
        if let found = best, let further = self.further(than: found, columns, keys, rows, says) { return further }
        return best
    }

    /// Where the goods alone are the amount that was found: the column in which freight and the like have been added to it.
    private func further(than bill: Bill, _ columns: [Int], _ keys: [Int: String], _ rows: Int, _ says: (Int, Int) -> Int) -> Bill? {
        guard bill.freight.isEmpty else { return nil }
        let spent = [bill.quantity, bill.price, bill.goods, bill.amount].compactMap(\.self) + bill.discount
        var best: Bill?
        for amount in columns where !spent.contains(amount) && says(amount, 2) >= 0 && says(amount, 3) <= 0 && says(amount, 4) <= 0 {
            let groups = groups(of: amount, keys, rows)
            guard groups.count > 1, let goods = goods(groups, nil, bill.amount) else { continue }
            take(
                Bill(quantity: bill.quantity, price: bill.price, goods: bill.amount, amount: amount), goods, groups, 1 + says(amount, 2),
                columns.filter { !spent.contains($0) && $0 != amount }, says, &best)
        }
        guard var best, !best.freight.isEmpty || best.discount.allSatisfy({ says($0, 4) > 0 }) else { return nil }
        best.discount += bill.discount
        return best
    }

    /// Looks which of the other columns make up what goods and amount differ by.
    private func take(
        _ bill: Bill, _ goods: [Double], _ groups: [Group], _ worth: Int, _ others: [Int], _ says: (Int, Int) -> Int, _ best: inout Bill?
    ) {
        var extras: [(column: Int, sign: Double, worth: Int, sums: [Double])] = []
        for column in others {
            let sums = groups.map { group in
                let values = group.rows.compactMap { numbers[column]?[$0] }
                return group.isRepeated ? values.first ?? 0 : values.reduce(0, +)
            }
            guard sums.contains(where: { $0 != 0 }) else { continue }
            if says(column, 3) >= 0 { extras.append((column, 1, says(column, 3), sums)) }
            if says(column, 4) >= 0 { extras.append((column, -1, says(column, 4), sums.map { -abs($0) })) }
        }
        extras.sort { ($0.worth, -$0.column) > ($1.worth, -$1.column) }
        extras = Array(extras.prefix(8))
        func weigh(_ chosen: [Int]) {
            var (agreeing, telling) = (0, 0)
            var used = [Bool](repeating: false, count: chosen.count)
            for (i, group) in groups.enumerated() {
                let sum = chosen.reduce(goods[i]) { $0 + extras[$1].sums[i] }
                guard abs(sum - group.total) < 0.011 else {
                    // Not one in five may differ.
                    if (i - agreeing + 1) * 5 > groups.count { return }
                    continue
                }
                agreeing += 1
                if group.total != 0 { telling += 1 }
                for (at, extra) in chosen.enumerated() where extras[extra].sums[i] != 0 { used[at] = true }
            }
            guard used.allSatisfy(\.self), telling > 1, bill.goods == nil || !chosen.isEmpty else { return }
            let more = chosen.reduce(0) { $0 + extras[$1].worth }
            guard worth + more > 0, worth + more > 1 || agreeing > 2 else { return }
            // What is left of a price when something was taken off, down to nothing, is still to be paid.
            let isRest = chosen.contains { extras[$0].sign < 0 && extras[$0].worth == 0 } && groups.contains { $0.total == 0 }
            if isRest { return }
            let score = Double(worth + more) + 4 * Double(agreeing) / Double(groups.count) + 0.2 * Double(min(10, agreeing)) - 0.3 * Double(chosen.count)
            guard score > best?.score ?? 0 else { return }
            var found = bill
            found.freight = chosen.filter { extras[$0].sign > 0 }.map { extras[$0].column }
            found.discount = chosen.filter { extras[$0].sign < 0 }.map { extras[$0].column }
            found.score = score
            best = found
        }
        weigh([])
        for (i, first) in extras.enumerated() {
            weigh([i])
            for (j, second) in extras.enumerated().dropFirst(i + 1) where second.column != first.column {
                weigh([i, j])
                for (k, third) in extras.enumerated().dropFirst(j + 1) where third.column != first.column && third.column != second.column { weigh([i, j, k]) }
            }
        }
    }

    /// The rows of each order: those of one number that repeat its sum, else a row with a sum and the rows without one below it.
    private func groups(of amount: Int, _ keys: [Int: String], _ rows: Int) -> [Group] {
        guard let totals = numbers[amount] else { return [] }
        var byKey: [String: Int] = [:]
        var groups: [Group] = []
        var isWhole = Set(keys.values).count < keys.count
        for row in 0..<rows where isWhole {
            guard let total = totals[row] else { continue }
            guard let key = keys[row] else {
                isWhole = false
                continue
            }
            if let at = byKey[key] {
                if groups[at].total != total { isWhole = false }
                groups[at].rows.append(row)
                groups[at].isRepeated = true
            } else {
                byKey[key] = groups.count
                groups.append(Group(rows: [row], total: total))
            }
        }
        if isWhole { return groups }
        groups = []
        for row in 0..<rows {
            if let total = totals[row] { groups.append(Group(rows: [row], total: total)) } else if !groups.isEmpty { groups[groups.count - 1].rows.append(row) }
        }
        return groups
    }

    /// What the goods of each order come to; nil where counts or prices are missing, or where all counts are one.
    private func goods(_ groups: [Group], _ quantity: Int?, _ price: Int) -> [Double]? {
        guard let prices = numbers[price] else { return nil }
        var sums: [Double] = []
        var (isCounted, smaller, rows) = (false, 0, 0)
        for group in groups {
            var sum = 0.0
            for row in group.rows {
                guard let value = prices[row] else { continue }
                guard let quantity else {
                    sum += value
                    if group.isRepeated { break }
                    continue
                }
                guard let count = numbers[quantity]?[row], count < 10_000 else { continue }
                sum += count * value
                rows += 1
                if count != 1 { isCounted = true }
                if count <= value { smaller += 1 }
            }
            sums.append(sum)
        }
        if quantity != nil, !isCounted || smaller * 2 < rows { return nil }
        return sums
    }
}
