import ChatModel

/// The goods that the talk is about, newest last: what a request without a name means.
struct TalkFocus {
    /// A good as it was mentioned.
    private struct Mention {
        var product: String
        var key: String
        var unit: String?
        var spec: String?
        var price: Double?
        var code: String?
        var at: Int
        var isSellers: Bool
        /// Whether it was on offer or asked for, rather than asked about or judged.
        var isFirm: Bool
    }

    /// How many messages later a good is still meant.
    private static let reach = 40
    private static let most = 64
    /// How many messages later a good that was only asked about or judged is still meant before one that was offered or asked for.
    private static let looseReach = 6

    private var mentions: [Mention] = []
    private var offered = OfferedGoods()
    /// What was posted with codes.
    private(set) var posted = PostedList()
    private(set) var count = 0
    /// Names of the product list, longest first: (folded alias, name).
    private let listed: [(key: String, name: String)]

    /// - Parameter listed: names and aliases of the seller's product list with the name each stands for.
    init(listed: [(alias: String, name: String)] = []) {
        self.listed = listed.map { (Self.key($0.alias), $0.name) }.filter { $0.key.count >= 2 }.sorted { ($0.key.count, $0.key) > ($1.key.count, $1.key) }
    }

    /// A message goes by.
    mutating func advance() { count += 1 }

    /// Takes the rows of a post, and remembers their goods.
    mutating func post(_ rows: [PostedList.Row], bySeller: Bool) -> [ActLine] {
        var lines = rows.map(\.line)
        for i in lines.indices { resolve(&lines[i], bySeller: bySeller) }
        posted.post(
            zip(rows, lines).map { row, line in
                var row = row
                row.line = line
                return row
            })
        return lines
    }

    /// Gives a line its product where the words or the talk tell, and remembers it.
    ///
    /// - Parameter isFirm: whether the words offer the good or ask for it.
    mutating func resolve(_ line: inout ActLine, bySeller: Bool, isFirm: Bool = true) {
        if line.code == nil, let said = line.said, posted.good(said) != nil { (line.code, line.said) = (said, nil) }
        if !bySeller { takeVariant(&line) }
        line.product = line.product ?? line.said.flatMap { named($0) } ?? line.said ?? line.code.flatMap { posted.good($0)?.product } ?? meant(by: line)
        guard let product = line.product else { return }
        let key = Self.key(product)
        guard !key.isEmpty else { return }
        if let same = mentions.lastIndex(where: { $0.key == key && $0.spec == line.spec && $0.code == line.code }) {
            var mention = mentions.remove(at: same)
            mention.unit = line.unit ?? mention.unit
            mention.price = line.price ?? mention.price
            mention.at = count
            mention.isFirm = mention.isFirm || isFirm
            mentions.append(mention)
        } else {
            mentions.append(
                Mention(
                    product: product, key: key, unit: line.unit, spec: line.spec, price: line.price, code: line.code, at: count, isSellers: bySeller,
                    isFirm: isFirm))
        }
        if mentions.count > Self.most { mentions.removeFirst() }
    }

    /// Takes the words of a seller's message that stand beside its goods.
    mutating func offer(_ reading: ReadMessage) {
        let names = reading.spans.filter { $0.kind == .product }.map { span in
            let said = span.string(reading.text)
            return named(said) ?? said
        }
        offered.take(reading.tokens, reading.spans, names: names, at: count)
    }

    /// What a customer names by a colour or size alone is the good that was offered with it.
    private func takeVariant(_ line: inout ActLine) {
        guard line.code == nil else { return }
        if let said = line.said {
            let key = Self.key(said)
            guard !mentions.contains(where: { $0.isSellers && ($0.key.contains(key) || key.contains($0.key)) }),
                !listed.contains(where: { $0.key.contains(key) || key.contains($0.key) }),
                let product = offered.product(with: said, at: count)
            else { return }
            (line.product, line.spec, line.said) = (product, line.spec.map { said + " " + $0 } ?? said, nil)
        } else if let spec = line.spec {
            line.product = offered.product(with: spec, at: count)
        }
    }

    /// Whether a word alone begins or ends the name of a good that the seller named lately, and of no other.
    func isPart(_ word: String) -> Bool {
        let key = Self.key(word)
        let isHan = key.unicodeScalars.allSatisfy { 0x3400...0x9FFF ~= $0.value }
        guard isHan ? !key.isEmpty : key.count >= 3 else { return false }
        let goods = Set(
            mentions.filter { mention in
                guard mention.isSellers, count - mention.at <= Self.reach, mention.key.count > key.count else { return false }
                if isHan { return mention.key.hasPrefix(key) && key.count > 1 || mention.key.hasSuffix(key) }
                return mention.product.lowercased().split(whereSeparator: { !$0.isLetter }).contains { Self.key(String($0)) == key }
            }.map(\.key))
        return goods.count == 1
    }

    /// The shop's own name for what was said: of the product list, or a longer one of the talk that begins or ends with these words.
    private func named(_ said: String) -> String? {
        let key = Self.key(said)
        guard key.count >= 2 || isPart(said) else { return nil }
        if let exact = listed.first(where: { $0.key == key }) ?? listed.first(where: { key.contains($0.key) }) { return exact.name }
        let longer = listed.filter { $0.key.contains(key) }
        if let one = longer.first, longer.allSatisfy({ $0.name == one.name }) { return one.name }
        let recent = mentions.filter { $0.isSellers && $0.key != key && ($0.key.hasPrefix(key) || $0.key.hasSuffix(key)) }
        guard let last = recent.last, recent.allSatisfy({ $0.key == last.key }) else { return nil }
        return last.product
    }

    /// The good that is meant where no name is said; nil when several could be.
    private func meant(by line: ActLine) -> String? {
        if let code = line.code, let listed = mentions.last(where: { $0.code.map(Self.key) == Self.key(code) }) { return listed.product }
        if line.code != nil { return nil }
        let near = mentions.filter { count - $0.at <= Self.reach }
        guard let last = near.last(where: { $0.isFirm || count - $0.at <= Self.looseReach }) ?? near.last else { return nil }
        if let spec = line.spec.map(Self.key),
            let same = near.last(where: { $0.spec.map { Self.key($0).contains(spec) || spec.contains(Self.key($0)) } ?? false })
        {
            return same.product
        }
        if let price = line.price, let same = near.last(where: { $0.price == price }) { return same.product }
        // Of several goods named together the one that is counted so.
        let together = near.filter { $0.at == last.at }
        if let unit = line.unit, Set(together.map(\.key)).count > 1 {
            let fits = together.filter { $0.unit == unit }
            if let one = fits.first, fits.allSatisfy({ $0.key == one.key }) { return one.product }
        }
        // No product is better than one of several that could be meant.
        return Set(together.map(\.key)).count > 2 ? nil : last.product
    }

    /// Letters, digits and characters alone, folded.
    static func key(_ words: String) -> String {
        var key = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            if let number = TalkScalar.circled(scalar.value) {
                key.append(contentsOf: String(number).unicodeScalars)
                continue
            }
            let folded = TalkScalar.folded(scalar.value)
            switch TalkScalar.kind(folded) {
            case .number, .word, .character: if let scalar = Unicode.Scalar(folded) { key.append(scalar) }
            default: break
            }
        }
        return String(key)
    }
}

extension ActLine {
    /// Whether neither words nor a code name the good.
    var isNameless: Bool { said == nil && code == nil }
}
