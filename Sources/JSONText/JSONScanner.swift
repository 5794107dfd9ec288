/// What the scanner found wrong in a piece of JSON, and where.
public struct JSONProblem: Hashable, Sendable {
    /// Which rule of JSON the input breaks.
    public enum Kind: String, Sendable {
        /// The input ends inside a value.
        case truncated = "json-truncated"
        /// A byte that begins no value, or text behind a value.
        case unexpectedByte = "json-unexpected-byte"
        /// Two values without a comma between, a comma too many, or a key without a colon.
        case separator = "json-separator"
        /// `]` where `}` belongs, or the other way round.
        case mismatchedBracket = "json-mismatched-bracket"
        /// Containers nested deeper than the limit.
        case tooDeep = "json-too-deep"
    }

    /// Which rule of JSON the input breaks.
    public var kind: Kind
    /// The offset in the input.
    public var offset: Int
}

/// Walks over JSON in memory without building anything: a cursor that is told what to expect.
///
/// The scanner holds offsets only; every call takes the same bytes. Nothing is allocated and nothing recurses, and each call moves on, so that damaged
/// input ends in a ``problem`` and never in a loop or a trap. A container is entered, walked and thereby left:
///
/// ```swift
/// var scanner = JSONScanner(bytes)
/// guard scanner.enterObject(bytes) else { return }
/// while let key = scanner.nextKey(bytes) {
///     if key.equals("messages", in: bytes), scanner.enterArray(bytes) {
///         while scanner.nextElement(bytes) { let item = scanner.value(bytes) … }
///     }   // a value that was not read is skipped
/// }
/// ```
///
/// To read an object's fields in whatever order they stand use ``JSONFields``.
///
/// The lenient mode reads JavaScript literals: bare keys, strings in single quotes and backticks, trailing commas, comments, `undefined`.
public struct JSONScanner: Sendable {
    /// Where the scanner stands.
    public private(set) var offset: Int
    /// The byte behind the last one that the scanner looks at.
    public let end: Int
    /// Whether JavaScript literals are read.
    public let isLenient: Bool
    /// The first thing found wrong; scanning goes on behind it.
    public private(set) var problem: JSONProblem?
    /// How many containers are open.
    public private(set) var depth = 0
    /// How many containers may be open at once.
    public static let maximumDepth = 512

    /// Whether a value has been read since the last bracket or comma.
    private var needsComma = false
    /// Where a value is due that nobody has read yet.
    private var due = -1

    /// A scanner over a piece of the bytes, or over all of them.
    public init(_ bytes: Span<UInt8>, _ range: Range<Int>? = nil, isLenient: Bool = false) {
        offset = min(max(range?.lowerBound ?? 0, 0), bytes.count)
        end = min(max(range?.upperBound ?? bytes.count, offset), bytes.count)
        self.isLenient = isLenient
    }

    /// A scanner that stands before a value found earlier, so that it can be walked.
    public init(_ bytes: Span<UInt8>, at value: JSONValue) {
        self.init(bytes, value.range, isLenient: value.isLenient)
    }

    // MARK: Containers

    /// Enters an object; false, and nothing read, when none stands here.
    public mutating func enterObject(_ bytes: Span<UInt8>) -> Bool { enter(0x7B, bytes) }

    /// Enters an array; false, and nothing read, when none stands here.
    public mutating func enterArray(_ bytes: Span<UInt8>) -> Bool { enter(0x5B, bytes) }

    private mutating func enter(_ bracket: UInt8, _ bytes: Span<UInt8>) -> Bool {
        skipSpace(bytes)
        guard offset < end, bytes[offset] == bracket else { return false }
        guard depth < Self.maximumDepth else {
            note(.tooDeep, at: offset)
            return false
        }
        depth += 1
        offset += 1
        needsComma = false
        due = -1
        return true
    }

