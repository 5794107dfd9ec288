import ChatModel

/// The features of a message's clauses: what is said, by whom, and what was said just before.
struct ClauseFeatures {
    /// A message before, as far as features of later ones use it.
    private struct Before {
        var grams: [UInt64]
        var side: TalkMessage.Side
        var sender: Int
        var seconds: Int64?
        var asks: Bool
        var hasNumber: Bool
    }

    private var last: [Before] = []
    private(set) var places: [UInt32] = []

    /// The kinds of feature; part of each hash.
    private enum Template: UInt64 {
        case gram = 1, gramOfSide, whole, other, previous, beforePrevious, partner, flag, flagOfSide, skeleton, kinds, letters
    }

    /// Features of every clause of a message, then the message is remembered.
    mutating func read(
        _ message: TalkMessage, _ tokens: [TalkToken], _ clauses: [Range<Int>], _ words: [UInt64], _ segments: [TalkWord], _ take: (Int, [UInt32]) -> Void
    ) {
        let flags = flags(message, tokens)
        let context = context(message)
        for (number, clause) in clauses.enumerated() {
            places.removeAll(keepingCapacity: true)
            add(grams: tokens, clause, message.side)
            add(letters: tokens, clause, message.side)
            for (i, other) in clauses.enumerated() where i != number && abs(i - number) <= 3 {
                add(.other, tokens, other, longest: 2, i < number ? 1 : 2)
            }
            places += context
            places += flags
            add(words: clause.reduce(0) { $0 | words[$1] }, message.side)
            add(kinds: segments.filter { clause.contains($0.tokens.lowerBound) }.map(\.kind), message.side)
            add(skeleton: Skeleton.of(tokens, clause, words).map(\.key), message.side)
            let mine = clause.upperBound > 0 && tokens[clause.upperBound - 1].scalar == 0x3F ? 1 : 0
            flag(20, UInt64(mine), message.side)
            flag(21, clauses.count == 1 ? 0 : number == 0 ? 1 : number == clauses.count - 1 ? 2 : 3, message.side)
            flag(22, UInt64(min(6, clause.count.bitWidth - clause.count.leadingZeroBitCount)), message.side)
            take(number, Self.distinct(places))
        }
        if clauses.isEmpty {
            places = context + flags
            take(0, Self.distinct(places))
        }
        remember(message, tokens)
    }

    /// The classes of the clause's order words.
    private mutating func add(words classes: UInt64, _ side: TalkMessage.Side) {
        var rest = classes
        while rest != 0 {
            flag(30, UInt64(rest.trailingZeroBitCount), side)
            rest &= rest - 1
        }
    }

    /// The clause's form without its words.
    private mutating func add(skeleton keys: [UInt64], _ side: TalkMessage.Side) {
        let keys = [1] + keys + [2]
        let head = FeatureHash.mix(FeatureHash.seed, Template.skeleton.rawValue + UInt64(side.rawValue) << 8)
        for start in keys.indices {
            var hash = head
            for length in 1...5 where start + length <= keys.count {
                hash = FeatureHash.mix(hash, keys[start + length - 1])
                if length > 1 { places.append(FeatureHash.place(hash)) }
            }
        }
        places.append(FeatureHash.place(keys.reduce(FeatureHash.mix(head, 7)) { FeatureHash.mix($0, $1) }))
    }

    /// The kinds of the clause's words in a row.
    private mutating func add(kinds: [UInt8], _ side: TalkMessage.Side) {
        let head = FeatureHash.mix(FeatureHash.seed, Template.kinds.rawValue + UInt64(side.rawValue) << 8)
        let kinds = [64] + kinds + [65]
        for start in kinds.indices {
            var hash = head
            for length in 1...4 where start + length <= kinds.count {
                hash = FeatureHash.mix(hash, UInt64(kinds[start + length - 1]))
                if length > 1 { places.append(FeatureHash.place(hash)) }
            }
        }
    }

    /// Each feature counts once.
    private static func distinct(_ places: [UInt32]) -> [UInt32] {
        var sorted = places.sorted()
        var kept = 0
        for place in sorted where kept == 0 || sorted[kept - 1] != place {
            sorted[kept] = place
            kept += 1
        }
        sorted.removeLast(sorted.count - kept)
        return sorted
    }

    private mutating func flag(_ name: UInt64, _ value: UInt64, _ side: TalkMessage.Side) {
        let hash = FeatureHash.mix(FeatureHash.mix(FeatureHash.mix(FeatureHash.seed, Template.flagOfSide.rawValue + UInt64(side.rawValue) << 8), name), value)
        places.append(FeatureHash.place(hash))
    }

    private mutating func add(grams tokens: [TalkToken], _ range: Range<Int>, _ side: TalkMessage.Side) {
        let keys = Self.keys(tokens, range)
        let own = FeatureHash.mix(FeatureHash.seed, Template.gram.rawValue)
        let sided = FeatureHash.mix(FeatureHash.seed, Template.gramOfSide.rawValue + UInt64(side.rawValue) << 8)
        for start in keys.indices {
            var hash = FeatureHash.seed
            for length in 1...4 where start + length <= keys.count {
                hash = FeatureHash.mix(hash, keys[start + length - 1])
                places.append(FeatureHash.place(FeatureHash.mix(own, hash)))
                places.append(FeatureHash.place(FeatureHash.mix(sided, hash)))
            }
        }
        var whole = FeatureHash.mix(FeatureHash.seed, Template.whole.rawValue + UInt64(side.rawValue) << 8)
        for key in keys { whole = FeatureHash.mix(whole, key) }
        places.append(FeatureHash.place(whole))
    }

