import CIdentityData

/// What is known about Han characters as parts of names: simplified form, toneless reading, surnames.
struct HanTable: Sendable {
    static let first: UInt16 = 0x4E00
    static let count = 20992

    /// The table that is built in.
    static let shared = HanTable()

    private let simple: [UInt16]
    private let syllables: [UInt16]
    private var surnameReadings: [UInt16: UInt16] = [:]
    /// Share of the population in 1/100000, by first character; 0 is no surname.
    private var shares: [UInt16]
    private var compounds: [UInt32: UInt16] = [:]
    /// Division names by their first two characters.
    let divisions: DivisionNames

    private init() {
        let size = identity_data_size()
        let raw = unsafe UnsafeRawBufferPointer(start: identity_data_bytes(), count: size)
        var words = [UInt16]()
        words.reserveCapacity(size / 2)
        for i in 0..<size / 2 { words.append(unsafe UInt16(raw[2 * i]) | UInt16(raw[2 * i + 1]) << 8) }
        simple = Array(words[0..<Self.count])
        syllables = Array(words[Self.count..<2 * Self.count])
        shares = [UInt16](repeating: 0, count: Self.count)
        var at = 2 * Self.count
        func next() -> Int {
            at += 1
            return at <= words.count ? Int(words[at - 1]) : 0
        }
        for _ in 0..<next() {
            let character = UInt16(next())
            surnameReadings[character] = UInt16(next())
        }
        for _ in 0..<next() {
            let (a, b, share) = (UInt16(next()), UInt16(next()), UInt16(next()))
            if b != 0 {
                compounds[UInt32(a) << 16 | UInt32(b)] = share
            } else if a >= Self.first, Int(a - Self.first) < Self.count {
                shares[Int(a - Self.first)] = share
            }
        }
        var names = DivisionNames()
        for _ in 0..<next() {
            let code = UInt32(next()) << 16 | UInt32(next())
            let length = next()
            guard length >= 2, at + length <= words.count else { break }
            names.insert(words[at..<at + length], code: code)
            at += length
        }
        divisions = names
    }

    /// Whether a code unit is a common Han character.
    @inline(__always)
    static func isHan(_ c: UInt16) -> Bool { c >= first && Int(c &- first) < count }

    /// The simplified form of a character, or the character itself.
    @inline(__always)
    func simplified(_ c: UInt16) -> UInt16 { Self.isHan(c) ? simple[Int(c &- Self.first)] : c }

    /// A number for the commonest toneless reading; the character itself where it has none.
    @inline(__always)
    func syllable(_ c: UInt16) -> UInt16 {
        guard Self.isHan(c) else { return c }
        let s = syllables[Int(c &- Self.first)]
        return s == 0 ? c : s
    }

    /// The reading of a character that stands as a surname.
    func surnameSyllable(_ c: UInt16) -> UInt16 { surnameReadings[c] ?? syllable(c) }

    /// Share of the population with this one-character surname, in 1/100000; 0 when it is none.
    @inline(__always)
    func surnameShare(_ c: UInt16) -> UInt16 { Self.isHan(c) ? shares[Int(c &- Self.first)] : 0 }

    /// Share of the population with this two-character surname, in 1/100000; 0 when it is none.
    func compoundShare(_ a: UInt16, _ b: UInt16) -> UInt16 { compounds[UInt32(a) << 16 | UInt32(b)] ?? 0 }
}
