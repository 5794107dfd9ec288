/// Networks that were trained alike from different beginnings and answer together: each errs in its own way, and their mean errs less than any.
struct NetworkEnsemble: Sendable {
    private let networks: [ActNetwork]
    /// Weights of a tag behind each tag; the last row is for the first token.
    let transitions: [Float]

    /// Most networks of a table.
    private static let most = 8

    init(_ file: inout TableFile, acts: Int, tags: Int) throws(TableFile.Damaged) {
        let count = Int(try file.word())
        guard 1...Self.most ~= count else { throw TableFile.Damaged() }
        var networks: [ActNetwork] = []
        var transitions = [Float](repeating: 0, count: (tags + 1) * tags)
        for _ in 0..<count {
            networks.append(try ActNetwork(&file, acts: acts, tags: tags))
            let own = try file.numbers(transitions.count)
            for i in own.indices { transitions[i] += own[i] / Float(count) }
        }
        (self.networks, self.transitions) = (networks, transitions)
    }

    /// What each network carries from message to message of one chat.
    struct Past {
        fileprivate var each: [ActNetwork.Past]
    }

    /// The beginning of a chat.
    var beginning: Past { Past(each: networks.map(\.beginning)) }

    /// Reads the next message of a chat: the mean of the answers.
    ///
    /// - Parameter side: whose it is; nil to be told.
    func read(_ cut: TalkCutter.Cut, side: TalkMessage.Side?, _ past: inout Past) -> ActNetwork.Answer {
        let clauses = cut.clauseOf
        func answer(_ n: Int) -> ActNetwork.Answer {
            networks[n].read(cut.message, side: side, cut.inputs, clauses: clauses, count: cut.clauses.count, &past.each[n])
        }
        var sum = answer(0)
        for n in networks.indices.dropFirst() {
            let other = answer(n)
            for c in sum.chances.indices { for k in sum.chances[c].indices { sum.chances[c][k] += other.chances[c][k] } }
            for t in sum.tags.indices { sum.tags[t] += other.tags[t] }
            sum.seller += other.seller
        }
        guard networks.count > 1 else { return sum }
        let share = 1 / Float(networks.count)
        for c in sum.chances.indices { for k in sum.chances[c].indices { sum.chances[c][k] *= share } }
        for t in sum.tags.indices { sum.tags[t] *= share }
        sum.seller *= share
        return sum
    }
}
