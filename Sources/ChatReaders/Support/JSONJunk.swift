import ChatBytes
import ChatModel

/// Bytes of a JSON text that are neither its structure nor a value: what stands among the fields that no reader looks into is found by this alone.
enum JSONJunk {
    /// How much of a file's beginning is looked through; what stands in the records is checked as they are read.
    private static let looked = 256 << 10

    /// Reports the first word outside of strings that is no literal.
    static func report(_ output: MessageOutput) {
        output.source.withBytes { bytes in
            guard let first = bytes.indices.first(where: { bytes[$0] > 0x20 }), bytes[first] == 0x7B || bytes[first] == 0x5B else { return }
            let end = min(bytes.count, looked)
            guard let place = find(bytes, end) else { return }
            var line = 1
            for i in 0..<place where bytes[i] == 0x0A { line += 1 }
            output.report("json-unexpected-word", line: line, byteOffset: place, "a word between the fields that is no JSON")
        }
    }

    private static func find(_ bytes: Span<UInt8>, _ end: Int) -> Int? {
        var at = 0
        while at < end {
            switch bytes[at] {
            case 0x22: at = closing(bytes, at + 1, end)
            case 0x7B, 0x7D, 0x5B, 0x5D, 0x2C, 0x3A, 0x2B, 0x2D, 0x2E, 48...57: at += 1
            case 0x45,
                0x65 where at > 0 && 48...57 ~= bytes[at - 1]:
                at += 1
            case 0x74 where ByteScanning.has("true", in: bytes, at: at): at += 4
            case 0x6E where ByteScanning.has("null", in: bytes, at: at): at += 4
            case 0x66 where ByteScanning.has("false", in: bytes, at: at): at += 5
            // As Python writes what is no number.
            case 0x4E where ByteScanning.has("NaN", in: bytes, at: at): at += 3
            case 0x49 where ByteScanning.has("Infinity", in: bytes, at: at): at += 8
            case 0...0x20, 0xEF, 0xBB, 0xBF: at += 1
            // Lines of remarks in JSON lines.
            case 0x23 where at == 0 || bytes[at - 1] == 0x0A: at = (ByteScanning.first(0x0A, in: bytes, at..<end) ?? end - 1) + 1
            default: return at
            }
        }
        return nil
    }

    /// The offset behind the quotation mark that closes a string.
    private static func closing(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var at = start
        while at < end {
            if bytes[at] == 0x22 { return at + 1 }
            at += bytes[at] == 0x5C ? 2 : 1
        }
        return end
    }
}