    /// Of words their letters without accents, how they begin and end, and how two beside each other begin: a word has many forms and spellings.
    private mutating func add(letters tokens: [TalkToken], _ range: Range<Int>, _ side: TalkMessage.Side) {
        let head = FeatureHash.mix(FeatureHash.seed, Template.letters.rawValue)
        let sided = FeatureHash.mix(head, UInt64(side.rawValue))
        var before: UInt64 = 1
        for i in range where tokens[i].kind == .word {
            let (plain, stem, ending) = tokens[i].letters
            for (salt, hash) in [(UInt64(1), plain), (2, stem), (3, ending), (4, FeatureHash.mix(before, stem))] {
                places.append(FeatureHash.place(FeatureHash.mix(FeatureHash.mix(head, salt), hash)))
                places.append(FeatureHash.place(FeatureHash.mix(FeatureHash.mix(sided, salt), hash)))
            }
            before = stem
        }
    }

    private mutating func add(_ template: Template, _ tokens: [TalkToken], _ range: Range<Int>, longest: Int, _ salt: UInt64) {
        let head = FeatureHash.mix(FeatureHash.seed, template.rawValue + salt << 8)
        for gram in Self.grams(Self.keys(tokens, range), longest) { places.append(FeatureHash.place(FeatureHash.mix(head, gram))) }
    }

    /// The keys of a range without blanks, between two marks for its ends.
    private static func keys(_ tokens: [TalkToken], _ range: Range<Int>) -> [UInt64] {
        var keys: [UInt64] = [1]
        for i in range where !tokens[i].isBlank { keys.append(tokens[i].key) }
        keys.append(2)
        return keys
    }

    private static func grams(_ keys: [UInt64], _ longest: Int) -> [UInt64] {
        var grams: [UInt64] = []
        for start in keys.indices {
            var hash = FeatureHash.seed
            for length in 1...longest where start + length <= keys.count {
                hash = FeatureHash.mix(hash, keys[start + length - 1])
                grams.append(hash)
            }
        }
        return grams
    }

    /// What kind of message it is, and what stands in it.
    private func flags(_ message: TalkMessage, _ tokens: [TalkToken]) -> [UInt32] {
        var result: [UInt32] = []
        func add(_ name: UInt64, _ value: UInt64) {
            for head in [Template.flag.rawValue, Template.flagOfSide.rawValue + UInt64(message.side.rawValue) << 8] {
                result.append(FeatureHash.place(FeatureHash.mix(FeatureHash.mix(FeatureHash.mix(FeatureHash.seed, head), name), value)))
            }
        }
        add(0, 0)
        add(1, FeatureHash.of(bytes: message.kind.rawValue.utf8))
        if let payment = message.payment { add(2, FeatureHash.of(bytes: payment.state.rawValue.utf8)) }
        add(3, message.isGroup ? 1 : 0)
        let numbers = tokens.count { $0.kind == .number && !$0.isLongNumber }
        add(4, UInt64(min(numbers, 4)))
        add(5, UInt64(min(tokens.count { $0.isLongNumber }, 2)))
        add(6, UInt64(min(8, tokens.count.bitWidth - tokens.count.leadingZeroBitCount)))
        add(7, UInt64(min(4, tokens.count { $0.kind == .newline })))
        if let before = last.last {
            add(8, before.sender == message.sender ? 1 : before.side == message.side ? 2 : 3)
            if let a = before.seconds, let b = message.seconds {
                let minutes = (b - a) / 60
                add(9, minutes < 1 ? 0 : minutes < 5 ? 1 : minutes < 60 ? 2 : minutes < 600 ? 3 : minutes < 2880 ? 4 : 5)
            }
            add(10, (before.asks ? 1 : 0) + (before.hasNumber ? 2 : 0) + (before.side == message.side ? 4 : 0))
        } else {
            add(8, 0)
        }
        return result
    }

    /// Words of the messages before.
    private func context(_ message: TalkMessage) -> [UInt32] {
        var result: [UInt32] = []
        func add(_ template: Template, _ before: Before) {
            let head = FeatureHash.mix(
                FeatureHash.seed, template.rawValue + UInt64(before.side.rawValue) << 8 + UInt64(message.side.rawValue) << 9)
            for gram in before.grams { result.append(FeatureHash.place(FeatureHash.mix(head, gram))) }
        }
        if let before = last.last { add(.previous, before) }
        if last.count > 1 { add(.beforePrevious, last[last.count - 2]) }
        if let partner = last.last(where: { $0.side != message.side }) { add(.partner, partner) }
        return result
    }

    private mutating func remember(_ message: TalkMessage, _ tokens: [TalkToken]) {
        let end = min(tokens.count, 60)
        let keys = Self.keys(tokens, 0..<end)
        last.append(
            Before(
                grams: Self.grams(keys, 2), side: message.side, sender: message.sender, seconds: message.seconds,
                asks: tokens.contains { $0.scalar == 0x3F } || tokens.last?.scalar == 0x5417,
                hasNumber: tokens.contains { $0.kind == .number && !$0.isLongNumber }))
        if last.count > 6 { last.removeFirst() }
    }
}

extension FeatureHash {
    static func of(bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(seed) { mix($0, UInt64($1)) } }
}
