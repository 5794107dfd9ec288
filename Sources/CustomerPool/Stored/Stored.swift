import ChatModel
import JSONText

/// A value that the pool stores as JSON.
///
/// Reading takes fields in any order and leaves those that are missing as they are in a new value: a new field is one case of `Key`, one line in `read` and one in
/// `write`, and pools of earlier versions read on. Keys stand in the order of the alphabet, so that the same value is the same text.
protocol Stored {
    /// The value of which nothing was read.
    static var blank: Self { get }
    init(stored json: inout StoredReader, _ bytes: Span<UInt8>)
    func write(to json: inout JSONWriter)
}

/// A stored value with fields.
protocol StoredObject: Stored {
    associatedtype Key: JSONKey
    /// The names of the fields.
    static var keys: JSONKeys<Key> { get }
    /// Reads the field before which the reader stands.
    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>)
    /// Writes the fields in the order of their names.
    func writeFields(to json: inout JSONWriter)
}

extension StoredObject {
    init(stored json: inout StoredReader, _ bytes: Span<UInt8>) {
        self = Self.blank
        guard json.enterObject(bytes) else { return }
        while let key = json.next(Self.keys, bytes) { read(key, &json, bytes) }
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        writeFields(to: &json)
        json.endObject()
    }
}

extension Stored {
    /// The value as it is stored.
    var stored: String {
        var json = JSONWriter()
        write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

extension String: Stored {
    static var blank: String { "" }

    init(stored json: inout StoredReader, _ bytes: Span<UInt8>) { self = json.text(bytes) ?? "" }

    func write(to json: inout JSONWriter) { json.string(self) }
}

extension JSONWriter {
    /// Writes a text; left out when there is none.
    mutating func put(_ key: StaticString, _ value: String?) {
        guard let value else { return }
        self.key(key)
        string(value)
    }

    /// Writes a time; left out when there is none.
    mutating func put(_ key: StaticString, _ value: Timestamp?) {
        guard let value else { return }
        self.key(key)
        var text: [UInt8] = []
        text.reserveCapacity(25)
        value.appendISO8601(to: &text)
        string(text.span, 0..<text.count)
    }

    /// Writes a number as exactly as it is; left out when there is none.
    mutating func put(_ key: StaticString, _ value: Double?) {
        guard let value, value.isFinite else { return }
        self.key(key)
        if value == value.rounded(), abs(value) < 1e15 { integer(Int(value)) } else { raw(Array(value.description.utf8)) }
    }

    /// Writes a whole number; left out when there is none.
    mutating func put(_ key: StaticString, _ value: Int?) {
        guard let value else { return }
        self.key(key)
        integer(value)
    }

    /// Writes yes or no; left out when nothing tells.
    mutating func put(_ key: StaticString, _ value: Bool?) {
        guard let value else { return }
        self.key(key)
        bool(value)
    }

    /// Writes a value; left out when there is none.
    mutating func put(_ key: StaticString, _ value: (some Stored)?) {
        guard let value else { return }
        self.key(key)
        value.write(to: &self)
    }

    /// Writes a list; left out when it is empty.
    mutating func put(_ key: StaticString, _ values: [some Stored]) {
        guard !values.isEmpty else { return }
        self.key(key)
        beginArray()
        for value in values { value.write(to: &self) }
        endArray()
    }
}
