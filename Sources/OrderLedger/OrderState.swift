/// Where an order stands, as far as it decides what may happen to it next: what was paid and where the goods are.
enum OrderState: CaseIterable {
    /// Asked for, nothing paid, nothing sent.
    case open
    /// A deposit or a part is paid.
    case partlyPaid
    /// Paid, not sent.
    case paid
    /// Sent before it was paid.
    case sentUnpaid
    /// Sent and paid.
    case sent
    /// In the customer's hands before it was paid.
    case receivedUnpaid
    /// In the customer's hands and paid.
    case received
    /// All money went back.
    case refunded
    /// Taken back before it was sent.
    case cancelled
}

/// What an act does to an order that it may be about.
enum OrderEffect: String {
    /// It is about no order in this state.
    case nothing
    /// Lines join the order.
    case extend
    /// Lines, quantities or recipients become others.
    case amend
    /// It is taken back, whole or in part.
    case withdraw
    /// What it comes to is agreed.
    case agree
    /// Money comes in.
    case pay
    /// Goods leave the shop.
    case send
    /// Goods are there.
    case deliver
    /// Money goes back.
    case payBack
    /// It is remarked upon; the remark may prove that goods are there.
    case remark
}
