/// Finds the rows of a table that name its columns.
struct HeaderSearch: Sendable {
    /// The places of the header's rows among those of the sample; empty for a table without a header.
    private(set) var rows: [Int] = []
    /// The first row of data among those of the sample.
    private(set) var firstData = 0
    /// One for each column.
    private(set) var headers: [HeaderText] = []
    /// The cells of the last row of the header.
    private(set) var cells: [String] = []

    /// - Parameter at: the row that is known to be the header.
    init(_ sample: TableSample, at known: Int? = nil) {
        let width = sample.width
        guard var place = known ?? Self.best(sample) else {
            headers = [HeaderText](repeating: HeaderText(""), count: width)
            firstData = Self.firstWideRow(sample)
            return
        }
        let hasGroups = known == nil && place > 0 && Self.standsOver(sample, place)
        if hasGroups { place -= 1 }
        rows = [place]
        firstData = place + 1
        cells = sample.rows[place]
        let top = Self.padded(cells, width)
        headers = top.map { HeaderText($0) }
        if hasGroups || place + 1 < sample.rows.count && Self.isSecondRow(sample, place) {
            let bottom = Self.padded(sample.rows[place + 1], width)
            let groups = Self.spread(top)
            cells = sample.rows[place + 1]
            rows.append(place + 1)
            firstData = place + 2
            headers = bottom.enumerated().map { i, cell in cell.isEmpty ? HeaderText(top[i]) : HeaderText(cell, group: groups[i]) }
        } else if place + 1 < sample.rows.count, Self.explains(sample, place, headers) {
            rows.append(place + 1)
            firstData = place + 2
        }
    }

    private static func padded(_ row: [String], _ width: Int) -> [String] { row + [String](repeating: "", count: max(0, width - row.count)) }

    /// Cells of a merged row stand over the empty ones behind them.
    private static func spread(_ row: [String]) -> [String] {
        var last = ""
        return row.map {
            if !$0.isEmpty { last = $0 }
            return last
        }
    }

    /// The row that most looks like a header, among the first ones.
    private static func best(_ sample: TableSample) -> Int? {
        var best: (place: Int, score: Double)?
        for (place, row) in sample.rows.prefix(30).enumerated() {
            let filled = row.filter { !$0.isEmpty }
            guard filled.count >= 2 else { continue }
            let values = filled.reduce(0.0) { $0 + (CellShape($1).intersection(.value).isEmpty && !$1.utf8.allSatisfy { 48...57 ~= $0 } ? 0 : 1) }
            // A row of data may hold a word that heads a column too, a header no phone.
            guard values * 4 <= Double(filled.count) else { continue }
            // What words may head is the dear part: it is asked of rows that no value has ruled out.
            let known = filled.reduce(0.0) { $0 + (HeaderText($1).isKnown ? 1 : 0) }
            let score = known / Double(filled.count) + min(known, 8) * 0.06 - values * 0.25
            let isEnough = known >= 2 && known * 2 >= Double(filled.count) || known >= 3 && known * 3 >= Double(filled.count)
            if isEnough, score > (best?.score ?? 0) + 0.15 { best = (place, score) }
        }
        return best?.place ?? byContrast(sample)
    }

    /// A row of short words above rows that look like values: headers in words that nobody knows.
    private static func byContrast(_ sample: TableSample) -> Int? {
        for (place, row) in sample.rows.prefix(6).enumerated() {
            let filled = row.filter { !$0.isEmpty }
            guard filled.count >= 2, filled.count * 10 >= sample.width * 6, place + 2 < sample.rows.count else { continue }
            guard Set(filled).count == filled.count, filled.allSatisfy({ $0.unicodeScalars.count <= 24 && CellShape($0).intersection(.value).isEmpty }) else {
                continue
            }
            guard !filled.contains(where: { MoneyText($0) != nil || CellShape($0).contains(.address) }) else { return nil }
            let below = sample.rows[(place + 1)...].prefix(20)
            var contrasts = 0
            for (i, cell) in row.enumerated() where !cell.isEmpty {
                let cells = below.compactMap { i < $0.count && !$0[i].isEmpty ? $0[i] : nil }
                let values = cells.filter { !CellShape($0).intersection([.phone, .weakPhone, .email, .date, .number, .tracking, .address]).isEmpty }.count
                if cells.count > 1, values * 10 >= cells.count * 7 { contrasts += 1 }
            }
            return contrasts >= 2 ? place : nil
        }
        return nil
    }

