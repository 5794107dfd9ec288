/// How two names in Latin letters agree when they are not the same words.
enum LatinNames {
    /// The level of two names of several words.
    static func full(_ a: Row, _ b: Row, _ pool: [UInt16]) -> UInt8 {
        let (x, y) = (words(a, pool), words(b, pool))
        let (left, right) = (Array(x.joined()), Array(y.joined()))
        // Of two whole syllables of Chinese neither is a slip of the other: Yuhan, Yuhang.
        if a.latinIsMandarin, b.latinIsMandarin, a.surname == b.surname, x.count == y.count, left.count != right.count {
            return NameComparison.sameSurnameOtherGiven
        }
        if isNear(left, right) || isNear(Array(x.reversed().joined()), right) { return NameComparison.nearSpelling }
        // Of two words one is the same and the other nearly.
        let rest = (x.filter { !y.contains($0) }, y.filter { !x.contains($0) })
        if rest.0.count < x.count, rest.0.count == 1, rest.1.count == 1, isNear(Array(rest.0[0]), Array(rest.1[0])) { return NameComparison.nearSpelling }
        // Initials fit every name that begins so: Y Zhang, Lim TH.
        if rest.0.count < x.count, areInitials(rest.0, of: rest.1) || areInitials(rest.1, of: rest.0) {
            return x.count - rest.0.count >= 2 ? NameComparison.lostCharacter : NameComparison.sameSurname
        }
        // One has a name more: Maria Lopez, Maria Lopez Garcia.
        if min(x.count, y.count) >= 2, rest.0.isEmpty || rest.1.isEmpty { return NameComparison.lostCharacter }
        // Who has a Chinese name bears an English one as well: Zhao Mengqi, Maggie Zhao.
        if a.latinIsMandarin != b.latinIsMandarin, rest.0.count < x.count { return NameComparison.sameSurname }
        if a.surname == b.surname { return NameComparison.sameSurnameOtherGiven }
        return a.given == b.given ? NameComparison.surnameTypo : NameComparison.differs
    }

    /// Whether words are the first letters of others.
    private static func areInitials(_ short: [ArraySlice<UInt16>], of long: [ArraySlice<UInt16>]) -> Bool {
        let letters = Array(short.joined())
        guard !letters.isEmpty, letters.count <= 3, letters.count <= long.count, long.contains(where: { $0.count > 1 }) else { return false }
        return zip(letters, long).allSatisfy { $0 == $1.first } && (short.allSatisfy { $0.count == 1 } || letters.count == long.count)
    }

    /// The level of names of which one is a single word.
    static func partial(_ a: Row, _ b: Row, _ pool: [UInt16]) -> UInt8 {
        let (x, y) = (words(a, pool), words(b, pool))
        if x.contains(where: y.contains) { return NameComparison.sameGiven }
        let isClose = x.contains { l in y.contains { isNear(Array(l), Array($0)) } }
        if isClose { return NameComparison.alias }
        // Chinese people bear a European name beside their own; elsewhere another name is another person's.
        return a.latinIsMandarin || b.latinIsMandarin ? NameComparison.givenDiffers : NameComparison.differs
    }

    private static func words(_ row: Row, _ pool: [UInt16]) -> [ArraySlice<UInt16>] {
        let from = Int(row.latinAt)
        return pool[from..<from + Int(row.latinCount)].split { $0 == 0x20 || $0 == 0x2D }
    }

    /// Whether so few letters are changed, added, left out or swapped that a slip explains it: one of four letters, two of nine.
    static func isNear(_ a: [UInt16], _ b: [UInt16]) -> Bool {
        let length = min(a.count, b.count)
        guard length >= 4, abs(a.count - b.count) <= 2 else { return false }
        return distance(a, b) <= (length >= 9 ? 2 : 1)
    }

    /// Damerau and Levenshtein's distance of strings of at most a few dozen letters.
    private static func distance(_ a: [UInt16], _ b: [UInt16]) -> Int {
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [Int](repeating: i, count: b.count + 1)
            for j in 1...b.count {
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
