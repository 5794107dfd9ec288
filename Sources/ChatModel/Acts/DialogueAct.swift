/// What a message does: one of possibly several acts, with the goods, sums and people that it names.
///
/// The interface between reading words and keeping the order book: a fitted model, a rule or a person who labels may have made it, and nothing that takes acts asks which.
/// One flat value rather than a case with fields for each kind, since labelled files, the scorer and the ledger all add fields to a kind that another never has.
public struct DialogueAct: Hashable, Sendable, Codable {
    /// What is done.
    public var act: ActKind
    /// Goods: what is offered, asked for, or the new state of what changes.
    public var lines: [ActLine]?
    /// change, exchange: what it was before.
    public var former: [ActLine]?
    /// quote, propose: what is to be paid.
    public var total: Double?
    /// pay, paid_seen, refund_…: how much.
    public var amount: Double?
    /// ISO 4217.
    public var currency: String?
    /// quote, pay: whole, deposit, balance, several, debt, freight, card, difference, account.
    public var part: String?
    /// pay: transfer, red_packet, qr, bank, cash, card, ticket.
    public var method: String?
    /// confirm, decline, change, give, correct: order, total, address, phone, quantity …
    public var what: String?
    /// give, correct, wish: the datum.
    public var value: String?
    /// give: self, seller, or the relation (mother, client, friend, company).
    public var whose: String?
    /// request: the other person for whom.
    public var beneficiary: String?
    /// assign: to whom.
    public var to: String?
    /// In groups: whom the seller's act concerns, as written.
    public var who: String?
    /// introduce: who that is.
    public var identity: String?
    /// request: “last time” for standing orders.
    public var like: String?
    /// inquire: price, stock, spec, use, delivery, time, other.
    public var about: String?
    /// complain: damaged, missing, late, wrong, quality …; wish: no_ads, reminder, invoice …
    public var kind: String?
    /// withdraw: all, lines, last.
    public var scope: String?
    /// complain: how many pieces.
    public var quantity: Double?
    /// arrive: false where something is missing.
    public var complete: Bool?
    /// ship, resend: the parcels.
    public var parcels: [ActParcel]?
    /// tally, list.
    public var entries: [ActEntry]?
    /// list: the goods of its head.
    public var head: [ActLine]?
    /// When it is to happen, as written.
    public var time: String?
    /// The order that the talk names.
    public var order: String?
    /// Index of an earlier message that tells the same payment or request.
    public var sameAs: Int?
    /// The words that carry it.
    public var span: String?
    /// How sure the reading is, 0…1; nil for a label.
    public var confidence: Double?

    enum CodingKeys: String, CodingKey {
        case act, lines, total, amount, currency, part, method, what, value, whose, to, who, like, about, kind, scope, quantity, complete, parcels, entries
        case head, time, order, span, confidence
        case former = "from"
        case beneficiary = "for"
        case identity = "is"
        case sameAs = "same_as"
    }

    /// An act; everything else is filled in by who reads it.
    public init(_ act: ActKind) { self.act = act }

    /// Reads an act of a labelled file: fields that are null or of another shape are left out (`from` is goods in a change and a text in a correction).
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        act = try fields.decode(ActKind.self, forKey: .act)
        func read<T: Decodable>(_ key: CodingKeys) -> T? { try? fields.decode(T.self, forKey: key) }
        (lines, former, entries, head, parcels) = (read(.lines), read(.former), read(.entries), read(.head), read(.parcels))
        (total, amount, quantity, complete, sameAs) = (read(.total), read(.amount), read(.quantity), read(.complete), read(.sameAs))
        (currency, part, method, what, value, whose) = (read(.currency), read(.part), read(.method), read(.what), read(.value), read(.whose))
        (beneficiary, to, who, identity, like, about) = (read(.beneficiary), read(.to), read(.who), read(.identity), read(.like), read(.about))
        (kind, scope, time, order, span, confidence) = (read(.kind), read(.scope), read(.time), read(.order), read(.span), read(.confidence))
    }
}

/// The acts of one message: a line of a labelled file and of `chatpool acts`.
public struct MessageActs: Hashable, Sendable, Codable {
    /// `source.index` of the message in its file.
    public var index: Int
    /// The name that the export gives the sender.
    public var sender: String?
    /// The message's text.
    public var text: String
    /// What it does, in the order of its words.
    public var acts: [DialogueAct]

    /// The acts of one message.
    public init(index: Int, sender: String?, text: String, acts: [DialogueAct]) {
        self.index = index
        self.sender = sender
        self.text = text
        self.acts = acts
    }
}