    private static func firstWideRow(_ sample: TableSample) -> Int {
        sample.rows.firstIndex { $0.count(where: { !$0.isEmpty }) >= 2 } ?? 0
    }

    /// Whether the row below belongs to the header: the names under a row of groups.
    private static func isSecondRow(_ sample: TableSample, _ place: Int) -> Bool {
        let (top, below) = (sample.rows[place], sample.rows[place + 1])
        let filled = below.filter { !$0.isEmpty }
        guard filled.count >= 2, below != top, filled.allSatisfy({ CellShape($0).intersection(.value).isEmpty && $0.unicodeScalars.count <= 30 }) else {
            return false
        }
        let known = filled.reduce(0) { $0 + (HeaderText($1).isKnown ? 1 : 0) }
        guard filled.allSatisfy({ MoneyText($0) == nil }) else { return false }
        // Names that stand below gaps only, beside columns that go on upwards: products under their group.
        let isUnder = below.enumerated().allSatisfy { i, cell in cell.isEmpty || i >= top.count || top[i].isEmpty || !HeaderText(top[i]).isKnown }
        let above = top.enumerated().filter { i, cell in !cell.isEmpty && (i >= below.count || below[i].isEmpty) && HeaderText(cell).isKnown }.count
        guard known * 10 >= filled.count * 7 && known >= 2 || isUnder && above >= 2 || (known >= 2 || above >= 2) && completes(top, below) else { return false }
        // Groups stand over empty cells: the upper row has gaps where the lower one has names.
        return below.enumerated().contains { i, cell in !cell.isEmpty && (i >= top.count || top[i].isEmpty) }
    }

    /// Whether two rows make one header: names stand in the lower one below groups, and in the upper one, alone, where the lower one has gaps.
    private static func completes(_ top: [String], _ below: [String]) -> Bool {
        let width = max(top.count, below.count)
        let (top, below) = (padded(top, width), padded(below, width))
        var (named, gaps, groups, alone) = (0, 0, 0, 0)
        for (i, name) in top.enumerated() where !name.isEmpty {
            let end = top[(i + 1)...].firstIndex { !$0.isEmpty } ?? width
            guard end > i + 1 else {
                if below[i].isEmpty { alone += 1 } else { gaps += 1 }
                continue
            }
            let filled = below[i..<end].count { !$0.isEmpty }
            if filled >= 2 { groups += 1 }
            (named, gaps) = (named + filled, gaps + (filled == 0 ? 1 : 0))
        }
        return groups >= 1 && named >= 2 && gaps <= alone
    }

    /// Whether the row above a header names groups of its columns, and the columns that it leaves out.
    private static func standsOver(_ sample: TableSample, _ place: Int) -> Bool {
        let (top, below) = (sample.rows[place - 1], sample.rows[place])
        let filled = top.filter { !$0.isEmpty }
        guard filled.count >= 2, sample.records[place] == sample.records[place - 1] + 1, completes(top, below) else { return false }
        let isNames = filled.allSatisfy { cell in
            cell.unicodeScalars.count <= 16 && !cell.contains { $0.isNumber || $0 == ":" || $0 == "：" } && CellShape(cell).intersection(.value).isEmpty
        }
        let fills = top.enumerated().contains { i, cell in !cell.isEmpty && (i >= below.count || below[i].isEmpty) }
        return isNames && (fills || filled.allSatisfy { HeaderText($0).hasKnownPart })
    }

