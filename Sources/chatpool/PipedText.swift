import ChatBytes
import ChatModel
import Glibc

/// Text that comes over a pipe: passed on as it comes where it is UTF-8, converted as a whole where it is not.
enum PipedText {
    /// What is known of standard input when its first piece has come.
    enum Beginning {
        /// UTF-8, or near it: the piece that was read, and more to come.
        case utf8([UInt8])
        /// Another encoding: everything, converted.
        case converted(ExportSource)
    }

    /// Reads the first piece of standard input and finds its encoding.
    static func begin() throws(ImportError) -> Beginning {
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        let count = try read(into: &piece, from: 0)
        piece.removeLast(piece.count - count)
        // Only whole lines are judged: the last character may be half there.
        let judged = piece.lastIndex(of: 0x0A).map { Array(piece[...$0]) } ?? piece
        guard judged.contains(where: { $0 >= 0x80 || $0 == 0 }) else { return .utf8(piece) }
        let source = try ExportSource.bytes(judged, path: "-")
        guard source.encoding != .utf8, source.encoding != .windows1252 else { return .utf8(piece) }
        while true {
            let filled = piece.count
            piece.append(contentsOf: repeatElement(0, count: max(256 << 10, filled)))
            let n = try read(into: &piece, from: filled)
            piece.removeLast(piece.count - filled - n)
            if n == 0 { break }
        }
        return .converted(try ExportSource.bytes(piece, path: "-"))
    }

    /// Reads once; 0 at the end.
    static func read(into buffer: inout [UInt8], from filled: Int) throws(ImportError) -> Int {
        while true {
            let n = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(STDIN_FILENO, $0.baseAddress! + filled, $0.count - filled) }
            if n >= 0 { return n }
            if errno != EINTR {
                throw ImportError(.unreadable, "cannot be read: \(systemErrorText(errno))", at: SourcePosition(file: "-"), systemError: errno)
            }
        }
    }
}
