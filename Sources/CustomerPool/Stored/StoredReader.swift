import ChatModel
import JSONText

/// Reads values as the pool stores them: JSON in which every field may be missing, so that a pool of an earlier version reads as well as one of this version.
///
/// Fields that this version does not know are passed over. A word that it does not know (a status, a kind) and JSON that is none are noted in ``isDamaged``.
struct StoredReader {
    private var scanner: JSONScanner
    private var texts: SharedTexts
    /// Whether something was met that this version cannot read.
    private(set) var isDamaged = false

    private init(_ bytes: Span<UInt8>, _ range: Range<Int>, _ texts: SharedTexts) {
        scanner = JSONScanner(bytes, range)
        self.texts = texts
    }

    /// The value that a piece of the bytes holds.
    ///
    /// - Parameter texts: texts met before; those that repeat are kept once.
    /// - Throws: `.poolUnusable` when the piece cannot be read.
    static func value<Value: Stored>(_ type: Value.Type, in bytes: Span<UInt8>, _ range: Range<Int>, _ texts: inout SharedTexts) throws(ImportError) -> Value {
        var reader = StoredReader(bytes, range, texts)
        let isObject = reader.scanner.peek(bytes) == .object
        let value = Value(stored: &reader, bytes)
        texts = reader.texts
        guard isObject, !reader.isDamaged, reader.scanner.problem == nil else {
            throw ImportError(.poolUnusable, "the pool holds something that cannot be read: it is damaged, or of a newer version")
        }
        return value
    }

    // MARK: Fields

    mutating func enterObject(_ bytes: Span<UInt8>) -> Bool { scanner.enterObject(bytes) }

    /// The next field of the object that was entered last, of those that are known; nil at its end.
    mutating func next<Key: JSONKey>(_ keys: JSONKeys<Key>, _ bytes: Span<UInt8>) -> Key? {
        while let name = scanner.nextKey(bytes) { if let key = keys.key(name, in: bytes) { return key } }
        return nil
    }

    /// A text; nil for null.
    mutating func text(_ bytes: Span<UInt8>) -> String? {
        let value = scanner.value(bytes)
        return value.isString ? value.string(in: bytes) : nil
    }

    /// A text that stands in many values, such as a file's path.
    mutating func sharedText(_ bytes: Span<UInt8>) -> String? {
        let value = scanner.value(bytes)
        guard value.isString else { return nil }
        return value.hasEscapes ? value.string(in: bytes) : texts.text(bytes, value.range)
    }

    mutating func number(_ bytes: Span<UInt8>) -> Double? { scanner.value(bytes).number(in: bytes) }

    mutating func integer(_ bytes: Span<UInt8>) -> Int? { scanner.value(bytes).integer(in: bytes) }

    mutating func bool(_ bytes: Span<UInt8>) -> Bool? { scanner.value(bytes).bool(in: bytes) }

    mutating func time(_ bytes: Span<UInt8>) -> Timestamp? {
        let value = scanner.value(bytes)
        return value.isString ? Timestamp(iso8601: bytes.extracting(value.range)) : nil
    }

    /// A word of an enumeration; nil, and noted, when this version does not know it.
    mutating func word<Word: RawRepresentable<String>>(_ bytes: Span<UInt8>) -> Word? {
        guard let text = text(bytes) else { return nil }
        let word = Word(rawValue: text)
        if word == nil { isDamaged = true }
        return word
    }

    mutating func value<Value: Stored>(_ bytes: Span<UInt8>) -> Value? {
        guard scanner.peek(bytes) != .null else { return nil }
        return Value(stored: &self, bytes)
    }

    mutating func list<Value: Stored>(_ bytes: Span<UInt8>) -> [Value] {
        var list: [Value] = []
        guard scanner.enterArray(bytes) else { return list }
        while scanner.nextElement(bytes) { list.append(Value(stored: &self, bytes)) }
        return list
    }

    mutating func texts(_ bytes: Span<UInt8>) -> [String] {
        var list: [String] = []
        guard scanner.enterArray(bytes) else { return list }
        while scanner.nextElement(bytes) { if let text = text(bytes) { list.append(text) } }
        return list
    }

    mutating func words<Word: RawRepresentable<String>>(_ bytes: Span<UInt8>) -> [Word] {
        var list: [Word] = []
        guard scanner.enterArray(bytes) else { return list }
        while scanner.nextElement(bytes) { if let word: Word = word(bytes) { list.append(word) } }
        return list
    }
}

/// Texts that stand in many values, each kept once: a pool names the same few files and rules a million times.
struct SharedTexts: Sendable {
    private var slots = [String](repeating: "", count: 256)

    /// The text of a piece of UTF-8.
    mutating func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        // Texts of up to 15 bytes need no memory of their own.
        guard range.count > 15 else { return ByteScanning.string(bytes, range) }
        let slot = Int(truncatingIfNeeded: ByteScanning.hash(bytes, range, seed: 0) & 255)
        let known = slots[slot].utf8Span
        if known.count == range.count, ByteScanning.equal(range, of: bytes, 0..<known.count, of: known.span) { return slots[slot] }
        slots[slot] = ByteScanning.string(bytes, range)
        return slots[slot]
    }
}
