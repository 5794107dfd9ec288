public import ChatExtract
public import ChatModel
import OrderLedger

/// What the reading of one conversation leaves.
public struct Interpretation: Sendable {
    /// One record per account that is not the seller's, in order of first appearance.
    public var records: [CustomerRecord]
    /// Phones that this conversation shows to be the seller's own; see ``SellerContacts``.
    public var sellerContacts: SellerContacts

    /// What one or several readings leave.
    public init(records: [CustomerRecord], sellerContacts: SellerContacts) {
        self.records = records
        self.sellerContacts = sellerContacts
    }
}

/// Reads one whole conversation in order and yields what it says about each customer.
///
/// Feed it the kept messages of ONE conversation (deduplicated, in time order per file) with ``read(_:)``, then take ``finish()``. Memory grows with customers and
/// orders, not with messages. In a direct chat there is one record, for the other side, even when it never spoke; in a group one for each member who said something
/// of substance (ordered, paid, gave an address or a phone, praised or complained). Quoted text, forwarded records and contact cards are never the speaker's.
public struct ConversationInterpreter {
    let conversation: Conversation
    /// Tells the chat from others of its name in the ids of records.
    let mark: String
    /// Whether this is a direct chat of which neither side is known to be the seller's.
    let hasUnknownSides: Bool
    let ownership: Ownership
    /// Whether the shop is where people have names and addresses in other forms than the Chinese ones.
    let isAbroad: Bool
    var reader: MessageReader
    var parser: RecipientParser
    var context = ConversationContext()
    var accounts: [AccountState] = []
    var places: [String: Int] = [:]
    /// Nicknames to accounts, for the entries of chain lists.
    var byNickname: [String: Int] = [:]
    var chains = ChainBook()
    var contacts = SellerContacts()
    var names = NameTally()
    /// Until which message a block of the seller's is where goods go back to.
    var returnUntil = 0
    /// What the talk leaves in the order book.
    var ledger: OrderLedger
    /// Who tells what messages do; nil for the rules (``RuleActs``).
    var source: (any ActSource)?

    /// A reader for one conversation.
    ///
    /// - Parameters:
    ///   - conversation: the chat; its id (or else its title) and its platform make the records' ids.
    ///   - mark: tells the chat from others of its name in the ids of its records; empty for the first.
    ///   - hasUnknownSides: whether neither side of a direct chat is known to be the seller's, so that each is read for itself.
    ///   - ownership: who the seller is; see ``OwnerInference``.
    ///   - catalog: the seller's products, where a list was given.
    ///   - region: ISO 3166 alpha-2 of the shop: the default for currency and phone numbers.
    ///   - currency: ISO 4217, where the shop names bare amounts in another currency than its country's.
    ///   - acts: who tells what messages do; the rules when left out.
    public init(
        _ conversation: Conversation, mark: String = "", hasUnknownSides: Bool = false, ownership: Ownership, catalog: Catalog? = nil,
        region: String = "CN", currency: String? = nil, acts: (any ActSource)? = nil
    ) {
        self.conversation = conversation
        self.mark = mark
        self.hasUnknownSides = hasUnknownSides
        self.ownership = ownership
        reader = MessageReader(catalog: catalog, region: region, currency: currency)
        parser = RecipientParser(region: region)
        isAbroad = Region.isAbroad(region)
        ledger = OrderLedger(isGroup: conversation.kind != .direct)
        source = acts
    }

    /// Takes the next message of the conversation.
    public mutating func read(_ message: Message) {
        guard message.kind != .system, message.kind != .recall else { return }
        guard let sender = message.sender else { return }
        let isSeller = ownership.owns(sender)
        let place = isSeller ? nil : account(of: sender, message)
        if let place {
            accounts[place].record.messageCount += 1
            accounts[place].record.firstSeen = accounts[place].record.firstSeen ?? message.sentAt
            accounts[place].record.lastSeen = message.sentAt ?? accounts[place].record.lastSeen
        }
        // Somebody else's words: a forwarded record, a card.
        guard message.kind != .forward, message.kind != .contactCard else { return }
        guard Self.saysSomething(message) else { return }
        let speaker: Speaker = isSeller ? .seller : .customer
        if source == nil, let chain = chain(in: message) {
            take(chain, message, place)
            return
        }
        let reading = reader.read(
            Array(message.text.utf8), kind: message.kind, payment: message.payment, speaker: speaker, account: place.map { $0 + 1 } ?? 0, in: &context)
        let turn = Turn(message: message, reading: reading, scan: reader.last)
        let told = source?.acts(of: HeardMessage(message, speaker: speaker, member: place.map { $0 + 1 } ?? 0, scan: turn.scan))
        if let told {
            readTold(told, turn, place)
        } else if isSeller {
            readSeller(turn)
        } else if let place {
            readCustomer(turn, place)
        }
    }

    /// Whether a message can do anything: no row of the system, nobody else's words, no placeholder.
    public static func listens(to message: Message) -> Bool {
        switch message.kind {
        case .system, .recall, .forward, .contactCard: false
        default: message.sender != nil && saysSomething(message)
        }
    }

    /// A group's list in a message.
    private func chain(in message: Message) -> ChainList? {
        let text = message.text
        guard conversation.kind != .direct,
            message.kind == .solitaire || !message.solitaire.isEmpty || text.utf8.first == UInt8(ascii: "#") || text.utf8.contains(0x0A)
        else { return nil }
        return ChainList(text)
    }

