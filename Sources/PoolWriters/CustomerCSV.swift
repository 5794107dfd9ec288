import ChatBytes
import ChatModel

/// The pool as CSV, one customer a row.
///
/// `excel` opens well with a double click: a byte order mark, CRLF, and cells that begin like a formula made harmless by an apostrophe, as OWASP's advice on CSV
/// injection has it. `raw` is plain RFC 4180 for programs.
struct CustomerCSV: PoolWriter {
    enum Profile: Sendable {
        case excel, raw
    }

    let profile: Profile

    var format: WriterFormat {
        switch profile {
        case .excel: WriterFormat(id: "csv", fileExtension: "csv", summary: "CSV that opens in Excel with a double click")
        case .raw: WriterFormat(id: "csv-raw", fileExtension: "csv", summary: "plain CSV (RFC 4180) for programs")
        }
    }

    func write(_ pool: PoolContents, to path: String) throws(ImportError) {
        try TextFile.write(to: path) { (output) throws(ImportError) in
            if profile == .excel { output.append([0xEF, 0xBB, 0xBF]) }
            row(CustomerRow.columns.map { .text($0.title) }, to: &output)
            for customer in pool.customers {
                row(CustomerRow.columns.map { $0.value(customer) }, to: &output)
                try output.flushIfFull()
            }
        }
    }

    private func row(_ cells: [CustomerRow.Cell], to output: inout OutputBuffer) {
        for (i, cell) in cells.enumerated() {
            if i > 0 { output.append(0x2C) }
            switch cell {
            case .empty: break
            case .text(let text): output.append(quoted(text))
            case .number(let value), .money(let value):
                var bytes: [UInt8] = []
                JSONWriter.append(value, digits: 2, to: &bytes)
                output.append(bytes)
            case .day(let day): output.append(Array(Timestamp(wallSeconds: Int64(day.dayNumber) * 86_400, precision: .day).description.utf8))
            }
        }
        output.append("\r\n")
    }

    private func quoted(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        if profile == .excel, let first = bytes.first, "=+-@\t\r".utf8.contains(first) { bytes.insert(0x27, at: 0) }
        // Excel shows more than 11 digits as a power of ten and rounds more than 15: a tab behind them keeps them as text.
        if profile == .excel, bytes.count > 11, bytes.allSatisfy({ 48...57 ~= $0 }) { bytes.append(0x09) }
        guard bytes.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 || $0 == 0x20 }) else { return bytes }
        var out: [UInt8] = [0x22]
        for byte in bytes {
            if byte == 0x22 { out.append(0x22) }
            out.append(byte)
        }
        out.append(0x22)
        return out
    }
}
