import ChatBytes
import ChatModel

/// Files whose root object holds a few fields around one long list of records.
enum JSONDocument {
    /// The records of the root's list named `key`; `fields` then holds what stands before the list.
    ///
    /// When one of the `needed` fields is missing there, the rest of the file is looked through for it first. Nil, and reported, when there is no such list.
    static func records<Key: JSONKey>(
        _ key: Key, _ fields: inout JSONFields, needed: [Key], _ bytes: Span<UInt8>, _ output: MessageOutput
    ) -> JSONRecords? {
        var scanner = JSONScanner(bytes)
        guard fields.readHead(&scanner, bytes, before: key) else {
            output.report(
                scanner.problem?.kind.rawValue ?? "json-no-records", line: 1, byteOffset: scanner.problem?.offset,
                byteCount: fields[key].isArray ? 0 : bytes.count - output.totals.messageBytes, "no list of messages where the format has one")
            return nil
        }
        if needed.contains(where: { fields[$0].kind == .missing }) {
            readTail(key, &fields, scanner, bytes, output)
        }
        return JSONRecords(arrayAt: scanner, bytes)
    }

    /// Reads the fields behind the list before the scanner, and gives back what memory the list took.
    static func readTail<Key: JSONKey>(_ key: Key, _ fields: inout JSONFields, _ scanner: JSONScanner, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        var rest = scanner
        var tail = fields
        tail.readTail(&rest, bytes) { output.source.discard(upTo: $0) }
        if rest.problem != nil, var records = JSONRecords(arrayAt: scanner, bytes) {
            // A missing quote makes the rest of the file look like one string: go record by record, which finds its way behind damage.
            tail = fields
            var unused = JSONFields(Key.self)
            while records.next(&unused, bytes, nil) { output.source.discard(upTo: records.end) }
            rest = records.position
            tail.readTail(&rest, bytes, progress: { _ in }, skipsFirst: false)
        }
        fields = tail
        output.source.rewind()
    }
}
