import ChatModel

/// What a cell looks like, whatever its header says.
struct CellShape: OptionSet, Sendable {
    let rawValue: UInt64

    /// A number as people dial it, with or without separators: certain by its beginning, or only by its length.
    static let phone = CellShape(rawValue: 1 << 0)
    static let weakPhone = CellShape(rawValue: 1 << 1)
    /// Has stars in place of characters: `138****1234`, `林**`.
    static let masked = CellShape(rawValue: 1 << 2)
    static let email = CellShape(rawValue: 1 << 3)
    /// A day, with or without a clock.
    static let date = CellShape(rawValue: 1 << 4)
    static let clock = CellShape(rawValue: 1 << 5)
    /// A number below 1000 without a fraction.
    static let small = CellShape(rawValue: 1 << 6)
    /// A number, with a sign or a unit beside it or not.
    static let number = CellShape(rawValue: 1 << 7)
    /// A number with a sign of money.
    static let money = CellShape(rawValue: 1 << 8)
    /// The number of a parcel.
    static let tracking = CellShape(rawValue: 1 << 9)
    /// Letters and digits in one word.
    static let code = CellShape(rawValue: 1 << 10)
    static let address = CellShape(rawValue: 1 << 11)
    /// A Chinese name by its family name, or two to four words of Latin letters.
    static let name = CellShape(rawValue: 1 << 12)
    static let status = CellShape(rawValue: 1 << 13)
    /// Yes, no, a tick.
    static let answer = CellShape(rawValue: 1 << 14)
    static let courier = CellShape(rawValue: 1 << 15)
    static let gender = CellShape(rawValue: 1 << 16)
    /// Has letters of any script.
    static let text = CellShape(rawValue: 1 << 17)
    /// A product with its count: `红茶2罐`, `x3`.
    static let counted = CellShape(rawValue: 1 << 18)
    static let direction = CellShape(rawValue: 1 << 19)
    static let kind = CellShape(rawValue: 1 << 20)
    static let han = CellShape(rawValue: 1 << 21)
    static let url = CellShape(rawValue: 1 << 22)
    /// A month and a day that may be a number as well: `3.5`.
    static let weakDate = CellShape(rawValue: 1 << 23)
    /// Holds a phone among other things.
    static let holdsPhone = CellShape(rawValue: 1 << 24)
    /// Short enough for a name of somebody or something.
    static let short = CellShape(rawValue: 1 << 25)
    /// A sentence, or more than a line.
    static let long = CellShape(rawValue: 1 << 26)
    /// A whole number of fifteen digits or more.
    static let longNumber = CellShape(rawValue: 1 << 27)
    /// A name of an account: `ana.k`, `ben_w`, `@cleo`.
    static let handle = CellShape(rawValue: 1 << 28)
    /// The number of a parcel by its courier's letters, alone or with words beside it.
    static let parcel = CellShape(rawValue: 1 << 29)
    /// Words with the number of a parcel: `中通70000000000012`, `寄了 770000000000345`.
    static let holdsParcel = CellShape(rawValue: 1 << 30)
    /// A day with words behind it: `2025年3月8日 下午都行`.
    static let beginsDate = CellShape(rawValue: 1 << 31)
    /// What people call each other: 林老师, 老王, 小溪妈. Beside a column of names it is none.
    static let called = CellShape(rawValue: 1 << 32)
    /// A name in full.
    static let fullName = CellShape(rawValue: 1 << 33)
    /// A phone with a name in full beside it.
    static let holdsName = CellShape(rawValue: 1 << 34)
    /// A phone with more words beside it than a name has: name, number and address in one cell.
    static let together = CellShape(rawValue: 1 << 35)
    /// How many looks there are.
    static let count = 36
    /// What a value looks like that no header looks like.
    static let value: CellShape = [.phone, .email, .date, .money, .tracking, .longNumber, .url, .masked]

    init(rawValue: UInt64) { self.rawValue = rawValue }

    /// - Parameter cell: without blanks around it, not empty.
    init(_ cell: String) {
        let census = Census(cell)
        var shape: CellShape = []
        if census.letters > 0 { shape.insert(.text) }
        if census.han > 0 { shape.insert(.han) }
        if census.scalars <= 24, census.lines == 1 { shape.insert(.short) }
        if census.scalars > 40 || census.lines > 1 { shape.insert(.long) }
        if census.stars >= 2 { shape.insert(.masked) }
        if census.hasAt, census.han == 0, census.letters > 2, let at = cell.lastIndex(of: "@"), at > cell.startIndex, cell[at...].contains("."),
            cell[cell.index(before: at)].isASCII, !cell[cell.index(before: at)].isWhitespace
        {
            shape.insert(.email)
        }
        if cell.hasPrefix("http://") || cell.hasPrefix("https://") || cell.hasPrefix("www.") { shape.insert(.url) }
        self = shape
        addNumbers(cell, census)
        addDates(cell, census)
        addWords(cell, census)
        if Self.isAddress(cell, census) { insert(.address) }
        if Self.isName(cell, census) { insert(.name) }
        if census.letters > 0, census.digits == 0, census.scalars <= 8, Self.isCalled(cell, census) { insert(.called) }
        if contains(.name), !contains(.called) { insert(.fullName) }
        if contains(.holdsPhone), census.letters >= 2 { addPeople(cell, census) }
    }

