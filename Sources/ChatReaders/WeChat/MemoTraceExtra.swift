import ChatBytes

/// What MemoTrace 3 keeps of a message's payload beside its own fields.
enum MemoTraceExtra {
    private enum Key: String, JSONKey {
        case text, title, messages
        case name = "display_name"
        case label, poiname
        case fileName = "file_name"
    }

    /// The string behind a key in a payload, wherever it stands.
    private static func value(_ key: StaticString, in payload: JSONValue, _ bytes: Span<UInt8>) -> JSONValue? {
        guard payload.isObject, let at = ByteScanning.find(key, in: bytes, payload.range) else { return nil }
        var scanner = JSONScanner(bytes, at + key.utf8CodeUnitCount..<payload.end)
        guard let colon = ByteScanning.first(0x3A, in: bytes, scanner.offset..<min(payload.end, scanner.offset + 8)) else { return nil }
        scanner.resume(at: colon + 1)
        let value = scanner.value(bytes)
        return value.isString && !value.isEmpty ? value : nil
    }

    /// The id that both rows of one transfer share.
    static func transferID(_ payload: JSONValue, _ bytes: Span<UInt8>) -> String? { value("\"transferid\"", in: payload, bytes)?.string(in: bytes) }

    /// The title of an app message that MemoTrace itself does not show, such as a chain list.
    static func appendTitle(_ payload: JSONValue, _ bytes: Span<UInt8>, to text: inout [UInt8]) {
        value("\"title\"", in: payload, bytes)?.append(to: &text, of: bytes)
    }

    /// The messages of a forwarded record as lines `name: text`, nested ones too.
    static func appendRecords(_ list: JSONValue, _ bytes: Span<UInt8>, to text: inout [UInt8], depth: Int = 0) {
        guard list.isArray, depth < 4 else { return }
        var scanner = JSONScanner(bytes, at: list)
        var fields = JSONFields(Key.self)
        guard scanner.enterArray(bytes) else { return }
        while scanner.nextElement(bytes) {
            guard fields.read(&scanner, bytes) else { continue }
            text.append(0x0A)
            fields[Key.name].append(to: &text, of: bytes)
            text.append(contentsOf: [0x3A, 0x20])
            for key in [Key.text, .title, .fileName, .poiname, .label] where !fields[key].isEmpty {
                fields[key].append(to: &text, of: bytes)
                break
            }
            appendRecords(fields[Key.messages], bytes, to: &text, depth: depth + 1)
        }
    }
}
