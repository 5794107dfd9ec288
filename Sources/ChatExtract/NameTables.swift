internal import Gazetteer

/// How likely characters are in people's names.
enum NameTables {
    /// Weight of a surname of one character, 0 (none) to 255: 240 + 40·log₁₀ of its share.
    @inline(__always)
    static func surname(_ scalar: UInt32) -> Int { Int(Gazetteer.shared.surnameWeight(scalar)) }

    /// Weight of a surname of two characters; 0 for none.
    static func surname(_ first: UInt32, _ second: UInt32) -> Int { Int(Gazetteer.shared.compoundSurnameWeight(first, second)) }

    /// How much more often a character stands in given names than in texts: 128 means as often, 12 more means twice as often.
    @inline(__always)
    static func given(_ scalar: UInt32) -> Int {
        let weight = Int(Gazetteer.shared.givenNameWeight(scalar))
        return weight == 0 ? 116 : weight
    }
}
