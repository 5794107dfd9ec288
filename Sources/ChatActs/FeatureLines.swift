import ChatModel

/// What the network is told of labelled messages, for the training script.
///
/// A line for each message: `{"m":[row…],"c":[[start,end]…],"t":[[start,end,kind,value,isLong,key,row…]…]}`, offsets in bytes; a token's rows are those of ``TokenInput``: four hashes, place, gap, goods, its
/// word (-1 for none), what was heard of it, then its classes.
public struct FeatureLines {
    private var cutter: TalkCutter

    /// Features of one chat's messages, with the names of its shop's goods.
    public init(goods: [String] = []) {
        var names = ShopGoods()
        for name in goods { names.add(name: name) }
        cutter = TalkCutter(goods: names)
    }

    /// The line of the next message.
    public mutating func line(_ message: TalkMessage) -> String {
        let cut = cutter.cut(message)
        let tokens = cut.tokens
        let ranges =
            cut.found == 0
            ? [0..<message.text.count] : cut.clauses.map { tokens[$0.lowerBound].range.lowerBound..<tokens[$0.upperBound - 1].range.upperBound }
        let inputs = zip(cut.context.solid, cut.inputs).map { at, input in
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
        return "{\"m\":\(cut.message.places),\"c\":[\(places.joined(separator: ","))],\"t\":[\(inputs.joined(separator: ","))]}"
    }
}
