/// Reads one record from one line of JSON, straight into a `RawRecord`.
///
/// Keys are those of the contract's record; unknown keys are passed over whatever they hold.
struct JSONRecordScanner {
    private static let words: [(String, RawRecord.Field)] = [
        ("record_id", .recordID), ("name", .name), ("nickname", .nickname), ("phones", .phone), ("phone", .phone), ("emails", .email), ("email", .email),
        ("platform", .platform), ("account_id", .accountID), ("address_text", .address), ("address", .address), ("birth_date", .birthDate),
        ("seen_at", .seenAt), ("names", .name), ("nicknames", .nickname), ("last_seen", .seenAt), ("addresses", .address), ("address_texts", .address),
    ]
    private static let keys: [([UInt8], RawRecord.Field)] = words.map { (Array($0.0.utf8), $0.1) }
    private static let parts = ["country", "province", "city", "district", "town", "detail"].map { Array($0.utf8) }
    private static let depthLimit = 32

    private var at = 0
    private var end = 0
    private var divisions: [[UInt8]] = Array(repeating: [], count: 6)

    /// Fills `record` from the line `range`; false when it is no JSON object.
    mutating func read(_ bytes: [UInt8], _ range: Range<Int>, into record: inout RawRecord) -> Bool {
        at = range.lowerBound
        end = range.upperBound
        record.removeAll()
        let span = bytes.span
        skipSpace(span)
        guard at < end, span[at] == 0x7B else { return false }
        at += 1
        skipSpace(span)
        if at < end, span[at] == 0x7D { return true }
        while at < end {
            skipSpace(span)
            guard at < end, span[at] == 0x22 else { return false }
            let keyStart = at + 1
            guard skipString(span) else { return false }
            let field = Self.field(span, keyStart..<at - 1)
            skipSpace(span)
            guard at < end, span[at] == 0x3A else { return false }
            at += 1
            guard value(span, bytes, field, into: &record, depth: 0) else { return false }
            skipSpace(span)
            guard at < end else { return false }
            if span[at] == 0x7D { return true }
            guard span[at] == 0x2C else { return false }
            at += 1
        }
        return false
    }

    /// What a key of the contract names.
    static func field(_ span: borrowing Span<UInt8>, _ range: Range<Int>) -> RawRecord.Field {
        for (key, field) in keys where key.count == range.count {
            var i = 0
            while i < key.count, span[range.lowerBound + i] == key[i] { i += 1 }
            if i == key.count { return field }
        }
        return .ignored
    }

    @inline(__always)
    private mutating func skipSpace(_ span: borrowing Span<UInt8>) {
        while at < end, span[at] <= 0x20 { at &+= 1 }
    }

    /// Moves past a string; `at` is at its opening quote.
    private mutating func skipString(_ span: borrowing Span<UInt8>) -> Bool {
        at += 1
        while at < end {
            let b = span[at]
            at &+= 1
            if b == 0x22 { return true }
            if b == 0x5C { at &+= 1 }
        }
        at = min(at, end)
        return false
    }

    private mutating func value(_ span: borrowing Span<UInt8>, _ bytes: [UInt8], _ field: RawRecord.Field, into record: inout RawRecord, depth: Int) -> Bool {
        skipSpace(span)
        guard at < end, depth < Self.depthLimit else { return false }
        switch span[at] {
        case 0x22:
            guard field != .ignored else { return skipString(span) }
            guard string(span, bytes, into: &record) else { return false }
            record.end(field)
            return true
        case 0x5B:
            at += 1
            skipSpace(span)
            if at < end, span[at] == 0x5D {
                at += 1
                return true
            }
            while at < end {
                guard value(span, bytes, field, into: &record, depth: depth + 1) else { return false }
                skipSpace(span)
                guard at < end else { return false }
                at += 1
                if span[at - 1] == 0x5D { return true }
                guard span[at - 1] == 0x2C else { return false }
            }
            return false
        case 0x7B: return object(span, bytes, field, into: &record, depth: depth)
        default:
            let start = at
            while at < end, span[at] != 0x2C, span[at] != 0x5D, span[at] != 0x7D, span[at] > 0x20 { at &+= 1 }
            guard at > start else { return false }
            if field != .ignored, 0x30...0x39 ~= span[start] {
                record.appendBytes(bytes, start..<at)
                record.end(field)
            }
            return true
        }
    }

