import ChatModel

/// What the network is told of labelled messages, for the training script.
///
/// A line for each message: `{"m":[row…],"c":[[start,end]…],"t":[[start,end,kind,value,isLong,key,row…]…]}`, offsets in bytes; a token's rows are those of ``TokenInput``: four hashes, place, gap, goods, its
/// word (-1 for none), what was heard of it, then its classes.
public struct FeatureLines {
    private var cutter = TalkTokens()
    private var lexicon = TokenWords()
    private let goods: ShopGoods
    private var heard = HeardWords()
    private var last: TalkMessage?

    /// Features of one chat's messages, with the names of its shop's goods.
    public init(goods: [String] = []) {
        var names = ShopGoods()
        for name in goods { names.add(name: name) }
        self.goods = names
    }

    /// The line of the next message.
    public mutating func line(_ message: TalkMessage) -> String {
        cutter.load(message.text)
        let tokens = cutter.tokens
        let clauses = Clauses.of(tokens)
        let whole = MessageInput(message, after: last, tokens, clauses: clauses.count)
        last = message
        let ranges =
            clauses.isEmpty ? [0..<message.text.count] : clauses.map { tokens[$0.lowerBound].range.lowerBound..<tokens[$0.upperBound - 1].range.upperBound }
        let context = TokenContext(tokens, goods: goods.marks(tokens), words: lexicon.classes(message.text, tokens), segments: TalkWord.all(tokens))
        let inputs = zip(context.solid, TokenInput.all(context, heard: heard.rows(of: context, by: message.side))).map { at, input in
            let token = tokens[at]
            let classes = (0..<TokenInput.classRows).filter { input.classes >> UInt64($0) & 1 == 1 }
            let rows = [
                input.hashed.token, input.hashed.word, input.hashed.start, input.hashed.ending, input.place, input.gap, input.goods, input.word ?? -1,
                input.heard,
            ]
            let head =
                "\(token.range.lowerBound),\(token.range.upperBound),\(token.kind.rawValue),\(token.value ?? -1),\(token.isLongNumber ? 1 : 0),\(token.key)"
            return "[\(head),\((rows + classes).map(String.init).joined(separator: ","))]"
        }
        let places = ranges.map { "[\($0.lowerBound),\($0.upperBound)]" }
        return "{\"m\":\(whole.places),\"c\":[\(places.joined(separator: ","))],\"t\":[\(inputs.joined(separator: ","))]}"
    }
}
