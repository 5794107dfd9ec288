public import ChatExtract
public import ChatModel

/// Reads single messages, each with its conversation's context.
///
/// One reader serves any number of conversations: the caller keeps a ``ConversationContext`` for each. Nothing is shared between readers, so every core may have its own.
public struct MessageReader {
    /// Who wrote a message.
    public enum Speaker: Sendable {
        case customer, seller, unknown
    }

    private let catalog: Catalog?
    private let region: String

    /// A reader.
    ///
    /// - Parameters:
    ///   - catalog: the seller's products, where a list was given.
    ///   - region: ISO 3166 alpha-2 of the shop: the default for currency and phone numbers.
    public init(catalog: Catalog? = nil, region: String = "CN") {
        self.catalog = catalog
        self.region = region
    }

    /// Reads a message.
    ///
    /// - Parameters:
    ///   - text: what the sender wrote, UTF-8.
    ///   - account: anything that tells the conversation's members apart: their id or name.
    public mutating func read(
        _ text: [UInt8], kind: MessageKind = .text, payment: Payment? = nil, speaker: Speaker, account: String = "", in context: inout ConversationContext
    ) -> MessageReading {
        MessageReading()
    }
}
