/// A township found at the front of a text.
public struct TownMatch: Sendable {
    /// The township.
    public var town: TownID
    /// Bytes of the text it takes.
    public var length: Int
    /// Whether the text has the official name; else it has the same stem with another type, such as 镇 for 街道.
    public var isExact: Bool
}

extension Gazetteer {
    /// The township's official name; empty for none.
    public func name(_ id: TownID) -> String {
        guard !id.isNone, Int(id.rawValue) <= townCount else { return "" }
        let packed = tables.word(.towns, Int(id.rawValue - 1) * 8)
        return tables.string(Int(packed & 0xFF_FFFF), Int(packed >> 24))
    }

    /// The county a township lies in, or the city where that has no counties.
    public func division(of id: TownID) -> DivisionID {
        guard !id.isNone, Int(id.rawValue) <= townCount else { return .none }
        return DivisionID(rawValue: tables.half(.towns, Int(id.rawValue - 1) * 8 + 4))
    }

    /// The townships of a county, or of a city without counties.
    public func towns(of id: DivisionID) -> [TownID] {
        townRange(id).map { TownID(rawValue: UInt16($0 + 1)) }
    }

    /// The township of a county with which a text goes on at a byte offset, the longest name first.
    public func town(in id: DivisionID, at offset: Int, of text: Span<UInt8>) -> TownMatch? {
        var best: TownMatch?
        guard offset + 6 <= text.count else { return nil }
        // The first character in the script of the names; most towns differ in it.
        guard text[offset] & 0xF0 == 0xE0 else { return nil }
        let first = UInt16(truncatingIfNeeded: simplified(scalar(text[offset], text[offset + 1], text[offset + 2])))
        for index in townRange(id) {
            guard tables.half(.towns, index &* 8 &+ 6) == first else { continue }
            let packed = tables.word(.towns, index &* 8)
            let start = Int(packed & 0xFF_FFFF)
            let count = Int(packed >> 24)
            let shared = sharedPrefix(start, count, text, offset)
            guard shared >= 6 else { continue }
            if shared == count {
                if count == 6, townType(start + 3, 3) == 0 {
                    // Two characters without a type are an island's or a village's name too: 永兴 of 永兴岛.
                    if let written = townType(text, offset + count) {
                        best = TownMatch(town: TownID(rawValue: UInt16(index + 1)), length: count + written, isExact: false)
                    }
                    continue
                }
                if best == nil || !best!.isExact || best!.length < count {
                    best = TownMatch(town: TownID(rawValue: UInt16(index + 1)), length: count, isExact: true)
                }
            } else if best == nil, townType(start + shared, count - shared) > 0, let written = townType(text, offset + shared) {
                best = TownMatch(town: TownID(rawValue: UInt16(index + 1)), length: shared + written, isExact: false)
            } else if best == nil, level(id) == .prefecture, let written = districtType(start + shared, count - shared, text, offset + shared) {
                best = TownMatch(town: TownID(rawValue: UInt16(index + 1)), length: shared + written, isExact: false)
            }
        }
        return best
    }

    /// Bytes of 区 where a text has it for 街道, as in cities without counties: 莞城区, 西区 for 西区街道.
    private func districtType(_ rest: Int, _ count: Int, _ text: Span<UInt8>, _ at: Int) -> Int? {
        guard townType(rest, count) > 0 else { return nil }
        if text.hasBytes(of: "区", at: at) { return 3 }
        if text.hasBytes(of: "区", at: at - 3) { return 0 }
        // 东莞虎门富民时装城: without its type, but no road's name.
        for road in roadBeginnings where text.hasBytes(of: road, at: at) { return nil }
        return 0
    }

    /// Whether a text goes on at an offset with the stem of one of a county's townships, whatever follows it.
    func hasTownStem(in id: DivisionID, at offset: Int, of text: Span<UInt8>) -> Bool {
        guard offset + 6 <= text.count, text[offset] & 0xF0 == 0xE0 else { return false }
        let first = UInt16(truncatingIfNeeded: simplified(scalar(text[offset], text[offset + 1], text[offset + 2])))
        for index in townRange(id) where tables.half(.towns, index &* 8 &+ 6) == first {
            let packed = tables.word(.towns, index &* 8)
            let start = Int(packed & 0xFF_FFFF)
            let count = Int(packed >> 24)
            let shared = sharedPrefix(start, count, text, offset)
            if shared >= 6, shared == count || townType(start + shared, count - shared) > 0 { return true }
        }
        return false
    }

