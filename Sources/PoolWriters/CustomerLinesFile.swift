import ChatBytes
import ChatModel

/// The pool as JSON lines, complete, for programs.
struct CustomerLinesFile: PoolWriter {
    let format = WriterFormat(id: "jsonl", fileExtension: "jsonl", summary: "JSON lines, one customer a line, with the evidence of every field")

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        try TextFile.write(to: path) { (output) throws(ImportError) in
            for customer in pool.customers {
                output.append(CustomerLines.line(customer))
                try output.flushIfFull()
            }
        }
        return []
    }
}

/// A file of text that appears whole or not at all; `-` is standard output.
enum TextFile {
    static func write(to path: String, _ body: (inout OutputBuffer) throws(ImportError) -> Void) throws(ImportError) {
        if path == "-" {
            var output = OutputBuffer(descriptor: 1)
            try body(&output)
            try output.flush()
            return
        }
        let file = try AtomicFile(path)
        do throws(ImportError) {
            var output = OutputBuffer(descriptor: file.descriptor)
            try body(&output)
            try output.flush()
        } catch {
            throw ImportError(error.code, error.message, at: SourcePosition(file: path), systemError: error.systemError)
        }
        try file.commit()
    }
}
