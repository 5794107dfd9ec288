/// What a speaker does with a few words of a message; definitions in `docs/ACTS.md`.
///
/// Small talk is no act.
public enum ActKind: String, Sendable, Codable, CaseIterable {
    /// Goods are put up or priced.
    case offer
    /// What is to be paid is said.
    case quote
    /// A question about goods without asking for them.
    case inquire
    /// Goods or services are asked for, unconditionally.
    case request
    /// Goods are talked of undecided, conditionally or for later.
    case consider
    /// The seller puts an order into the customer's mouth, or reads it back.
    case propose
    /// Assent that settles something.
    case confirm
    /// Refusal of an offer or proposal; “sold out” to a request.
    case decline
    /// An order gets another quantity, good, variant, time or recipient.
    case change
    /// All or part of an order is taken back before it is sent.
    case withdraw
    /// Which goods go to whom.
    case assign
    /// A name, phone, address, store or birthday is given.
    case give
    /// Data given before is put right.
    case correct
    /// Money is sent, or said to be sent.
    case pay
    /// Money is promised for later.
    case payLater = "pay_later"
    /// The seller confirms money.
    case paidSeen = "paid_seen"
    /// Goods are sent by courier or the shop's own car.
    case ship
    /// Goods wait at the pick-up point.
    case ready
    /// Somebody comes for the goods.
    case collects
    /// Goods are picked up or delivered without courier, a service is done.
    case handOver = "hand_over"
    /// Goods are there.
    case arrive
    /// Something is wrong with goods, delivery or price.
    case complain
    /// Goods or service are liked.
    case praise
    /// The customer asks for money back.
    case refundAsked = "refund_asked"
    /// The seller promises money back.
    case refundPromised = "refund_promised"
    /// The seller gives money back.
    case refundPaid = "refund_paid"
    /// The customer has the money back.
    case refundReceived = "refund_received"
    /// A replacement or a missing piece is promised or sent.
    case resend
    /// The customer sends or brings goods back.
    case `return`
    /// Goods are swapped after delivery.
    case exchange
    /// A summary by person or order.
    case tally
    /// A version of a group list (接龙).
    case list
    /// Who somebody is.
    case introduce
    /// How the customer wants to be treated: no advertising, an invoice, gift wrap.
    case wish
    /// Work instructions and notes to staff that look like orders.
    case ownTalk = "own_talk"
}
