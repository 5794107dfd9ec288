internal import ChatModel

extension RecipientReader {
    /// The recipients of a message, or the parts that it has.
    mutating func pieces(_ message: borrowing MessageText, eager: Bool) -> RecipientPieces {
        var out = RecipientPieces()
        guard !message.text.bytes.isEmpty, message.text.bytes.count <= 4000 || Self.mayHold(message, eager: eager) else { return out }
        if Self.mayHold(message, eager: eager) {
            let found = read(message, as: eager ? .asked : .talk)
            if found.count == 1, let only = found.first, only.recipient.name == nil, only.recipient.phones.isEmpty {
                out.address = only
                out.isOnlyPieces = pieces.indices.allSatisfy { taken[$0] || pieces[$0].kind == .label }
                return out
            }
            out.recipients = found
            if !found.isEmpty { return out }
        } else {
            let text = message.text
            // Without a number or a label only a few characters can be a name.
            guard text.bytes.count <= (text.classes.isDisjoint(with: [.digit, .colon]) ? 30 : 90) else { return out }
            tokenizer.cut(message)
        }
        var rest = 0
        for (j, piece) in pieces.enumerated() where piece.kind == .number {
            let number = message.numbers[piece.number]
            if number.isPhone, number.label != .wechat, let rule = PhoneNumbers.rule(number) {
                out.phones.append(ParsedPiece(number.value, message.text.originalRange(number.range), confidence: number.confidence, rule: rule.rawValue))
            } else if number.kind == .local || number.kind == .taiwan, number.label == .phone || pieces.count == 1 {
                let value = number.kind == .taiwan ? number.value : message.text.string(number.range).filter { $0.isNumber }
                out.phones.append(ParsedPiece(value, message.text.originalRange(number.range), confidence: 0.5, rule: "phone.local"))
            } else {
                rest += 1
            }
            _ = j
        }
        let words = pieces.indices.filter { pieces[$0].kind == .text }
        out.name = loneName(words, message)
        out.isOnlyPieces = rest == 0 && (words.isEmpty || out.name != nil && words.count <= 2)
        return out
    }

    /// A name that is all the words of a message, or that a label calls one.
    private func loneName(_ words: [Int], _ message: borrowing MessageText) -> ParsedPiece? {
        let bytes = message.text.bytes
        guard let first = words.first(where: { pieces[$0].label == .name }) ?? (words.count == 1 ? words.first : nil) else {
            return spacedName(words, message)
        }
        let piece = pieces[first]
        let labelled = piece.label == .name
        guard labelled || piece.label == .none else { return nil }
        let cut = NameWords.trimmed(piece.range, bytes)
        let verdict = NameScore.of(cut.range, bytes)
        let points = verdict.points + (labelled ? 20 : 0) + (cut.received ? 6 : 0)
        guard points >= 3, labelled || cut.received || verdict.length <= 4 || verdict.rule == .nameDotted || verdict.rule == .nameHonorific else {
            return nil
        }
        // Everything that is not the name must be a number or a label.
        guard labelled || !pieces.contains(where: { $0.kind == .label && $0.label != .phone }) else { return nil }
        let sure = labelled ? 0.97 : min(0.9, 0.3 + points / 20)
        return ParsedPiece(
            message.text.keptString(cut.range), message.text.originalRange(cut.range), confidence: sure, rule: labelled ? "name.label" : "name.alone")
    }

    /// 张 伟, or a name with a title behind a space.
    private func spacedName(_ words: [Int], _ message: borrowing MessageText) -> ParsedPiece? {
        let bytes = message.text.bytes
        guard words.count == 2, words[1] == words[0] + 1, pieces[words[1]].gap == .space else { return nil }
        let first = pieces[words[0]].range
        let second = pieces[words[1]].range
        let whole = first.lowerBound..<second.upperBound
        guard NameWords.honorific(bytes, whole).0 * 3 == second.count || NameWords.isReceiver(bytes, second) || first.count == 3 && second.count <= 6 else {
            return nil
        }
        let range = NameWords.isReceiver(bytes, second) ? first : whole
        let verdict = NameScore.of(range, bytes)
        guard verdict.points >= 4 else { return nil }
        let name = String(message.text.keptString(range).filter { $0 != " " })
        return ParsedPiece(name, message.text.originalRange(range), confidence: min(0.9, 0.3 + verdict.points / 20), rule: "name.alone")
    }
}
