/// Cuts the messages of one conversation as the network takes them: for reading acts, for telling sides and for training alike.
struct TalkCutter {
    /// A message, cut.
    struct Cut {
        let tokens: [TalkToken]
        /// Ranges of tokens; one for the whole message where nothing cuts it.
        let clauses: [Range<Int>]
        /// How many clauses were found; none in a message without words.
        let found: Int
        let context: TokenContext
        let message: MessageInput
        let inputs: [TokenInput]

        /// The clause of each solid token; what stands between clauses goes with the one before.
        var clauseOf: [Int] { context.solid.map { token in clauses.lastIndex { $0.lowerBound <= token } ?? 0 } }
    }

    private let goods: ShopGoods
    private let hidesSides: Bool
    private var tokenizer = TalkTokens()
    private var lexicon = TokenWords()
    private var heard = HeardWords()
    private var last: TalkMessage?

    /// - Parameters:
    ///   - goods: names of the shop's goods.
    ///   - hidesSides: whether the network is to tell whose side each message is on.
    init(goods: ShopGoods = ShopGoods(), hidesSides: Bool = false) {
        (self.goods, self.hidesSides) = (goods, hidesSides)
    }

    /// The next message of the conversation.
    mutating func cut(_ message: TalkMessage) -> Cut {
        tokenizer.load(message.text)
        let tokens = tokenizer.tokens
        let found = Clauses.of(tokens)
        let context = TokenContext(tokens, goods: goods.marks(tokens), words: lexicon.classes(message.text, tokens), segments: TalkWord.all(tokens))
        let whole = MessageInput(message, after: last, tokens, clauses: found.count, hidesSides: hidesSides)
        last = message
        let inputs = TokenInput.all(context, heard: heard.rows(of: context, by: message.side, hidesSides: hidesSides))
        return Cut(
            tokens: tokens, clauses: found.isEmpty ? [0..<tokens.count] : found, found: found.count, context: context, message: whole, inputs: inputs)
    }
}
