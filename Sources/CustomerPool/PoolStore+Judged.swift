import ChatModel
import GRDB

/// What of a workbook that came back is not as it was written and cannot be taken over.
extension PoolStore {
    /// What the table as a whole says: columns and rows that are gone, rows that are new.
    func judge(_ book: EditedWorkbook, _ result: inout ReadBack, _ db: Database) throws {
        result.refused += book.refused
        try judge(book.sheets, edition: book.heads.lazy.compactMap(\.edition).first, &result, db)
        for (contact, row) in book.added {
            if contact == nil {
                result.refused.append(RefusedCell(sheet: EditableField.sheet, cell: "\(row)", reason: .nobody))
            } else {
                result.added += 1
            }
        }
        for head in book.heads {
            result.hasNoKey = result.hasNoKey || !head.hasKey
            // A table of an earlier version has fewer columns that may be changed; those were not taken out.
            let known = try String.fetchOne(
                db, sql: "SELECT cells FROM written WHERE edition <= ? ORDER BY edition DESC LIMIT 1", arguments: [head.edition ?? Int.max])
            let count = known.map { $0.split(separator: Self.separator, omittingEmptySubsequences: false).count } ?? EditableField.allCases.count
            let written = Set(EditableField.allCases.prefix(count).map(\.header))
            for header in head.missing where written.contains(header) && !result.missing.contains(header) { result.missing.append(header) }
        }
        guard let edition = book.heads.compactMap(\.edition).first else { return }
        guard let row = try Row.fetchOne(db, sql: "SELECT customers FROM edition WHERE number = ?", arguments: [edition]) else {
            result.hasUnknownEdition = true
            return
        }
        if !result.hasNoKey, let customers = try row.at(0, as: Int?.self) { result.removedRows = max(0, customers - Set(book.rows.map(\.customerID)).count) }
    }

    /// Finds sheets and columns that this pool did not write.
    private func judge(_ sheets: [EditedSheet], edition: Int?, _ result: inout ReadBack, _ db: Database) throws {
        let text = try String.fetchOne(
            db, sql: "SELECT layout FROM edition WHERE number <= ? AND layout IS NOT NULL ORDER BY number DESC LIMIT 1", arguments: [edition ?? Int.max])
        guard let text, !sheets.isEmpty else { return }
        var written: [String: Set<String>] = [:]
        for sheet in text.split(separator: Self.rowSeparator) {
            let parts = sheet.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
            written[parts[0]] = Set(parts.dropFirst())
        }
        for sheet in sheets {
            let name = sheet.name ?? EditableField.sheet
            guard let headers = written[name] else {
                result.ownSheets.append(sheet)
                continue
            }
            // What is no table is made anew as a whole, and is recognised by its name alone.
            guard !headers.isEmpty else { continue }
            for (header, place) in zip(sheet.headers, sheet.places) where !header.isEmpty && !headers.contains(Self.normal(header)) {
                result.ownColumns.append("\(name)!\(place)")
            }
            if let beyond = sheet.beyond { result.ownColumns.append("\(name)!\(beyond)") }
            let key = EditableField.keyHeader
            if name == OrderSheet.sheet, !sheet.headers.contains(where: { Self.normal($0) == key }) { result.missing.append("\(name) \(key)") }
        }
    }

    /// Finds what is not as it was written in the table of orders: changed cells, rows that are new, rows that are gone.
    ///
    /// - Returns: the changed cells that a seller may change, where the workbook says which writing it is; all others are refused.
    func compareOrders(_ book: EditedWorkbook, _ result: inout ReadBack, _ db: Database) throws -> [ChangedOrderCell] {
        guard !book.orders.isEmpty, let last = try Int.fetchOne(db, sql: "SELECT max(number) FROM edition") else { return [] }
        let edition = book.heads.compactMap(\.edition).first
        var changes: [ChangedOrderCell] = []
        let found = Dictionary(grouping: book.orders, by: \.customerID)
        for id in Set(book.rows.map(\.customerID)).union(found.keys).sorted() {
            let written = try orders(of: id, edition ?? last, db)
            let own = found[id] ?? []
            result.removedOrders += max(0, written.count - own.count)
            if !written.isEmpty { for order in own { compare(order, among: own, written, &result, &changes) } }
        }
        guard edition == nil || result.hasUnknownEdition else { return changes }
        // Against which of the writings a cell was changed nobody knows.
        for change in changes { result.refused.append(RefusedCell(sheet: OrderSheet.sheet, cell: change.place, reason: .order(header: change.cell.header))) }
        return []
    }

