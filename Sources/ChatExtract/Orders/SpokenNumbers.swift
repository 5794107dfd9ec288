/// A number as people write and say it in chats.
public struct SpokenNumber: Hashable, Sendable {
    /// What it means: 一百二 is 120, 1.2w is 12000, 半 is 0.5.
    public var value: Double
    /// Past its last byte.
    public var end: Int
    /// Written in characters (十二), not in digits.
    public var isSpelled = false
    /// Says “about”: 两三, 三五.
    public var isVague = false
    /// Its digits are grouped by dots (75.000): a thousand in some countries, a fraction in others.
    public var isDotGrouped = false
    /// How many digits stand before the fraction, for digits alone.
    public var digitCount = 0
}

/// Reads numbers as spoken: 两, 俩, 半, 十二, 一百二, 三百五, 一万二, 一六八, 1.2w, 3万5, 1,256.00.
public enum SpokenNumbers {
    /// The number that begins at a byte; nil when none does.
    public static func parse(_ b: [UInt8], at start: Int) -> SpokenNumber? {
        guard start >= 0, start < b.count else { return nil }
        if 48...57 ~= b[start] { return digits(b, start) }
        return spelled(b, start)
    }

    private static func isDigit(_ b: [UInt8], _ i: Int) -> Bool { i < b.count && 48...57 ~= b[i] }

    private static func digits(_ b: [UInt8], _ start: Int) -> SpokenNumber {
        var value = 0.0
        var at = start
        while isDigit(b, at) {
            value = value * 10 + Double(b[at] - 48)
            at += 1
        }
        var number = SpokenNumber(value: 0, end: at)
        number.digitCount = at - start
        // 1,256 and 12,345,678: groups of exactly three.
        if at - start <= 3 {
            while at < b.count, b[at] == UInt8(ascii: ","), isDigit(b, at + 1), isDigit(b, at + 2), isDigit(b, at + 3), !isDigit(b, at + 4) {
                value = value * 1000 + Double(Int(b[at + 1] - 48) * 100 + Int(b[at + 2] - 48) * 10 + Int(b[at + 3] - 48))
                number.digitCount += 3
                at += 4
            }
        }
        if at < b.count, b[at] == UInt8(ascii: "."), isDigit(b, at + 1) {
            let first = at
            var scale = 0.1
            at += 1
            let whole = value
            while isDigit(b, at) {
                value += Double(b[at] - 48) * scale
                scale /= 10
                at += 1
            }
            if at - first == 4, number.digitCount <= 3 {
                number.isDotGrouped = true
                value = (whole * 1000 + Double(Int(b[at - 3] - 48) * 100 + Int(b[at - 2] - 48) * 10 + Int(b[at - 1] - 48))) / 1000
                while at < b.count, b[at] == UInt8(ascii: "."), isDigit(b, at + 1), isDigit(b, at + 2), isDigit(b, at + 3), !isDigit(b, at + 4) {
                    value = (value * 1000).rounded() + Double(Int(b[at + 1] - 48) * 100 + Int(b[at + 2] - 48) * 10 + Int(b[at + 3] - 48)) / 1000
                    at += 4
                }
            }
            value = (value * 1e6).rounded() / 1e6
        }
        number.value = value
        number.end = at
        scale(&number, b)
        return number
    }

    /// 万, 千, 百, w and k after digits, with a last digit of the next lower power: 3万5, 1千2, 1百20.
    private static func scale(_ number: inout SpokenNumber, _ b: [UInt8]) {
        let (raw, length) = Scalars.decode(b, number.end)
        let power: Double
        switch Scalars.folded(raw) {
        case 0x77, 0x6B:  // w, k
            if Scalars.isLatin(Scalars.decode(b, number.end + 1).0) { return }
            power = raw | 0x20 == 0x77 ? 10_000 : 1000
        case 0x4E07: power = 10_000
        case 0x5343: power = 1000
        case 0x767E: power = 100
        case 0x4EBF: power = 100_000_000
        default: return
        }
        if power == 1000, length == 3, Scalars.decode(b, number.end + 3).0 == 0x514B { return }  // 千克
        number.value = (number.value * power * 1e6).rounded() / 1e6
        number.isDotGrouped = false
        number.end += length
        if length == 3, let rest = parse(b, at: number.end), rest.value < power, rest.end > number.end {
            let single = rest.end - number.end == (isDigit(b, number.end) ? 1 : 3)
            if single, rest.value >= 1, rest.value < 10 {
                number.value += rest.value * power / 10
                number.end = rest.end
            } else if isDigit(b, number.end), rest.value >= 10, rest.value.rounded() == rest.value {
                number.value += rest.value
                number.end = rest.end
            }
        }
    }

    fileprivate enum Sign {
        case digit(Int)
        case unit(Double)
        case zero
    }

