/// Names of fields, found by the bytes of a key.
@usableFromInline
struct JSONNames: Sendable {
    /// All names, one after the other, and where each begins; one more for the end.
    private var names: [UInt8]
    private var starts: [Int]
    /// Number of the name plus one for each hash; zero where none is.
    private var slots: [UInt8]
    private let mask: Int

    /// A table of at most 255 names.
    @usableFromInline
    init(_ words: [String]) {
        let words = words.map { Array($0.utf8) }
        names = words.flatMap(\.self)
        starts = words.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
        var size = 32
        while size < words.count * 4 { size *= 2 }
        mask = size - 1
        slots = Array(repeating: 0, count: size)
        for (i, name) in words.enumerated() {
            guard !name.isEmpty else { continue }
            var at = Self.hash(name.span, 0..<name.count) & mask
            while slots[at] != 0 { at = (at + 1) & mask }
            slots[at] = UInt8(truncatingIfNeeded: i + 1)
        }
    }

    /// The number of the name that a key is; nil for another one.
    @usableFromInline
    func index(of key: JSONValue, in bytes: Span<UInt8>) -> Int? {
        if key.hasEscapes {
            var name: [UInt8] = []
            key.append(to: &name, of: bytes)
            return (0..<starts.count - 1).first { names[starts[$0]..<starts[$0 + 1]].elementsEqual(name) }
        }
        guard key.start < key.end else { return nil }
        var at = Self.hash(bytes, key.range) & mask
        while slots[at] != 0 {
            let index = Int(slots[at]) - 1
            if isName(index, key.start, key.end, bytes) { return index }
            at = (at + 1) & mask
        }
        return nil
    }

    @inline(__always)
    private func isName(_ index: Int, _ start: Int, _ end: Int, _ bytes: Span<UInt8>) -> Bool {
        let first = starts[index]
        guard starts[index &+ 1] &- first == end &- start else { return false }
        var i = 0
        while i < end &- start {
            guard bytes[start &+ i] == names[first &+ i] else { return false }
            i &+= 1
        }
        return true
    }

    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        let first = Int(bytes[range.lowerBound])
        let middle = Int(bytes[range.lowerBound + range.count / 2])
        let last = Int(bytes[range.upperBound - 1])
        return range.count &* 37 &+ first &* 11 &+ middle &* 5 &+ last
    }
}

/// The names of an object's fields as an enumeration, for code that reads fields where they stand.
///
/// ```swift
/// while let name = scanner.nextKey(bytes) {
///     switch keys.key(name, in: bytes) { case .sender: … }   // a value that was not read is skipped
/// }
/// ```
public struct JSONKeys<Key: JSONKey>: Sendable {
    @usableFromInline let cases: [Key]
    @usableFromInline let names: JSONNames

    /// The names of an enumeration's cases.
    @inlinable public init(_ keys: Key.Type) {
        cases = Array(keys.allCases)
        names = JSONNames(cases.map(\.rawValue))
    }

    /// The case that a key names; nil for a key of another name.
    @inlinable public func key(_ name: JSONValue, in bytes: Span<UInt8>) -> Key? { names.index(of: name, in: bytes).map { cases[$0] } }
}
