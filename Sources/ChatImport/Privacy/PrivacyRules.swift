import ChatModel
import PoolWriters

/// What is left out of a view.
enum PrivacyRules {
    /// Takes sensitive remarks out, or clears them for showing.
    static func settleSensitive(_ customer: inout Customer, shows: Bool) {
        guard customer.feedback.contains(where: \.isSensitive) else { return }
        if shows {
            // Writers leave out what is marked; the mark says that nobody has asked for it yet.
            for k in customer.feedback.indices { customer.feedback[k].isSensitive = false }
        } else {
            customer.feedback.removeAll(where: \.isSensitive)
        }
    }

    /// Leaves out everybody else in what speaks of a customer.
    static func keep(_ ids: Set<String>, in member: inout PoolCustomers.Member) {
        member.customer.relations.removeAll { !ids.contains($0.customerID) }
        if let id = member.insights?.referredBy?.customerID, !ids.contains(id) { member.insights?.referredBy = nil }
        member.insights?.referrals.removeAll { $0.customerID.map { !ids.contains($0) } ?? true }
    }

    /// Leaves out everybody else in lists and questions.
    static func keep(_ ids: Set<String>, in contents: inout PoolContents) {
        for i in contents.insights?.lists.indices ?? 0..<0 {
            contents.insights?.lists[i].entries.removeAll { !ids.contains($0.customerID) || $0.otherCustomerID.map { !ids.contains($0) } ?? false }
        }
        contents.review.removeAll { !ids.contains($0.left.customerID) || !ids.contains($0.right.customerID) }
    }
}
