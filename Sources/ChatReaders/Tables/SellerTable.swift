import ChatBytes
import ChatModel

/// Reads tables that sellers keep, and shop systems' and helpers' exports that no other reader knows: columns are known by their names and by what stands in them.
///
/// One reader for orders, one for people, one for messages, one for tables that hold neither: they read alike, and differ in what they claim.
struct SellerTable: ExportReader {
    let format: FormatDescription
    /// Which tables it claims.
    let kind: TableLayout.Kind
    var confidence: Double
    /// The most that a reader of this kind claims.
    static let surest = 0.6

    func sniff(_ head: SourceHead) -> Double {
        guard let table = head.table else { return 0 }
        if case .foreign = kind, case .foreign(let reason) = table.kind { return reason == "unknown" ? 0 : confidence }
        return table.kind == kind ? table.hasHeader ? confidence : min(confidence, 0.55) : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            guard let shape = TableShape(bytes) else {
                try read(source, bytes, [], into: output)
                return
            }
            output.account(messageBytes: bytes.count)
            defer { output.lines = nil }
            try read(source, shape.bytes.span, shape.lines, into: output)
        }
    }

    /// - Parameter lines: for each sheet of a table that was laid out anew, the rows that its rows were made of.
    private func read(_ source: ExportSource, _ bytes: Span<UInt8>, _ lines: [[Int]], into output: MessageOutput) throws(ImportError) {
        var reading = SellerTableReading(format, source)
        reading.lines = lines
        if !lines.isEmpty { output.lines = [] }
        var walk = TableWalk(source, bytes)
        while walk.next(bytes, output) { try reading.row(walk, bytes, output) }
        try reading.finish(output)
        if case .foreign = kind { throw reading.refusal }
    }
}

/// The tables of one file being read.
struct SellerTableReading {
    private let format: FormatDescription
    private let source: ExportSource
    private var orders: OrderTableReading
    private var messages: MessageTableReading
    private var people = PeopleTableReading()
    private var table = 0
    private var kind = TableLayout.Kind.foreign("unknown")
    private var reason = "unknown"
    /// For each sheet of a table that was laid out anew, the rows that its rows were made of.
    var lines: [[Int]] = []

    init(_ format: FormatDescription, _ source: ExportSource) {
        self.format = format
        self.source = source
        orders = OrderTableReading(platform: format.platform, addsAmounts: false, keepsNotes: true)
        messages = MessageTableReading(format, source)
    }

    mutating func row(_ walk: TableWalk, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        guard let layout = walk.layout else { return }
        if walk.tables != table {
            try orders.finish(output)
            table = walk.tables
            if !lines.isEmpty { output.lines = lines[min(max(0, walk.sheets - 1), lines.count - 1)] }
            kind = layout.kind
            if case .foreign(let word) = kind { reason = word }
            output.understood(TableMapping(layout, sheet: walk.sheet, keepsNotes: true))
            switch kind {
            case .orders: orders.begin(layout)
            case .people: people.begin(layout, format.platform)
            case .messages: messages.begin(layout, sheet: walk.sheet, bytes)
            case .foreign: break
            }
        }
        switch kind {
        case .orders: try orders.row(walk.row, day: walk.day, bytes, output)
        case .people: try people.row(walk.row, bytes, output)
        case .messages: try messages.row(walk.row, bytes, output)
        case .foreign: output.account(decorationBytes: walk.row.end - walk.row.start)
        }
    }

    mutating func finish(_ output: MessageOutput) throws(ImportError) { try orders.finish(output) }

    /// Why a table is not read.
    var refusal: ImportError {
        let what =
            [
                "payroll": "a payroll", "staff": "a list of staff", "marks": "school marks", "stock": "stock or prices of goods", "log": "a log",
                "plan": "a plan", "roster": "a roster", "example": "an example", "supply": "a list of suppliers",
                "expense": "expenses", "prices": "a list of prices",
            ][reason] ?? "no column says how to reach a customer, or what was ordered"
        return ImportError(.unknownFormat, "a table without customers or orders (\(what))", at: SourcePosition(file: source.path))
    }
}