    private static func sign(_ c: UInt32) -> Sign? {
        switch c {
        case 0x4E00, 0x58F9: .digit(1)
        case 0x4E8C, 0x8D30, 0x4E24: .digit(2)
        case 0x4E09, 0x53C1: .digit(3)
        case 0x56DB, 0x8086: .digit(4)
        case 0x4E94, 0x4F0D: .digit(5)
        case 0x516D, 0x9646: .digit(6)
        case 0x4E03, 0x67D2: .digit(7)
        case 0x516B, 0x634C: .digit(8)
        case 0x4E5D, 0x7396: .digit(9)
        case 0x96F6, 0x3007: .zero
        case 0x5341, 0x62FE: .unit(10)
        case 0x767E, 0x4F70: .unit(100)
        case 0x5343, 0x4EDF: .unit(1000)
        case 0x4E07: .unit(10_000)
        case 0x4EBF: .unit(100_000_000)
        default: nil
        }
    }

    /// What a spelled number may take: forty characters.
    private static let mostBytes = 120

    private static func spelled(_ b: [UInt8], _ start: Int) -> SpokenNumber? {
        let (first, length) = Scalars.decode(b, start)
        switch first {
        case 0x534A: return SpokenNumber(value: 0.5, end: start + length, isSpelled: true)  // 半
        case 0x4FE9: return SpokenNumber(value: 2, end: start + length, isSpelled: true)  // 俩
        case 0x4EE8: return SpokenNumber(value: 3, end: start + length, isSpelled: true)  // 仨
        case 0x5EFF: return SpokenNumber(value: 20, end: start + length, isSpelled: true)  // 廿
        default: break
        }
        guard sign(first) != nil else { return nil }
        var state = SpelledState()
        var at = start
        while true {
            let (c, size) = Scalars.decode(b, at)
            guard size > 0, let s = sign(c), state.take(s, isLiang: c == 0x4E24) else { break }
            at += size
            // Nobody spells a number in more characters; a longer run would be read anew from each of them.
            guard at - start <= mostBytes else { return nil }
        }
        return state.result(start: start, end: at)
    }
}

/// A spelled number while its characters come in.
private struct SpelledState {
    private var total = 0.0
    private var section = 0.0
    /// Digits that no unit has followed yet.
    private var plain: [Double] = []
    private var lastUnit = 0.0
    private var afterZero = false
    /// Whether any unit was seen: before one, digits may be read one by one (一六八).
    private var hasUnit = false

    /// Takes the next character; false when it cannot belong to the number.
    mutating func take(_ sign: SpokenNumbers.Sign, isLiang: Bool) -> Bool {
        switch sign {
        case .zero:
            if hasUnit {
                guard plain.isEmpty else { return false }
                afterZero = true
            } else {
                plain.append(0)
            }
        case .digit(let d):
            // After a unit one digit only: the 一 of 三百五一个 belongs to what follows. 两 begins, it does not go on.
            if hasUnit ? !plain.isEmpty : isLiang && !plain.isEmpty { return false }
            plain.append(Double(d))
        case .unit(let power):
            guard plain.count <= 1 else { return false }
            if plain.isEmpty {
                guard power == 10 && !hasUnit || power >= 10_000 && section > 0 else { return false }
            }
            if power >= 10_000 {
                total = (total + section + (plain.first ?? 0)) * power
                section = 0
            } else {
                guard !hasUnit || lastUnit > power || lastUnit >= 10_000 else { return false }
                section += (plain.first ?? 1) * power
            }
            plain.removeAll()
            lastUnit = power
            hasUnit = true
            afterZero = false
        }
        return true
    }

    /// The number between two bytes; each character has three.
    func result(start: Int, end: Int) -> SpokenNumber? {
        guard end > start else { return nil }
        if hasUnit {
            var value = total + section
            if let last = plain.first {
                // 一百二 is 120, 一万二 is 12000; 一百零二 is 102.
                value += lastUnit >= 100 && !afterZero ? last * lastUnit / 10 : last
            }
            return SpokenNumber(value: value, end: end, isSpelled: true)
        }
        if plain.count == 1 { return SpokenNumber(value: plain[0], end: end, isSpelled: true) }
        if plain.count == 2 {
            // 两三 and 三五 say “about”; of any other two only the first counts (三块五一个).
            if plain[1] == plain[0] + 1 || plain[1] == plain[0] + 2 { return SpokenNumber(value: plain[1], end: end, isSpelled: true, isVague: true) }
            return SpokenNumber(value: plain[0], end: start + 3, isSpelled: true)
        }
        guard plain.count <= 6 else { return nil }
        return SpokenNumber(value: plain.reduce(0) { $0 * 10 + $1 }, end: end, isSpelled: true)
    }
}
