public import ChatBytes
public import ChatModel
public import ChatReaders

/// A reader run over one source, with everything that came out.
public struct Reading {
    /// The source.
    public var source: ExportSource
    /// What was pushed.
    public var sink: CollectingSink
    /// The output's totals.
    public var totals: MessageOutput.Totals
    /// The error that ended the file, if one did.
    public var failure: ImportError?

    /// Runs a reader over a source.
    public init(_ reader: any ExportReader, _ source: ExportSource) {
        self.source = source
        sink = CollectingSink()
        let output = MessageOutput(source: source, sink: sink)
        do throws(ImportError) {
            try reader.read(source, into: output)
            try output.finish()
        } catch {
            failure = error
        }
        totals = output.totals
    }

    /// Messages, contacts, orders, bills and anomalies as JSON lines; `positions` leaves out where they stand.
    public func lines(positions: Bool = true) -> String {
        var writer = JSONWriter()
        for entry in sink.entries { FixtureLine.write(entry, positions: positions, to: &writer) }
        for (contact, line) in sink.contacts { FixtureLine.write("contact", contact, positions ? line : nil, to: &writer) }
        for (order, line) in sink.orders { FixtureLine.write("order", order, positions ? line : nil, to: &writer) }
        for (bill, line) in sink.bills { FixtureLine.write("bill", bill, positions ? line : nil, to: &writer) }
        for (row, line) in sink.edited { FixtureLine.write("edited", row, positions ? line : nil, to: &writer) }
        for diagnostic in source.diagnostics + sink.diagnostics { FixtureLine.write(diagnostic, positions: positions, to: &writer) }
        if let failure { FixtureLine.write(failure, to: &writer) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
