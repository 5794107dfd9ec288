/// A message cut into the tokens that the order rules read; used again for message after message.
struct OrderText {
    private(set) var bytes: [UInt8] = []
    private(set) var tokens: [OrderToken] = []
    /// All classes of the message's words.
    private(set) var classes: WordClass = []
    private(set) var hasNumber = false
    /// Whether there are digits or letters that are no amount: numbers of orders, phones, times.
    private(set) var hasCode = false
    /// Whether there is a sign of equality: a bill that works itself out.
    private(set) var hasEquals = false
    private let lexicon = Lexicon.orders

    init() {}

    /// What a word says besides its classes.
    func value(_ token: OrderToken) -> String? { token.kind == .word && token.entry >= 0 ? lexicon.values[Int(token.entry)] : nil }

    /// A piece of the text.
    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Lets go of the message's bytes.
    mutating func unload() { bytes = [] }

    /// Takes another message.
    ///
    /// - Parameters:
    ///   - blocked: ascending ranges that are no words of an order: phones, addresses, links.
    ///   - products: names to be found as products.
    mutating func load(_ text: [UInt8], blocked: [Range<Int>] = [], products: Lexicon? = nil) {
        bytes = text
        tokens.removeAll(keepingCapacity: true)
        classes = []
        hasNumber = false
        hasCode = false
        hasEquals = false
        var block = 0
        var at = 0
        while at < bytes.count {
            while block < blocked.count, blocked[block].upperBound <= at { block += 1 }
            if block < blocked.count, blocked[block].lowerBound <= at {
                let end = min(bytes.count, blocked[block].upperBound)
                hasCode = true
                tokens.append(OrderToken(kind: .code, start: at, end: end))
                at = end
                continue
            }
            at = step(at, products)
        }
    }

    /// Takes the token at a byte; answers where the next one begins.
    private mutating func step(_ at: Int, _ products: Lexicon?) -> Int {
        let (raw, length) = Scalars.decode(bytes, at)
        let c = Scalars.folded(raw)
        let end = at &+ max(1, length)
        if let kind = Self.mark(c) {
            if kind == .space, let last = tokens.last, last.kind == .space, last.end == at {
                tokens[tokens.count - 1].end = end
                return end
            }
            // A slash or star before a number says “times”; × always does.
            tokens.append(OrderToken(kind: kind, start: at, end: end, classes: c == 0x3F || c == 0xFF1F ? .question : []))
            if c == 0x3F || c == 0xFF1F { classes.insert(.question) }
            if c == 0x3D { hasEquals = true }
            return end
        }
        let isLatin = Scalars.isLatin(c)
        let afterLetter = isLatin && tokens.last.map { $0.end == at && endsInLatin($0) } == true
        if let products, !afterLetter, let found = products.match(bytes, at, scalar: c, length: length) {
            tokens.append(OrderToken(kind: .product, start: at, end: found.end, classes: .product, entry: products.entries[found.entry].value))
            classes.insert(.product)
            return found.end
        }
        if 0x30...0x39 ~= c { return digits(at) }
        if isLatin {
            if let code = codeEnd(at) {
                hasCode = true
                tokens.append(OrderToken(kind: .code, start: at, end: code))
                return code
            }
            if c == 0x78, !afterLetter,
                digitAfterSpace(end) || tokens.last.map({ $0.kind == .number && $0.end == at }) == true && !isLetter(end) || pricedAfterSpace(end)
            {
                tokens.append(OrderToken(kind: .times, start: at, end: end))
                return end
            }
        }
        let word = afterLetter ? nil : lexicon.match(bytes, at, scalar: c, length: length)
        if c >= 0x3007, c < 0xA000, let number = SpokenNumbers.parse(bytes, at: at), !startsWord(word, number, at) {
            append(number, at)
            return number.end
        }
        if let word {
            let entry = lexicon.entries[word.entry]
            if entry.classes.contains(.number), entry.value >= 0, let value = Double(lexicon.values[Int(entry.value)]) {
                tokens.append(OrderToken(kind: .number, start: at, end: word.end, classes: entry.classes, value: value, isSpelled: true))
                hasNumber = true
                return word.end
            }
            tokens.append(OrderToken(kind: .word, start: at, end: word.end, classes: entry.classes, entry: entry.value))
            // 一样 shares out only beside a quantity, which is not known yet.
            classes.formUnion(entry.classes.contains(.noise) ? entry.classes.subtracting(.each) : entry.classes)
            return word.end
        }
        var stop = end
        if isLatin {
            while stop < bytes.count {
                let (next, size) = Scalars.decode(bytes, stop)
                guard Scalars.isLatin(Scalars.folded(next)) || next == 0x27 else { break }
                stop &+= size
            }
        }
        if let last = tokens.last, last.kind == .text, last.end == at {
            tokens[tokens.count - 1].end = stop
        } else {
            tokens.append(OrderToken(kind: .text, start: at, end: stop))
        }
        return stop
    }

    /// Whether a word that begins with a numeral is meant as the word: 一共, 十分. 两 and 半 as words stand after a number only (三两).
    private func startsWord(_ word: (entry: Int, end: Int)?, _ number: SpokenNumber, _ at: Int) -> Bool {
        guard let word else { return false }
        if word.end == at + 3 {
            guard tokens.last.map({ $0.kind == .number && $0.end == at }) == true else { return false }
            // 三两 weighs, 29.9两盒 counts.
            let (next, length) = Scalars.decode(bytes, word.end)
            return lexicon.match(bytes, word.end, scalar: next, length: length).map { lexicon.entries[$0.entry].classes.contains(.counter) } != true
        }
        let entry = lexicon.entries[word.entry].classes
        return entry.contains(.noise) || word.end > number.end || !entry.isDisjoint(with: [.total, .price])
    }

