import ChatExtract
import ChatModel

/// Makes acts of a message's clauses, lines and sums.
struct ActAssembly {
    private let reading: ReadMessage
    private let heard: HeardMessage
    private let table: ActTable

    init(_ reading: ReadMessage, _ table: ActTable, _ heard: HeardMessage) {
        self.reading = reading
        self.table = table
        self.heard = heard
    }

    /// One act for each kind that the clauses do, in the order of the words.
    func acts() -> [DialogueAct] {
        var kinds: [ActKind] = []
        for acts in reading.acts { for kind in acts where !kinds.contains(kind) { kinds.append(kind) } }
        if heard.speaker == .seller, !heard.scan.mentions.trackings.isEmpty, !kinds.contains(.ship), !kinds.contains(.resend) { kinds.append(.ship) }
        return kinds.flatMap { kind in
            guard let act = act(kind) else { return [DialogueAct]() }
            return kind == .quote ? quotes(act) : [act]
        }
    }

    /// A quote whose sum was added up is the whole; a deposit named beside it is another.
    private func quotes(_ act: DialogueAct) -> [DialogueAct] {
        let clauses = reading.acts.indices.filter { reading.acts[$0].contains(.quote) }
        guard let sum = added(in: clauses), act.total == sum, act.part != "whole", act.part != "several" else { return [act] }
        var whole = act
        whole.part = "whole"
        guard act.part == "deposit", let other = spans(.total, clauses).last?.value, other < sum else { return [whole] }
        var deposit = act
        (deposit.total, deposit.lines) = (other, nil)
        return [whole, deposit]
    }

    private func act(_ kind: ActKind) -> DialogueAct? {
        let clauses = reading.acts.indices.filter { reading.acts[$0].contains(kind) }
        var act = DialogueAct(kind)
        let column = table.columns.firstIndex { $0.act == kind && $0.field == nil }
        act.confidence = column.map { confidence($0, clauses) } ?? 0.9
        act.span = span(clauses)
        let lines = reading.lines(of: clauses)
        let sum = (kind == .quote ? added(in: clauses) : nil) ?? spans(.total, clauses).last?.value ?? (kind == .quote ? onlyNumber(in: clauses) : nil)
        switch kind {
        case .request, .consider, .inquire, .offer, .propose, .change, .withdraw, .decline, .handOver, .arrive, .complain, .praise, .exchange, .assign,
            .collects, .ready, .return:
            act.lines = lines
            fill(&act, clauses, sum)
        case .quote:
            act.lines = lines.filter { $0.quantity != nil }
            act.total = sum
            act.part = reading.detail(.quote, "part", in: clauses) ?? "whole"
            // A sum that is nowhere said settles nothing.
            if sum == nil { return nil }
        case .pay, .payLater:
            act.amount = heard.message.payment?.amount ?? sum
            act.part = reading.detail(.pay, "part", in: clauses)
            act.method = reading.detail(.pay, "method", in: clauses)
        case .paidSeen, .refundAsked, .refundPromised, .refundPaid, .refundReceived: act.amount = heard.message.payment?.amount ?? sum
        case .ship, .resend:
            act.lines = lines
            act.parcels = parcels()
        case .confirm: act.what = reading.detail(.confirm, "what", in: clauses)
        case .wish: act.kind = reading.detail(.wish, "kind", in: clauses)
        case .tally, .list: act.entries = entries(clauses)
        case .give, .correct, .introduce: return nil
        case .ownTalk: break
        }
        if heard.speaker == .seller, kind != .tally, kind != .list { act.who = spans(.who, clauses).first.map { $0.string(reading.text) } }
        return act
    }

    /// How sure an act is: its column's threshold, from which it is right more often than not, counts as 0.6; what needs no model (``PostedList``) as 0.9.
    private func confidence(_ column: Int, _ clauses: [Int]) -> Double {
        let (chance, least) = (reading.chance(column, in: clauses), table.thresholds[column])
        guard chance > least else { return 0.9 }
        return Double(0.6 + 0.4 * (chance - least) / max(1 - least, 0.01))
    }

    /// What is told more closely of goods.
    private func fill(_ act: inout DialogueAct, _ clauses: [Int], _ sum: Double?) {
        switch act.act {
        case .request:
            act.like = reading.detail(.request, "like", in: clauses).map { _ in "last time" }
        case .propose: act.total = sum
        case .change: act.what = isLess(clauses) ? "less" : reading.detail(.change, "what", in: clauses)
        case .withdraw:
            act.scope = act.lines?.isEmpty == false ? "lines" : reading.detail(.withdraw, "scope", in: clauses) ?? "all"
        case .decline: act.what = reading.detail(.decline, "what", in: clauses)
        case .inquire: act.about = reading.detail(.inquire, "about", in: clauses)
        case .complain:
            act.kind = reading.detail(.complain, "kind", in: clauses)
            act.quantity = act.lines?.compactMap(\.quantity).first
        case .arrive: act.complete = reading.detail(.arrive, "complete", in: clauses) == "false" ? false : nil
        default: break
        }
    }

