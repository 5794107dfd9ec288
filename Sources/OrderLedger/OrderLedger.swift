public import ChatModel

/// The order book of ONE conversation, kept from acts: who asked for what, what it comes to, what was paid, sent, received and given back.
///
/// Feed it the conversation's messages in order with ``take(_:)``, then take ``finish(home:)``. Events are only ever added to an order; its state, amount, items, recipients and parcels are read
/// off (``LedgerOrder``). Which order an event is about is decided in one place (``CustomerBook/candidates(_:)``), what it may do to it in one table (``TransitionTable``). No word of any
/// language is known here, and nothing asks where an act came from, but for its confidence. Memory grows with customers and orders, not with messages.
public struct OrderLedger {
    /// Whether several customers speak.
    let isGroup: Bool
    var books: [CustomerBook] = []
    var people = People()
    var prices = PriceBook()
    var lists: [GroupList] = []
    /// Parcels that were told already.
    var parcels: Set<String> = []
    /// Platform numbers of payments that were told already.
    var payments: Set<String> = []
    /// Number of the event being taken, and of the act.
    var event = 0
    var step = 0
    /// The customer who did something last.
    var lastCustomer: Int?
    /// The customer who wrote last, whatever they wrote.
    var lastWriter: Int?
    /// Customers named by the acts of the message being taken, so that “A and B ✓” is each once.
    var named: [Int] = []

    /// An empty book.
    ///
    /// - Parameter isGroup: whether several customers speak, so that the seller's words are somebody's in particular.
    public init(isGroup: Bool) { self.isGroup = isGroup }

    // MARK: People

    /// Adds a customer under the name that the platform shows; somebody whom a list named before is taken over.
    ///
    /// - Returns: the customer's number.
    public mutating func customer(named name: String) -> Int {
        if isGroup, let known = people.customer(named: name), books[known].isSilent {
            books[known].isSilent = false
            people.add(name, of: known, isShown: true)
            return known
        }
        books.append(CustomerBook(name: name))
        people.add(name, of: books.count - 1, isShown: true)
        takeWaiting()
        return books.count - 1
    }

    /// Adds a name by which a customer goes: another shown name, a room, a name that was given.
    public mutating func add(name: String, of customer: Int, isShown: Bool = false) {
        people.add(name, of: customer, isShown: isShown)
        if isShown { takeWaiting() }
    }

    /// Takes the number that a shop's system gave an order.
    public mutating func name(orderNumber number: String, of customer: Int, at: Timestamp?) {
        guard let i = books[customer].orders.indices.last, books[customer].orders[i].orderNumber == nil,
            books[customer].days(since: books[customer].orders[i].touchedAt, at) <= 2,
            !books[customer].orders.contains(where: { $0.orderNumber == number })
        else { return }
        books[customer].orders[i].orderNumber = number
    }

    /// The names of customers who stand in lists and never spoke, by number.
    public var silentCustomers: [(customer: Int, name: String)] {
        books.indices.filter { books[$0].isSilent && !books[$0].orders.isEmpty }.map { ($0, books[$0].name) }
    }

    /// Whether the customer ever ordered or paid anything.
    public func hasOrders(_ customer: Int) -> Bool { !books[customer].orders.isEmpty }

    /// Whether an order of the customer's of the last days waits for payment and delivery.
    public func hasOpenOrder(_ customer: Int, at: Timestamp?) -> Bool {
        books[customer].orders.last.map { $0.state == .open && books[customer].days(since: $0.touchedAt, at) <= 4 } ?? false
    }

    /// Names of the goods in each of the customer's orders, for what is said of them.
    public func goods(of customer: Int) -> [[String]] { books[customer].orders.map { $0.lines.compactMap(\.product) } }

    // MARK: Events

    /// Takes a message's acts and the money that it moves.
    public mutating func take(_ message: LedgerEvent) {
        event += 1
        step += 1
        named = []
        var turn = Turn(message: message)
        if let payment = message.payment {
            takeRow(payment, turn)
            // Words that come with the row tell the same money; only what they say of its part is new.
            turn.hasRow = true
        }
        // Money is for what the same message asks for, also when it is named first.
        let acts = message.acts.enumerated().filter { $0.element.act != .pay } + message.acts.enumerated().filter { $0.element.act == .pay }
        for (n, act) in acts {
            step += 1
            turn.range = message.ranges.indices.contains(n) ? message.ranges[n] : nil
            switch message.speaker {
            case .customer(let customer): take(act, of: customer, turn)
            case .seller: takeSellers(act, turn)
            }
            give(message.recipients.filter { $0.act == n }, turn)
        }
        give(message.recipients.filter { $0.act == nil }, turn)
        if case .customer(let customer) = message.speaker { lastWriter = customer }
        if case .customer(let customer) = message.speaker, !message.acts.isEmpty || message.payment != nil || !message.recipients.isEmpty {
            lastCustomer = customer
            books[customer].lastEvent = event
        }
    }

    private mutating func give(_ recipients: [LedgerRecipient], _ turn: Turn) {
        guard case .customer(let customer) = turn.message.speaker else { return }
        for recipient in recipients { give(recipient, of: customer, at: turn.at) }
    }

