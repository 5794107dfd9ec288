import ChatBytes
import ChatModel

/// Whether the heads of a text stand under blank lines, as their exporters write them, or whether those have been lost on the way.
enum HeadSpacing {
    private static let looked = 1 << 20

    /// True unless no head but the first has a blank line before it, and others there are.
    static func isSpaced(_ bytes: Span<UInt8>, _ isHead: (Range<Int>) -> Bool) -> Bool {
        var (spaced, bare, heads) = (0, 0, 0)
        var isAfterBlank = true
        var at = 0
        while at < looked, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            let isBlank = TextScan.isBlank(bytes, line.content)
            if !isBlank, isHead(line.content) {
                heads += 1
                if heads > 1 { if isAfterBlank { spaced += 1 } else { bare += 1 } }
                if spaced > 0 { return true }
            }
            isAfterBlank = isBlank
        }
        return bare == 0
    }

    /// Says that heads are taken without blank lines before them.
    static func report(_ output: MessageOutput) {
        output.report("blank-lines-lost", .note, line: 1, byteOffset: 0, "no blank line stands before any head: none is required")
    }
}
