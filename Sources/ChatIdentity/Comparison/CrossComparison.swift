/// Whether the nickname of one sighting holds the real name of the other.
enum CrossComparison {
    static let full: UInt8 = 1
    static let given: UInt8 = 2
    static let last: UInt8 = 3
    static let surname: UInt8 = 4
    static let none: UInt8 = 5
    static let levelCount = 6
    static let levelNames = ["null", "holds-full-name", "holds-given-name", "holds-a-character", "holds-surname", "holds-nothing"]

    /// The best level of both directions.
    @inline(__always)
    static func level(_ a: Row, _ b: Row, _ pool: [UInt16]) -> UInt8 {
        let x = oneWay(nick: a, name: b, pool)
        let y = oneWay(nick: b, name: a, pool)
        return x == 0 ? y : y == 0 ? x : min(x, y)
    }

    /// How much of the name the nickname holds.
    static func oneWay(nick: Row, name: Row, _ pool: [UInt16]) -> UInt8 {
        guard nick.nickCount > 0, name.nameKind == .full || name.nameKind == .given, name.g0 >= HanTable.first else { return 0 }
        if name.nameKind == .full, nick.nickAsName == name.name { return full }
        let from = Int(nick.nickAt)
        let to = from + Int(nick.nickCount)
        let lastOfGiven = name.g2 != 0 ? name.g2 : name.g1 != 0 ? name.g1 : name.g0
        let surnameEnd = UInt16(truncatingIfNeeded: name.surname)
        var best = none
        var previous: UInt16 = 0
        for i in from..<to {
            let c = pool[i]
            if c == lastOfGiven {
                if name.g1 != 0, previous == (name.g2 != 0 ? name.g1 : name.g0) { return given }
                best = min(best, last)
            } else if c == surnameEnd, name.surname != 0, i <= from + 1 {
                best = min(best, surname)
            }
            previous = c
        }
        return best
    }
}
