import ChatModel

/// A cell of the table of orders that came back with something else in it than was written.
struct ChangedOrderCell {
    /// The customer's id as the row has it.
    var customerID: String
    /// The customer's orders as they were written, and which of them it is.
    var written: [[String]]
    var row: Int
    /// What was changed, and where.
    var cell: OrderCell
    var text: String
    var place: String
}

extension PoolStore {
    /// What the seller says of orders in their cells, by customer and by the name of the value; what makes no sense, and an order that cannot be told any more, is said.
    func values(of changes: [ChangedOrderCell], _ result: inout ReadBack) throws(ImportError) -> [(customerID: String, field: String, value: String)] {
        var values: [(customerID: String, field: String, value: String)] = []
        for change in changes {
            func refuse(_ reason: RefusedCell.Reason) { result.refused.append(RefusedCell(sheet: OrderSheet.sheet, cell: change.place, reason: reason)) }
            guard let customer = try customer(change.customerID), let place = Self.place(of: change, in: customer.orders) else {
                refuse(.order(header: change.cell.header))
                continue
            }
            guard let edit = change.cell.edit(ofCell: change.text, of: customer.orders[place]) else {
                refuse(.orderCell(change.cell))
                continue
            }
            // What the pool holds already, from an earlier reading of the same workbook, is no news.
            guard edit.value != change.cell.edit(as: customer.orders[place]).value else { continue }
            values.append((customer.id, edit.field(of: OrderKey.key(of: place, in: customer.orders)), edit.value))
        }
        return values
    }

    /// Which of a customer's orders was written as a row: the one with its number, else the one of its day, counted among those of that day.
    private static func place(of change: ChangedOrderCell, in orders: [Order]) -> Int? {
        guard let numberAt = OrderSheet.headers.firstIndex(of: OrderSheet.numberHeader), let dayAt = OrderSheet.headers.firstIndex(of: OrderSheet.dayHeader)
        else { return nil }
        guard change.written[change.row].count > max(numberAt, dayAt) else { return nil }
        let (number, day) = (change.written[change.row][numberAt], change.written[change.row][dayAt])
        if !number.isEmpty {
            let found = orders.indices.filter { normal(orders[$0].orderNumber ?? "") == number }
            return found.count == 1 ? found[0] : nil
        }
        let rows = change.written.indices.filter {
            change.written[$0].count > dayAt && change.written[$0][dayAt] == day && change.written[$0][numberAt].isEmpty
        }
        // The newest stands first in the table and last in the pool.
        let found = orders.indices.reversed().filter { orders[$0].orderNumber?.isEmpty != false && Self.day(of: orders[$0]) == day }
        guard rows.count == found.count, let at = rows.firstIndex(of: change.row) else { return nil }
        return found[at]
    }

    private static func day(of order: Order) -> String {
        order.placedAt.map { Timestamp(wallSeconds: Int64($0.dayNumber) &* 86_400, precision: .day).description } ?? ""
    }
}
