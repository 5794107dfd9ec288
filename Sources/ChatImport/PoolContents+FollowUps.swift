public import ChatModel
public import PoolWriters

extension PoolContents {
    /// The follow-up lists, those to be checked headed by the pairs of customers that may be one person.
    public var followUps: [FollowUpList] {
        guard var lists = insights?.lists, let at = lists.firstIndex(where: { $0.kind == .review }) else { return [] }
        let asked = Set(review.map { Set([$0.left.customerID, $0.right.customerID]) })
        let rest = lists[at].entries.filter { entry in entry.otherCustomerID.map { !asked.contains([entry.customerID, $0]) } ?? true }
        lists[at].entries = review.map(Self.question) + rest
        return lists
    }

    private static func question(_ pair: ReviewPair) -> FollowUpEntry {
        let (left, right) = (pair.left.customerID, pair.right.customerID)
        let other = pair.right.name ?? right
        let findings = pair.reasons.map { "\(LinkWords.finding($0.comparison, $0.level).english) (\(LinkWords.bits($0.bits)))" }.joined(separator: "; ")
        var entry = FollowUpEntry(
            kind: .review, customerID: left, name: pair.left.name, phone: pair.left.phone,
            reason: Reason("same-person", Wording("与“\(other)”是不是同一个人？\(pair.words)", "one person with “\(other)”? \(findings)")),
            nextStep: Wording(
                "chatpool merge \(left) \(right)，或 chatpool not-same \(left) \(right)", "chatpool merge \(left) \(right), or chatpool not-same \(left) \(right)"
            ))
        entry.otherCustomerID = right
        return entry
    }
}
