import ChatModel
import JSONText

extension SourcePosition: StoredObject {
    enum Key: String, JSONKey { case byteOffset, file, index, line }

    static let keys = JSONKeys(Key.self)
    static var blank: SourcePosition { SourcePosition(file: "") }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .byteOffset: byteOffset = json.integer(bytes)
        case .file: file = json.sharedText(bytes) ?? ""
        case .index: index = json.integer(bytes)
        case .line: line = json.integer(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("byteOffset", byteOffset)
        json.put("file", file)
        json.put("index", index)
        json.put("line", line)
    }
}

extension Evidence: StoredObject {
    enum Key: String, JSONKey { case at, confidence, end, position, rule, start }

    static let keys = JSONKeys(Key.self)
    static var blank: Evidence { Evidence(position: .blank, rule: "", confidence: 0) }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .at: at = json.time(bytes)
        case .confidence: confidence = json.number(bytes) ?? 0
        case .end: end = json.integer(bytes)
        case .position: position = json.value(bytes) ?? .blank
        case .rule: rule = json.sharedText(bytes) ?? ""
        case .start: start = json.integer(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("at", at)
        json.put("confidence", confidence)
        json.put("end", end)
        json.put("position", position)
        json.put("rule", rule)
        json.put("start", start)
    }
}

extension FieldEvidence: StoredObject {
    enum Key: String, JSONKey { case evidence, field }

    static let keys = JSONKeys(Key.self)
    static var blank: FieldEvidence { FieldEvidence(field: "", evidence: .blank) }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .evidence: evidence = json.value(bytes) ?? .blank
        case .field: field = json.text(bytes) ?? ""
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("evidence", evidence)
        json.put("field", field)
    }
}

enum AttestedKey: String, JSONKey { case evidence, value }

private let attestedKeys = JSONKeys(AttestedKey.self)

extension Attested: Stored where Value: Stored {
    static var blank: Attested<Value> { Attested(.blank) }

    init(stored json: inout StoredReader, _ bytes: Span<UInt8>) {
        self = Self.blank
        guard json.enterObject(bytes) else { return }
        while let key = json.next(attestedKeys, bytes) {
            switch key {
            case .evidence: evidence = json.list(bytes)
            case .value: value = json.value(bytes) ?? .blank
            }
        }
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.put("evidence", evidence)
        json.put("value", value)
        json.endObject()
    }
}
