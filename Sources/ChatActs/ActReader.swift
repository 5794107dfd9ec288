public import ChatExtract
public import ChatModel
import Glibc

/// Tells what the messages of one conversation do, with the fitted model.
///
/// Each clause gets the acts that the clause model finds likely enough, each token a tag, and the tagged goods and sums go to the acts of their clause. Goods
/// without a name are those that the talk is about (``TalkFocus``).
public struct ActReader: ActSource {
    private let table: ActTable
    private let tagger: TokenTagger
    private let goods: ShopGoods
    private var cutter = TalkTokens()
    private var features = ClauseFeatures()
    private var lexicon = TokenWords()
    private var history = ActHistory()
    private var focus: TalkFocus
    private var members = MemberNames()

    /// A reader for one conversation.
    ///
    /// - Parameters:
    ///   - table: the fitted weights.
    ///   - goods: names of the shop's goods, as its talk and its product list show them.
    ///   - catalog: the seller's product list.
    public init(table: ActTable = .builtin, goods: ShopGoods = ShopGoods(), catalog: Catalog? = nil) {
        self.table = table
        tagger = TokenTagger(table)
        var goods = goods
        var listed: [(alias: String, name: String)] = []
        for product in catalog?.products ?? [] {
            for alias in [product.name] + product.aliases {
                listed.append((alias, product.name))
                goods.add(name: alias)
            }
        }
        self.goods = goods
        focus = TalkFocus(listed: listed)
    }

    /// The acts of the next message of the chat, with the goods that it leaves out taken from what was said before.
    public mutating func acts(of heard: HeardMessage) -> [DialogueAct] {
        guard !Self.silent.contains(heard.message.kind) else { return [] }
        let message = TalkMessage(heard)
        if message.isGroup, let name = heard.message.sender?.name { members.add(name) }
        focus.advance()
        var reading = read(message, places: heard.scan.recipients.flatMap(\.fields).filter { $0.kind == .detail }.map(\.range))
        let isSeller = message.side == .seller
        for i in reading.lines.indices where reading.owners[i] != nil {
            focus.resolve(&reading.lines[i].line, bySeller: isSeller)
        }
        return ActAssembly(reading, table, heard).acts()
    }

    /// Kinds of message whose text is a placeholder or a file's name.
    private static let silent: Set<MessageKind> = [.image, .sticker, .video, .file, .system, .recall, .forward, .contactCard, .call]

    /// What the model makes of a message, before anything is resolved.
    ///
    /// - Parameter places: where streets and houses stand in the text; words of them that nothing counts are no goods.
    private mutating func read(_ message: TalkMessage, places: [Range<Int>]) -> ReadMessage {
        cutter.load(message.text)
        let tokens = cutter.tokens
        let clauses = Clauses.of(tokens)
        let words = lexicon.classes(message.text, tokens)
        let segments = TalkWord.all(tokens)
        let past = history.places(side: message.side)
        var chances: [[Float]] = []
        var sums = [Int32](repeating: 0, count: table.columns.count)
        features.read(message, tokens, clauses, words, segments) { _, places in
            for k in sums.indices { sums[k] = 0 }
            table.clauses.sum(places, into: &sums)
            table.clauses.sum(past, into: &sums)
            chances.append(sums.indices.map { Self.chance(table.clauses.score(sums[$0]) + table.bias[$0]) })
        }
        history.note(chances, table, side: message.side)
        let context = TokenContext(tokens, side: message.side, goods: goods.marks(tokens), words: words, segments: segments)
        let solid = context.solid
        var acts = [[Int]](repeating: [], count: solid.count)
        for (number, clause) in clauses.enumerated() {
            let likely = table.columns.indices.filter { table.columns[$0].field == nil && chances[number][$0] > ActHistory.leastForTokens }
            for at in solid.indices where clause.contains(solid[at]) { acts[at] = likely }
        }
        let request = table.columns.firstIndex { $0.act == .request && $0.field == nil }
        let asking = clauses.indices.filter { n in request.map { chances[n][$0] > table.thresholds[$0] } ?? false }.map { clauses[$0] }
        let tags = CountedNames.added(to: members.marked(tagger.tags(context, acts: acts), context), context, asking: asking)
        let spans = TaggedSpan.all(message.text, tokens, solid, tags)
        return ReadMessage(
            text: message.text, tokens: tokens, clauses: clauses.isEmpty ? [0..<tokens.count] : clauses, chances: chances, spans: spans,
            lines: LineAssembly.lines(message.text, tokens, spans).filter { found in
                found.line.quantity != nil || !places.contains { $0.contains(tokens[found.start].range.lowerBound) }
            }, table: table)
    }

    private static func chance(_ score: Float) -> Float { 1 / (1 + expf(-score)) }
}

extension TalkMessage {
    init(_ heard: HeardMessage) {
        let message = heard.message
        self.init(
            text: Array(message.text.utf8), side: heard.speaker == .seller ? .seller : .customer, sender: heard.member, kind: message.kind,
            payment: message.payment, seconds: message.sentAt?.wallSeconds, isGroup: message.conversation.kind != .direct)
    }
}

extension ShopGoods {
    /// Adds a name as written.
    public mutating func add(name: String) {
        var cutter = TalkTokens()
        cutter.load(Array(name.utf8))
        add(cutter.tokens.filter { !$0.isBlank }.map(\.key))
    }
}