    /// An address taken apart is put together again in the usual order; other objects are passed over.
    private mutating func object(_ span: borrowing Span<UInt8>, _ bytes: [UInt8], _ field: RawRecord.Field, into record: inout RawRecord, depth: Int) -> Bool {
        at += 1
        let isAddress = field == .address
        var inner = RawRecord()
        for i in divisions.indices { divisions[i].removeAll(keepingCapacity: true) }
        skipSpace(span)
        var isOpen = !(at < end && span[at] == 0x7D)
        if !isOpen { at += 1 }
        while isOpen {
            skipSpace(span)
            guard at < end, span[at] == 0x22 else { return false }
            let keyStart = at + 1
            guard skipString(span) else { return false }
            let keyEnd = at - 1
            skipSpace(span)
            guard at < end, span[at] == 0x3A else { return false }
            at += 1
            let part = isAddress ? Self.parts.firstIndex { $0.count == keyEnd - keyStart && $0.elementsEqual(bytes[keyStart..<keyEnd]) } : nil
            inner.removeAll()
            guard value(span, bytes, part == nil ? .ignored : .address, into: &inner, depth: depth + 1) else { return false }
            if let part { divisions[part] = inner.bytes }
            skipSpace(span)
            guard at < end else { return false }
            at += 1
            if span[at - 1] == 0x7D { isOpen = false } else if span[at - 1] != 0x2C { return false }
        }
        if isAddress {
            for part in 1..<divisions.count where part != 2 || divisions[2] != divisions[1] { record.appendBytes(divisions[part]) }
            record.end(.address)
        }
        return true
    }

    /// Copies a string without its escapes.
    private mutating func string(_ span: borrowing Span<UInt8>, _ bytes: [UInt8], into record: inout RawRecord) -> Bool {
        at += 1
        var start = at
        while at < end {
            let b = span[at]
            if b == 0x22 {
                record.appendBytes(bytes, start..<at)
                at += 1
                return true
            }
            if b == 0x5C {
                record.appendBytes(bytes, start..<at)
                guard escape(span, into: &record) else { return false }
                start = at
            } else {
                at &+= 1
            }
        }
        return false
    }

    /// Reads an escape; a lone surrogate becomes U+FFFD.
    private mutating func escape(_ span: borrowing Span<UInt8>, into record: inout RawRecord) -> Bool {
        guard at + 1 < end else { return false }
        let c = span[at + 1]
        at += 2
        switch c {
        case 0x6E: record.append(0x0A)
        case 0x74: record.append(0x09)
        case 0x72: record.append(0x0D)
        case 0x62: record.append(0x08)
        case 0x66: record.append(0x0C)
        case 0x75:
            guard var scalar = hex(span) else { return false }
            if 0xD800..<0xDC00 ~= scalar, at + 1 < end, span[at] == 0x5C, span[at + 1] == 0x75 {
                at += 2
                guard let low = hex(span) else { return false }
                scalar = 0xDC00..<0xE000 ~= low ? 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00) : 0xFFFD
            }
            record.appendBytes(Array(String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8))
        default: record.append(c)
        }
        return true
    }

    private mutating func hex(_ span: borrowing Span<UInt8>) -> UInt32? {
        guard at + 4 <= end else { return nil }
        var n: UInt32 = 0
        for _ in 0..<4 {
            let b = span[at]
            let digit: UInt8
            switch b {
            case 0x30...0x39: digit = b - 0x30
            case 0x41...0x46: digit = b - 0x41 + 10
            case 0x61...0x66: digit = b - 0x61 + 10
            default: return nil
            }
            n = n << 4 | UInt32(digit)
            at += 1
        }
        return n
    }
}
