internal import CGazetteerData

/// The embedded tables, read in place: a header of section offsets and then arrays laid out for direct lookup.
///
/// `scripts/build_gazetteer.py` writes the layout. All indices inside come from that script, so loads are unchecked; every index that comes
/// from a caller or a text is checked before it gets here.
@safe struct PackedTables: @unchecked Sendable {
    private let divisions: UnsafeRawPointer
    private let towns: UnsafeRawPointer
    private let townOrder: UnsafeRawPointer
    private let characters: UnsafeRawPointer
    private let simplified: UnsafeRawPointer
    private let trie: UnsafeRawPointer
    private let meaningStarts: UnsafeRawPointer
    private let meanings: UnsafeRawPointer
    private let formers: UnsafeRawPointer
    private let areaCodes: UnsafeRawPointer
    private let surnames: UnsafeRawPointer
    private let compoundSurnames: UnsafeRawPointer
    private let givenNames: UnsafeRawPointer
    private let givenNameSex: UnsafeRawPointer
    private let latin: UnsafeRawPointer
    private let strings: UnsafeRawPointer
    let divisionCount: Int
    let townCount: Int
    let areaCodeCount: Int
    let compoundSurnameCount: Int
    let latinCount: Int
    let formCount: Int
    let meaningCount: Int
    /// States of the trie.
    let stateCount: Int

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
        func word(_ offset: Int) -> Int { Int(unsafe start.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
        func section(_ which: Section) -> UnsafeRawPointer { unsafe start + word(12 + 8 * which.rawValue) }
        unsafe divisions = section(.divisions)
        unsafe towns = section(.towns)
        unsafe townOrder = section(.townOrder)
        unsafe characters = section(.characters)
        unsafe simplified = section(.simplified)
        unsafe trie = section(.trie)
        unsafe meaningStarts = section(.meaningStarts)
        unsafe meanings = section(.meanings)
        unsafe formers = section(.formers)
        unsafe areaCodes = section(.areaCodes)
        unsafe surnames = section(.surnames)
        unsafe compoundSurnames = section(.compoundSurnames)
        unsafe givenNames = section(.givenNames)
        unsafe givenNameSex = section(.givenNameSex)
        unsafe latin = section(.latin)
        unsafe strings = section(.strings)
        let counts = 12 + 8 * 16
        divisionCount = word(counts)
        townCount = word(counts + 4)
        areaCodeCount = word(counts + 8)
        compoundSurnameCount = word(counts + 12)
        latinCount = word(counts + 16)
        formCount = word(counts + 20)
        meaningCount = word(counts + 24)
        stateCount = word(12 + 8 * Section.trie.rawValue + 4) / 8
    }

    /// Folds away, since the section is known where it is called.
    @inline(__always) private func pointer(_ section: Section) -> UnsafeRawPointer {
        switch section {
        case .divisions: unsafe divisions
        case .towns: unsafe towns
        case .townOrder: unsafe townOrder
        case .characters: unsafe characters
        case .simplified: unsafe simplified
        case .trie: unsafe trie
        case .meaningStarts: unsafe meaningStarts
        case .meanings: unsafe meanings
        case .formers: unsafe formers
        case .areaCodes: unsafe areaCodes
        case .surnames: unsafe surnames
        case .compoundSurnames: unsafe compoundSurnames
        case .givenNames: unsafe givenNames
        case .givenNameSex: unsafe givenNameSex
        case .latin: unsafe latin
        case .strings: unsafe strings
        }
    }

    @inline(__always) func byte(_ section: Section, _ offset: Int) -> UInt8 {
        unsafe pointer(section).load(fromByteOffset: offset, as: UInt8.self)
    }

    /// The little-endian 16-bit value at a byte offset of a section.
    @inline(__always) func half(_ section: Section, _ offset: Int) -> UInt16 {
        unsafe pointer(section).load(fromByteOffset: offset, as: UInt16.self)
    }

    /// The little-endian 32-bit value at a byte offset of a section.
    @inline(__always) func word(_ section: Section, _ offset: Int) -> UInt32 {
        unsafe pointer(section).load(fromByteOffset: offset, as: UInt32.self)
    }

    /// One trie state: base in bits 0–15, check in 16–31, form (1-based) in 32–47.
    @inline(__always) func state(_ index: Int) -> UInt64 {
        unsafe trie.load(fromByteOffset: index &<< 3, as: UInt64.self)
    }

    /// A piece of the string pool.
    func string(_ offset: Int, _ count: Int) -> String {
        let bytes = unsafe UnsafeRawBufferPointer(start: strings + offset, count: count)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}