    private mutating func append(_ number: SpokenNumber, _ at: Int) {
        tokens.append(
            OrderToken(
                kind: .number, start: at, end: number.end, value: number.value, isSpelled: number.isSpelled, isVague: number.isVague,
                isDotGrouped: number.isDotGrouped))
        hasNumber = true
    }

    private mutating func digits(_ at: Int) -> Int {
        if let code = codeEnd(at) {
            hasCode = true
            tokens.append(OrderToken(kind: .code, start: at, end: code))
            return code
        }
        guard let number = SpokenNumbers.parse(bytes, at: at) else { return at + 1 }
        append(number, at)
        return number.end
    }

    /// The end of a code that begins here: seven digits and more, letters mixed with five digits, times, dates, rooms (3-1201).
    private func codeEnd(_ at: Int) -> Int? {
        var end = at
        var digits = 0
        var letters = 0
        var joints = 0
        while end < bytes.count {
            let b = bytes[end]
            if 48...57 ~= b {
                digits += 1
            } else if (b | 0x20) &- 0x61 < 26 {
                letters += 1
            } else if b == UInt8(ascii: "-") || b == UInt8(ascii: ":") || b == UInt8(ascii: "_") {
                guard end + 1 < bytes.count, 48...57 ~= bytes[end + 1], end > at, 48...57 ~= bytes[end - 1] || joints > 0 else { break }
                joints += 1
            } else {
                break
            }
            end += 1
        }
        guard digits > 0 else { return nil }
        if letters == 0 { return digits >= 7 && !(end < bytes.count && bytes[end] == UInt8(ascii: ".")) || joints > 0 && digits >= 2 ? end : nil }
        return digits >= 5 && digits + letters >= 8 ? end : nil
    }

    private func isLetter(_ at: Int) -> Bool { at < bytes.count && (bytes[at] | 0x20) &- 0x61 < 26 }

    private func digitAfterSpace(_ at: Int) -> Bool {
        var i = at
        while i < bytes.count, bytes[i] == 0x20, i < at + 2 { i += 1 }
        guard i < bytes.count else { return false }
        return 48...57 ~= bytes[i] || bytes[i] >= 0xE3 && SpokenNumbers.parse(bytes, at: i) != nil
    }

    /// x RM35, x Rp 35.000 behind a number: the price of one.
    private func pricedAfterSpace(_ at: Int) -> Bool {
        guard at < bytes.count, bytes[at] == 0x20, tokens.count > 1, tokens[tokens.count - 1].kind == .space, tokens[tokens.count - 2].kind == .number else {
            return false
        }
        var i = at + 1
        while i < bytes.count, i <= at + 3, isLetter(i) { i += 1 }
        if i < bytes.count, bytes[i] == UInt8(ascii: "$") { i += 1 }
        guard i > at + 1 else { return false }
        if i < bytes.count, bytes[i] == 0x20 { i += 1 }
        return i < bytes.count && 48...57 ~= bytes[i]
    }

    private func endsInLatin(_ token: OrderToken) -> Bool {
        guard token.kind == .text || token.kind == .word || token.kind == .product, token.end > 0 else { return false }
        let b = bytes[token.end - 1]
        return (b | 0x20) &- 0x61 < 26
    }

    /// Signs and white space.
    @inline(__always)
    private static func mark(_ c: UInt32) -> OrderToken.Kind? {
        if c < 0x80 {
            switch UInt8(truncatingIfNeeded: c) {
            case 0x20, 0x09: return .space
            case 0x0A, 0x0D: return .newline
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"): return .comma
            case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "~"): return .stop
            case UInt8(ascii: ":"), UInt8(ascii: "="): return .colon
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return .open
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return .close
            case UInt8(ascii: "+"): return .plus
            case UInt8(ascii: "*"): return .times
            case UInt8(ascii: "/"): return .slash
            case UInt8(ascii: "$"): return .sign
            case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "#"): return nil
            default: return .other
            }
        }
        switch c {
        case 0xA5, 0xA3, 0x20A0...0x20BF, 0xFFE5, 0xE3F: return .sign
        case 0xA0, 0x3000, 0x20E3, 0xFE0F, 0x200B...0x200F, 0x2002...0x200A: return .space
        case 0xFF0C, 0x3001, 0xFF1B: return .comma
        case 0x3002, 0xFF01, 0xFF1F, 0xFF5E, 0x2026, 0x301C, 0xBF, 0xA1: return .stop
        case 0xFF1A: return .colon
        case 0xFF08, 0x3010, 0x300C, 0x300A: return .open
        case 0xFF09, 0x3011, 0x300D, 0x300B: return .close
        case 0xFF0B, 0x2795: return .plus
        case 0xD7, 0x2715, 0x2716, 0xFF0A, 0x2A09: return .times
        case 0xFF0F: return .slash
        case 0x2000...0x206F, 0x2190...0x2BFF, 0x3003...0x3006, 0x3008...0x3020, 0x1F000...0x1FAFF, 0xFFFD: return .other
        default: return nil
        }
    }
}
