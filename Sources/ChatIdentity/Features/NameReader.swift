/// Takes a written name apart: surname and given name, a surname with an honorific, a given name, an alias.
struct NameReader {
    private struct Honorific {
        var word: [UInt16]
        /// 1 woman, 2 man, 0 either.
        var gender: UInt8
    }

    private static let honorifics: [Honorific] = [("honorific.woman", 1), ("honorific.man", 2), ("honorific", 0)].flatMap { name, gender in
        NameWordList.words(name).map { Honorific(word: $0, gender: gender) }
    }.sorted { $0.word.count > $1.word.count }
    private static let lastHonorifics = Set(honorifics.compactMap(\.word.last))
    private static let labels = NameWordList.words("name.label")
    private static let aliasHeads = Set("小老阿".utf16)

    private let han: HanTable
    private var text: NormalText

    init(_ han: HanTable) {
        self.han = han
        text = NormalText(han)
    }

    /// Reads a name into a row; the letters of a Latin name go to the pool.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>, into row: inout Row, pool: inout [UInt16]) {
        text.read(bytes, range)
        if let first = text.units.first, !HanTable.isHan(first) {
            if first < 0x250 { readLatin(bytes, range, into: &row, pool: &pool) } else { readOther(into: &row) }
            return
        }
        // 吴*, 王**: of a masked name the surname is left.
        if text.units.contains(0x2A) {
            let shown = text.units.prefix { $0 != 0x2A }
            guard HanTable.isHan(text.units[0]), shown.count == 1, han.surnameShare(text.units[0]) > 0 else { return }
            text.keep(0..<1)
            return setSurname(text.units, into: &row)
        }
        for label in Self.labels where text.units.count > label.count + 1 && text.matches(label, at: 0) { text.removeFirst(label.count) }
        // 张三1, 张三2: numbers tell people of one name apart.
        let number = text.units.reversed().prefix { 0x30...0x39 ~= $0 }.reversed().reduce(UInt32(0)) { $0 &* 10 &+ UInt32($1 - 0x2F) }
        defer { if number != 0, row.nameKind == .full { tellApart(number, &row) } }
        while let last = text.units.last, last < 0x80 { text.removeLast(1) }
        var gender: UInt8 = 0
        var isHonoured = false
        if let last = text.units.last, Self.lastHonorifics.contains(last) {
            for honorific in Self.honorifics where text.units.count > honorific.word.count && text.ends(with: honorific.word) {
                let rest = text.units.count - honorific.word.count
                guard honorific.word.count > 1 || rest >= 2 || han.surnameShare(text.units[0]) > 0 else { continue }
                if honorific.word == [0x5DE5], rest > 1 { continue }
                text.removeLast(honorific.word.count)
                (gender, isHonoured) = (honorific.gender, true)
                break
            }
        }
        row.gender = gender
        take(isHonoured: isHonoured, into: &row)
    }

    private func take(isHonoured: Bool, into row: inout Row) {
        let u = text.units
        guard let first = u.first, u.allSatisfy(HanTable.isHan) else { return readOther(into: &row) }
        let isCompound = u.count >= 2 && han.compoundShare(first, u[1]) > 0
        switch u.count {
        case 1:
            if isHonoured, han.surnameShare(first) > 0 { setSurname(u, into: &row) } else { setAlias(first, into: &row) }
        case 2:
            if isCompound {
                setSurname(u, into: &row)
            } else if Self.aliasHeads.contains(first) {
                setAlias(u[1], into: &row)
            } else if han.surnameShare(first) >= 30 {
                setFull(u, surname: 1, into: &row)
            } else {
                setGiven(u, into: &row)
            }
        default:
            setFull(u, surname: isCompound ? 2 : 1, into: &row)
        }
    }

    private func tellApart(_ number: UInt32, _ row: inout Row) {
        for field in [\Row.name, \Row.pinyin, \Row.given] { row[keyPath: field] = ContentHash.short(UInt64(row[keyPath: field]) << 32 | UInt64(number)) }
        row.g2 = UInt16(truncatingIfNeeded: number) | 1
    }

    private func setSurname(_ u: [UInt16], into row: inout Row) {
        row.nameKind = .surname
        row.surname = u.count > 1 ? UInt32(u[0]) << 16 | UInt32(u[1]) : UInt32(u[0])
        row.name = ContentHash.short(UInt64(row.surname) &+ 0x5_0000_0000)
    }

    private func setAlias(_ c: UInt16, into row: inout Row) {
        row.nameKind = .alias
        row.g0 = c
        row.name = ContentHash.short(UInt64(c) &+ 0x6_0000_0000)
    }

    private func setGiven(_ u: [UInt16], into row: inout Row) {
        row.nameKind = .given
        setCharacters(u[...], into: &row)
        row.name = row.given
    }

    private func setFull(_ u: [UInt16], surname count: Int, into row: inout Row) {
        row.nameKind = .full
        row.surname = count > 1 ? UInt32(u[0]) << 16 | UInt32(u[1]) : UInt32(u[0])
        setCharacters(u[count...], into: &row)
        row.name = ContentHash.short(ContentHash.text(u, 0..<u.count))
        var h = ContentHash.combine(ContentHash.seed, UInt64(han.surnameSyllable(u[0])))
        for c in u[1...] { h = ContentHash.combine(h, UInt64(han.syllable(c))) }
        row.pinyin = ContentHash.short(h)
    }

    private func setCharacters(_ given: ArraySlice<UInt16>, into row: inout Row) {
        let i = given.startIndex
        row.g0 = given.count > 0 ? given[i] : 0
        row.g1 = given.count > 1 ? given[i + 1] : 0
        row.g2 = given.count > 2 ? given[i + 2] : 0
        var h = ContentHash.seed
        for c in given { h = ContentHash.combine(h, UInt64(c)) }
        row.given = ContentHash.short(h)
    }

    /// `Wang Wei`, `John Smith`: the last word is the surname; a single word counts as a given name.
    private mutating func readLatin(_ bytes: [UInt8], _ range: Range<Int>, into row: inout Row, pool: inout [UInt16]) {
        text.read(bytes, range, words: true)
        let words = text.units.split(whereSeparator: { $0 == 0x20 || $0 == 0x2D })
        guard let last = words.last, let first = words.first, text.units.contains(where: { $0 >= 0x61 }) else { return }
        func hash(_ words: some Sequence<ArraySlice<UInt16>>) -> UInt32 {
            var h = ContentHash.seed
            for word in words.map(Array.init).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                h = ContentHash.combine(h, ContentHash.text(word, 0..<word.count))
            }
            return ContentHash.short(h)
        }
        row.nameKind = words.count > 1 ? .full : .given
        row.name = hash(words)
        row.latinAt = UInt32(truncatingIfNeeded: pool.count)
        row.latinCount = UInt8(clamping: text.units.count)
        pool.append(contentsOf: text.units.prefix(Int(row.latinCount)))
        row.latinIsMandarin = Romanisation.shared.mandarin(NameComparison.words(text.units.prefix(Int(row.latinCount)))) != nil
        row.pinyin = pinyin(words) ?? row.name
        row.given = hash(words.count > 1 ? words.dropLast() : words[...])
        row.surname = words.count > 1 ? hash([last]) | 0x8000_0000 : 0
        (row.g0, row.g1) = (first[first.startIndex], first.count > 1 ? first[first.startIndex + 1] : 0)
    }

    /// The key by which a Latin name sounds like a Chinese one; nil where it is none.
    private func pinyin(_ words: [ArraySlice<UInt16>]) -> UInt32? {
        guard 2...3 ~= words.count, words.allSatisfy({ $0.count <= 12 && $0.allSatisfy { 0x61...0x7A ~= $0 } }) else { return nil }
        guard let name = Romanisation.shared.mandarin(words.map { $0.map { UInt8(truncatingIfNeeded: $0) } }) else { return nil }
        var h = ContentHash.combine(ContentHash.seed, UInt64(han.surnameSyllable(name[0])))
        for c in name[1...] { h = ContentHash.combine(h, UInt64(han.syllable(c))) }
        return ContentHash.short(h)
    }

    /// Scripts and mixtures of which the parts are not known: one name, compared as a whole.
    private func readOther(into row: inout Row) {
        let u = text.units
        guard !u.isEmpty, u.contains(where: { $0 >= 0x61 }) else { return }
        if u.count == 1 { return setAlias(u[0], into: &row) }
        setFull(u, surname: 1, into: &row)
    }
}
