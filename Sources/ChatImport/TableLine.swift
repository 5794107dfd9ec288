import ChatBytes
public import ChatModel
import Foundation

/// A person of a contact list, an order of a table or a row of a bill as a JSON line among message lines: `{"contact": {…}, "source": {"file": "…", "line": 3}}`.
public struct TableLine: Sendable {
    /// What stands in the row.
    public enum Row: Sendable {
        /// A person of a contact list.
        case contact(Contact)
        /// An order of a table.
        case order(TableOrder)
        /// A row of a bill.
        case bill(BillEntry)
    }

    private enum Key: String, JSONKey { case contact, order, bill, source }
    private enum Place: String, JSONKey { case file, line }

    /// What stands in the row.
    public var row: Row
    /// Where it stands.
    public var position: SourcePosition

    /// A row at its place.
    public init(_ row: Row, at position: SourcePosition) { (self.row, self.position) = (row, position) }

    /// The row that a line holds; nil where it holds none, or one that cannot be read.
    public init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var scanner = JSONScanner(bytes, range)
        var fields = JSONFields(Key.self)
        guard fields.read(&scanner, bytes) else { return nil }
        func value<Value: Decodable>(_ key: Key, _ type: Value.Type) -> Value? {
            guard fields[key].isObject else { return nil }
            var json: [UInt8] = []
            ByteScanning.append(fields[key].range, of: bytes, to: &json)
            return try? JSONDecoder().decode(type, from: Data(json))
        }
        if let contact = value(.contact, Contact.self) {
            row = .contact(contact)
        } else if let order = value(.order, TableOrder.self) {
            row = .order(order)
        } else if let entry = value(.bill, BillEntry.self) {
            row = .bill(entry)
        } else {
            return nil
        }
        var place = JSONFields(Place.self)
        guard fields[Key.source].isObject, place.read(fields[Key.source], bytes) else { return nil }
        position = SourcePosition(file: place[Place.file].string(in: bytes) ?? "-", line: place[Place.line].integer(in: bytes))
    }

    /// The line, LF included.
    ///
    /// - Throws: `.unsupported` for a row that JSON cannot hold.
    public var text: [UInt8] {
        get throws(ImportError) {
            switch row {
            case .contact(let contact): try line("contact", contact)
            case .order(let order): try line("order", order)
            case .bill(let entry): try line("bill", entry)
            }
        }
    }

    private func line(_ key: StaticString, _ value: some Encodable) throws(ImportError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { throw ImportError(.unsupported, "a row that JSON cannot hold", at: position) }
        var json = JSONWriter()
        json.beginObject()
        json.key(key)
        json.raw(Array(data))
        json.key("source")
        json.beginObject()
        json.pair("file", position.file)
        if let line = position.line {
            json.key("line")
            json.integer(line)
        }
        json.endObject()
        json.endObject()
        json.endLine()
        return json.bytes
    }
}
