/// What is settled before any evidence is weighed: decisions of people, and accounts whose records are known to be their holder's.
struct DecidedGroups {
    private(set) var must: [(Int, Int)] = []
    private(set) var cannot: [(Int, Int)] = []
    private(set) var contradictions = 0
    private var groups: Components
    /// Records that each group's root must stay apart from.
    private var apart: [Int: Set<Int>] = [:]

    init(_ records: [IdentityRecord], _ decisions: IdentityDecisions) {
        groups = Components(records.count)
        var index: [String: Int] = [:]
        for (i, record) in records.enumerated() where index[record.recordID] == nil { index[record.recordID] = i }
        for pair in decisions.cannotLink.sorted(by: { ($0.left, $0.right) < ($1.left, $1.right) }) {
            guard let a = index[pair.left], let b = index[pair.right], a != b else { continue }
            cannot.append((a, b))
            apart[a, default: []].insert(b)
            apart[b, default: []].insert(a)
        }
        for pair in decisions.mustLink.sorted(by: { ($0.left, $0.right) < ($1.left, $1.right) }) {
            guard let a = index[pair.left], let b = index[pair.right], a != b else { continue }
            if !join(a, b) { contradictions += 1 }
        }
        var holders: [String: Int] = [:]
        for i in records.indices.sorted(by: { records[$0].recordID < records[$1].recordID }) {
            for key in Self.holderKeys(records[i]) {
                if let first = holders[key] { _ = join(first, i) } else { holders[key] = i }
            }
        }
    }

    /// The account whose holder a record is known to be.
    private static func holderKeys(_ record: IdentityRecord) -> [String] {
        guard record.isAccountHolder, let platform = record.platform, let account = record.accountID, !account.isEmpty else { return [] }
        return [platform + "\u{0}" + account]
    }

    /// Joins two records' groups unless somebody decided that records of theirs are two people.
    private mutating func join(_ a: Int, _ b: Int) -> Bool {
        let (x, y) = (groups.root(a), groups.root(b))
        guard x != y else { return true }
        for other in apart[x] ?? [] where groups.root(other) == y { return false }
        for other in apart[y] ?? [] where groups.root(other) == x { return false }
        groups.join(x, y)
        let kept = groups.root(x)
        let both = (apart[x] ?? []).union(apart[y] ?? [])
        if !both.isEmpty { apart[kept] = both }
        must.append((a, b))
        return true
    }
}
