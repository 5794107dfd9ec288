internal import CGazetteerData

/// The embedded tables, read in place: a header of section offsets and then arrays laid out for direct lookup.
///
/// `scripts/build_gazetteer.py` writes the layout. All indices inside come from that script, so loads are unchecked; every index that comes
/// from a caller or a text is checked before it gets here.
@safe struct PackedTables: @unchecked Sendable {
    private let base: UnsafeRawPointer
    private let offsets: InlineArray<16, Int>
    let divisionCount: Int
    let townCount: Int
    let areaCodeCount: Int
    let compoundSurnameCount: Int
    let latinCount: Int
    let formCount: Int
    let meaningCount: Int

    /// The sections in the order of the file.
    enum Section: Int {
        case divisions, towns, townOrder, characters, simplified, trie, meaningStarts, meanings, formers, areaCodes, surnames, compoundSurnames
        case givenNames, givenNameSex, latin, strings
    }

    static let divisionStride = 32
    static let firstIdeograph: UInt32 = 0x4E00
    /// The character tables cover U+4E00…U+9FFF.
    static let ideographs: UInt32 = 0x5200

    static let embedded = PackedTables()

    private init() {
        let start = unsafe UnsafeRawPointer(gazetteer_data_start())
        unsafe base = start
        func word(_ offset: Int) -> Int { Int(unsafe start.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
        offsets = InlineArray { word(12 + 8 * $0) }
        let counts = 12 + 8 * 16
        divisionCount = word(counts)
        townCount = word(counts + 4)
        areaCodeCount = word(counts + 8)
        compoundSurnameCount = word(counts + 12)
        latinCount = word(counts + 16)
        formCount = word(counts + 20)
        meaningCount = word(counts + 24)
    }

    @inline(__always) func byte(_ section: Section, _ offset: Int) -> UInt8 {
        unsafe (base + offsets[section.rawValue]).load(fromByteOffset: offset, as: UInt8.self)
    }

    /// The little-endian 16-bit value at a byte offset of a section.
    @inline(__always) func half(_ section: Section, _ offset: Int) -> UInt16 {
        unsafe (base + offsets[section.rawValue]).load(fromByteOffset: offset, as: UInt16.self)
    }

    /// The little-endian 32-bit value at a byte offset of a section.
    @inline(__always) func word(_ section: Section, _ offset: Int) -> UInt32 {
        unsafe (base + offsets[section.rawValue]).load(fromByteOffset: offset, as: UInt32.self)
    }

    /// One trie state: base in bits 0–15, check in 16–31, form (1-based) in 32–47.
    @inline(__always) func state(_ index: Int) -> UInt64 {
        unsafe (base + offsets[Section.trie.rawValue]).load(fromByteOffset: index &<< 3, as: UInt64.self)
    }

    /// A piece of the string pool.
    func string(_ offset: Int, _ count: Int) -> String {
        let bytes = unsafe UnsafeRawBufferPointer(start: base + offsets[Section.strings.rawValue] + offset, count: count)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}
