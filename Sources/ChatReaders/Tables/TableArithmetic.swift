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
}
