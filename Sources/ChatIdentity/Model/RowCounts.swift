/// How often surnames and given names occur among full names.
struct NameCounts: Sendable {
    var surnames = CountTable()
    var givens = CountTable()
    var total = 0

    mutating func add(_ row: Row) {
        guard row.nameKind == .full else { return }
        surnames.add(row.surname == 0 ? 1 : row.surname)
        givens.add(row.given)
        total += 1
    }
}

/// What the weights of comparisons are learned from beside pairs: counts of rows, whole numbers all, so that parts add up to what all rows together give.
struct RowCounts: Sendable, Codable {
    var rows = 0
    /// Rows with a date of birth and its year.
    var born = 0
    /// Rows that have the field, in the order of `LevelVector.fieldNames`; none for what a nickname holds.
    var present = [Int](repeating: 0, count: LevelVector.levelCounts.count)
    /// Full names by how frequent they are.
    var nameBuckets = [Int](repeating: 0, count: Int(NameComparison.exactBuckets))
    /// By level, how many others have a row's nickname, for nicknames of few.
    var rareNicknames = [Int](repeating: 0, count: LevelVector.levelCounts[1])
    /// The same for other nicknames.
    var otherNicknames = [Int](repeating: 0, count: LevelVector.levelCounts[1])

    enum CodingKeys: String, CodingKey {
        case rows, born, present
        case nameBuckets = "name_buckets"
        case rareNicknames = "rare_nicknames"
        case otherNicknames = "other_nicknames"
    }

    init() {}

    /// The counts of all rows.
    init(_ rows: [Row]) {
        var nicknames = CountTable()
        for row in rows where row.nick != 0 { nicknames.add(row.nick) }
        for row in rows { add(row, nickname: row.nick == 0 ? 0 : nicknames[row.nick]) }
    }

    /// Counts a row in whose nickname so many rows have.
    mutating func add(_ row: Row, nickname count: Int) {
        rows += 1
        if UInt64(row.birth) >= BirthDateComparison.yearUnit { born += 1 }
        if row.nameKind != .none { present[0] += 1 }
        if row.nameKind == .full { nameBuckets[Int(row.nameBucket)] += 1 }
        if row.phoneKind != .none { present[3] += 1 }
        if row.account != 0 { present[4] += 1 }
        if row.placeKind != .none { present[5] += 1 }
        guard row.nick != 0 else { return }
        present[1] += 1
        let level = Int(NicknameComparison.exactLevel(row.nickBucket, origin: row.nickOrigin))
        if row.nickBucket <= 1 { rareNicknames[level] += count - 1 } else { otherNicknames[level] += count - 1 }
    }

    /// Adds what other rows came to; false where it is not of this form.
    mutating func add(_ other: RowCounts) -> Bool {
        guard other.present.count == present.count, other.nameBuckets.count == nameBuckets.count, other.rareNicknames.count == rareNicknames.count,
            other.otherNicknames.count == otherNicknames.count
        else { return false }
        rows += other.rows
        born += other.born
        for i in present.indices { present[i] += other.present[i] }
        for i in nameBuckets.indices { nameBuckets[i] += other.nameBuckets[i] }
        for i in rareNicknames.indices {
            rareNicknames[i] += other.rareNicknames[i]
            otherNicknames[i] += other.otherNicknames[i]
        }
        return true
    }

    /// Whether people are known by their date of birth: most rows have one.
    var areKnownByBirth: Bool { born * 2 > rows }

    /// How likely both records of a random pair have the field.
    var presence: [Double] {
        let n = Double(max(rows, 1))
        return present.map { max(Double($0) / n * Double($0) / n, 1e-6) }
    }
}