    /// The entries of a tally or group list: a name, and what stands behind it until the next.
    private func entries(_ clauses: [Int]) -> [ActEntry] {
        let marks = reading.spans.filter { $0.kind == .who }
        return marks.enumerated().map { number, mark in
            let end = number + 1 < marks.count ? marks[number + 1].tokens.lowerBound : reading.tokens.count
            let own = mark.tokens.upperBound..<max(end, mark.tokens.upperBound)
            return ActEntry(
                who: mark.string(reading.text), lines: reading.lines.filter { own.contains($0.start) }.map(\.line),
                total: reading.spans.last { $0.kind == .total && own.contains($0.tokens.lowerBound) }?.value)
        }
    }

    /// Whether a word right before the only number says that so many go: 减2袋.
    private func isLess(_ clauses: [Int]) -> Bool {
        let counts = spans(.quantity, clauses)
        guard counts.count == 1, let at = counts.first?.tokens.lowerBound else { return false }
        return at > 0 && NumberWords.isLess(reading.tokens[at - 1]) || at > 1 && reading.tokens[at - 1].isBlank && NumberWords.isLess(reading.tokens[at - 2])
    }

    /// The parcels of the message, each with the name that stands before it on its row.
    private func parcels() -> [ActParcel] {
        var found = heard.scan.mentions.trackings.map { (range: $0.range, courier: $0.courier, number: $0.number) }
        // Who sends says no courier each time: of the seller's sent goods a number of a parcel's length is one.
        for token in reading.tokens where isParcel(token) && !found.contains(where: { $0.range.overlaps(token.range) }) {
            found.append((token.range, nil, String(decoding: reading.text[token.range], as: UTF8.self)))
        }
        found.sort { $0.range.lowerBound < $1.range.lowerBound }
        return found.map { parcel in
            ActParcel(courier: parcel.courier, number: parcel.number, recipient: name(before: parcel.range, in: found.map(\.range)))
        }
    }

    /// Digits as couriers count parcels, which are no mobile number with its country.
    private func isParcel(_ token: TalkToken) -> Bool {
        guard token.isLongNumber, 12...15 ~= token.range.count, !reading.text[token.range].starts(with: "861".utf8) else { return false }
        return !heard.scan.recipients.contains { $0.range.overlaps(token.range) }
    }

    /// The name that stands before a parcel's number on its row; in a list of parcels whatever stands there.
    private func name(before range: Range<Int>, in parcels: [Range<Int>]) -> String? {
        let end = min(range.lowerBound, reading.text.count)
        let row = reading.text[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        if let span = reading.spans.last(where: { $0.kind == .who && $0.range.lowerBound >= row && $0.range.upperBound <= end }) {
            return span.string(reading.text)
        }
        let isList = parcels.count > 1 && parcels.allSatisfy { $0.lowerBound >= end || $0.upperBound <= row }
        let words = String(decoding: reading.text[row..<end], as: UTF8.self).split { $0.isWhitespace || $0 == ":" || $0 == "：" }
        return isList && words.count == 1 && words[0].utf8.count <= 36 ? String(words[0]) : nil
    }

    private func spans(_ kind: TaggedSpan.Kind, _ clauses: [Int]) -> [TaggedSpan] {
        reading.spans.filter { span in span.kind == kind && clauses.contains { reading.clauses[$0].contains(span.tokens.lowerBound) } }
    }

    /// The number of clauses that have only one, when it counts nothing: what is to be paid where the tags miss it.
    private func onlyNumber(in clauses: [Int]) -> Double? {
        let counts = reading.spans.filter { $0.kind == .quantity || $0.kind == .spec || $0.kind == .code }
        let numbers = clauses.flatMap { Array(reading.clauses[$0]) }.filter { i in
            reading.tokens[i].kind == .number && !reading.tokens[i].isLongNumber && !counts.contains { $0.tokens.contains(i) }
        }
        return numbers.count == 1 ? reading.tokens[numbers[0]].value : nil
    }

    /// The last number that is the sum of those right before it: 190 in “75 and 115, 190 in all, 40 of it now”.
    private func added(in clauses: [Int]) -> Double? {
        let counts = reading.spans.filter { $0.kind == .quantity || $0.kind == .spec || $0.kind == .code || $0.kind == .who }
        let values = clauses.flatMap { Array(reading.clauses[$0]) }.compactMap { i -> Double? in
            let token = reading.tokens[i]
            guard token.kind == .number, !token.isLongNumber, !counts.contains(where: { $0.tokens.contains(i) }) else { return nil }
            return token.value
        }
        return AddedSum.of(values)
    }

    /// The words from the first of some clauses to the last.
    private func span(_ clauses: [Int]) -> String? {
        guard let first = clauses.first, let last = clauses.last, !reading.tokens.isEmpty else { return nil }
        let start = reading.tokens[reading.clauses[first].lowerBound].range.lowerBound
        let end = reading.tokens[reading.clauses[last].upperBound - 1].range.upperBound
        return String(decoding: reading.text[start..<end], as: UTF8.self)
    }
}
