// Uses each library product once, as its documentation says, on the exports that are named: outside EXPORT…
import ChatBytes
import ChatExtract
import ChatIdentity
import ChatImport
import ChatModel
import ChatReaders
import CustomerPool
import PoolWriters

final class Counter: MessageSink {
    var messages = 0
    func receive(_ batch: borrowing MessageBatch) throws(ImportError) { messages += batch.rows.count }
    func receive(_ contact: Contact, at position: SourcePosition) {}
    func receive(_ order: TableOrder, at position: SourcePosition) {}
    func receive(_ entry: BillEntry, at position: SourcePosition) {}
    func report(_ diagnostic: Diagnostic) {}
}

for entry in InputList(Array(CommandLine.arguments.dropFirst())).entries {
    let source = try ExportSource.open(entry.path)
    guard let reader = ReaderRegistry().reader(for: source) else { continue }
    let counter = Counter()
    let output = MessageOutput(source: source, sink: counter)
    try reader.read(source, into: output)
    try output.finish()
    print(reader.format.id, counter.messages)
}

var parser = RecipientParser()
for parsed in parser.recipients(in: "苏小满 13700009001 杭州余杭良渚街道柳絮路9号云栖里3幢1单元502") { print(parsed.recipient.address?.city ?? "") }

var records = [IdentityRecord(recordID: "a"), IdentityRecord(recordID: "b")]
for i in records.indices { (records[i].names, records[i].phones) = (["苏小满"], ["13700009001"]) }
print(IdentityResolver().resolve(records).clusterCount)

let pool = try PoolStore(path: ":memory:")
let report = try ImportRun(pool: pool).run(InputList(Array(CommandLine.arguments.dropFirst())))
try BuiltinWriters.writer(for: "-", format: "jsonl").write(PoolView().contents(of: pool), to: "-")
print(report.customers, try pool.customerCount())
