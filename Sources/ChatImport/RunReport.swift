public import ChatInterpret
public import ChatModel
public import CustomerPool

/// What an import did: every input, whom it took for the seller, and what the pool holds now.
public struct RunReport: Sendable {
    /// One for each file or archive member, in reading order.
    public var files: [FileReport] = []
    /// The seller's names.
    public var ownerNames: [String] = []
    /// What the seller's identity rests on.
    public var ownerGround: OwnerInference.Ground = .unknown
    /// The shop's country (ISO 3166 alpha-2) and the currency of bare amounts (ISO 4217); nil when nothing was read.
    public var region: String?
    /// ISO 4217.
    public var currency: String?
    /// What in the chats showed the country, the strongest first; empty where nothing did, nil where the user named it.
    public var regionGrounds: [String]?
    /// Names given for the seller's that nobody bears: nothing was made of the messages.
    public var refusedOwners: [UnknownOwner] = []
    /// Messages that were new to the pool.
    public var newMessages = 0
    /// Messages of the inputs that the pool had: passed over.
    public var repeatedMessages = 0
    /// Chats in the pool.
    public var conversations = 0
    /// Customers in the pool before and after.
    public var customersBefore = 0
    /// Customers in the pool now.
    public var customers = 0
    /// Customers that are new or came out differently than before.
    public var changedCustomers = 0
    /// What came of workbooks that were read back.
    public var readBack = ReadBack()
    /// Orders of the customers.
    public var orders = 0
    /// Customers by stage.
    public var stages: [CustomerStage: Int] = [:]

    /// People who left the pool because nothing was seen of them for as long as the settings say, and the day before which they were last seen.
    public var retired = 0
    /// The first day that still counts as lately seen; nil when nobody left.
    public var retiredBefore: Timestamp?

    /// What the written files had to change or leave out.
    public var outputs: [Diagnostic] = []

    /// The report of a run that has done nothing yet.
    public init() {}

    /// Messages read over all files.
    public var messages: Int { files.reduce(0) { $0 + $1.messages } }
}
