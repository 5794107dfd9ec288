/// A piece of a message as the act model reads it: one character of a script without spaces, a word of one with them, a number, a sign.
struct TalkToken {
    enum Kind: UInt8 {
        /// A number in digits, with its separators.
        case number
        /// One character of a script that writes no spaces.
        case character
        /// Letters of a script that does.
        case word
        case space, newline
        /// Ends a clause: . ! ? , ; and their wide forms.
        case stop
        /// Other signs.
        case sign
        /// Pictures and symbols.
        case symbol
    }

    var kind: Kind
    /// UTF-8 range in the message.
    var range: Range<Int>
    /// Hash of the folded text: letters in lower case, full width as half, traditional characters as simplified ones, numbers by size.
    var key: UInt64
    /// Of a number, in digits (75rb is 75,000) or as a word; a number in a circle has none.
    var value: Double?
    /// The only scalar of a character or sign, folded; 0 for anything longer.
    var scalar: UInt32
    /// Of a word: hashes of all its letters, of the first four and of the last three, without accents.
    var letters: (plain: UInt64, stem: UInt64, ending: UInt64) = (0, 0, 0)
    /// Digits that are no amount by their length: phones, parcels, accounts.
    var isLongNumber = false
}

extension TalkToken {
    /// Whether it can be part of a name.
    var isText: Bool { kind == .character || kind == .word }
    var isBlank: Bool { kind == .space || kind == .newline }
    /// Whether it is a number in a circle or on a key.
    var isPlace: Bool { kind == .number && value == nil }
    /// Whether it is a Chinese character.
    var isHan: Bool { kind == .character && 0x3400...0x9FFF ~= scalar }
}

/// Cuts a message into tokens.
struct TalkTokens {
    private(set) var tokens: [TalkToken] = []

    /// Takes another message.
    ///
    /// - Parameter text: UTF-8; bytes that are none become signs.
    mutating func load(_ text: [UInt8]) {
        tokens.removeAll(keepingCapacity: true)
        var at = 0
        while at < text.count { at = step(text, at) }
    }

    private mutating func step(_ text: [UInt8], _ at: Int) -> Int {
        let (raw, length) = TalkScalar.decode(text, at)
        let scalar = TalkScalar.folded(raw)
        let end = at + length
        if TalkScalar.circled(raw) != nil { return circled(at..<end) }
        switch TalkScalar.kind(scalar) {
        case .number: return number(text, at)
        case .word: return word(text, at)
        case .space:
            if let last = tokens.last, last.kind == .space { tokens[tokens.count - 1].range = last.range.lowerBound..<end } else { add(.space, at..<end, 32) }
        case let kind: add(kind, at..<end, scalar)
        }
        return end
    }

    private mutating func add(_ kind: TalkToken.Kind, _ range: Range<Int>, _ scalar: UInt32) {
        tokens.append(TalkToken(kind: kind, range: range, key: FeatureHash.of(scalar), scalar: scalar))
    }

    private mutating func word(_ text: [UInt8], _ start: Int) -> Int {
        var at = start
        var key = FeatureHash.seed
        var word = WordLetters()
        while at < text.count {
            let (raw, length) = TalkScalar.decode(text, at)
            let scalar = TalkScalar.folded(raw)
            guard TalkScalar.kind(scalar) == .word || scalar == 0x27 && at > start else { break }
            key = FeatureHash.mix(key, UInt64(scalar))
            word.add(TalkScalar.base(scalar))
            at += length
        }
        tokens.append(
            TalkToken(
                kind: .word, range: start..<at, key: key, value: NumberWords.values[word.plain], scalar: 0,
                letters: (word.plain, word.stem, word.ending)))
        return at
    }

    /// A number in a circle or on a key: a place in a list, no amount.
    private mutating func circled(_ range: Range<Int>) -> Int {
        tokens.append(TalkToken(kind: .number, range: range, key: FeatureHash.of(0x2460), scalar: 0))
        return range.upperBound
    }

    /// What the word behind digits multiplies them by: k, ribu, 万.
    private func factor(_ text: [UInt8], behind end: Int) -> Double? {
        guard end < text.count else { return nil }
        let isGlued = text[end] != 0x20
        var at = isGlued ? end : end + 1
        var word = WordLetters()
        while at < text.count {
            let (raw, length) = TalkScalar.decode(text, at)
            let scalar = TalkScalar.folded(raw)
            if word.count == 0, isGlued, let times = NumberWords.factors[scalar] { return NumberWords.isMeasure(text, at + length) ? nil : times }
            guard TalkScalar.kind(scalar) == .word else { break }
            word.add(TalkScalar.base(scalar))
            at += length
        }
        guard word.count > 0 else { return nil }
        return NumberWords.times[word.plain] ?? (isGlued ? NumberWords.glued[word.plain] : nil)
    }

    /// Digits with their separators: 1,256 and 12.5 are one number, 3.5元 too, 10:30 are two.
    private mutating func number(_ text: [UInt8], _ start: Int) -> Int {
        var at = start
        var digits: [UInt8] = []
        var places: Int?
        while at < text.count {
            let (raw, length) = TalkScalar.decode(text, at)
            let scalar = TalkScalar.folded(raw)
            if 48...57 ~= scalar {
                digits.append(UInt8(scalar - 48))
                if places != nil { places! += 1 }
            } else if (scalar == 0x2E || scalar == 0x2C), places == nil, let run = digitRun(text, at + length) {
                // 1.256 and 1,256 are groups, 12.5 a fraction; 3,5 with one or two digits is a fraction of countries that write it so.
                let isGroup = run == 3 && (scalar == 0x2C || digits.count <= 3 && !digits.isEmpty && digits[0] != 0)
                guard isGroup || run <= 2 else { break }
                if !isGroup { places = 0 }
            } else {
                break
            }
            at += length
        }
        var value = 0.0
        for digit in digits { value = value * 10 + Double(digit) }
        for _ in 0..<(places ?? 0) { value /= 10 }
        value = (value * 10_000).rounded() / 10_000
        if digits.count == 1, let end = keycap(text, at) { return circled(start..<end) }
        if let factor = factor(text, behind: at) { value *= factor }
        let isLong = digits.count - (places ?? 0) >= 7
        let size: UInt64 =
            isLong ? 9 : places ?? 0 > 0 ? 8 : value == 0 ? 0 : value == 1 ? 1 : value < 10 ? 2 : value < 31 ? 3 : value < 100 ? 4 : value < 1000 ? 5 : 6
        tokens.append(
            TalkToken(kind: .number, range: start..<at, key: FeatureHash.mix(FeatureHash.of(0x23), size), value: value, scalar: 0, isLongNumber: isLong))
        return at
    }

    /// The end of the signs that set a digit on a key, as a post numbers its goods.
    private func keycap(_ text: [UInt8], _ at: Int) -> Int? {
        var end = at
        while end < text.count {
            let (scalar, length) = TalkScalar.decode(text, end)
            guard scalar == 0xFE0F || scalar == 0x20E3 else { return nil }
            end += length
            if scalar == 0x20E3 { return end }
        }
        return nil
    }

    private func digitRun(_ text: [UInt8], _ start: Int) -> Int? {
        var at = start
        while at < text.count, 48...57 ~= text[at] { at += 1 }
        return at > start ? at - start : nil
    }
}
