extension Gazetteer {
    /// How common a single-character surname is: 240 + 40·log10(share), 1...255, or zero for no known surname.
    ///
    /// 王 (7 %) has 194, 欧 (0.1 %) 122, a rare surname 12. Takes simplified characters.
    @inline(__always) public func surnameWeight(_ scalar: UInt32) -> UInt8 {
        let index = scalar &- PackedTables.firstIdeograph
        return index < PackedTables.ideographs ? tables.byte(.surnames, Int(index)) : 0
    }

    /// How common a two-character surname is, on the scale of `surnameWeight(_:)`.
    public func compoundSurnameWeight(_ first: UInt32, _ second: UInt32) -> UInt8 {
        let key = first << 16 | second
        var low = 0
        var high = tables.compoundSurnameCount
        while low < high {
            let middle = (low + high) / 2
            let entry = UInt32(tables.half(.compoundSurnames, middle * 6)) << 16 | UInt32(tables.half(.compoundSurnames, middle * 6 + 2))
            if entry == key { return UInt8(truncatingIfNeeded: tables.half(.compoundSurnames, middle * 6 + 4)) }
            if entry < key { low = middle + 1 } else { high = middle }
        }
        return 0
    }

    /// How much a character speaks for a given name rather than running text: 128 + 12·log2(P(name) / P(text)), 1...255; zero where unknown.
    @inline(__always) public func givenNameWeight(_ scalar: UInt32) -> UInt8 {
        let index = scalar &- PackedTables.firstIdeograph
        return index < PackedTables.ideographs ? tables.byte(.givenNames, Int(index)) : 0
    }

    /// How much a given-name character leans to women, from 0 (men) to 255 (women); 128 where unknown.
    @inline(__always) public func givenNameFemininity(_ scalar: UInt32) -> UInt8 {
        let index = scalar &- PackedTables.firstIdeograph
        return index < PackedTables.ideographs ? tables.byte(.givenNameSex, Int(index)) : 128
    }
}