    /// Reads the next key of the object entered last; nil at its end, which is left.
    ///
    /// A value of the key before that was not read is skipped.
    public mutating func nextKey(_ bytes: Span<UInt8>) -> JSONValue? {
        while advance(bytes, closer: 0x7D) {
            let byte = bytes[offset]
            let key: JSONValue
            if byte == 0x22 || (isLenient && (byte == 0x27 || byte == 0x60)) {
                key = string(bytes)
            } else if isLenient, Self.isWordByte(byte) {
                key = bareWord(bytes)
            } else {
                // A value without a key: step over it and look on.
                note(.unexpectedByte, at: offset)
                _ = value(bytes)
                continue
            }
            skipSpace(bytes)
            if offset < end, bytes[offset] == 0x3A {
                offset += 1
                skipSpace(bytes)
            } else {
                note(offset < end ? .separator : .truncated, at: offset)
            }
            needsComma = false
            due = offset
            return key
        }
        return nil
    }

    /// Whether the array entered last has another element, before which the scanner then stands; at its end it is left.
    ///
    /// An element that was not read is skipped.
    public mutating func nextElement(_ bytes: Span<UInt8>) -> Bool {
        guard advance(bytes, closer: 0x5D) else { return false }
        due = offset
        return true
    }

    /// Steps over what stands between two members; false when the container has been left.
    private mutating func advance(_ bytes: Span<UInt8>, closer: UInt8) -> Bool {
        if due >= 0, due == offset { _ = value(bytes) }
        due = -1
        while true {
            skipSpace(bytes)
            guard offset < end else {
                note(.truncated, at: offset)
                depth = max(0, depth - 1)
                return false
            }
            let byte = bytes[offset]
            switch byte {
            case 0x2C:
                if !needsComma { note(.separator, at: offset) }
                offset += 1
                if needsComma, !isLenient, closes(bytes) { note(.separator, at: offset) }
                needsComma = false
            case 0x7D, 0x5D:
                if byte != closer { note(.mismatchedBracket, at: offset) }
                offset += 1
                depth = max(0, depth - 1)
                needsComma = true
                return false
            default:
                if needsComma { note(.separator, at: offset) }
                return true
            }
        }
    }

    /// Whether a closing bracket comes next.
    private mutating func closes(_ bytes: Span<UInt8>) -> Bool {
        skipSpace(bytes)
        return offset < end && (bytes[offset] == 0x7D || bytes[offset] == 0x5D)
    }

    // MARK: Values

    /// The kind of the value that stands here; nothing is read. `.missing` where none does.
    public mutating func peek(_ bytes: Span<UInt8>) -> JSONValue.Kind {
        skipSpace(bytes)
        guard offset < end else { return .missing }
        return switch bytes[offset] {
        case 0x7B: .object
        case 0x5B: .array
        case 0x22: .string
        case 0x27, 0x60: isLenient ? .string : .missing
        case 0x30...0x39, 0x2D: .number
        case 0x74, 0x66: .bool
        case 0x6E, 0x75, 0x4E: .null
        default: .missing
        }
    }

    /// Reads any value, containers whole, and says where it stands; `.missing`, with a problem noted, where none does.
    public mutating func value(_ bytes: Span<UInt8>) -> JSONValue {
        skipSpace(bytes)
        due = -1
        guard offset < end else {
            note(.truncated, at: offset)
            return JSONValue(.missing, offset, offset, isLenient: isLenient)
        }
        let start = offset
        switch bytes[offset] {
        case 0x22:
            return string(bytes)
        case 0x27 where isLenient, 0x60 where isLenient:
            return string(bytes)
        case 0x7B, 0x5B:
            let isObject = bytes[offset] == 0x7B
            skipContainer(bytes)
            return JSONValue(isObject ? .object : .array, start, offset, isLenient: isLenient)
        case 0x2C, 0x7D, 0x5D, 0x3A:
            // A separator where a value belongs is left for the container; a colon has no meaning to anybody.
            note(.unexpectedByte, at: offset)
            if bytes[offset] == 0x3A { offset += 1 }
            needsComma = true
            return JSONValue(.missing, start, start, isLenient: isLenient)
        default:
            return scalar(bytes)
        }
    }

