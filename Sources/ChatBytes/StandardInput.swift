public import ChatModel
import Glibc

extension ExportSource {
    /// Reads standard input to its end, into an unlinked temporary file.
    ///
    /// - Throws: `.unreadable`, or `.cannotWrite` when there is no room for the temporary file.
    public static func standardInput(shownAs name: String = "-") throws(ImportError) -> ExportSource {
        let file = try TemporaryFile()
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { unsafe block.deallocate() }
        while true {
            let n = unsafe Glibc.read(STDIN_FILENO, block.baseAddress, block.count)
            if n < 0 {
                if errno == EINTR { continue }
                throw ImportError(.unreadable, "cannot be read: \(systemErrorText(errno))", at: SourcePosition(file: "-"), systemError: errno)
            }
            guard n > 0 else { break }
            try unsafe file.write(UnsafeRawBufferPointer(rebasing: block[..<n]))
        }
        return try descriptor(file.descriptor, path: name)
    }
}
