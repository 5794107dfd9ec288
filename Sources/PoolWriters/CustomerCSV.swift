import ChatBytes
import ChatModel

/// The pool as CSV, one customer a row, in each of the profiles of ``CSVRows``.
struct CustomerCSV: PoolWriter {
    let profile: CSVRows.Profile

    var format: WriterFormat {
        switch profile {
        case .excel: WriterFormat(id: "csv", fileExtension: "csv", summary: "CSV that opens in Excel with a double click")
        case .upload:
            WriterFormat(id: "csv-import", fileExtension: "csv", summary: "CSV to import elsewhere: nothing put before cells", ownsExtension: false)
        case .raw: WriterFormat(id: "csv-raw", fileExtension: "csv", summary: "plain CSV (RFC 4180) for programs, every text as it is", ownsExtension: false)
        }
    }

    func write(_ pool: PoolContents, to path: String) throws(ImportError) -> [Diagnostic] {
        var report = WriteReport(path)
        let csv = CSVRows(profile: profile)
        try TextFile.write(to: path) { (output) throws(ImportError) in
            csv.begin(&output)
            csv.row(CustomerRow.columns.map { .text($0.title) }, to: &output, &report)
            try pool.walkRows { (row) throws(ImportError) in
                csv.row(CustomerRow.columns.map { $0.value(row) }, to: &output, &report)
                try output.flushIfFull()
            }
        }
        return report.diagnostics
    }
}
