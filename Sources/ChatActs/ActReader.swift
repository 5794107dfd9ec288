public import ChatExtract
public import ChatModel

/// Tells what the messages of one conversation do, with the fitted model.
///
/// Each clause gets the acts that the network finds likely enough, each token a tag, and the tagged goods and sums go to the acts of their clause. Goods
/// without a name are those that the talk is about (``TalkFocus``).
public struct ActReader: ActSource {
    private let table: ActTable
    private var cutter: TalkCutter
    private var past: NetworkEnsemble.Past
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
        past = table.networks.beginning
        var goods = goods
        var listed: [(alias: String, name: String)] = []
        for product in catalog?.products ?? [] {
            for alias in [product.name] + product.aliases {
                listed.append((alias, product.name))
                goods.add(name: alias)
            }
        }
        cutter = TalkCutter(goods: goods)
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
        let rows = PostedList.rows(reading.text, reading.tokens, reading.spans, allowsNumbers: message.side == .seller)
        if !rows.isEmpty {
            let lines = focus.post(rows, bySeller: isSeller)
            if isSeller { reading.offer(lines, in: rows) }
        } else if !isSeller {
            for clause in reading.clauses.indices {
                if let lines = picks(reading, clause) { reading.request(lines, in: clause) }
            }
        }
        for i in reading.lines.indices {
            guard let clause = reading.owners[i] else { continue }
            if !isSeller, reading.lines[i].line.isNameless { name(&reading, i, in: clause) }
            focus.resolve(&reading.lines[i].line, bySeller: isSeller, isFirm: !Self.firm.isDisjoint(with: reading.acts[clause]))
        }
        if isSeller { focus.offer(reading) }
        return ActAssembly(reading, table, heard).acts()
    }

    /// Gives the only line of a clause the word beside it by which the seller's goods are known, where the tags missed it: scarf in “scarf olive 3”.
    private func name(_ reading: inout ReadMessage, _ line: Int, in clause: Int) {
        guard reading.owners.count(where: { $0 == clause }) == 1 else { return }
        let range = reading.clauses[clause]
        let taken = reading.spans.flatMap { Array($0.tokens) }
        let words = reading.words.filter { word in range.contains(word.tokens.lowerBound) && word.tokens.allSatisfy { !taken.contains($0) } }
        let known = words.compactMap { word -> String? in
            let said = PostedList.string(reading.text, reading.tokens, word.tokens)
            return focus.isPart(said) ? said : nil
        }
        if Set(known).count == 1 { reading.lines[line].line.said = known[0] }
    }

    /// What a clause picks by codes.
    private func picks(_ reading: ReadMessage, _ clause: Int) -> [ActLine]? {
        let isAsked = !Set([ActKind.request, .change]).isDisjoint(with: reading.acts[clause])
        return PostedPicks.lines(reading.text, reading.tokens, reading.clauses[clause], of: focus.posted, isAsked: isAsked)
    }

    /// Acts whose goods are on offer or asked for.
    private static let firm: Set<ActKind> = [.offer, .request, .change, .quote, .propose, .confirm, .tally, .list, .exchange]

    /// Kinds of message whose text is a placeholder or a file's name.
    static let silent: Set<MessageKind> = [.image, .sticker, .video, .file, .system, .recall, .forward, .contactCard, .call]

    /// What the model makes of a message, before anything is resolved.
    ///
    /// - Parameter places: where streets and houses stand in the text; words of them that nothing counts are no goods.
    private mutating func read(_ message: TalkMessage, places: [Range<Int>]) -> ReadMessage {
        let cut = cutter.cut(message)
        let (tokens, clauses, context) = (cut.tokens, cut.clauses, cut.context)
        let answer = table.networks.read(cut, side: message.side, &past)
        let chances = answer.chances
        let request = table.columns.firstIndex { $0.act == .request && $0.field == nil }
        let asking = clauses.indices.filter { n in request.map { chances[n][$0] > table.thresholds[$0] } ?? false }.map { clauses[$0] }
        let decoded = TagDecoder.tags(answer.tags, transitions: table.networks.transitions, codes: context.solid.map { tokens[$0].isPlace })
        let tags = CountedNames.added(to: members.marked(decoded, context), context, asking: asking)
        let spans = CountedSpans.split(TaggedSpan.all(message.text, tokens, context.solid, tags), tokens).filter { !isNoName($0, context) }
        return ReadMessage(
            text: message.text, tokens: tokens, words: context.segments, clauses: clauses, chances: chances, spans: spans,
            lines: LineAssembly.lines(message.text, tokens, spans).filter { found in
                found.line.quantity != nil || !places.contains { $0.contains(tokens[found.start].range.lowerBound) }
            }, table: table)
    }

    /// Whether a name is one character that is no word for a thing: 不, 去, 盒. A shop's own short name (青 for 青菜) is known by the shop's talk.
    private func isNoName(_ span: TaggedSpan, _ context: TokenContext) -> Bool {
        guard span.kind == .product, span.tokens.count == 1, let token = span.tokens.first, context.tokens[token].isHan,
            context.goods.isEmpty || context.goods[token] == .none
        else { return false }
        let key = WordTable.key(FeatureHash.mix(FeatureHash.seed, UInt64(context.tokens[token].scalar)))
        guard let kind = WordTable.entry(key)?.kind, kind & WordTable.ofGoods == 0 else { return false }
        switch WordTable.Kind(rawValue: kind) {
        case .verb, .adverb, .pronoun, .number, .counter, .time, .function, .position: return true
        default: return false
        }
    }
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
