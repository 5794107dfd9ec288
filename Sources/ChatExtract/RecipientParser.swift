/// Reads names, phones and addresses out of pasted blocks and chat lines.
///
/// One parser for one thread: it keeps its room between texts. The same text always gives the same answer, whatever was read before.
public struct RecipientParser: Sendable {
    private var reader = RecipientReader()
    private var message = MessageText()

    /// A parser.
    ///
    /// - Parameter region: ISO 3166 alpha-2 of the country in which addresses lie that name none.
    public init(region: String = "CN") {
        reader.home = region
        message.home = region
    }

    /// The recipients of a text, in order; none when it holds no address and no name beside a phone.
    public mutating func recipients(in text: String) -> [ParsedRecipient] {
        recipients(in: Array(text.utf8).span)
    }

    /// The recipients of a text of UTF-8 bytes.
    public mutating func recipients(in bytes: Span<UInt8>) -> [ParsedRecipient] {
        message.load(bytes)
        return reader.read(message, as: .pasted)
    }

    /// The recipients of a text, or the parts of one that it has: a lone name, a phone, an address.
    ///
    /// - Parameters:
    ///   - bytes: the text, UTF-8.
    ///   - eager: whether somebody just asked for an address, so that weaker signs of one do: 阳光花园3栋502.
    public mutating func pieces(in bytes: Span<UInt8>, eager: Bool = false) -> RecipientPieces {
        message.load(bytes)
        return reader.pieces(message, eager: eager)
    }

    /// The parts of a message whose numbers were already read.
    public mutating func pieces(in message: borrowing MessageText, eager: Bool = false) -> RecipientPieces {
        reader.pieces(message, eager: eager)
    }

    /// The recipients of a message whose numbers were already read.
    public mutating func recipients(in message: borrowing MessageText) -> [ParsedRecipient] {
        reader.read(message)
    }
}