    /// The cells of a customer's orders as they were last written.
    private func orders(of id: String, _ edition: Int, _ db: Database) throws -> [[String]] {
        let text = try String.fetchOne(
            db.cachedStatement(sql: "SELECT orders FROM written WHERE customer_id = ? AND edition <= ? AND orders IS NOT NULL ORDER BY edition DESC LIMIT 1"),
            arguments: [id, edition])
        guard let text, !text.isEmpty else { return [] }
        return text.split(separator: Self.rowSeparator, omittingEmptySubsequences: false).map {
            $0.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Finds the cells of an order's row that are not as they were written: of the rows that were written and are not there any more, the one most like it is meant.
    private func compare(
        _ order: EditedOrder, among all: [EditedOrder], _ rows: [[String]], _ result: inout ReadBack, _ changes: inout [ChangedOrderCell]
    ) {
        func likeness(_ row: [String], _ cells: [String?]) -> Int { zip(row, cells).count { $1 == nil || Self.isSameCell($0, $1 ?? "") } }
        if rows.contains(where: { likeness($0, order.cells) == min($0.count, order.cells.count) }) { return }
        let others = all.filter { $0.row != order.row }
        let free = rows.indices.filter { row in !others.contains { likeness(rows[row], $0.cells) == min(rows[row].count, $0.cells.count) } }
        guard let place = free.max(by: { likeness(rows[$0], order.cells) < likeness(rows[$1], order.cells) }) else {
            result.refused.append(RefusedCell(sheet: OrderSheet.sheet, cell: "\(order.row)", reason: .newOrder))
            return
        }
        let meant = rows[place]
        let likest = likeness(meant, order.cells)
        let isOfItsDay = OrderSheet.headers.firstIndex(of: OrderSheet.dayHeader).map { day in
            day < meant.count && order.cells[day].map { Self.isSameCell(meant[day], $0) } ?? true
        }
        // Which order it is must be beyond doubt before anything is taken over: one row alone is like it, for the most part, and of the same day.
        let isSure = isOfItsDay == true && likest * 2 > meant.count && free.count { likeness(rows[$0], order.cells) == likest } == 1
        for (i, header) in OrderSheet.headers.enumerated() where i < meant.count {
            guard let cell = order.cells[i], !Self.isSameCell(meant[i], cell) else { continue }
            if isSure, let known = OrderCell(header: header) {
                changes.append(
                    ChangedOrderCell(
                        customerID: order.customerID, written: rows, row: place, cell: known, text: Self.normal(cell), place: "\(order.columns[i])\(order.row)")
                )
                continue
            }
            result.refused.append(RefusedCell(sheet: OrderSheet.sheet, cell: "\(order.columns[i])\(order.row)", reason: .order(header: header)))
        }
    }

    /// Finds the cells of a customer's row that come out of the chats and are not as they were written: as any writing had them, where the file does not say which it is.
    func comparePerson(_ row: EditedRow, _ result: inout ReadBack, _ db: Database) throws {
        guard !row.others.isEmpty else { return }
        let all = try String.fetchAll(
            db.cachedStatement(sql: "SELECT person FROM written WHERE customer_id = ? AND edition <= ? AND person IS NOT NULL ORDER BY edition DESC"),
            arguments: [row.customerID, row.edition ?? Int.max])
        let writings = (row.edition == nil ? all : Array(all.prefix(1))).map {
            $0.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
        }
        guard !writings.isEmpty else { return }
        for (i, header) in PersonSheet.headers.enumerated() where i < row.others.count {
            guard let cell = row.others[i], !writings.contains(where: { i >= $0.count || Self.isSameCell($0[i], cell) }) else { continue }
            result.refused.append(RefusedCell(sheet: EditableField.sheet, cell: row.otherPlaces[i], reason: .person(header: header)))
        }
    }

    /// Whether two cells say the same; spreadsheet programs write numbers each in their own way.
    static func isSameCell(_ written: String, _ found: String) -> Bool {
        let found = normal(found)
        if isSame(written, found) { return true }
        // A day may come back with an hour.
        if written.utf8.count == 10, written.utf8.dropFirst(4).first == 0x2D, found.hasPrefix(written), found.utf8.dropFirst(10).first == 0x20 { return true }
        guard let a = Double(written), let b = Double(found) else { return false }
        return abs(a - b) < 0.005
    }
}