    /// Ends the conversation and gives the records.
    public mutating func finish() -> Interpretation {
        if accounts.isEmpty, conversation.kind == .direct { addSilentPeer() }
        addListedOnly()
        let books = ledger.finish(home: reader.home)
        var records: [CustomerRecord] = []
        for i in accounts.indices {
            guard conversation.kind == .direct || accounts[i].hasSubstance || accounts.count == 1 else { continue }
            if accounts[i].isStaff, accounts[i].customerActs == 0 { continue }
            var state = accounts[i]
            if let customer = state.customer { state.record.orders = names.canonical(books[customer].orders, isCatalog: reader.catalog != nil) }
            for n in state.record.orders.indices {
                state.record.orders[n].account = AccountReference(platform: state.record.platform, id: state.record.accountID)
                if conversation.kind == .group { state.record.orders[n].group = conversation.title }
            }
            state.record.orders = Self.inOrder(state.record.orders)
            state.leaveToOthers()
            AccountHolder.takeAccountNumber(&state.record)
            AccountHolder.settle(&state.record)
            state.takeBarePhones(isAbroad: isAbroad)
            records.append(state.record)
        }
        for i in records.indices { contacts.remove(from: &records[i], given: ownership.phones) }
        let result = Interpretation(records: records, sellerContacts: contacts)
        accounts = []
        places = [:]
        return result
    }

    private static func inOrder(_ orders: [Order]) -> [Order] {
        orders.enumerated().sorted { (moment($0.element), $0.offset) < (moment($1.element), $1.offset) }.map(\.element)
    }

    /// When an order was placed, or what it is about was asked.
    private static func moment(_ order: Order) -> Int64 { (order.placedAt ?? order.evidence.first?.at)?.wallSeconds ?? 0 }

    /// Placeholders for pictures and the like say nothing.
    private static func saysSomething(_ message: Message) -> Bool {
        if message.payment != nil || message.kind == .transfer || message.kind == .redPacket { return true }
        let utf8 = message.text.utf8
        guard let first = utf8.first else { return false }
        return !(first == UInt8(ascii: "[") && utf8.last == UInt8(ascii: "]") && utf8.count <= 24 && message.kind != .text) || message.kind == .text
    }

    // MARK: Accounts

    private mutating func account(of sender: Participant, _ message: Message) -> Int {
        // Where nobody is known to be the seller, both sides of a chat are somebody.
        let key = conversation.kind == .direct && !hasUnknownSides ? "peer" : sender.id ?? NameKey.of(sender.name)
        if let known = places[key] {
            note(sender.name, known, message)
            return known
        }
        let chat = conversation.id ?? conversation.title
        let isDirect = conversation.kind == .direct && !hasUnknownSides
        let id = sender.id ?? (isDirect ? conversation.id : nil)
        var record = CustomerRecord(
            recordID: "\(conversation.platform.rawValue):\(chat)\(mark):\(isDirect ? id ?? chat : key)", platform: conversation.platform, accountID: id,
            conversation: chat)
        record.firstPosition = message.source
        record.firstSeen = message.sentAt
        record.lastSeen = message.sentAt
        accounts.append(AccountState(record))
        let place = accounts.count - 1
        places[key] = place
        accounts[place].customer = ledger.customer(named: sender.name)
        note(sender.name, place, message)
        return place
    }

    /// People whom a list names and who never spoke.
    private mutating func addListedOnly() {
        guard conversation.kind != .direct else { return }
        let chat = conversation.id ?? conversation.title
        for (customer, name) in ledger.silentCustomers {
            var state = AccountState(
                CustomerRecord(recordID: "\(conversation.platform.rawValue):\(chat):\(NameKey.of(name))", platform: conversation.platform, conversation: chat))
            state.record.nicknames = [Attested(name)]
            state.customer = customer
            state.hasSubstance = true
            accounts.append(state)
        }
    }

    private mutating func note(_ nickname: String, _ place: Int, _ message: Message) {
        guard !nickname.isEmpty, !accounts[place].record.nicknames.contains(where: { $0.value == nickname }) else { return }
        accounts[place].record.nicknames.append(
            Attested(nickname, evidence: [Evidence(position: message.source, at: message.sentAt, rule: "sender", confidence: 1)]))
        byNickname[NameKey.of(nickname)] = place
        if let customer = accounts[place].customer { ledger.add(name: nickname, of: customer, isShown: true) }
    }

    private mutating func addSilentPeer() {
        let chat = conversation.id ?? conversation.title
        guard !chat.isEmpty else { return }
        var record = CustomerRecord(
            recordID: "\(conversation.platform.rawValue):\(chat)\(mark):\(chat)", platform: conversation.platform, accountID: conversation.id,
            conversation: chat)
        if !conversation.title.isEmpty { record.nicknames = [Attested(conversation.title)] }
        accounts.append(AccountState(record))
    }

    /// The account that a seller's message speaks to by the platform's own means; of several nicknames the longest is meant.
    func target(of text: String) -> Int? {
        if conversation.kind == .direct || accounts.count == 1 { return accounts.isEmpty ? nil : 0 }
        guard text.contains("@") else { return nil }
        return byNickname.filter { text.contains("@" + $0.key) }.max { ($0.key.utf8.count, $1.value, $1.key) < ($1.key.utf8.count, $0.value, $0.key) }?.value
    }
}

/// A message with everything that was read out of it.
struct Turn {
    var message: Message
    var reading: MessageReading
    var scan: MessageScan

    var at: Timestamp? { message.sentAt }
    /// The text as words are looked for in it: simplified characters, signs of half width.
    var plain: String {
        let view = NormalizedText(message.text)
        return view.isPlain ? message.text : String(decoding: view.bytes, as: UTF8.self)
    }
    var mentions: OrderMentions { scan.mentions }

    func evidence(_ rule: String, _ confidence: Double, _ range: Range<Int>? = nil) -> Evidence {
        Evidence(position: message.source, range: range, at: message.sentAt, rule: rule, confidence: confidence)
    }
}
