import Glibc

/// The fitted network that tells what the clauses of a message do and what its tokens are; made by `scripts/acts/train.py`.
///
/// A token is the sum of the rows of its inputs (``TokenInput``) and its message's (``MessageInput``). Three layers, each over a token and two neighbours, give it its surroundings.
/// A message is the greatest of its tokens, number by number; a recurrent layer carries what was said before from message to message. Clauses are told from their tokens, the message, the message before, the
/// other side's last and what is carried; tokens from themselves, the message and what their clause does.
struct ActNetwork: Sendable {
    /// How far the neighbours of each layer are.
    private static let steps = [1, 2, 1]

    private let width: Int
    private let hashed: [SparseRows]
    private let place, gap, goods, heard, classes: RowTable
    private let words: SparseRows
    private let message: [RowTable]
    private let surroundings: [(gather: DenseLayer, back: DenseLayer)]
    private let carriedInput, carriedState: DenseLayer
    private let clause, acts: DenseLayer
    private let tokenContext, tokenActs, token, tags: DenseLayer
    private let sides: DenseLayer

    init(_ file: inout TableFile, acts actCount: Int, tags tagCount: Int) throws(TableFile.Damaged) {
        let width = Int(try file.word())
        guard (8...1024).contains(width) else { throw TableFile.Damaged() }
        self.width = width
        func rows(_ count: Int) throws(TableFile.Damaged) -> RowTable { try RowTable(&file, rows: count, width: width) }
        var hashed: [SparseRows] = []
        for _ in 0..<4 { hashed.append(try SparseRows(&file, numbers: 1 << TokenInput.hashBits, width: width)) }
        self.hashed = hashed
        place = try rows(TokenInput.placeRows)
        gap = try rows(TokenInput.gapRows)
        goods = try rows(TokenInput.goodsRows)
        heard = try rows(HeardWords.rows)
        classes = try rows(TokenInput.classRows)
        var message: [RowTable] = []
        for count in MessageInput.rows { message.append(try rows(count)) }
        self.message = message
        words = try SparseRows(&file, numbers: WordTable.count, width: width)
        var surroundings: [(DenseLayer, DenseLayer)] = []
        for _ in Self.steps {
            let gather = try DenseLayer(&file, inputs: 3 * width)
            surroundings.append((gather, try DenseLayer(&file, inputs: gather.outputs, outputs: width)))
        }
        self.surroundings = surroundings
        carriedInput = try DenseLayer(&file, inputs: 2 * width, outputs: 3 * width)
        carriedState = try DenseLayer(&file, inputs: width, outputs: 3 * width)
        clause = try DenseLayer(&file, inputs: 6 * width)
        acts = try DenseLayer(&file, inputs: clause.outputs, outputs: actCount)
        tokenContext = try DenseLayer(&file, inputs: 2 * width)
        let hidden = tokenContext.outputs
        tokenActs = try DenseLayer(&file, inputs: actCount, outputs: hidden)
        token = try DenseLayer(&file, inputs: width, outputs: hidden)
        tags = try DenseLayer(&file, inputs: hidden, outputs: tagCount)
        sides = try DenseLayer(&file, inputs: 2 * width, outputs: 1)
    }

    /// What is carried from message to message of one chat.
    struct Past {
        fileprivate var carried, last: [Float]
        /// The last message of each side.
        fileprivate var bySide: [[Float]]
    }

    /// The beginning of a chat.
    var beginning: Past {
        let none = [Float](repeating: 0, count: width)
        return Past(carried: none, last: none, bySide: [none, none])
    }

    /// What the network makes of a message.
    struct Answer {
        /// For each clause the probability of each column.
        var chances: [[Float]]
        /// For each token the weights of the tags, token behind token.
        var tags: [Float]
        /// How much the words are a seller's (log odds); of use where the sides are hidden.
        var seller: Float
    }