    /// All townships of a name, over the whole country.
    public func towns(named name: String) -> [TownID] {
        let bytes = Array(name.utf8)
        return towns(spelled: bytes.span, 0, bytes.count)
    }

    /// All townships whose name is the given bytes of a text.
    func towns(spelled text: Span<UInt8>, _ from: Int, _ count: Int) -> [TownID] {
        var low = 0
        var high = townCount
        while low < high {
            let middle = (low + high) / 2
            if order(Int(tables.half(.townOrder, middle * 2)), text, from, count) < 0 { low = middle + 1 } else { high = middle }
        }
        var found: [TownID] = []
        while low < townCount {
            let index = Int(tables.half(.townOrder, low * 2))
            guard order(index, text, from, count) == 0 else { break }
            found.append(TownID(rawValue: UInt16(index + 1)))
            low += 1
        }
        return found
    }

    /// Byte order of a town's name against a piece of text.
    private func order(_ index: Int, _ text: Span<UInt8>, _ from: Int, _ count: Int) -> Int {
        let packed = tables.word(.towns, index * 8)
        let start = Int(packed & 0xFF_FFFF)
        let length = Int(packed >> 24)
        for i in 0..<min(length, count) {
            let difference = Int(tables.byte(.strings, start + i)) - Int(text[from + i])
            if difference != 0 { return difference }
        }
        return length - count
    }

    /// Bytes that a pooled string and a text have in common from the front, in whole characters and across scripts.
    func sharedPrefix(_ start: Int, _ count: Int, _ text: Span<UInt8>, _ offset: Int) -> Int {
        var i = 0
        var whole = 0
        while i < count, offset + i < text.count {
            let a = tables.byte(.strings, start + i)
            guard a == text[offset + i] || differOnlyInScript(start, count, text, offset, &i) else { break }
            i += 1
            if i == count || tables.byte(.strings, start + i) & 0xC0 != 0x80 { whole = i }
        }
        return whole
    }

    /// Whether the characters around a differing byte are two scripts' forms of one; moves the index to its last byte.
    private func differOnlyInScript(_ start: Int, _ count: Int, _ text: Span<UInt8>, _ offset: Int, _ i: inout Int) -> Bool {
        var first = i
        while first > 0, tables.byte(.strings, start + first) & 0xC0 == 0x80 { first -= 1 }
        guard first + 3 <= count, offset + first + 3 <= text.count, tables.byte(.strings, start + first) & 0xF0 == 0xE0, text[offset + first] & 0xF0 == 0xE0
        else { return false }
        let a = scalar(tables.byte(.strings, start + first), tables.byte(.strings, start + first + 1), tables.byte(.strings, start + first + 2))
        let b = scalar(text[offset + first], text[offset + first + 1], text[offset + first + 2])
        guard simplified(a) == simplified(b) else { return false }
        i = first + 2
        return true
    }

    /// Bytes of a township type that ends a pooled string of the given rest, or zero.
    private func townType(_ start: Int, _ rest: Int) -> Int {
        for type in townTypes where type.utf8CodeUnitCount == rest {
            if matches(type, start) { return rest }
        }
        return 0
    }

    private func matches(_ type: StaticString, _ start: Int) -> Bool {
        for i in 0..<type.utf8CodeUnitCount where unsafe type.utf8Start[i] != tables.byte(.strings, start + i) { return false }
        return true
    }

    /// Bytes of a township type that the text has at an offset.
    private func townType(_ text: Span<UInt8>, _ offset: Int) -> Int? {
        for type in townTypes where text.hasBytes(of: type, at: offset) { return type.utf8CodeUnitCount }
        return nil
    }
}

/// What follows a township's name in that of a road or a station.
private let roadBeginnings: [StaticString] = ["路", "街", "大道", "道", "巷", "大街", "站", "东路", "西路", "南路", "北路", "中路", "大桥", "村", "社区"]

/// The types of township that replace one another when a place is raised in rank.
private let townTypes: [StaticString] = ["街道办事处", "街道办", "街道", "镇", "乡"]