    /// Reads a value as ``value(_:)`` does, and tells every few megabytes how far it has come, so that memory already passed can be given back.
    public mutating func value(_ bytes: Span<UInt8>, progress: (Int) -> Void) -> JSONValue {
        let kind = peek(bytes)
        guard kind == .object || kind == .array else { return value(bytes) }
        let start = offset
        var state = JSONContainerEnd(at: start)
        while !state.advance(bytes, limit: state.offset + 4 << 20, end: end, isLenient: isLenient) { progress(state.offset) }
        leave(state, start)
        return JSONValue(kind, start, offset, isLenient: isLenient)
    }

    /// Reads a value and forgets it.
    public mutating func skipValue(_ bytes: Span<UInt8>) { _ = value(bytes) }

    /// Whether nothing but blanks is left.
    public mutating func isAtEnd(_ bytes: Span<UInt8>) -> Bool {
        skipSpace(bytes)
        return offset >= end
    }

    /// Moves to an offset found by other means, such as the start of the next record behind damage; the nesting stays.
    public mutating func resume(at offset: Int) {
        self.offset = min(max(offset, 0), end)
        needsComma = false
        due = -1
    }

    /// Forgets what was found wrong.
    public mutating func clearProblem() { problem = nil }

    // MARK: Pieces

    mutating func note(_ kind: JSONProblem.Kind, at offset: Int) {
        if problem == nil { problem = JSONProblem(kind: kind, offset: offset) }
    }

    /// A word of letters, digits, `_`, `$` and everything beyond ASCII.
    private mutating func bareWord(_ bytes: Span<UInt8>) -> JSONValue {
        let start = offset
        while offset < end, Self.isWordByte(bytes[offset]) { offset += 1 }
        return JSONValue(.string, start, offset, isLenient: isLenient)
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x24, 0x80...0xFF: true
        default: false
        }
    }

    /// A string with its quotes.
    private mutating func string(_ bytes: Span<UInt8>) -> JSONValue {
        let start = offset + 1
        let found = JSONStringEnd.find(bytes, from: start, end: end, quote: bytes[offset])
        offset = min(found.end + 1, end)
        if !found.isClosed { note(.truncated, at: start - 1) }
        needsComma = true
        return JSONValue(.string, start, found.end, hasEscapes: found.hasEscapes, isLenient: isLenient)
    }

    /// A number or a word.
    private mutating func scalar(_ bytes: Span<UInt8>) -> JSONValue {
        let start = offset
        while offset < end {
            let byte = bytes[offset]
            if byte == 0x2C || byte == 0x7D || byte == 0x5D || byte == 0x22 || byte == 0x3A || byte == 0x7B || byte == 0x5B || byte <= 0x20 { break }
            offset += 1
        }
        needsComma = true
        let kind = JSONValue.kind(ofScalar: start..<offset, in: bytes, isLenient: isLenient)
        if kind == .missing { note(offset < end ? .unexpectedByte : .truncated, at: start) }
        // A raw control byte alone would not move the cursor.
        if offset == start { offset += 1 }
        return JSONValue(kind, start, offset, isLenient: isLenient)
    }

    /// Passes a container whole, counting brackets and stepping over strings.
    private mutating func skipContainer(_ bytes: Span<UInt8>) {
        let start = offset
        var state = JSONContainerEnd(at: start)
        _ = state.advance(bytes, limit: end, end: end, isLenient: isLenient)
        leave(state, start)
    }

    private mutating func leave(_ state: JSONContainerEnd, _ start: Int) {
        offset = min(state.offset, end)
        needsComma = true
        due = -1
        if !state.isClosed { note(.truncated, at: start) }
        if state.isTooDeep { note(.tooDeep, at: start) }
    }

    @inline(__always)
    private mutating func skipSpace(_ bytes: Span<UInt8>) {
        guard offset < end, bytes[offset] > 0x20, bytes[offset] != 0x2F else { return skipBlanks(bytes) }
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>) {
        while offset < end {
            let byte = bytes[offset]
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                offset += 1
            } else if isLenient, byte == 0x2F, let next = JSONContainerEnd.comment(bytes, at: offset, end: end) {
                offset = next
            } else {
                return
            }
        }
    }
}
