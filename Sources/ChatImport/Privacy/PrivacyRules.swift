import ChatModel
import PoolWriters

/// What is left out of a view.
enum PrivacyRules {
    /// Takes sensitive remarks out, or clears them for showing.
    static func settleSensitive(_ customers: inout [Customer], shows: Bool) {
        for i in customers.indices where customers[i].feedback.contains(where: \.isSensitive) {
            if shows {
                // Writers leave out what is marked; the mark says that nobody has asked for it yet.
                for k in customers[i].feedback.indices { customers[i].feedback[k].isSensitive = false }
            } else {
                customers[i].feedback.removeAll(where: \.isSensitive)
            }
        }
    }

    /// Leaves out people who never ordered, in the customers and in everything that speaks of them.
    static func keepBuyers(_ contents: inout PoolContents, _ insights: inout Insights) {
        let kept = contents.customers.indices.filter { insights.customers[$0].totals.orders > 0 }
        let ids = Set(kept.map { contents.customers[$0].id })
        contents.customers = kept.map { contents.customers[$0] }
        insights.customers = kept.map { insights.customers[$0] }
        for i in contents.customers.indices { contents.customers[i].relations.removeAll { !ids.contains($0.customerID) } }
        for i in insights.customers.indices {
            if let id = insights.customers[i].referredBy?.customerID, !ids.contains(id) { insights.customers[i].referredBy = nil }
            insights.customers[i].referrals.removeAll { $0.customerID.map { !ids.contains($0) } ?? true }
        }
        for i in insights.lists.indices {
            insights.lists[i].entries.removeAll { !ids.contains($0.customerID) || $0.otherCustomerID.map { !ids.contains($0) } ?? false }
        }
        contents.review.removeAll { !ids.contains($0.left.customerID) || !ids.contains($0.right.customerID) }
    }
}
