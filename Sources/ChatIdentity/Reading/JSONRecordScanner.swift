import JSONText

/// Reads one record from one line of JSON, straight into a `RawRecord`.
///
/// Keys are those of the contract's record; unknown keys are passed over whatever they hold.
struct JSONRecordScanner {
    private static let keys: [(word: StaticString, field: RawRecord.Field)] = [
        ("record_id", .recordID), ("name", .name), ("nickname", .nickname), ("phones", .phone), ("phone", .phone), ("emails", .email), ("email", .email),
        ("platform", .platform), ("account_id", .accountID), ("address_text", .address), ("address", .address), ("birth_date", .birthDate),
        ("seen_at", .seenAt), ("names", .name), ("nicknames", .nickname), ("last_seen", .seenAt), ("addresses", .address), ("address_texts", .address),
    ]
    /// Where in an address that is taken apart each part belongs: country, province, city, district, town, detail.
    private static let parts = ["country", "province", "city", "district", "town", "detail"].map { Array($0.utf8) }
    private static let depthLimit = 32

    private var divisions: [[UInt8]] = Array(repeating: [], count: 6)

    /// Fills `record` from the line `range`; false when it is no JSON object.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>, into record: inout RawRecord) -> Bool {
        record.removeAll()
        let span = bytes.span
        var scanner = JSONScanner(span, range)
        guard scanner.enterObject(span) else { return false }
        while let key = scanner.nextKey(span) {
            take(Self.field(span, key.range), &scanner, span, into: &record)
            if scanner.problem != nil { return false }
        }
        return scanner.problem == nil
    }

    /// What a key of the contract names.
    static func field(_ span: Span<UInt8>, _ range: Range<Int>) -> RawRecord.Field {
        for (word, field) in keys where word.utf8CodeUnitCount == range.count && ByteScanning.has(word, in: span, at: range.lowerBound) { return field }
        return .ignored
    }

    /// Reads the value before the scanner, and every element where it is a list.
    private mutating func take(_ field: RawRecord.Field, _ scanner: inout JSONScanner, _ span: Span<UInt8>, into record: inout RawRecord) {
        guard field != .ignored, scanner.depth < Self.depthLimit else { return scanner.skipValue(span) }
        switch scanner.peek(span) {
        case .array:
            guard scanner.enterArray(span) else { return }
            while scanner.nextElement(span) { take(field, &scanner, span, into: &record) }
        case .object:
            guard field == .address else { return scanner.skipValue(span) }
            takeAddress(&scanner, span, into: &record)
        default:
            let value = scanner.value(span)
            guard value.isString || value.kind == .number && 0x30...0x39 ~= span[value.start] else { return }
            record.append(value, of: span)
            record.end(field)
        }
    }

    /// An address taken apart is put together again in the usual order.
    private mutating func takeAddress(_ scanner: inout JSONScanner, _ span: Span<UInt8>, into record: inout RawRecord) {
        guard scanner.enterObject(span) else { return }
        for i in divisions.indices { divisions[i].removeAll(keepingCapacity: true) }
        while let key = scanner.nextKey(span) {
            let value = scanner.value(span)
            guard value.isString || value.kind == .number, let part = Self.parts.firstIndex(where: { ByteScanning.equal(key.range, of: span, $0) }) else {
                continue
            }
            divisions[part].removeAll(keepingCapacity: true)
            value.append(to: &divisions[part], of: span)
        }
        for part in 1..<divisions.count where part != 2 || divisions[2] != divisions[1] { record.appendBytes(divisions[part]) }
        record.end(.address)
    }
}