    /// Name and address beside a phone in one cell.
    private mutating func addPeople(_ cell: String, _ census: Census) {
        if contains(.address) || census.letters >= 8 { insert(.together) }
        for piece in cell.split(whereSeparator: { " \t\n,，;；、:：/|".contains($0) || $0.isASCII && $0.isNumber }) {
            let name = Census(String(piece))
            guard name.han > 0, Self.isName(String(piece), name), !Self.isCalled(String(piece), name) else { continue }
            insert(.holdsName)
        }
    }

    /// Whether a few characters are how somebody is spoken of and no name in full: a word for kin or a post behind them, 老 or 小 before them.
    private static func isCalled(_ cell: String, _ census: Census) -> Bool {
        guard census.han > 0, census.scalars >= 2 else { return false }
        let words = TableWords.shared
        let text = words.fold(cell)
        return words.isEnd("called", of: text) || census.scalars <= 3 && words.isBeginning("calling", of: text)
    }

    /// Counts of the characters of a cell.
    struct Census {
        var scalars = 0
        var letters = 0
        var han = 0
        var digits = 0
        var stars = 0
        var blanks = 0
        var lines = 1
        var hasAt = false
        /// Anything but letters, digits, blanks and the marks inside phone numbers.
        var others = 0
        /// The digits, at most 24.
        var number: [UInt8] = []

        init(_ cell: String) {
            for scalar in cell.unicodeScalars {
                scalars += 1
                switch scalar.value {
                case 48...57:
                    digits += 1
                    if number.count < 24 { number.append(UInt8(scalar.value)) }
                case 0x2A, 0xFF0A: stars += 1
                case 0x20, 0x09, 0x3000: blanks += 1
                case 0x0A: lines += 1
                case 0x40: hasAt = true
                case 0x2B, 0x28, 0x29, 0x2D, 0x2E, 0x2F: continue
                case 0x4E00...0x9FFF, 0x3400...0x4DBF:
                    han += 1
                    letters += 1
                default: if scalar.properties.isAlphabetic || scalar.value >= 0xE00 && scalar.value < 0xE80 { letters += 1 } else { others += 1 }
                }
            }
        }
    }

    private mutating func addNumbers(_ cell: String, _ census: Census) {
        addHandle(cell, census)
        guard census.digits > 0 else { return }
        if census.letters == 0, census.others == 0, census.stars == 0, !census.hasAt {
            if Self.isPhone(cell, census.number) {
                insert(.phone)
            } else if 7...13 ~= census.digits, !cell.contains("."), DatePieces(cell) == nil {
                insert(.weakPhone)
            }
            if census.digits >= 15, census.blanks == 0 { insert(.longNumber) }
        }
        if census.digits >= 7, Self.holdsPhone(cell) { insert(.holdsPhone) }
        if let money = MoneyText(cell) {
            insert(.number)
            if money.hasSign { insert(.money) }
            if !money.hasSign, money.value >= 0, money.value < 1000, money.value == money.value.rounded(), census.letters <= 6 { insert(.small) }
        }
        let isOneWord = census.blanks == 0 && census.others == 0 && census.han == 0 && census.lines == 1
        if isOneWord, census.letters > 0 { insert(.code) }
        if isOneWord, 10...30 ~= census.digits + census.letters, census.digits >= 8, census.letters <= 6, !contains(.phone) { insert(.tracking) }
        if census.digits >= 9, census.scalars <= 40 { addParcel(cell, census) }
        if census.letters > 0, ItemList.counts(in: cell) > 0 { insert(.counted) }
    }

    private mutating func addDates(_ cell: String, _ census: Census) {
        guard census.digits > 0, census.scalars <= 40 else { return }
        if let date = DatePieces(cell) {
            insert(date.isWeak ? .weakDate : .date)
        } else if DatePieces(beginning: cell) != nil {
            insert(.beginsDate)
        }
        if census.digits <= 6, census.letters <= 4, cell.contains(":") || cell.contains("："), DatePieces.clock(of: cell) != nil { insert(.clock) }
    }

    private mutating func addWords(_ cell: String, _ census: Census) {
        guard census.scalars <= 40, census.lines == 1 else { return }
        let words = TableWords.shared
        if OrderWords.answer(cell) != nil { insert(.answer) }
        if words.meaning("gender", of: cell) != nil { insert(.gender) }
        if words.meaning("direction", of: cell) != nil { insert(.direction) }
        if words.meaning("kind", of: cell) != nil { insert(.kind) }
        guard census.letters > 0 else { return }
        let folded = words.fold(cell, keepingBlanks: true)
        if census.digits <= 8, census.scalars <= 24, !words.found("status", in: folded).isEmpty { insert(.status) }
        if census.digits <= 3, census.scalars <= 24, !words.found("courier", in: folded).isEmpty { insert(.courier) }
    }

