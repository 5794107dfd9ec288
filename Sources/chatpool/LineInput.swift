import ChatBytes
import ChatModel
import Glibc

/// The lines of a file or of standard input, lent one by one; a pipe is answered as it speaks.
enum LineInput {
    /// Lends every line without its line end. Standard input is read as it comes, so that a program at the other end of a pipe gets its answers.
    ///
    /// - Parameter atPause: called when everything that has arrived is dealt with and more may come: the moment to write out.
    static func forEachLine(
        of path: String, _ body: (Span<UInt8>, Range<Int>) throws(ImportError) -> Void, atPause: () throws(ImportError) -> Void
    ) throws(ImportError) {
        guard path == "-" else { return try lines(of: try ExportSource.open(path), body) }
        var buffer: [UInt8]
        switch try PipedText.begin() {
        case .converted(let source): return try lines(of: source, body)
        case .utf8(let piece): buffer = piece
        }
        // The first piece has come already.
        var arrived = buffer.count
        var filled = 0
        buffer.append(contentsOf: repeatElement(0, count: max(0, (256 << 10) - buffer.count)))
        while true {
            if arrived == 0 {
                if filled == buffer.count { buffer.append(contentsOf: [UInt8](repeating: 0, count: buffer.count)) }
                arrived = try PipedText.read(into: &buffer, from: filled)
            }
            let n = arrived
            arrived = 0
            guard n > 0 else { break }
            filled += n
            var start = 0
            while let end = ByteScanning.first(0x0A, in: buffer.span, start..<filled) {
                try body(buffer.span, start..<(end > start && buffer[end - 1] == 0x0D ? end - 1 : end))
                start = end + 1
            }
            let rest = Array(buffer[start..<filled])
            buffer.replaceSubrange(0..<rest.count, with: rest)
            filled = rest.count
            try atPause()
        }
        if filled > 0 { try body(buffer.span, 0..<filled) }
    }

    private static func lines(of source: ExportSource, _ body: (Span<UInt8>, Range<Int>) throws(ImportError) -> Void) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var at = 0
            while let line = ByteScanning.line(in: bytes, at: at) {
                try body(bytes, line.content)
                at = line.next
            }
        }
    }
}
