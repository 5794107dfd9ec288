/// A text as the extractors read it, with a way back to what was written.
///
/// The view holds the same text with full-width characters as ASCII, traditional characters as simplified ones, radicals as the characters they stand for, all
/// spaces but line ends and tabs as one space each, dashes as `-`, CR as LF, and without zero-width and direction marks. Every offset of the view leads back to
/// the original bytes, so that what is found is always cut from the writer's own text. A text that needs no change is its own view and has no index.
///
/// Meant to be used again: `load` keeps the memory of the text before.
public struct NormalizedText: Sendable {
    /// The normalised UTF-8 bytes.
    public private(set) var bytes: [UInt8] = []
    /// The bytes as written; empty when the view is the same.
    private var written: [UInt8] = []
    /// For each byte of the view, where its character begins in the original; empty when the view is the same.
    private var starts: [Int32] = []
    /// Whether the view is byte for byte the original.
    public private(set) var isPlain = true
    /// The kinds of characters in the text.
    public private(set) var classes: ByteClasses = []
    /// A fingerprint of the view's characters beyond ASCII.
    public private(set) var signature = CharacterSignature()

    /// An empty text.
    public init() {}

    /// A string and its view.
    public init(_ text: String) {
        load(Array(text.utf8).span)
    }

    /// The bytes as written.
    public var original: [UInt8] { isPlain ? bytes : written }

    /// Where in the original the character begins that a byte of the view stands for.
    func originalStart(_ at: Int) -> Int {
        guard !isPlain else { return at }
        return at < starts.count ? Int(starts[at]) : written.count
    }

    /// Where in the original that character ends.
    func originalEnd(_ at: Int) -> Int {
        guard !isPlain else { return at + 1 }
        var end = originalStart(at) + 1
        if end <= written.count, end > 0, written[end - 1] >= 0xC0 {
            while end < written.count, written[end] & 0xC0 == 0x80 { end += 1 }
        }
        return end
    }

    /// Takes another text; invalid UTF-8 is kept byte for byte.
    public mutating func load(_ text: Span<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        written.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        isPlain = true
        var kinds: UInt16 = 0
        signature = CharacterSignature()
        let ascii = ByteClasses.ofASCII
        let table = CharacterFold.simplified
        let count = min(text.count, Int(Int32.max))
        var at = 0
        while at < count {
            let byte = text[at]
            if byte < 0x80, byte != 0x0D {
                kinds |= ascii[Int(byte)]
                at &+= 1
                continue
            }
            let (scalar, length) = byte == 0x0D ? (0x0D, 1) : Self.decode(text, at, count)
            let fold = byte == 0x0D ? .ascii(0x0A) : length > 0 ? CharacterFold.of(scalar, table) : .same
            guard case .same = fold else {
                bend(text, at)
                kinds |= bendRest(text, from: at, to: count)
                break
            }
            note(scalar, length, &kinds)
            at &+= max(1, length)
        }
        if isPlain { unsafe text.extracting(0..<count).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) } }
        classes = ByteClasses(rawValue: kinds)
    }

    /// Notes a kept character beyond ASCII.
    @inline(__always)
    private mutating func note(_ scalar: UInt32, _ length: Int, _ kinds: inout UInt16) {
        guard length > 0 else { return }
        signature.insert(scalar)
        if 0x3400...0x9FFF ~= scalar {
            kinds |= ByteClasses.han.rawValue
        } else {
            kinds |= ByteClasses.other.rawValue
            if scalar == 0xA5 || scalar == 0xA3 || 0x20A0...0x20BF ~= scalar { kinds |= ByteClasses.currency.rawValue }
        }
    }

    /// Begins the index: everything before `end` stands as written.
    private mutating func bend(_ text: Span<UInt8>, _ end: Int) {
        isPlain = false
        unsafe text.withUnsafeBufferPointer { unsafe written.append(contentsOf: $0) }
        var at = 0
        var start = 0
        while at < end {
            if text[at] & 0xC0 != 0x80 { start = at }
            bytes.append(text[at])
            starts.append(Int32(truncatingIfNeeded: start))
            at += 1
        }
    }

    private mutating func bendRest(_ text: Span<UInt8>, from begin: Int, to count: Int) -> UInt16 {
        var kinds: UInt16 = 0
        let ascii = ByteClasses.ofASCII
        let table = CharacterFold.simplified
        var at = begin
        while at < count {
            let byte = text[at]
            let start = Int32(truncatingIfNeeded: at)
            if byte < 0x80 {
                at += 1
                let kept: UInt8 = byte == 0x0D ? 0x0A : byte
                if byte == 0x0D, at < count, text[at] == 0x0A { continue }
                kinds |= ascii[Int(kept)]
                bytes.append(kept)
                starts.append(start)
                continue
            }
            let (scalar, length) = Self.decode(text, at, count)
            guard length > 0 else {
                bytes.append(byte)
                starts.append(start)
                at += 1
                continue
            }
            switch CharacterFold.of(scalar, table) {
            case .drop: break
            case .ascii(let kept):
                kinds |= ascii[Int(kept & 0x7F)]
                bytes.append(kept)
                starts.append(start)
            case .scalar(let kept):
                note(kept, length, &kinds)
                append(kept, start)
            case .same:
                note(scalar, length, &kinds)
                for i in 0..<length {
                    bytes.append(text[at + i])
                    starts.append(start)
                }
            }
            at += length
        }
        return kinds
    }

    private mutating func append(_ scalar: UInt32, _ start: Int32) {
        if scalar < 0x800 {
            bytes.append(UInt8(0xC0 | scalar >> 6 & 0x1F))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
            starts.append(start)
        } else {
            bytes.append(UInt8(0xE0 | scalar >> 12 & 0x0F))
            bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            bytes.append(UInt8(0x80 | scalar & 0x3F))
            starts.append(start)
            starts.append(start)
        }
        starts.append(start)
    }

    /// The scalar value at an offset and its length; length 0 when the bytes are no UTF-8.
    @inline(__always)
    private static func decode(_ text: Span<UInt8>, _ at: Int, _ count: Int) -> (UInt32, Int) {
        let lead = UInt32(text[at])
        func next(_ i: Int) -> UInt32? {
            guard at &+ i < count, text[at &+ i] & 0xC0 == 0x80 else { return nil }
            return UInt32(text[at &+ i] & 0x3F)
        }
        if lead >= 0xE0, lead < 0xF0 {
            guard let b = next(1), let c = next(2) else { return (0, 0) }
            let scalar = (lead & 0x0F) << 12 | b << 6 | c
            return scalar < 0x800 ? (0, 0) : (scalar, 3)
        }
        if lead >= 0xC2, lead < 0xE0 {
            guard let b = next(1) else { return (0, 0) }
            return ((lead & 0x1F) << 6 | b, 2)
        }
        if lead >= 0xF0, lead < 0xF5 {
            guard let b = next(1), let c = next(2), let d = next(3) else { return (0, 0) }
            let scalar = (lead & 0x07) << 18 | b << 12 | c << 6 | d
            return scalar < 0x10000 ? (0, 0) : (scalar, 4)
        }
        return (0, 0)
    }
}
