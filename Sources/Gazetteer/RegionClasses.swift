/// A byte of classes for each ideograph, so that the vocabulary is asked only where a word of it can start.
struct RegionClasses: Sendable {
    static let tail: UInt8 = 1
    static let address: UInt8 = 2
    static let talk: UInt8 = 4
    static let modifier: UInt8 = 8
    static let road: UInt8 = 16
    static let type: UInt8 = 32
    static let institution: UInt8 = 64
    static let township: UInt8 = 128

    private let table: [UInt8]
    let beginnings = FormBeginnings()
    let words = RegionVocabulary()

    static let shared = RegionClasses()

    private init() {
        var table = [UInt8](repeating: 0, count: Int(PackedTables.ideographs))
        func mark(_ words: WordList, _ bit: UInt8) {
            for scalar in words.initials {
                let index = scalar &- PackedTables.firstIdeograph
                if index < PackedTables.ideographs { table[Int(index)] |= bit }
            }
        }
        mark(words.tails, Self.tail)
        mark(words.address, Self.address)
        mark(words.talk, Self.talk)
        mark(words.directions, Self.modifier)
        mark(words.numerals, Self.modifier)
        mark(words.roads, Self.road)
        mark(words.types, Self.type)
        mark(words.institutions, Self.institution)
        mark(words.towns, Self.township)
        self.table = table
    }

    /// The classes of the character at an offset; none outside the ideographs.
    @inline(__always) func at(_ text: Span<UInt8>, _ i: Int) -> UInt8 {
        guard i >= 0, i &+ 3 <= text.count else { return 0 }
        let a = unsafe text[unchecked: i]
        guard a >= 0xE4, a <= 0xE9 else { return 0 }
        let scalar = unsafe UInt32(a & 0x0F) << 12 | UInt32(text[unchecked: i &+ 1] & 0x3F) << 6 | UInt32(text[unchecked: i &+ 2] & 0x3F)
        let index = scalar &- PackedTables.firstIdeograph
        return index < PackedTables.ideographs ? table[Int(index)] : 0
    }

    /// Whether the words after a short name make it part of another name: 上海路, 南京西路, 长沙银行.
    func isTail(_ text: Span<UInt8>, _ i: Int, roadsOnly: Bool) -> Bool {
        let first = at(text, i)
        // 嘉善站前路: the road is 站前路.
        if text.hasBytes(of: "站前", at: i) { return false }
        // 平湖大桥小区
        if roadsOnly, text.hasBytes(of: "大桥", at: i), words.aroundBridges.longest(text, i + 6) > 0 { return false }
        if first & (roadsOnly ? Self.road : Self.tail) != 0, (roadsOnly ? words.roads : words.tails).longest(text, i) > 0 { return true }
        guard first & Self.modifier != 0 else { return false }
        // 南京西路, 中山二路, 解放北一路: a direction, a number, or both. Two numbers are a name of their own: 八一路, 五四路.
        let direction = words.directions.longest(text, i)
        if direction > 0, endsRoad(text, i + direction, roadsOnly) { return true }
        let number = words.numerals.longest(text, i + direction)
        return number > 0 && endsRoad(text, i + direction + number, roadsOnly)
    }

    /// Whether the type of a road stands at an offset.
    private func endsRoad(_ text: Span<UInt8>, _ i: Int, _ roadsOnly: Bool) -> Bool {
        (roadsOnly ? words.modifiedRoads : words.roads).longest(text, i) > 0
    }

    /// Whether a text goes on like the rest of an address: a word of places, soon, and no small talk before it.
    func continues(_ text: Span<UInt8>, _ from: Int) -> Bool {
        var i = from
        let limit = min(text.count, from + 72)
        var first = true
        while i < limit {
            let byte = unsafe text[unchecked: i]
            if byte < 0x80 {
                if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ";") { return false }
                i += 1
                continue
            }
            let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            let classes = at(text, i)
            if first, classes & Self.talk != 0, words.talk.longest(text, i) > 0 { return false }
            if byte == 0xE3 && text.hasBytes(of: "。", at: i) || byte == 0xEF && (text.hasBytes(of: "，", at: i) && !first || text.hasBytes(of: "；", at: i)) {
                return false
            }
            if classes & Self.address != 0, i > from || classes & Self.road == 0, words.address.longest(text, i) > 0 { return true }
            first = false
            i += width
        }
        return false
    }
}