    private mutating func addParcel(_ cell: String, _ census: Census) {
        guard !contains(.phone), !contains(.date), !contains(.email) else { return }
        let upper = cell.uppercased()
        let isMarked = ["SF", "YT", "JT", "JD", "ZT", "STO", "YD", "DPK", "EMS", "KY", "JDV", "YTO"].contains { prefix in
            guard let range = upper.utf8.firstRange(of: Array(prefix.utf8)) else { return false }
            return upper.utf8[range.upperBound...].first.map { 48...57 ~= $0 } ?? false
        }
        if isMarked { insert(.parcel) }
        guard census.han > 0 || census.blanks > 0, let parcel = OrderWords.trackings(cell, courier: nil).first else { return }
        if parcel.number.utf8.filter({ 48...57 ~= $0 }).count >= 9, !Self.holdsPhone(parcel.number) || isMarked { insert(.holdsParcel) }
    }

    private mutating func addHandle(_ cell: String, _ census: Census) {
        guard census.blanks == 0, census.han == 0, census.letters >= 2, 3...30 ~= census.scalars, let first = cell.utf8.first else { return }
        let isSmall = 97...122 ~= first || first == 0x40
        if isSmall, cell.utf8.allSatisfy({ $0 < 0x80 && !(65...90 ~= $0) }), !contains(.email) { insert(.handle) }
    }

    /// A mobile of the mainland, a number with a country code, or one that begins with the zero of its country.
    private static func isPhone(_ cell: String, _ digits: [UInt8]) -> Bool {
        let hasPlus = cell.hasPrefix("+") || cell.hasPrefix("(+")
        if hasPlus { return 8...15 ~= digits.count }
        if digits.count == 11, digits[0] == 0x31, 0x33...0x39 ~= digits[1] { return !cell.contains(".") && !cell.contains("/") }
        if digits.count == 13, digits.starts(with: [0x38, 0x36, 0x31]) { return true }
        return 9...12 ~= digits.count && digits[0] == 0x30 && !cell.contains(".") && !cell.contains("/")
    }

    /// Whether a run of digits in a cell is a mobile of the mainland, or looks like a number of another country.
    private static func holdsPhone(_ cell: String) -> Bool {
        var run = 0
        var first: UInt8 = 0
        for byte in cell.utf8 {
            if 48...57 ~= byte {
                if run == 0 { first = byte }
                run += 1
            } else if byte != 0x2D && byte != 0x20 {
                if run == 11 && first == 0x31 || 9...12 ~= run && first == 0x30 { return true }
                run = 0
            }
        }
        return run == 11 && first == 0x31 || 9...12 ~= run && first == 0x30
    }

    private static func isAddress(_ cell: String, _ census: Census) -> Bool {
        guard census.letters >= 4, census.scalars >= 6, !census.hasAt else { return false }
        let words = TableWords.shared
        if census.han >= 4 {
            var cues = 0
            for scalar in cell.unicodeScalars where words.hanCues.contains(words.letters[scalar] ?? scalar) { cues += 1 }
            return cues >= 3 || (cues >= 2 && census.han >= 6 && (census.digits > 0 || cues * 5 >= census.han))
        }
        let pieces = words.fold(cell, keepingBlanks: true).split(separator: " ")
        guard pieces.count >= 3 else { return false }
        let cues = pieces.reduce(0) { $0 + (words.meaning("cue", of: $1) == "latin" ? 1 : 0) }
        return cues >= 2 || (cues == 1 && census.digits > 0) || (census.digits >= 4 && pieces.count >= 4 && census.letters > 2 * census.digits)
    }

    private static func isName(_ cell: String, _ census: Census) -> Bool {
        guard census.digits == 0, census.stars == 0, !census.hasAt, census.lines == 1, census.letters > 0 else { return false }
        if census.han > 0 {
            guard census.han == census.letters, 2...4 ~= census.han, census.others == 0, let first = cell.unicodeScalars.first else { return false }
            let words = TableWords.shared
            return words.surnames.contains(words.letters[first] ?? first)
        }
        let pieces = cell.split(separator: " ")
        return 2...5 ~= pieces.count && census.scalars <= 40 && census.others <= 2
            && pieces.allSatisfy { $0.unicodeScalars.first?.properties.isLowercase != true || $0.count <= 3 }
    }
}

extension Collection where Element == UInt8 {
    /// Where bytes stand first.
    fileprivate func firstRange(of needle: [UInt8]) -> Range<Index>? {
        var start = startIndex
        while start != endIndex {
            var (at, length) = (start, 0)
            while length < needle.count, at != endIndex, self[at] == needle[length] {
                at = index(after: at)
                length += 1
            }
            if length == needle.count { return start..<at }
            start = index(after: start)
        }
        return nil
    }
}
