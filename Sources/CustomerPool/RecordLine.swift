public import ChatModel
import ChatIdentity
import JSONText

/// A customer record as a JSON line: what `resolve` compares in the fields that it reads, and everything with its evidence under `facts`.
public enum RecordLine {
    private enum Key: String, JSONKey {
        case facts
        case recordID = "record_id"
        case customerID = "customer_id"
    }

    /// What a line holds.
    public struct Parts: Sendable {
        /// The id of the record that the line speaks of.
        public var recordID: String
        /// Whom the record belongs to, where the line says so.
        public var customerID: String?
        /// The record, where the line holds it.
        public var record: CustomerRecord?
    }

    /// The line of a record, LF included.
    public static func line(_ record: CustomerRecord) -> [UInt8] {
        let seen = IdentityRecord(customerRecord: record)
        var json = JSONWriter()
        json.beginObject()
        json.pair("record_id", seen.recordID)
        json.pair("conversation", record.conversation)
        json.pair("platform", record.platform.rawValue)
        json.put("account_id", seen.accountID)
        json.member("names", seen.names)
        json.member("nicknames", seen.nicknames)
        json.member("phones", seen.phones)
        json.member("emails", seen.emails)
        json.member(
            "address_texts",
            seen.addresses.map { address in
                [address.province, address.city == address.province ? nil : address.city, address.district, address.town, address.detail].compactMap(\.self)
                    .joined()
            })
        json.put("birth_date", seen.birthDates.first)
        json.put("last_seen", seen.lastSeen)
        json.key("facts")
        record.write(to: &json)
        json.endObject()
        json.endLine()
        return json.bytes
    }

    /// What a line holds; nil where it is no JSON object, names no record, or holds facts that cannot be read.
    public static func parts(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Parts? {
        var scanner = JSONScanner(bytes, range)
        var fields = JSONFields(Key.self)
        guard fields.read(&scanner, bytes), let id = fields[Key.recordID].string(in: bytes), !id.isEmpty else { return nil }
        var parts = Parts(recordID: id, customerID: fields[Key.customerID].string(in: bytes))
        guard fields[Key.facts].exists else { return parts }
        var texts = SharedTexts()
        guard fields[Key.facts].isObject, let record = try? StoredReader.value(CustomerRecord.self, in: bytes, fields[Key.facts].range, &texts),
            record.recordID == id
        else { return nil }
        parts.record = record
        return parts
    }
}
