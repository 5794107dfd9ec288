import ChatExtract
public import ChatModel
import CustomerPool

extension ReviewPair {
    /// Looks up what tells the two customers from others: where they live, and what was said that shows who they are.
    mutating func describe(from pool: PoolStore) throws(ImportError) {
        try left.describe(from: pool)
        try right.describe(from: pool)
    }
}

extension ReviewPair.Side {
    /// Characters of a message that are shown.
    private static let longest = 120

    fileprivate mutating func describe(from pool: PoolStore) throws(ImportError) {
        guard let customer = try pool.customer(customerID) else { return }
        area = customer.home?.address.flatMap { $0.area.isEmpty ? nil : $0.area }
        for evidence in customer.tellingEvidence.prefix(6) {
            guard let line = try pool.lines(around: evidence, of: customerID, count: 0).first else { continue }
            let text = PersonalCards.masked(in: line.text)
            said = text.count > Self.longest ? text.prefix(Self.longest) + "…" : text
            return
        }
    }
}

extension Customer {
    /// The places that tell most of who somebody is, each once: where numbers, names and addresses were said.
    public var tellingEvidence: [Evidence] {
        var seen: Set<SourcePosition> = []
        return ["phones/", "name", "recipients/", "nicknames/"].flatMap { prefix in evidence.filter { $0.field.hasPrefix(prefix) }.map(\.evidence) }
            .filter { seen.insert($0.position).inserted }
    }
}
