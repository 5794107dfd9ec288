/// Where a JSON value stands in the bytes, and of which kind it is.
///
/// A string's range is its contents without the quotes, escapes unresolved.
public struct JSONValue: Sendable {
    /// The kinds of JSON, and nothing at all.
    public enum Kind: UInt8, Sendable {
        case missing, null, bool, number, string, object, array
    }

    /// Of which kind it is.
    public let kind: Kind
    /// First byte.
    public let start: Int
    /// The byte behind the last.
    public let end: Int
    /// Whether a string has escapes, so that its bytes are not its text.
    public let hasEscapes: Bool
    /// Whether it was read as a JavaScript literal.
    public let isLenient: Bool

    init(_ kind: Kind, _ start: Int, _ end: Int, hasEscapes: Bool = false, isLenient: Bool = false) {
        self.kind = kind
        self.start = start
        self.end = end
        self.hasEscapes = hasEscapes
        self.isLenient = isLenient
    }

    /// No value: a field that the object does not have.
    public static let missing = JSONValue(.missing, 0, 0)

    /// Where it stands.
    public var range: Range<Int> { start..<max(start, end) }
    /// Whether there is a value other than null.
    public var exists: Bool { kind != .missing && kind != .null }
    /// Whether it is a string with nothing in it, null, or not there.
    public var isEmpty: Bool { !exists || (kind == .string && start >= end) }
    /// Whether it is a string.
    public var isString: Bool { kind == .string }
    /// Whether it is an object.
    public var isObject: Bool { kind == .object }
    /// Whether it is an array.
    public var isArray: Bool { kind == .array }

    // MARK: Texts

    /// A string's text, or a number's or boolean's characters; nil for null, containers and nothing.
    public func string(in bytes: Span<UInt8>) -> String? {
        switch kind {
        case .string:
            guard hasEscapes else { return ByteScanning.string(bytes, range) }
            var text: [UInt8] = []
            append(to: &text, of: bytes)
            return String(decoding: text, as: UTF8.self)
        case .number, .bool: return ByteScanning.string(bytes, range)
        default: return nil
        }
    }

    /// As ``string(in:)``, and nil for an empty string.
    public func text(in bytes: Span<UInt8>) -> String? {
        guard let text = string(in: bytes), !text.isEmpty else { return nil }
        return text
    }

    /// Appends a string's text with its escapes resolved, or a number's or boolean's characters; containers and null add nothing.
    public func append(to target: inout [UInt8], of bytes: Span<UInt8>) {
        switch kind {
        case .string where hasEscapes: JSONUnescaping.append(range, of: bytes, isLenient: isLenient, to: &target)
        case .string, .number, .bool: ByteScanning.append(range, of: bytes, to: &target)
        default: break
        }
    }

    /// Whether it is a string of exactly this text.
    public func equals(_ text: StaticString, in bytes: Span<UInt8>) -> Bool {
        guard kind == .string else { return false }
        if !hasEscapes { return end - start == text.utf8CodeUnitCount && ByteScanning.has(text, in: bytes, at: start) }
        return string(in: bytes) == "\(text)"
    }

    // MARK: Numbers

    /// A whole number, also out of a string of digits; fractions are cut off. Nil for anything else, and when it does not fit.
    public func integer(in bytes: Span<UInt8>) -> Int? {
        guard kind == .number || kind == .string, start < end, end <= bytes.count else { return nil }
        var at = start
        let isNegative = bytes[at] == 0x2D
        if isNegative || bytes[at] == 0x2B { at += 1 }
        let first = at
        var value = 0
        while at < end, 48...57 ~= bytes[at] {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(bytes[at] - 48))
            guard !overflow, !carry else { return nil }
            value = sum
            at += 1
        }
        guard at > first else { return nil }
        guard at == end else {
            guard bytes[at] == 0x2E || bytes[at] | 0x20 == 0x65, let number = number(in: bytes), abs(number) < 9e18 else { return nil }
            return Int(number)
        }
        return isNegative ? -value : value
    }

    /// A number, also out of a string; nil for anything else.
    public func number(in bytes: Span<UInt8>) -> Double? {
        guard kind == .number || kind == .string, start < end, end <= bytes.count, end - start <= 64 else { return nil }
        var at = start
        let isNegative = bytes[at] == 0x2D
        if isNegative || bytes[at] == 0x2B { at += 1 }
        let first = at
        var mantissa = 0
        var digits = 0
        var scale = 0
        var isBehindPoint = false
        while at < end, digits <= 15 {
            let byte = bytes[at]
            if byte == 0x2E, !isBehindPoint {
                isBehindPoint = true
            } else if 48...57 ~= byte {
                mantissa = mantissa * 10 + Int(byte - 48)
                digits += 1
                if isBehindPoint { scale += 1 }
            } else {
                break
            }
            at += 1
        }
        // Fifteen digits and a power of ten up to 22 are exact in binary; everything else takes the long way.
        if at == end, at > first, digits > 0, digits <= 15 {
            var power = 1.0
            for _ in 0..<scale { power *= 10 }
            return (isNegative ? -1 : 1) * Double(mantissa) / power
        }
        guard let value = Double(ByteScanning.string(bytes, range)), value.isFinite else { return nil }
        return value
    }

    /// True or false, also as 1 and 0 and as words in a string; nil for anything else.
    public func bool(in bytes: Span<UInt8>) -> Bool? {
        switch kind {
        case .bool: return bytes[start] == 0x74
        case .number, .string:
            if let number = integer(in: bytes) { return number == 1 ? true : number == 0 ? false : nil }
            if equals("true", in: bytes) || equals("True", in: bytes) { return true }
            return equals("false", in: bytes) || equals("False", in: bytes) ? false : nil
        default: return nil
        }
    }

    // MARK: Recognising

    /// The kind of a scalar that is not a string.
    static func kind(ofScalar range: Range<Int>, in bytes: Span<UInt8>, isLenient: Bool) -> Kind {
        func word(_ word: StaticString) -> Bool { range.count == word.utf8CodeUnitCount && ByteScanning.has(word, in: bytes, at: range.lowerBound) }
        guard let first = range.first else { return .missing }
        switch bytes[first] {
        case 0x30...0x39, 0x2D: return isNumber(range, in: bytes) ? .number : .missing
        case 0x74: return word("true") ? .bool : .missing
        case 0x66: return word("false") ? .bool : .missing
        // Python writes NaN, JavaScript undefined; both mean that there is nothing.
        default: return word("null") || word("NaN") || (isLenient && word("undefined")) ? .null : .missing
        }
    }

    /// Digits with sign, point and exponent where they belong; leading zeros pass.
    private static func isNumber(_ range: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        var at = range.lowerBound
        let end = range.upperBound
        func digits() -> Bool {
            let first = at
            while at < end, 48...57 ~= bytes[at] { at += 1 }
            return at > first
        }
        if bytes[at] == 0x2D { at += 1 }
        guard digits() else { return false }
        if at < end, bytes[at] == 0x2E {
            at += 1
            guard digits() else { return false }
        }
        if at < end, bytes[at] | 0x20 == 0x65 {
            at += 1
            if at < end, bytes[at] == 0x2B || bytes[at] == 0x2D { at += 1 }
            guard digits() else { return false }
        }
        return at == end
    }
}
