import ChatBytes
import ChatModel

/// The pool as JSON lines, complete, for programs.
struct CustomerLinesFile: PoolWriter {
    let format = WriterFormat(id: "jsonl", fileExtension: "jsonl", summary: "JSON lines, one customer a line, with the evidence of every field")

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        try TextFile.write(to: path) { (output) throws(ImportError) in
            try pool.customers.walk { (customer) throws(ImportError) in
                output.append(CustomerLines.line(customer))
                try output.flushIfFull()
            }
        }
        return []
    }
}