    /// Reads the next message of a chat.
    ///
    /// - Parameters:
    ///   - side: nil where the network is to tell it.
    ///   - clauses: for each token its clause.
    ///   - count: how many clauses there are.
    func read(_ input: MessageInput, side: TalkMessage.Side?, _ tokens: [TokenInput], clauses: [Int], count: Int, _ past: inout Past) -> Answer {
        var whole = [Float](repeating: 0, count: width)
        for (table, row) in zip(message, input.places) { table.add(row, to: &whole, at: 0) }
        let x = inSurroundings(summed(tokens, whole))
        let (greatest, means) = pooled(x, clauses, count)
        var top = [Float](repeating: -1, count: width)
        for c in 0..<count { for k in 0..<width { top[k] = max(top[k], greatest[c * width + k]) } }

        let partner = side.map { past.bySide[$0 == .seller ? 1 : 0] } ?? [Float](repeating: 0, count: width)
        let before = past.carried + past.last + partner
        var inputs: [Float] = []
        inputs.reserveCapacity(count * clause.inputs)
        for c in 0..<count {
            inputs += greatest[c * width..<(c + 1) * width]
            inputs += means[c * width..<(c + 1) * width]
            inputs += top
            inputs += before
        }
        let chances = acts.apply(clause.apply(inputs).map { max($0, 0) }).map(Self.sigmoid)

        let context = tokenContext.apply(past.carried + top)
        let doing = tokenActs.apply(chances)
        var hidden = token.apply(x)
        let size = token.outputs
        for (t, c) in clauses.enumerated() { for k in 0..<size { hidden[t * size + k] = max(0, hidden[t * size + k] + context[k] + doing[c * size + k]) } }

        let seller = sides.apply(past.carried + top)[0]
        carry(top + whole, &past)
        past.last = top
        if let side { past.bySide[Int(side.rawValue)] = top }
        let columns = acts.outputs
        return Answer(chances: (0..<count).map { Array(chances[$0 * columns..<($0 + 1) * columns]) }, tags: tags.apply(hidden), seller: seller)
    }

    /// The rows of each token's inputs added up.
    private func summed(_ tokens: [TokenInput], _ whole: [Float]) -> [Float] {
        var x: [Float] = []
        x.reserveCapacity(tokens.count * width)
        for token in tokens {
            let start = x.count
            x += whole
            hashed[0].add(token.hashed.token, to: &x, at: start)
            hashed[1].add(token.hashed.word, to: &x, at: start)
            hashed[2].add(token.hashed.start, to: &x, at: start)
            hashed[3].add(token.hashed.ending, to: &x, at: start)
            place.add(token.place, to: &x, at: start)
            gap.add(token.gap, to: &x, at: start)
            goods.add(token.goods, to: &x, at: start)
            heard.add(token.heard, to: &x, at: start)
            words.add(token.word, to: &x, at: start)
            var rest = token.classes
            while rest != 0 {
                classes.add(rest.trailingZeroBitCount, to: &x, at: start)
                rest &= rest - 1
            }
        }
        return x
    }

    private func inSurroundings(_ tokens: [Float]) -> [Float] {
        var x = tokens
        let count = x.count / width
        for (layer, step) in zip(surroundings, Self.steps) {
            var gathered = [Float](repeating: 0, count: 3 * x.count)
            for t in 0..<count {
                for (n, from) in [t - step, t, t + step].enumerated() where 0..<count ~= from {
                    for k in 0..<width { gathered[(3 * t + n) * width + k] = x[from * width + k] }
                }
            }
            let change = layer.back.apply(layer.gather.apply(gathered).map { max($0, 0) })
            for i in x.indices { x[i] += change[i] }
        }
        return x
    }

    /// For each clause the greatest and the mean of its tokens, number by number.
    private func pooled(_ x: [Float], _ clauses: [Int], _ count: Int) -> (greatest: [Float], means: [Float]) {
        var greatest = [Float](repeating: -1, count: count * width)
        var means = [Float](repeating: 0, count: count * width)
        var sizes = [Float](repeating: 0, count: count)
        for (t, c) in clauses.enumerated() {
            sizes[c] += 1
            for k in 0..<width {
                greatest[c * width + k] = max(greatest[c * width + k], x[t * width + k])
                means[c * width + k] += x[t * width + k]
            }
        }
        for c in 0..<count { for k in 0..<width { means[c * width + k] /= max(sizes[c], 1) } }
        return (greatest, means)
    }

    /// Carries a message on (a gated recurrent unit).
    private func carry(_ input: [Float], _ past: inout Past) {
        let (new, old) = (carriedInput.apply(input), carriedState.apply(past.carried))
        for k in 0..<width {
            let reset = Self.sigmoid(new[k] + old[k])
            let keep = Self.sigmoid(new[width + k] + old[width + k])
            let change = tanhf(new[2 * width + k] + reset * old[2 * width + k])
            past.carried[k] = (1 - keep) * change + keep * past.carried[k]
        }
    }

    private static func sigmoid(_ x: Float) -> Float { 1 / (1 + expf(-x)) }
}
