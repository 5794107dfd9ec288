import Glibc

/// Comparing names, classes and attributes of tags where they stand.
public enum MarkupName {
    /// Whether a name is this one, given in lower case; letters match in any case.
    public static func equals(_ bytes: Span<UInt8>, _ name: Range<Int>, _ word: StaticString) -> Bool {
        guard name.count == word.utf8CodeUnitCount, name.upperBound <= bytes.count else { return false }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let at = unsafe buffer.baseAddress! + name.lowerBound
            if unsafe memcmp(at, word.utf8Start, name.count) == 0 { return true }
            return unsafe strncasecmp(
                UnsafeRawPointer(at).assumingMemoryBound(to: CChar.self), UnsafeRawPointer(word.utf8Start).assumingMemoryBound(to: CChar.self), name.count) == 0
        }
    }

    /// Whether a blank-separated list of classes has one of this name.
    public static func hasClass(_ bytes: Span<UInt8>, _ classes: Range<Int>, _ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard classes.count >= count, count > 0 else { return false }
        var at = classes.lowerBound
        while at + count <= classes.upperBound {
            guard let found = ByteScanning.find(word, in: bytes, at..<classes.upperBound) else { return false }
            let next = found + count
            if found == classes.lowerBound || isBlank(bytes[found - 1]), next == classes.upperBound || isBlank(bytes[next]) { return true }
            at = found + 1
        }
        return false
    }

    /// The value of an attribute in the attributes of a start tag, with its entities; nil when there is none of this name.
    public static func attribute(_ bytes: Span<UInt8>, _ attributes: Range<Int>, _ word: StaticString) -> Range<Int>? {
        // One byte more, so that the walk meets the end of the tag.
        var scanner = MarkupScanner(bytes, attributes.lowerBound..<attributes.upperBound + 1)
        var at = attributes.lowerBound
        while let attribute = scanner.attribute(bytes, at), !attribute.name.isEmpty {
            if equals(bytes, attribute.name, word) { return attribute.value }
            at = attribute.next
        }
        return nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}

extension MarkupName {
    /// Lends every attribute in the attributes of a start tag: its name, and its value with its entities.
    public static func forEachAttribute(_ bytes: Span<UInt8>, _ attributes: Range<Int>, _ body: (Range<Int>, Range<Int>) -> Void) {
        var scanner = MarkupScanner(bytes, attributes.lowerBound..<attributes.upperBound + 1)
        var at = attributes.lowerBound
        while let attribute = scanner.attribute(bytes, at), !attribute.name.isEmpty {
            body(attribute.name, attribute.value)
            at = attribute.next
        }
    }
}
