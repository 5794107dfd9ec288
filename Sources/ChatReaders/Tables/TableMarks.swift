import ChatModel

/// What signs mean in the columns of states: by the table's own legend (`/ = dah bayar`), else by the signs beside them.
struct TableMarks: Sendable {
    /// What the legend says, by the sign in small letters.
    private(set) var legend: [String: OrderStatus] = [:]
    /// Columns in which an x stands against ticks: it says no.
    private(set) var crosses: Set<ColumnMeaning> = []
    /// Columns in which a stroke is a tick.
    private(set) var strokes: Set<ColumnMeaning> = []
    /// Whether there is anything to look up.
    var isEmpty: Bool { legend.isEmpty && crosses.isEmpty && strokes.isEmpty }

    init() {}

    /// - Parameters:
    ///   - titles: the rows above the header, where a legend stands.
    ///   - isHan: whether the headers are Chinese: a stroke is nothing there.
    init(titles: [[String]], _ columns: [ColumnProfile], _ meanings: [ColumnMeaning?], isHan: Bool) {
        for cell in titles.joined() {
            addLegend(cell)
            addSigns(cell)
        }
        let words = TableWords.shared
        for (i, meaning) in meanings.enumerated() {
            guard let meaning, [.payStatus, .shipStatus, .receiveStatus, .status].contains(meaning) else { continue }
            let signs = Set(columns[i].distinct.filter { $0.unicodeScalars.count <= 3 }.map { $0.lowercased() })
            let hasCross = signs.contains("x")
            let isTicked = columns[i].strokes > 0 || signs.contains { $0 != "x" && words.meaning("answer", of: $0) == "yes" }
            if hasCross, isTicked { crosses.insert(meaning) }
            if columns[i].strokes > 0, !isHan || legend["/"] != nil { strokes.insert(meaning) }
        }
    }

    /// Takes signs out of a line such as `/ = dah bayar   X = belum` or `√已付 ○未付`.
    private mutating func addLegend(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        for (at, scalar) in scalars.enumerated() where scalar == "=" || scalar == "＝" {
            var end = at
            while end > 0, scalars[end - 1].properties.isWhitespace { end -= 1 }
            var start = end
            while start > 0, !scalars[start - 1].properties.isWhitespace, !"，,;；。、|".unicodeScalars.contains(scalars[start - 1]) { start -= 1 }
            guard 1...2 ~= end - start else { continue }
            var stop = at + 1
            while stop < scalars.count, !"，,;；。|=＝".unicodeScalars.contains(scalars[stop]) { stop += 1 }
            let said = String(String.UnicodeScalarView(scalars[(at + 1)..<stop]))
            let sign = String(String.UnicodeScalarView(scalars[start..<end])).lowercased()
            // What follows may end in the next sign: of several states the first counts.
            let pieces = said.split(separator: "  ").map(String.init)
            if let status = OrderWords.status(pieces.first ?? said) ?? OrderWords.status(said) { legend[sign] = status }
        }
    }

    /// Takes signs that stand right in front of what they mean: `√已付 ○未付`.
    private mutating func addSigns(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        func isSign(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value >= 0x80 && [.otherSymbol, .mathSymbol].contains(scalar.properties.generalCategory)
        }
        guard scalars.count(where: { isSign($0) }) >= 2 else { return }
        for (at, sign) in scalars.enumerated() where isSign(sign) && legend[String(sign)] == nil {
            let said = scalars[(at + 1)...].prefix { !isSign($0) && !$0.properties.isWhitespace && !"，,;；。、/|=＝".unicodeScalars.contains($0) }
            guard 1...16 ~= said.count else { continue }
            if let status = OrderWords.status(String(String.UnicodeScalarView(said))) { legend[String(sign)] = status }
        }
    }

    /// What a cell's sign says of a column's step; nil for a cell that is no such sign.
    ///
    /// - Parameter done: what the column's yes comes to.
    func status(_ cell: String, _ column: ColumnMeaning, done: OrderStatus) -> OrderStatus?? {
        guard cell.utf8.count <= 4 else { return nil }
        let sign = cell.lowercased()
        if let said = legend[sign],
            column == .status || said == .cancelled || said == .refunded || column == .payStatus && [.paid, .placed].contains(said)
                || column != .payStatus && [.shipped, .received].contains(said)
        {
            return .some(said)
        }
        if sign == "x", crosses.contains(column) { return .some(done == .paid ? .placed : nil) }
        return sign == "/" && strokes.contains(column) ? .some(done) : nil
    }
}
