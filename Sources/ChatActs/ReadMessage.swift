import ChatModel

/// A message with what the models make of it.
struct ReadMessage {
    var text: [UInt8]
    var tokens: [TalkToken]
    /// Its words.
    let words: [TalkWord]
    /// Ranges of tokens; one for the whole message where nothing cuts it.
    var clauses: [Range<Int>]
    /// For each clause the probability of each column.
    var chances: [[Float]]
    var spans: [TaggedSpan]
    var lines: [AssembledLine]
    /// For each clause the acts that are likely enough, the likeliest first.
    private(set) var acts: [[ActKind]]
    /// For each line the clause that does something with it.
    private(set) var owners: [Int?] = []
    let table: ActTable

    init(
        text: [UInt8], tokens: [TalkToken], words: [TalkWord], clauses: [Range<Int>], chances: [[Float]], spans: [TaggedSpan], lines: [AssembledLine],
        table: ActTable
    ) {
        (self.text, self.tokens, self.words, self.clauses, self.chances) = (text, tokens, words, clauses, chances)
        (self.spans, self.lines, self.table) = (spans, lines, table)
        acts = chances.map { Self.likely($0, table) }
        owners = lines.map(owner)
    }

    /// Takes the rows of a post as an offer, whatever the model made of them.
    mutating func offer(_ posted: [ActLine], in rows: [PostedList.Row]) {
        let inside = Set(rows.flatMap { row in row.tokens.compactMap { clause(of: $0) } })
        guard let first = inside.min() else { return }
        for clause in inside { acts[clause] = [.offer] }
        let last = rows[rows.count - 1].tokens.upperBound
        replace(posted.map { AssembledLine(line: $0, start: clauses[first].lowerBound, end: last) }, in: first) { owner in owner.map(inside.contains) ?? false }
    }

    /// Takes a clause as picks of posted goods.
    mutating func request(_ picks: [ActLine], in clause: Int) {
        acts[clause] = acts[clause].filter { !Self.rivals.contains($0) || $0 == .change } + (acts[clause].contains(.change) ? [] : [.request])
        let range = clauses[clause]
        replace(picks.map { AssembledLine(line: $0, start: range.lowerBound, end: range.upperBound) }, in: clause) { $0 == clause }
    }

    /// Puts lines in the place of those whose clauses fit.
    private mutating func replace(_ new: [AssembledLine], in clause: Int, where fits: (Int?) -> Bool) {
        let kept = lines.indices.filter { !fits(owners[$0]) }
        lines = kept.map { lines[$0] } + new
        owners = kept.map { owners[$0] } + new.map { _ in clause }
    }

    /// Acts that name goods.
    private static let ofGoods: Set<ActKind> = [
        .offer, .inquire, .request, .consider, .propose, .change, .withdraw, .decline, .exchange, .handOver, .arrive, .complain, .praise, .quote, .ship,
        .resend,
        .assign, .collects, .ready, .return, .tally, .list,
    ]

    /// The clause that a line belongs to: where its name stands, else where its quantity does, else the next that does something with goods and names none
    /// (土蜂蜜，还有吗).
    private func owner(_ line: AssembledLine) -> Int? {
        guard let start = clause(of: line.start) else { return nil }
        func doesGoods(_ clause: Int) -> Bool { !Self.ofGoods.isDisjoint(with: acts[clause]) }
        if doesGoods(start) { return start }
        if let end = clause(of: line.end - 1), doesGoods(end) { return end }
        guard line.line.said != nil else { return acts[start].isEmpty ? nil : start }
        let next = (start + 1..<clauses.count).first(where: doesGoods)
        return next.flatMap { next in lines.contains { $0.line.said != nil && clauses[next].contains($0.start) } ? nil : next }
    }

    /// Acts that say something of the same goods exclude each other in a clause.
    private static let rivals: Set<ActKind> = [.offer, .inquire, .request, .consider, .propose, .change, .withdraw, .exchange, .tally, .list]

    private static func likely(_ chances: [Float], _ table: ActTable) -> [ActKind] {
        var found: [(kind: ActKind, chance: Float)] = []
        for (k, column) in table.columns.enumerated() where column.field == nil && chances[k] > table.thresholds[k] {
            if let kind = column.act { found.append((kind, chances[k])) }
        }
        found.sort { $0.chance > $1.chance }
        let leader = found.first { rivals.contains($0.kind) }?.kind
        return found.map(\.kind).filter { !rivals.contains($0) || $0 == leader }
    }

    /// The clause of a token.
    func clause(of token: Int) -> Int? { clauses.firstIndex { $0.contains(token) } }

    /// The lines of some clauses.
    func lines(of clauses: [Int]) -> [ActLine] { lines.indices.filter { owners[$0].map(clauses.contains) ?? false }.map { lines[$0].line } }

    /// The probability of a column, the greatest over some clauses.
    func chance(_ column: Int, in clauses: [Int]) -> Float { clauses.map { chances[$0][column] }.max() ?? 0 }

    /// The likeliest value of what is told more closely of an act, when it is likely at all.
    func detail(_ act: ActKind, _ field: String, in clauses: [Int], least: Float = 0.3) -> String? {
        var best: (value: String, chance: Float)?
        for (k, column) in table.columns.enumerated() where column.act == act && column.field == field {
            let chance = chance(k, in: clauses)
            if chance > max(least, best?.chance ?? 0), let value = column.value { best = (value, chance) }
        }
        return best?.value
    }
}
