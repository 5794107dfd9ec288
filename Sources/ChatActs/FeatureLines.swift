import ChatModel

/// The features of labelled messages, for the training script: clauses and tokens with the places of their features.
///
/// A line for each message: `{"c":[[start,end,[place…]]…],"t":[[start,end,kind,value,isLong,key,[place…]]…]}`, offsets in bytes, features of acts left to the script.
public struct FeatureLines {
    private var cutter = TalkTokens()
    private var features = ClauseFeatures()
    private var lexicon = TokenWords()
    private let goods: ShopGoods

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
        let words = lexicon.classes(message.text, tokens)
        let segments = TalkWord.all(tokens)
        var rows: [String] = []
        features.read(message, tokens, clauses, words, segments) { number, places in
            let range =
                clauses.isEmpty
                ? 0..<message.text.count : tokens[clauses[number].lowerBound].range.lowerBound..<tokens[clauses[number].upperBound - 1].range.upperBound
            rows.append("[\(range.lowerBound),\(range.upperBound),\(places)]")
        }
        let context = TokenContext(tokens, side: message.side, goods: goods.marks(tokens), words: words, segments: segments)
        let tagged = context.solid.indices.map { at in
            let token = tokens[context.solid[at]]
            var places: [UInt32] = []
            TokenFeatures.add(context, at, to: &places)
            return
                "[\(token.range.lowerBound),\(token.range.upperBound),\(token.kind.rawValue),\(token.value ?? -1),\(token.isLongNumber ? 1 : 0),\(token.key),\(places)]"
        }
        return "{\"c\":[\(rows.joined(separator: ","))],\"t\":[\(tagged.joined(separator: ","))]}"
    }
}