    /// Whether the row below says in sentences what the columns hold: no digits where numbers and days belong.
    private static func explains(_ sample: TableSample, _ place: Int, _ headers: [HeaderText]) -> Bool {
        let row = sample.rows[place + 1]
        guard place + 2 < sample.rows.count else { return false }
        var checked = 0
        for (i, cell) in row.enumerated() where !cell.isEmpty && i < headers.count {
            switch headers[i].candidates.first?.meaning {
            case .orderNumber, .phone, .recipientPhone, .amount, .quantity, .placedAt, .paidAt, .unitPrice, .trackingNumber:
                if cell.utf8.contains(where: { 48...57 ~= $0 }) || cell.contains("*") { return false }
                guard i < sample.rows[place + 2].count, !CellShape(cell).contains(.answer), !CellShape(cell).contains(.status) else { continue }
                if sample.rows[place + 2][i].utf8.contains(where: { 48...57 ~= $0 }), cell.unicodeScalars.count > 3 { checked += 1 }
            default: continue
            }
        }
        return checked >= 2
    }
}

/// Rows of a table that are neither header nor data.
enum TableRowKind {
    /// Whether a row holds sums: one of its first cells says so.
    static func isTotal(_ row: [String]) -> Bool {
        if saysTotal(row) { return true }
        guard let first = row.prefix(4).first(where: { !$0.isEmpty }), first.utf8.count <= 40 else { return false }
        let words = TableWords.shared
        if words.meaning("total", of: first) != nil { return row.filter { !$0.isEmpty }.allSatisfy { !CellShape($0).contains(.phone) } }
        let head = words.fold(first.prefix { !":：=（( \t".contains($0) })
        guard words.meaning("total", of: head) != nil,
            first.unicodeScalars.first.map({ $0.value > 0x2E80 }) ?? false || first.contains(":") || first.contains("=")
        else {
            return false
        }
        return row.filter { !$0.isEmpty }.allSatisfy { !CellShape($0).contains(.phone) }
    }

    /// 本周合计, `TOTAL MARZO` in any cell of a row in which nobody stands: the others are numbers.
    private static func saysTotal(_ row: [String]) -> Bool {
        let filled = row.filter { !$0.isEmpty }
        let words = TableWords.shared
        let names = filled.filter { $0.unicodeScalars.count <= 24 && MoneyText($0) == nil && words.isBorder("total", of: $0) }
        // 本周 | 417 | 950: a time alone and nothing but numbers behind it.
        let times = filled.filter { words.meaning("period", of: $0) != nil }
        if times.count == 1, filled.count > 1, filled.allSatisfy({ $0 == times[0] || MoneyText($0) != nil && !CellShape($0).contains(.phone) }) { return true }
        guard !names.isEmpty, filled.count > names.count || names.allSatisfy({ words.meaning("total", of: $0) != nil }) else { return false }
        return filled.allSatisfy { cell in names.contains(cell) || MoneyText(cell) != nil && !CellShape(cell).contains(.phone) }
    }

    /// Whether a row shows how a form is to be filled in: one of its cells says so, alone or in front of what it shows.
    static func isExample(_ row: [String]) -> Bool {
        row.contains { cell in
            guard 1...120 ~= cell.utf8.count else { return false }
            let head = cell.prefix { !":：，,（(".contains($0) }
            return head.utf8.count <= 30 && TableWords.shared.meaning("example", of: head) != nil
        }
    }

    /// Whether a row holds the prices of the products that the header names: its first cell says so, and no person stands in it.
    static func isPrices(_ row: [String]) -> Bool {
        let filled = row.filter { !$0.isEmpty }
        // 18/盒, 60/4箱 and nothing else.
        if filled.count >= 2, filled.allSatisfy({ price($0) != nil && MoneyText.rate($0) != nil }) { return true }
        guard let first = row.first(where: { !$0.isEmpty }), first.unicodeScalars.count <= 8 else { return false }
        guard HeaderText(first).candidates.first?.meaning == .unitPrice, MoneyText(first) == nil else { return false }
        let rest = row.filter { !$0.isEmpty }.dropFirst()
        return !rest.isEmpty && rest.allSatisfy { price($0) != nil && !CellShape($0).contains(.phone) }
    }

    /// What a cell of such a row says that one costs: `45`, `18/盒`, `60/4箱`.
    static func price(_ cell: String) -> Double? { MoneyText.rate(cell) ?? MoneyText(cell)?.value }
}
