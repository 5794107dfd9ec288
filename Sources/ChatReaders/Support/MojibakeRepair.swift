/// Undoes what Meta's exports do to text: every byte of UTF-8 written as a character of its own.
enum MojibakeRepair {
    /// Repairs the text behind an offset when all of it is bytes in disguise; correct text stays as it is.
    ///
    /// Only a text whose characters are all below U+0100, one of them at least beyond ASCII, and whose bytes are valid UTF-8, is one.
    static func repair(_ text: inout [UInt8], from start: Int = 0) {
        var at = start
        while at < text.count, text[at] < 0x80 { at += 1 }
        guard at < text.count else { return }
        var bytes: [UInt8] = Array(text[start..<at])
        bytes.reserveCapacity(text.count - start)
        while at < text.count {
            let byte = text[at]
            if byte < 0x80 {
                bytes.append(byte)
                at += 1
            } else if byte == 0xC2 || byte == 0xC3, at + 1 < text.count {
                bytes.append(byte == 0xC2 ? text[at + 1] : text[at + 1] | 0x40)
                at += 2
            } else {
                return
            }
        }
        guard (try? UTF8Span(validating: bytes.span)) != nil else { return }
        text.replaceSubrange(start..., with: bytes)
    }

    /// A string repaired.
    static func repaired(_ text: String) -> String {
        var bytes = Array(text.utf8)
        repair(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
