/// Finds in an address what tells one door from another: divisions, road and number, the place's name, building, unit, room.
struct AddressReader {
    private static let divisionSuffixes = NameWordList.words("address.division")
    private static let notDivisions = Set("小社园校新厂库景".utf16)
    private static let roadEnds = Set("路街道巷弄条里段同".utf16)
    private static let stations = NameWordList.words("address.station")
    private static let desks = NameWordList.words("address.desk")
    private static let stationHeads = Set(stations.compactMap(\.first))
    private static let buildingUnits = NameWordList.words("address.building")
    private static let firmEnds = NameWordList.words("address.firm")
    private static let dormitory = "宿舍".units

    private let han: HanTable
    private var text: NormalText
    private var place: [UInt16] = []
    private var run: [UInt16] = []
    private var codes: [UInt32] = []
    private var loose: [Int] = []

    init(_ han: HanTable) {
        self.han = han
        text = NormalText(han)
    }

    /// Reads an address into a row; the place's name goes to the pool.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>, into row: inout Row, pool: inout [UInt16]) {
        if let latin = LatinAddress(bytes[range]) { return take(latin, into: &row, pool: &pool) }
        text.read(bytes, range, words: true)
        let start = readDivisions(into: &row)
        readDetail(from: start, into: &row)
        if !loose.isEmpty { placeLooseNumbers(into: &row) }
        for suffix in Self.firmEnds where ends(place, with: suffix) && place.count > suffix.count + 1 {
            place.removeLast(suffix.count)
            break
        }
        if place.count >= 2 {
            row.place = ContentHash.short(ContentHash.text(place, 0..<place.count))
            row.placeAt = UInt32(truncatingIfNeeded: pool.count)
            row.placeCount = UInt8(min(place.count, 24))
            pool.append(contentsOf: place.prefix(24))
        }
        if row.place != 0 || row.road != 0 { row.placeKind = row.placeKind == .shared ? .shared : .home }
    }

    private mutating func take(_ address: LatinAddress, into row: inout Row, pool: inout [UInt16]) {
        func hash(_ units: [UInt16]) -> UInt32 { ContentHash.short(ContentHash.text(units, 0..<units.count)) }
        if !address.postcode.isEmpty { row.district = UInt16(truncatingIfNeeded: hash(address.postcode)) | 1 }
        if address.postcode.allSatisfy({ 0x30...0x39 ~= $0 }), 4...6 ~= address.postcode.count {
            row.postcode = address.postcode.reduce(1) { $0 * 10 + UInt32($1 - 0x30) }
        }
        if address.block != 0 { row.building = UInt16(clamping: address.block + 1) }
        if address.flat != 0 { row.room = UInt16(clamping: address.flat + 1) }
        if !address.road.isEmpty {
            row.road = hash(address.road)
            row.roadNumber = address.roadNumber == 0 ? 0 : UInt16(clamping: address.roadNumber + 1)
        }
        if address.place.count >= 2 {
            row.place = hash(address.place)
            row.placeAt = UInt32(truncatingIfNeeded: pool.count)
            row.placeCount = UInt8(min(address.place.count, 24))
            pool.append(contentsOf: address.place.prefix(24))
        }
        if row.place != 0 || row.road != 0 { row.placeKind = .home }
    }

    // MARK: Divisions

    /// Reads province, city and district off the head; returns where the detail begins.
    private mutating func readDivisions(into row: inout Row) -> Int {
        var at = 0
        var code: UInt32 = 0
        var districtHash: UInt32 = 0
        var ambiguous = false
        for _ in 0..<6 {
            while at < text.units.count, text.units[at] == 0x20 || text.units[at] == 0x2D { at += 1 }
            var length = han.divisions.longest(in: text.units, at: at, codes: &codes)
            if length > 0 {
                let fits = codes.filter { code == 0 || isWithin($0, code) }
                let suffix = suffixLength(at + length)
                if fits.isEmpty {
                    // A name that lies elsewhere is a road's name, unless a suffix says otherwise; a bare short name needs no suffix at the head.
                    guard suffix > 0, code % 10_000 == 0 || districtHash == 0 else { break }
                } else if code % 100 != 0, suffix == 0 {
                    break
                }
                if fits.count == 1 || !fits.isEmpty && fits.allSatisfy({ $0 / 100 == fits[0] / 100 }) && code == 0 {
                    if isWithin(fits[0], code) || code == 0 { code = fits[0] }
                    if code % 100 != 0 { districtHash = hash(at, at + length) }
                } else {
                    // Several counties share the name, and the city is not known (yet).
                    if let one = fits.first(where: { $0 % 100 == 0 }), code == 0 {
                        code = one
                    } else {
                        districtHash = hash(at, at + length)
                        ambiguous = code == 0
                    }
                }
                length += suffix
                at += length
                continue
            }
            let unlisted = unlistedDivision(at)
            guard unlisted > 0 else { break }
            districtHash = hash(at, at + unlisted - 1)
            at += unlisted
        }
        _ = ambiguous
        row.city = UInt16(
            truncatingIfNeeded: code % 10_000 == 0 ? (isMunicipality(code) ? code / 100 + 1 : 0) : isMunicipality(code) ? code / 10_000 * 100 + 1 : code / 100)
        if districtHash != 0 { row.district = UInt16(truncatingIfNeeded: districtHash) | 1 }
        return at
    }

    private func isMunicipality(_ code: UInt32) -> Bool { [11, 12, 31, 50, 81, 82].contains(code / 10_000) }

    private func isWithin(_ inner: UInt32, _ outer: UInt32) -> Bool {
        if outer % 10_000 == 0 { return inner / 10_000 == outer / 10_000 }
        if outer % 100 == 0 { return inner / 100 == outer / 100 }
        return false
    }

    private func hash(_ from: Int, _ to: Int) -> UInt32 {
        var end = to
        for suffix in Self.divisionSuffixes where end - from > suffix.count + 1 && Array(text.units[end - suffix.count..<end]) == suffix {
            end -= suffix.count
            break
        }
        // Two-character names keep their suffix: 东区.
        return ContentHash.short(ContentHash.text(text.units, from..<end))
    }

    private func suffixLength(_ at: Int) -> Int {
        for suffix in Self.divisionSuffixes where text.matches(suffix, at: at) {
            if suffix.count == 1, at + 1 < text.units.count, suffix[0] == 0x533A || suffix[0] == 0x5E02 || suffix[0] == 0x53BF { return 1 }
            return suffix.count
        }
        return 0
    }

    /// Length of something like 某某县 that the table does not have.
    private func unlistedDivision(_ at: Int) -> Int {
        for length in 2...5 where at + length < text.units.count {
            let c = text.units[at + length - 1]
            guard HanTable.isHan(text.units[at + length - 2]) else { return 0 }
            if c == 0x5E02 || c == 0x53BF || c == 0x533A {
                return Self.notDivisions.contains(text.units[at + length - 2]) || text.units[at + length] == 0x573A ? 0 : length
            }
            if Self.roadEnds.contains(c) { return 0 }
        }
        return 0
    }

    // MARK: Detail

    private mutating func readDetail(from start: Int, into row: inout Row) {
        place.removeAll(keepingCapacity: true)
        run.removeAll(keepingCapacity: true)
        loose.removeAll(keepingCapacity: true)
        var at = start
        let u = text.units
        while at < u.count {
            let c = u[at]
            // A chain of stores may be called by numbers, which are no door's.
            let isNumber = 0x30...0x39 ~= c
            if Self.stationHeads.contains(c), !isNumber || at == start,
                let word = Self.stations.first(where: { text.matches($0, at: at) && !(isNumber && isDigit(at + $0.count)) })
            {
                row.placeKind = .shared
                at += word.count
                if !Self.desks.contains(word) { break }
                continue
            }
            if let (number, next) = number(at) {
                at = take(number, next, into: &row)
                continue
            }
            if c == 0x5BBF, text.matches(Self.dormitory, at: at) {
                at += 2
                continue
            }
            if HanTable.isHan(c) || c >= 0x61 { run.append(c) }
            at += 1
        }
        flushRun(into: &row)
    }

    private func isDigit(_ at: Int) -> Bool { at < text.units.count && 0x30...0x39 ~= text.units[at] }

    /// A number at a place, with where it ends: digits, or Chinese numerals before a unit, or a letter before 栋 or 座.
    private func number(_ at: Int) -> (Int, Int)? {
        let u = text.units
        var i = at
        var n = 0
        if 0x30...0x39 ~= u[i] {
            while i < u.count, 0x30...0x39 ~= u[i] {
                n = min(n * 10 + Int(u[i] - 0x30), 99_999)
                i += 1
            }
            return (n, i)
        }
        if 0x61...0x7A ~= u[i], i + 1 < u.count, i == 0 || !(0x61...0x7A ~= u[i - 1]) {
            let next = u[i + 1]
            if next == 0x680B || next == 0x5EA7 || next == 0x5E62 || next == 0x2D || 0x30...0x39 ~= next {
                return (10_000 + Int(u[i]), next == 0x2D ? i + 1 : i + 1)
            }
            return nil
        }
        let digits: [UInt16: Int] = Self.numerals
        guard digits[u[i]] != nil else { return nil }
        var tens = 0
        while i < u.count, let d = digits[u[i]] {
            if d == 10 {
                tens += max(n, 1) * 10
                n = 0
            } else {
                n = n * 10 + d
            }
            i += 1
            if i - at > 4 { return nil }
        }
        guard i < u.count, Self.numeralUnits.contains(u[i]) else { return nil }
        return (tens + n, i)
    }

    private static let numerals: [UInt16: Int] = Dictionary(uniqueKeysWithValues: zip("〇零一二三四五六七八九十".utf16, [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
    private static let numeralUnits = Set("栋幢座单室楼层号".utf16)

    /// Gives a number its role by the unit that follows; returns where to read on.
    private mutating func take(_ number: Int, _ next: Int, into row: inout Row) -> Int {
        let value = UInt16(clamping: number + 1)
        for unit in Self.buildingUnits where text.matches(unit, at: next) {
            flushRun(into: &row)
            row.building = value
            return next + unit.count
        }
        guard next < text.units.count else {
            flushRun(into: &row)
            loose.append(number)
            return next
        }
        switch text.units[next] {
        case 0x5355:  // 单元
            flushRun(into: &row)
            row.unit = UInt8(truncatingIfNeeded: value)
            return next + (next + 1 < text.units.count && text.units[next + 1] == 0x5143 ? 2 : 1)
        case 0x5BA4, 0x623F, 0x6237, 0x5BDD:  // 室 房 户 寝
            flushRun(into: &row)
            row.room = value
            return next + (text.matches("寝室".units, at: next) || text.matches("房间".units, at: next) ? 2 : 1)
        case 0x697C, 0x5C42, 0x66:  // 楼 层 f
            flushRun(into: &row)
            if row.room == 0 { row.room = value &+ 20_000 }
            return next + 1
        case 0x53F7, 0x5F04:  // 号 弄
            if let last = run.last, Self.roadEnds.contains(last), row.road == 0 {
                setRoad(value, into: &row)
            } else {
                flushRun(into: &row)
                if row.building == 0, row.room == 0, loose.isEmpty { row.building = value } else if row.room == 0 { row.room = value }
            }
            return next + 1
        case 0x2D, 0x20:
            flushRun(into: &row)
            loose.append(number)
            return next + 1
        default:
            if let last = run.last, Self.roadEnds.contains(last), row.road == 0, number < 10_000 {
                setRoad(value, into: &row)
            } else if number < 10_000 || loose.isEmpty {
                flushRun(into: &row)
                loose.append(number)
            }
            return next
        }
    }

    private mutating func setRoad(_ number: UInt16, into row: inout Row) {
        row.road = ContentHash.short(ContentHash.text(run, 0..<run.count))
        row.roadNumber = number
        run.removeAll(keepingCapacity: true)
    }

    private mutating func flushRun(into row: inout Row) {
        guard !run.isEmpty else { return }
        if row.road == 0, run.count <= 8, let last = run.last, Self.roadEnds.contains(last), last != 0x91CC {
            row.road = ContentHash.short(ContentHash.text(run, 0..<run.count))
        } else {
            place.append(contentsOf: run)
        }
        run.removeAll(keepingCapacity: true)
    }

    /// 3-2-1502 is building, unit, room; 3-1502 building and room; a number alone is a room when it has three digits.
    private func placeLooseNumbers(into row: inout Row) {
        var numbers = loose[...]
        if row.room == 0, let last = numbers.last, numbers.count > 1 || last >= 100 || row.building != 0 || row.unit != 0 {
            row.room = UInt16(clamping: last + 1)
            numbers.removeLast()
        }
        if row.building == 0, let first = numbers.first {
            row.building = UInt16(clamping: first + 1)
            numbers.removeFirst()
        }
        if row.unit == 0, let next = numbers.first { row.unit = UInt8(truncatingIfNeeded: next + 1) }
    }

    private func ends(_ text: [UInt16], with suffix: [UInt16]) -> Bool {
        text.count >= suffix.count && Array(text[(text.count - suffix.count)...]) == suffix
    }
}
