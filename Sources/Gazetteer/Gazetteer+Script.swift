extension Gazetteer {
    /// The simplified form of an ideograph of U+4E00…U+9FFF; anything else comes back as it is.
    @inline(__always) public func simplified(_ scalar: UInt32) -> UInt32 {
        let index = scalar &- PackedTables.firstIdeograph
        return index < PackedTables.ideographs ? UInt32(tables.half(.simplified, Int(index) &* 2)) : scalar
    }

    /// The scalar of a three-byte sequence.
    @inline(__always) func scalar(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> UInt32 {
        UInt32(a & 0x0F) << 12 | UInt32(b & 0x3F) << 6 | UInt32(c & 0x3F)
    }
}

extension Span<UInt8> {
    /// Whether the bytes at an offset are those of a literal.
    @inline(__always) func hasBytes(of literal: StaticString, at offset: Int) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard offset >= 0, offset &+ count <= self.count else { return false }
        for i in 0..<count where unsafe self[unchecked: offset &+ i] != literal.utf8Start[i] { return false }
        return true
    }
}
