import Gazetteer

/// The simplified forms of traditional characters, at hand: every character of every message is looked up.
enum SimplifiedForms {
    private static let table: [UInt16] = (0x4E00...0x9FFF).map { UInt16(truncatingIfNeeded: Gazetteer.shared.simplified($0)) }

    /// The simplified form of a character of U+4E00…U+9FFF.
    @inline(__always)
    static func of(_ scalar: UInt32) -> UInt32 { UInt32(table[Int(scalar &- 0x4E00)]) }
}
