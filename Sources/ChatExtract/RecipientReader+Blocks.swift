internal import Gazetteer

extension RecipientReader {
    /// Ranges of pieces, one for each recipient of the message.
    ///
    /// A message is cut between two addresses: best before a numbered item or a blank line, then before a line, and so that either side keeps a phone.
    mutating func blocks(_ message: borrowing MessageText) -> [Range<Int>] {
        guard !pieces.isEmpty else { return [] }
        if cores.isEmpty, let lines = lines(message) { return lines }
        let heads = headCores(message)
        guard heads.count > 1 else { return [0..<pieces.count] }
        var ranges: [Range<Int>] = []
        var start = 0
        let phoneFirst = pieces[0..<heads[0].piece].contains { isPhone($0, message) }
        for k in 1..<heads.count {
            let cut = boundary(after: heads[k - 1], before: heads[k], start: start, phoneFirst: phoneFirst, message)
            ranges.append(start..<cut)
            start = cut
        }
        ranges.append(start..<pieces.count)
        return ranges
    }

    /// Lines that are each a recipient of a place nobody names the town of: a name, a number and a house on every one of them.
    private func lines(_ message: borrowing MessageText) -> [Range<Int>]? {
        let bytes = message.text.bytes
        var starts = pieces.indices.filter { $0 == 0 || pieces[$0].gap >= .line }
        guard isEager, starts.count > 1 else { return nil }
        starts.append(pieces.count)
        let ranges = zip(starts, starts.dropFirst()).map { $0..<$1 }
        let areWhole = ranges.allSatisfy { line in
            let words = line.filter { pieces[$0].kind == .text }
            return line.count { isPhone(pieces[$0], message) } == 1 && words.contains { AddressScore.of(pieces[$0].range, bytes) >= 2 }
                && words.contains { NameScore.of(NameWords.trimmed(pieces[$0].range, bytes).range, bytes).points >= 4 }
        }
        return areWhole ? ranges : nil
    }

    func isPhone(_ piece: BlockPiece, _ message: borrowing MessageText) -> Bool {
        guard piece.kind == .number, piece.label != .sender else { return false }
        let number = message.numbers[piece.number]
        return number.isPhone || number.kind == .taiwan || (number.kind == .local && number.range.count >= 7)
    }

    /// The cores that head an address of their own: not a second saying of the one before, not a place that was only mentioned.
    private func headCores(_ message: borrowing MessageText) -> [Core] {
        guard cores.count > 1 else { return cores }
        let phones = pieces.count { isPhone($0, message) }
        var heads: [Core] = []
        for core in cores {
            guard let last = heads.last else {
                heads.append(core)
                continue
            }
            let between = last.lastPiece + 1 <= core.piece ? pieces[min(last.lastPiece + 1, core.piece)..<core.piece] : []
            let phoneBetween = between.contains { isPhone($0, message) }
            // A place inside the words of the address before it is a part of them.
            if core.piece <= last.lastPiece { continue }
            let brokenLine = pieces[last.lastPiece + 1...core.piece].contains { $0.gap >= .line }
            // Said twice: an area field and an address field, or the divisions before the whole address.
            if agree(last.region, core.region), !phoneBetween || pieces[core.piece].label == .address, last.piece != core.piece || !phoneBetween,
                phones < 2 || !brokenLine
            {
                continue
            }
            let numbered = pieces[core.piece].numbered || between.contains { $0.numbered }
            if phoneBetween || brokenLine && (phones != 1) || numbered {
                heads.append(core)
            } else if core.strength > last.strength {
                // Two places and no phone between them: the weaker one was only mentioned.
                heads[heads.count - 1] = core
            }
        }
        // A message with fewer phones than places: the weak ones are talk.
        while heads.count > 1, phones > 0, heads.count > phones, let weakest = heads.indices.min(by: { heads[$0].strength < heads[$1].strength }) {
            guard heads[weakest].strength < 120 || phones == 1 else { break }
            heads.remove(at: weakest)
        }
        return heads
    }

    private func boundary(after a: Core, before b: Core, start: Int, phoneFirst: Bool, _ message: borrowing MessageText) -> Int {
        var best = b.piece
        var bestScore = Int.min
        let bytes = message.text.bytes
        let from = min(a.lastPiece + 1, b.piece)
        let breaks = (from...b.piece).filter { pieces[$0].gap >= .line }
        if breaks.count == 1 { return breaks[0] }
        for j in from...b.piece where breaks.isEmpty || pieces[j].gap >= .line {
            let piece = pieces[j]
            var score = 0
            if piece.numbered { score += 14 }
            switch piece.gap {
            case .blankLine: score += 10
            case .line: score += 5
            case .comma: score += 1
            default: break
            }
            if pieces[start..<j].contains(where: { isPhone($0, message) }) { score += 6 }
            let phoneAhead = pieces[j..<b.piece].contains { isPhone($0, message) }
            if phoneAhead == phoneFirst { score += 6 }
            if piece.kind == pieces[start].kind { score += 1 }
            if piece.kind == .label, piece.label == pieces[start].label, pieces[start].kind == .label { score += 6 }
            if j == b.piece, a.piece == start || (pieces[start].kind == .label && a.piece == start + 1) { score += 3 }
            if j < b.piece, piece.kind == .text {
                let verdict = NameScore.of(NameWords.trimmed(piece.range, bytes).range, bytes)
                // A block begins with a name where the first one did.
                if verdict.points > 3, a.piece > start, pieces[start].kind == .text { score += 3 }
                if verdict.points < 2 || AddressScore.of(piece.range, bytes) >= 3 { score -= 4 }
            }
            if score >= bestScore {
                bestScore = score
                best = j
            }
        }
        return best
    }
}
