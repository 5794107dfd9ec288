/// The names of an object's fields as an enumeration; see ``JSONFields``.
///
/// Conforming types are enumerations of strings without payloads, at most 255 cases.
public protocol JSONKey: CaseIterable, RawRepresentable, Sendable where RawValue == String {}

extension JSONKey {
    /// The case's number in the order of declaration.
    ///
    /// An enumeration without payloads is stored as that number (Swift ABI, “Type Layout”); ``JSONFields`` checks it when it is made.
    @inlinable public var ordinal: Int { MemoryLayout<Self>.size == 1 ? unsafe Int(unsafeBitCast(self, to: UInt8.self)) : 0 }
}

/// Reads the fields of an object, in whatever order they stand, into slots that are named by an enumeration.
///
/// ```swift
/// enum Key: String, JSONKey { case sender, text = "content", time = "timestamp" }
/// var fields = JSONFields(Key.self)
/// if fields.read(&scanner, bytes) { fields[Key.text].append(to: &buffer, of: bytes) }
/// ```
///
/// Make one and use it for every record: reading allocates nothing. Of a field that stands twice the last one counts; fields not named are skipped.
public struct JSONFields: Sendable {
    @usableFromInline var values: [JSONValue]
    private let names: JSONNames

    /// Slots for the cases of an enumeration.
    public init<Key: JSONKey>(_ keys: Key.Type) {
        let cases = Array(keys.allCases)
        for (i, key) in cases.enumerated() { precondition(key.ordinal == i, "the layout of \(keys) is not that of a plain enumeration") }
        names = JSONNames(cases.map(\.rawValue))
        values = Array(repeating: .missing, count: cases.count)
    }

    /// The value of a field; `.missing` when the object last read does not have it.
    @inlinable public subscript<Key: JSONKey>(key: Key) -> JSONValue { values[key.ordinal] }

    /// Reads the object that stands before the scanner; false when there is none, and then the scanner has not moved.
    public mutating func read(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>) -> Bool {
        for i in values.indices { values[i] = .missing }
        guard scanner.enterObject(bytes) else { return false }
        while let key = scanner.nextKey(bytes) {
            let value = scanner.value(bytes)
            if let index = names.index(of: key, in: bytes) { values[index] = value }
        }
        return true
    }

    /// Reads an object found earlier; false, and every field missing, when the value is none.
    public mutating func read(_ value: JSONValue, _ bytes: Span<UInt8>) -> Bool {
        var scanner = JSONScanner(bytes, at: value)
        return read(&scanner, bytes)
    }

    /// Reads the fields of the object before the scanner as far as an array named `key`; the scanner then stands before the array.
    ///
    /// False when the object has no such array: everything has then been read. For files whose root holds a few fields around a long list of records.
    public mutating func readHead<Key: JSONKey>(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>, before key: Key) -> Bool {
        for i in values.indices { values[i] = .missing }
        guard scanner.enterObject(bytes) else { return false }
        while let name = scanner.nextKey(bytes) {
            let index = names.index(of: name, in: bytes)
            if index == key.ordinal, scanner.peek(bytes) == .array { return true }
            let value = scanner.value(bytes)
            if let index { values[index] = value }
        }
        return false
    }

    /// Reads the value before the scanner over and then the rest of the object's fields, where `readHead` has stopped; those already read stay.
    ///
    /// - Parameters:
    ///   - progress: told every few megabytes how far the scanner has come.
    ///   - skipsFirst: false when the scanner stands behind the value already.
    public mutating func readTail(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>, progress: (Int) -> Void, skipsFirst: Bool = true) {
        if skipsFirst { _ = scanner.value(bytes, progress: progress) }
        while let name = scanner.nextKey(bytes) {
            let value = scanner.value(bytes, progress: progress)
            if let index = names.index(of: name, in: bytes) { values[index] = value }
        }
    }
}
