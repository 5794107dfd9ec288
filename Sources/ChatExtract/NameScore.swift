/// How much a piece of text looks like what a recipient is called.
///
/// Points are roughly in bits: a frequent surname with a usual given name has some ten, a word of talk is far below zero.
enum NameScore {
    /// A judged piece.
    struct Verdict {
        var points: Double
        var rule: FieldRule
        /// Characters without spaces.
        var length: Int
        /// Two to five Han characters, none of which belongs to talk or a place.
        var isPlain = false
        /// Three to six Han characters with at most one of talk in their middle, or 不 before them: 夏天的风, 不吃香菜.
        var isPhrase = false
    }

    static let impossible = Verdict(points: -99, rule: .nameNone, length: 0)

    /// Judges a whole piece of text as a name.
    static func of(_ range: Range<Int>, _ bytes: [UInt8]) -> Verdict {
        guard !range.isEmpty, range.count <= 60 else { return impossible }
        var scalars = InlineArray<24, UInt32>(repeating: 0)
        var n = 0
        var latin = 0
        var han = 0
        var digits = 0
        var talk = 0
        var places = 0
        var dot = false
        let table = CharacterTraits.table
        var at = range.lowerBound
        while at < range.upperBound {
            let (value, length) = Han.scalar(bytes, at)
            at += length
            if value == 0x20 { continue }
            if value == 0xB7 {
                dot = true
                continue
            }
            guard n < 24 else { return impossible }
            scalars[n] = value
            n += 1
            if Han.isHan(value) {
                han += 1
                let traits = CharacterTraits.of(value, table)
                if traits.contains(.talk) { talk += 1 }
                if traits.contains(.place) { places += 1 }
            } else if value < 0x80 {
                if 0x61...0x7A ~= value | 0x20 {
                    latin += 1
                } else if 0x30...0x39 ~= value {
                    digits += 1
                } else if value != 0x2E, value != 0x2D, value != 0x27, value != 0x5F, value != 0x26 {
                    return impossible
                }
            } else {
                latin += 1
            }
        }
        guard n > 0, digits * 2 <= n, latin + han > 0 else { return impossible }
        if NameWords.isNoName(bytes, range) || AddressScore.isCarriage(range, bytes) || AddressScore.isQuantity(range, bytes) {
            return impossible
        }
        let words = digits > 0 ? -4.0 * Double(digits) : 0
        if han == 0 {
            // Latin and other scripts: one to four words.
            let capital = 0x41...0x5A ~= scalars[0] || scalars[0] > 0x7F
            return Verdict(points: (n <= 1 ? -4 : n <= 24 ? 3 : -5) + (capital ? 2 : 0) + words, rule: .nameLatin, length: n)
        }
        var points = words - 7 * Double(talk)
        if dot, han >= 3 { return Verdict(points: 8 + max(points, -4), rule: .nameDotted, length: n) }
        // 那, 给 and the like are surnames too where a given name follows.
        if talk == 1, n <= 3, CharacterTraits.of(scalars[0]).contains(.talk), NameTables.surname(scalars[0]) > 0 { points += 5 }
        if latin > 0 { return Verdict(points: (n <= 10 ? 1 : -4) + points - 3 * Double(places), rule: .nameMixed, length: n) }
        let (title, call) = NameWords.honorific(bytes, range)
        if title > 0, n > title {
            let rest = n - title
            let known = NameTables.surname(scalars[0]) > 0 || call
            return Verdict(
                points: (rest <= 3 ? 6 : 1) + (known ? 3 : -2) - 4 * Double(places) + 7 * Double(max(0, talk - (call ? 1 : 0)) - talk) + points,
                rule: .nameHonorific, length: n)
        }
        if n == 2, scalars[0] == 0x5C0F || scalars[0] == 0x8001 || scalars[0] == 0x963F, NameTables.surname(scalars[1]) > 0 || scalars[0] != 0x8001 {
            return Verdict(points: 6 + points, rule: .nameFamiliar, length: n)
        }
        switch n {
        case 1: points -= 3
        case 2, 3: points += 4
        case 4: points += 1
        default: points -= Double(n - 3) * 1.5
        }
        points += surnamePoints(scalars, n)
        if places > 0, n >= 2, CharacterTraits.endsPlace(scalars[n - 1]) {
            points -= n == 2 ? 5 : 6
        } else if places > (CharacterTraits.of(scalars[n - 1]).contains(.place) ? 1 : 0) {
            points -= 2 * Double(places)
        }
        return Verdict(
            points: points, rule: .nameSurname, length: n, isPlain: n >= 2 && n <= 5 && talk == 0 && places == 0 && digits == 0,
            isPhrase: n >= 3 && n <= 6 && han == n && isPhrase(scalars, n, talk, table))
    }

    /// Whether words with a character of talk may be what somebody calls themselves: it stands between others, or is 不 in front.
    private static func isPhrase(_ scalars: InlineArray<24, UInt32>, _ n: Int, _ talk: Int, _ table: [UInt8]) -> Bool {
        let first = scalars[0]
        guard talk <= 1 || talk == 2 && first == 0x4E0D, first == 0x4E0D || !CharacterTraits.of(first, table).contains(.talk) else { return false }
        return !CharacterTraits.of(scalars[n - 1], table).contains(.talk) && !CharacterTraits.endsPlace(scalars[n - 1])
    }

    /// Number of characters of talk in a range.
    static func talkCount(_ range: Range<Int>, _ bytes: [UInt8]) -> Int {
        var at = range.lowerBound
        var talk = 0
        while at < range.upperBound {
            let (value, length) = Han.scalar(bytes, at)
            if CharacterTraits.of(value).contains(.talk) { talk += 1 }
            at += length
        }
        return talk
    }

    /// Surname weight and given-name likelihood of Han characters.
    private static func surnamePoints(_ scalars: InlineArray<24, UInt32>, _ n: Int) -> Double {
        guard n >= 2 else { return 0 }
        let single = NameTables.surname(scalars[0])
        let double = n >= 3 ? NameTables.surname(scalars[0], scalars[1]) : 0
        var best = points(single) + given(scalars, 1, n) - (n > 3 ? 4 : 0)
        if double > 0 { best = max(best, 5 + given(scalars, 2, n)) }
        return best
    }

    /// A surname's weight in points: 王 about 5, a rare one about 0, none −3.
    static func points(_ weight: Int) -> Double { weight == 0 ? -3 : max(-0.5, (Double(weight) - 80) / 22) }

    private static func given(_ scalars: InlineArray<24, UInt32>, _ from: Int, _ n: Int) -> Double {
        var sum = 0.0
        var i = from
        while i < n {
            sum += max(-3, min(3, Double(NameTables.given(scalars[i]) - 128) / 12))
            i += 1
        }
        return n > from ? sum / Double(n - from) : 0
    }
}
