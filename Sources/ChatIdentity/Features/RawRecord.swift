import JSONText

/// One record's values as bytes, filled by a reader again and again without a String for each value.
public struct RawRecord: Sendable {
    /// What a value is.
    public enum Field: UInt8, Sendable {
        case recordID, name, nickname, phone, email, platform, accountID, address, birthDate, seenAt, note, ignored
    }

    struct Value: Sendable {
        var field: Field
        var range: Range<Int>
    }

    /// All values, one after the other.
    public private(set) var bytes: [UInt8] = []
    private(set) var values: [Value] = []
    private var start = 0

    /// An empty record.
    public init() {}

    /// Empties the record and keeps its memory.
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        start = 0
    }

    /// Adds a byte to the value that is being written.
    @inlinable
    public mutating func append(_ byte: UInt8) { appendBytes(CollectionOfOne(byte)) }

    /// Adds bytes to the value that is being written.
    public mutating func appendBytes(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    /// Adds bytes to the value that is being written.
    public mutating func appendBytes(_ source: [UInt8], _ range: Range<Int>) { bytes.append(contentsOf: source[range]) }

    /// Adds the text of a JSON value to the value that is being written.
    mutating func append(_ value: JSONValue, of json: Span<UInt8>) { value.append(to: &bytes, of: json) }

    /// Ends the value that is being written and says what it is; an empty value is none.
    public mutating func end(_ field: Field) {
        if bytes.count > start, field != .ignored {
            values.append(Value(field: field, range: start..<bytes.count))
        } else {
            bytes.removeLast(bytes.count - start)
        }
        start = bytes.count
    }

    /// Adds a whole value.
    public mutating func set(_ field: Field, _ value: String) {
        bytes.append(contentsOf: value.utf8)
        end(field)
    }
}
