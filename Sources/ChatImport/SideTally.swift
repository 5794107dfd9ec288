public import ChatActs
public import ChatInterpret
public import ChatModel

/// How much those who write in one conversation sound like its seller.
public struct SideTally {
    /// Messages of a chat that are read.
    private static let most = 400

    private var reader: SideReader
    private var acts: [String: SellerActs] = [:]
    private var count = 0

    /// Nothing read yet.
    public init(table: ActTable = .builtin) { reader = SideReader(table: table) }

    /// Takes the next message.
    public mutating func add(_ message: Message) {
        // The owner's are read too: what others say answers them.
        guard count < Self.most, let weight = reader.weight(of: message), let sender = message.sender, sender.isOwner != true else { return }
        count += 1
        acts[sender.name, default: SellerActs()].add(weight: weight)
    }

    /// What was told of each name, in alphabetical order.
    public var byName: [(name: String, acts: SellerActs)] { acts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}