    /// A message while its acts are taken one by one.
    struct Turn {
        var message: LedgerEvent
        var hasRow = false
        /// Where the words of the act being taken stand.
        var range: Range<Int>?

        var at: Timestamp? { message.at }

        func evidence(_ rule: String, _ act: DialogueAct?) -> Evidence {
            Evidence(position: message.position, range: range, at: message.at, rule: rule, confidence: act?.confidence ?? 0.9)
        }
    }

    private mutating func take(_ act: DialogueAct, of customer: Int, _ turn: Turn) {
        switch act.act {
        case .request: request(act, customer, turn)
        case .change: change(act, customer, turn)
        case .withdraw: withdraw(act, customer, turn)
        case .assign: assign(act, customer, turn)
        case .confirm: confirm(act, customer, turn, byCustomer: true)
        case .decline: decline(act, customer, turn, byCustomer: true)
        case .consider: consider(act, customer, turn)
        case .inquire: inquire(act, customer, turn)
        case .quote: quote(act, customer, turn, byCustomer: true)
        case .pay: pay(act, customer, turn)
        case .handOver: handOver(act, customer, turn)
        case .arrive: arrive(act, customer, turn)
        case .complain, .praise: remark(act, customer, turn)
        case .refundReceived: seeRefund(act, customer, turn)
        case .paidSeen: seeRefund(act, customer, turn)
        case .refundAsked, .refundPromised: touch(act, customer, turn)
        case .list: takeList(act, turn, poster: customer)
        case .tally: takeTally(act, turn)
        case .introduce: introduce(act, customer)
        case .give: if let value = act.value, act.what == "room" || act.what == "store" { people.add(value, of: customer, isShown: false) }
        case .return: takeBack(act, customer, turn)
        case .collects: collect(act, customer, turn)
        case .exchange, .payLater: touch(act, customer, turn)
        case .propose: propose(act, customer, turn)
        case .offer, .correct, .wish, .ownTalk, .ready, .ship, .resend, .refundPaid: break
        }
    }

    private mutating func takeSellers(_ act: DialogueAct, _ turn: Turn) {
        switch act.act {
        case .offer: return offer(act, turn)
        case .list: return takeList(act, turn, poster: nil)
        case .tally: return takeTally(act, turn)
        case .ship, .resend: return ship(act, turn)
        case .handOver where act.who == Self.everyone: return handOverAll(act, turn)
        default: break
        }
        guard let customer = addressee(of: act, turn) else { return }
        switch act.act {
        case .quote: quote(act, customer, turn, byCustomer: false)
        case .propose: propose(act, customer, turn)
        case .confirm: confirm(act, customer, turn, byCustomer: false)
        case .decline: decline(act, customer, turn, byCustomer: false)
        case .change: change(act, customer, turn)
        case .withdraw: withdraw(act, customer, turn)
        case .assign: assign(act, customer, turn)
        case .request: request(act, customer, turn)
        case .paidSeen, .pay: seePaid(act, customer, turn)
        case .handOver: handOver(act, customer, turn)
        case .refundPromised: promiseRefund(act, customer, turn)
        case .refundPaid: refund(act, customer, turn)
        case .introduce: introduce(act, customer)
        case .collects, .ready: collect(act, customer, turn)
        case .exchange, .return, .payLater, .refundAsked: touch(act, customer, turn)
        case .arrive, .complain, .praise, .refundReceived, .consider, .inquire, .give, .correct, .wish, .ownTalk: break
        case .offer, .list, .tally, .ship, .resend: break
        }
    }

    /// The labelled word for all customers at once.
    static let everyone = "everyone"

    /// Notes an event on the order that it is about, without changing it.
    mutating func touch(_ act: DialogueAct, _ customer: Int, _ turn: Turn) {
        guard let i = books[customer].best(clue(act, turn)) else { return }
        note(customer, i, turn, act)
        if act.act == .exchange { fault(customer, i, turn) }
    }

    mutating func note(_ customer: Int, _ order: Int, _ turn: Turn, _ act: DialogueAct?, rule: String? = nil) {
        books[customer].orders[order].touchedAt = turn.at ?? books[customer].orders[order].touchedAt
        books[customer].orders[order].touched = event
        books[customer].orders[order].evidence.append(turn.evidence(rule ?? "order.\(act?.act.rawValue ?? "note")", act))
    }

    func clue(_ act: DialogueAct, _ turn: Turn, amount: Double? = nil) -> OrderClue {
        OrderClue(
            act: act.act, lines: (act.lines ?? []).map { OrderLine($0) }, amount: amount ?? act.amount ?? act.total,
            names: [act.beneficiary, act.to].compactMap(\.self), code: act.order ?? act.lines?.compactMap(\.code).first, at: turn.at, event: event)
    }

    private mutating func introduce(_ act: DialogueAct, _ customer: Int) {
        // “I am X of the group”: another name of the speaker. Somebody else's introduction names somebody else.
        if act.who == nil || act.who == "self", let identity = act.identity { people.add(identity, of: customer, isShown: false) }
    }
}
