import ChatExtract
public import ChatModel

/// Reads pasted address blocks that no chat surrounds: every recipient is a customer of their own.
///
/// Nobody says who sent a block, so name and phone are all that identifies; two blocks of one phone and name are one record.
public struct AddressBlockInterpreter {
    private let conversation: Conversation
    private let ownership: Ownership
    private var parser: RecipientParser
    private var records: [String: CustomerRecord] = [:]
    private var order: [String] = []

    /// A reader for one file of blocks.
    ///
    /// - Parameter region: ISO 3166 alpha-2 of the country in which addresses lie that name none.
    public init(_ conversation: Conversation, ownership: Ownership, region: String = "CN") {
        parser = RecipientParser(region: region)
        self.conversation = conversation
        self.ownership = ownership
    }

    /// Takes the next block.
    public mutating func read(_ message: Message) {
        for parsed in parser.recipients(in: message.text) {
            let recipient = parsed.recipient
            guard let key = recipient.phones.first ?? recipient.name, !recipient.phones.contains(where: ownership.phones.contains) else { continue }
            let id = "block:\(conversation.title):\(key):\(recipient.name ?? "")"
            let evidence = Evidence(position: message.source, range: parsed.range, rule: "address-block", confidence: parsed.confidence)
            if records[id] == nil {
                order.append(id)
                var record = CustomerRecord(recordID: id, platform: conversation.platform, conversation: conversation.title)
                record.firstPosition = message.source
                records[id] = record
            }
            records[id]?.messageCount += 1
            if records[id]?.recipients.contains(where: { $0.recipient == recipient }) == false {
                records[id]?.recipients.append(RecipientUse(recipient, isSelf: true, evidence: [evidence]))
            }
        }
    }

    /// The records, in order of first appearance.
    public func finish() -> [CustomerRecord] { order.compactMap { records[$0] } }
}
