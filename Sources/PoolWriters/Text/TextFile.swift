import ChatBytes
import ChatModel

/// A file of text that appears whole or not at all; `-` is standard output.
struct TextFile: ~Copyable {
    /// What is being written.
    var output: OutputBuffer
    private var file: AtomicFile?
    private let path: String

    init(_ path: String) throws(ImportError) {
        self.path = path
        if path == "-" {
            file = nil
            output = OutputBuffer(descriptor: 1)
            return
        }
        let file = try AtomicFile(path)
        output = OutputBuffer(descriptor: file.descriptor)
        self.file = consume file
    }

    /// Writes what is left and puts the file in its place.
    consuming func commit() throws(ImportError) {
        do throws(ImportError) { try output.flush() } catch { throw named(error) }
        if let file { try file.commit() }
    }

    /// An error of the file, with its path.
    func named(_ error: ImportError) -> ImportError {
        path == "-" ? error : ImportError(error.code, error.message, at: SourcePosition(file: path), systemError: error.systemError)
    }

    static func write(to path: String, _ body: (inout OutputBuffer) throws(ImportError) -> Void) throws(ImportError) {
        var text = try TextFile(path)
        do throws(ImportError) { try body(&text.output) } catch { throw text.named(error) }
        try text.commit()
    }
}
