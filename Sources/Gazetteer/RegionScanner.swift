/// A known form of a division's name in a text.
struct RegionHit {
    var start: Int32
    var end: Int32
    /// 1-based index of the form.
    var form: UInt16
}

extension Gazetteer {
    /// Appends every known form in a text, by start and then by length.
    ///
    /// One walk of a double-array trie from each character that starts a form; most characters start none, so plain text costs one table
    /// look-up a character. Traditional characters go the way of their simplified forms.
    func scan(_ text: Span<UInt8>, _ beginnings: FormBeginnings, into hits: inout ContiguousArray<RegionHit>) {
        let count = text.count
        var i = 0
        // The ideograph before, or zero: two characters tell whether to look into the trie, so that one test that hardly ever holds is all.
        var first: UInt32 = 0
        while i &+ 2 < count {
            let lead = unsafe text[unchecked: i]
            guard lead &- 0xE4 < 6 else {
                first = 0
                i &+= lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
                continue
            }
            let second = unsafe scalar(lead, text[unchecked: i &+ 1], text[unchecked: i &+ 2])
            if beginnings.contains(first, second) {
                let number = symbol(first) & 0x7FFF
                if number != 0 { walk(text, i &- 3, number, &hits) }
            }
            first = second
            i &+= 3
        }
    }

    /// Calls back with every two ideographs, in either script, with which a form begins.
    func forEachBeginning(_ body: (UInt32, UInt32) -> Void) {
        // The ideographs of each of the trie's numbers, side by side: an array for each would take a fifth of the program's start.
        var starts = [Int](repeating: 0, count: 0x8002)
        for index in 0..<PackedTables.ideographs { starts[Int(symbol(PackedTables.firstIdeograph + index) & 0x7FFF) + 2] += 1 }
        starts[2] = 0
        for number in 3..<starts.count { starts[number] += starts[number - 1] }
        var scalars = [UInt32](repeating: 0, count: starts[0x8001])
        for index in 0..<PackedTables.ideographs {
            let number = Int(symbol(PackedTables.firstIdeograph + index) & 0x7FFF)
            guard number != 0 else { continue }
            scalars[starts[number + 1]] = PackedTables.firstIdeograph + index
            starts[number + 1] += 1
        }
        let root = Int(tables.state(1) & 0xFFFF)
        for index in 2..<tables.stateCount {
            let parent = Int(tables.state(index) >> 16 & 0xFFFF)
            guard parent > 1, tables.state(parent) >> 16 & 0xFFFF == 1 else { continue }
            let (first, second) = ((parent &- root) & 0x7FFF, (index &- Int(tables.state(parent) & 0xFFFF)) & 0x7FFF)
            for i in starts[first]..<starts[first + 1] {
                for j in starts[second]..<starts[second + 1] { body(scalars[i], scalars[j]) }
            }
        }
    }

    /// The trie's number of an ideograph (bit 15: it starts a form), or zero.
    @inline(__always) private func symbol(_ scalar: UInt32) -> UInt16 {
        let index = scalar &- PackedTables.firstIdeograph
        return index < PackedTables.ideographs ? tables.half(.characters, Int(index) &* 2) : 0
    }

    private func walk(_ text: Span<UInt8>, _ start: Int, _ first: UInt16, _ hits: inout ContiguousArray<RegionHit>) {
        var at = 1
        var entry = tables.state(1)
        var symbol = first
        var i = start
        while true {
            let next = Int(entry & 0xFFFF) &+ Int(symbol)
            entry = tables.state(next)
            guard Int(entry >> 16 & 0xFFFF) == at else { return }
            at = next
            i &+= 3
            let form = UInt16(truncatingIfNeeded: entry >> 32)
            if form != 0 {
                hits.append(RegionHit(start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: i), form: form))
            }
            guard entry & 0xFFFF != 0, i &+ 2 < text.count, unsafe text[unchecked: i] >= 0xE4, unsafe text[unchecked: i] <= 0xE9 else { return }
            symbol = unsafe self.symbol(scalar(text[unchecked: i], text[unchecked: i &+ 1], text[unchecked: i &+ 2])) & 0x7FFF
            guard symbol != 0 else { return }
        }
    }
}

/// What a form means.
struct Meaning {
    enum Kind: UInt8 {
        /// The official name.
        case full
        /// Without its type.
        case short
        /// Short with a type of its own: 恩施州, 酉阳县.
        case variant
        /// A name the division no longer has, or a division that was merged into it.
        case former
        case formerShort
        /// A locality that names the district and belongs to the detail.
        case area
        /// A level placeholder: 市辖区, 省直辖县级行政区划.
        case filler
        /// The common name of a development zone, which belongs to the detail.
        case zone
    }

    var target: DivisionID
    /// Index of the former name.
    var former: UInt16
    var kind: Kind
    var isWord: Bool
    var isShared: Bool
    /// Whether it says nothing without its parent: 郊区, 市中区.
    var isGeneric: Bool
}

extension Gazetteer {
    /// The meanings of a 1-based form, as indices.
    @inline(__always) func meanings(of form: UInt16) -> Range<Int> {
        let at = Int(form &- 1) &* 2
        let first = Int(tables.half(.meaningStarts, at))
        return first..<max(first, Int(tables.half(.meaningStarts, at &+ 2)))
    }

    @inline(__always) func meaning(_ index: Int) -> Meaning {
        let at = index &* 6
        let flags = tables.byte(.meanings, at &+ 5)
        return Meaning(
            target: DivisionID(rawValue: tables.half(.meanings, at)), former: tables.half(.meanings, at &+ 2),
            kind: Meaning.Kind(rawValue: tables.byte(.meanings, at &+ 4)) ?? .filler, isWord: flags & 1 != 0, isShared: flags & 2 != 0,
            isGeneric: flags & 4 != 0)
    }

    /// The province and prefecture a former name lay in, each none where that is not known or gone.
    func formerParents(_ index: UInt16) -> (province: DivisionID, prefecture: DivisionID) {
        let at = Int(index) &* 6
        return (DivisionID(rawValue: tables.half(.formers, at &+ 2)), DivisionID(rawValue: tables.half(.formers, at &+ 4)))
    }
}
