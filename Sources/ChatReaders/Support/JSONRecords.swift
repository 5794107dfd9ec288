import ChatBytes
import ChatModel

/// Walks the records of a JSON array, or of JSON lines, and loses none in silence.
///
/// A record that is no JSON is reported and passed: in an array the next record is looked for by the way the first one begins, in lines at the next line.
struct JSONRecords {
    /// Where the last record begins.
    private(set) var start = 0
    /// The byte behind the last record.
    private(set) var end = 0
    /// The last record's number, or its line in JSON lines; from 1.
    private(set) var number = 0
    /// Whether the records are lines.
    let isLines: Bool
    private var scanner: JSONScanner
    private var signature: [UInt8] = []
    private var next = 0

    /// The elements of the array that stands before the scanner; nil when none does.
    ///
    /// - Parameter number: how many records of other arrays of the file have been numbered before.
    init?(arrayAt scanner: JSONScanner, _ bytes: Span<UInt8>, after number: Int = 0) {
        self.scanner = scanner
        self.number = number
        isLines = false
        guard self.scanner.enterArray(bytes) else { return nil }
        self.scanner.clearProblem()
    }

    /// The lines of the whole input. Blank lines and lines that begin with `#` are passed over.
    init(lines bytes: Span<UInt8>) {
        scanner = JSONScanner(bytes, 0..<0)
        isLines = true
    }

    /// The scanner behind the last record; behind the array when there is no more.
    var position: JSONScanner { scanner }

    /// Reads the next record's fields; false at the end. The record's bytes are counted as a message's; without an output nothing is counted or reported.
    mutating func next(_ fields: inout JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput?) -> Bool {
        isLines ? nextLine(&fields, bytes, output) : nextElement(&fields, bytes, output)
    }

    // MARK: Lines

    private mutating func nextLine(_ fields: inout JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput?) -> Bool {
        while let line = ByteScanning.line(in: bytes, at: next) {
            number += 1
            (start, end, next) = (next, line.next, line.next)
            let isBlank = line.content.allSatisfy { bytes[$0] == 0x20 || bytes[$0] == 0x09 }
            if isBlank || bytes[line.content.lowerBound] == 0x23 {
                output?.account(decorationBytes: end - start)
                continue
            }
            var scanner = JSONScanner(bytes, line.content)
            if fields.read(&scanner, bytes), scanner.problem == nil {
                output?.account(messageBytes: end - start)
                return true
            }
            let problem = scanner.problem?.kind.rawValue ?? "json-unexpected-record"
            output?.report(problem, line: number, byteOffset: scanner.problem?.offset ?? start, byteCount: end - start, "a line that is no JSON object")
        }
        return false
    }

    // MARK: Elements

    private mutating func nextElement(_ fields: inout JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput?) -> Bool {
        while true {
            let before = scanner.offset
            guard scanner.nextElement(bytes) else {
                reportSeparator(before, output)
                return false
            }
            reportSeparator(before, output)
            number += 1
            start = scanner.offset
            guard scanner.peek(bytes) == .object else {
                _ = scanner.value(bytes)
                output?.report(
                    "json-unexpected-record", line: number, byteOffset: start, byteCount: scanner.offset - start,
                    "an element that is no object where records are")
                scanner.clearProblem()
                continue
            }
            let isRead = fields.read(&scanner, bytes)
            end = scanner.offset
            if isRead, scanner.problem == nil {
                if signature.isEmpty { signature = Self.signature(bytes, start, end) }
                output?.account(messageBytes: end - start)
                return true
            }
            recover(bytes, output)
            if scanner.offset >= scanner.end { return false }
        }
    }

    /// Reports what was wrong between two records, or that the file ends within the array.
    private mutating func reportSeparator(_ before: Int, _ output: MessageOutput?) {
        guard let problem = scanner.problem else { return }
        let sentence = problem.kind == .truncated ? "the file ends inside the list of records" : "a wrong separator between two records"
        output?.report(problem.kind.rawValue, line: max(1, number), byteOffset: min(problem.offset, max(0, scanner.end - 1)), sentence)
        scanner.clearProblem()
    }

    /// Looks for the next record behind a damaged one.
    private mutating func recover(_ bytes: Span<UInt8>, _ output: MessageOutput?) {
        let problem = scanner.problem
        let found = signature.isEmpty ? nil : find(signature, bytes, from: start + 1)
        let resume = found ?? max(end, start + 1)
        output?.report(
            problem?.kind.rawValue ?? "json-unexpected-record", line: number, byteOffset: problem?.offset ?? start, byteCount: min(resume, bytes.count) - start,
            "a damaged record was passed over")
        scanner.clearProblem()
        scanner.resume(at: resume)
    }

    /// The bytes from a record's brace to the end of its first key.
    private static func signature(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> [UInt8] {
        guard let quote = ByteScanning.first(0x22, in: bytes, start..<end), let close = ByteScanning.first(0x22, in: bytes, quote + 1..<end),
            close - start < 200
        else { return [] }
        var result: [UInt8] = []
        ByteScanning.append(start..<close + 1, of: bytes, to: &result)
        return result
    }

    /// The next place where a record begins as the first one did, behind a comma.
    private func find(_ signature: [UInt8], _ bytes: Span<UInt8>, from start: Int) -> Int? {
        var at = start
        while let brace = ByteScanning.first(0x7B, in: bytes, at..<scanner.end) {
            if ByteScanning.equal(brace..<min(brace + signature.count, bytes.count), of: bytes, signature) {
                var before = brace
                while before > start, bytes[before - 1] <= 0x20 { before -= 1 }
                if before > start, bytes[before - 1] == 0x2C { return brace }
            }
            at = brace + 1
        }
        return nil
    }
}

extension MessageOutput {
    /// Counts everything not yet counted as decoration, brackets, commas, indentation and what stands around the records, and reports what is no JSON in it.
    func accountRest() {
        let rest = source.size - totals.messageBytes - totals.decorationBytes - totals.diagnosedBytes
        if rest > 0 { account(decorationBytes: rest) }
        if !reportedCounts.keys.contains(where: { $0.hasPrefix("json-") }) { JSONJunk.report(self) }
    }
}
