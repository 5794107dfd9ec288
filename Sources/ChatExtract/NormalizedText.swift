internal import Gazetteer

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
    private(set) var written: [UInt8] = []
    /// For each byte of the view, where its character begins in the original; empty when the view is the same.
    private var starts: [Int32] = []
    /// Whether the view is byte for byte the original.
    public private(set) var isPlain = true
    /// The kinds of characters in the text.
    public private(set) var classes: ByteClasses = []

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
        var seen = SeenCharacters()
        let table = CharacterFold.simplified
        let plain = CharacterFold.plain
        let count = min(text.count, Int(Int32.max))
        var at = 0
        while at < count {
            let byte = unsafe text[unchecked: at]
            if byte < 0x80, byte != 0x0D {
                seen.insert(ascii: byte)
                at &+= 1
                continue
            }
            if let scalar = Self.ideograph(text, at, count), plain.contains(scalar) {
                seen.insertHan()
                at &+= 3
                continue
            }
            let (scalar, length) = byte == 0x0D ? (0x0D, 1) : Self.decode(text, at, count)
            var fold = byte == 0x0D ? .ascii(0x0A) : length > 0 ? CharacterFold.of(scalar, table) : .same
            if SpokenPhone.mayBegin(scalar), let digit = SpokenPhone.digit(at, text, count) { fold = .ascii(digit) }
            guard case .same = fold else {
                bend(text, at, count, table, &seen)
                break
            }
            if length > 0 {
                seen.insert(beyondASCII: scalar)
            }
            at &+= max(1, length)
        }
        if isPlain { unsafe text.extracting(0..<count).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) } }
        classes = seen.classes
    }

    /// Makes the view and its index of a text whose first `plain` bytes stand as written.
    private mutating func bend(_ text: Span<UInt8>, _ plain: Int, _ count: Int, _ table: [UInt16], _ seen: inout SeenCharacters) {
        isPlain = false
        unsafe text.withUnsafeBufferPointer { unsafe written.append(contentsOf: $0) }
        // No character becomes longer.
        var view: [UInt8] = []
        var index: [Int32] = []
        swap(&view, &bytes)
        swap(&index, &starts)
        view.append(contentsOf: repeatElement(0, count: count))
        index.append(contentsOf: repeatElement(0, count: count))
        let length = Self.writeView(text, plain, count, table, &seen, view.mutableSpan, index.mutableSpan)
        view.removeLast(count - length)
        index.removeLast(count - length)
        swap(&view, &bytes)
        swap(&index, &starts)
    }

    /// Writes a view and its index; answers how long they are.
    private static func writeView(
        _ text: Span<UInt8>, _ plain: Int, _ count: Int, _ table: [UInt16], _ seen: inout SeenCharacters,
        _ bytes: consuming MutableSpan<UInt8>, _ starts: consuming MutableSpan<Int32>
    ) -> Int {
        var view = ViewWriter()
        // Characters of a mobile in Chinese numerals still to come.
        var spoken = 0
        var start = 0
        for at in 0..<plain {
            if text[at] & 0xC0 != 0x80 { start = at }
            view.append(text[at], start, &bytes, &starts)
        }
        let asWritten = CharacterFold.plain
        var at = plain
        while at < count {
            let byte = unsafe text[unchecked: at]
            if spoken == 0, let scalar = ideograph(text, at, count), asWritten.contains(scalar) {
                seen.insertHan()
                view.appendThree(text, at, &bytes, &starts)
                at &+= 3
                continue
            }
            if byte < 0x80 {
                let isReturn = byte == 0x0D
                if !isReturn || at &+ 1 >= count || text[at &+ 1] != 0x0A {
                    seen.insert(ascii: isReturn ? 0x0A : byte)
                    view.append(isReturn ? 0x0A : byte, at, &bytes, &starts)
                }
                at &+= 1
                continue
            }
            let (scalar, length) = decode(text, at, count)
            guard length > 0 else {
                view.append(byte, at, &bytes, &starts)
                at &+= 1
                continue
            }
            if spoken == 0, SpokenPhone.mayBegin(scalar), SpokenPhone.digit(at, text, count) != nil { spoken = 11 }
            if spoken > 0, let digit = SpokenPhone.value(scalar) {
                spoken -= 1
                seen.insert(ascii: digit)
                view.append(digit, at, &bytes, &starts)
                at &+= length
                continue
            }
            switch CharacterFold.of(scalar, table) {
            case .drop: break
            case .ascii(let kept):
                seen.insert(ascii: kept)
                view.append(kept, at, &bytes, &starts)
            case .scalar(let kept):
                seen.insert(beyondASCII: kept)
                view.append(scalar: kept, at, &bytes, &starts)
            case .same:
                seen.insert(beyondASCII: scalar)
                for i in 0..<length { view.append(text[at &+ i], at, &bytes, &starts) }
            }
            at &+= length
        }
        return view.count
    }

    /// The scalar value of a character of three bytes from E4 to E9; nil for any other.
    @inline(__always)
    private static func ideograph(_ text: Span<UInt8>, _ at: Int, _ count: Int) -> UInt32? {
        guard at &+ 2 < count else { return nil }
        let a = unsafe text[unchecked: at]
        let b = unsafe text[unchecked: at &+ 1]
        let c = unsafe text[unchecked: at &+ 2]
        guard a &- 0xE4 < 6, b & 0xC0 == 0x80, c & 0xC0 == 0x80 else { return nil }
        return UInt32(a & 0x0F) << 12 | UInt32(b & 0x3F) << 6 | UInt32(c & 0x3F)
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
