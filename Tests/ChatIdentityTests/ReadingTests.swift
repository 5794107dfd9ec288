import Testing

@testable import ChatIdentity

@Suite struct ReadingTests {
    private func table(_ text: String) -> (RecordTable, Int) { RecordLines.parse(Array(text.utf8)) }

    @Test func `A JSON line gives the record that its keys say`() {
        let (table, skipped) = table(
            #"{"record_id":"r1","name":"王\u6653雯","nickname":"a\"b","phones":["13800000001"],"x":{"y":[1,{"z":null}]},"address":{"province":"浙江省","city":"杭州市","district":"西湖区","detail":"青石路12号"},"emails":[]}"#
                + "\n\n" + #"{"record_id":"r2","phones":["13800000001","13800000002"],"n":-1.5e3,"b":true}"#)
        #expect(skipped == 0)
        #expect(table.count == 2)
        #expect(table.rows.count == 3)
        #expect(table.rows[0].nameKind == .full && table.rows[0].g0 == 0x6653)
        #expect(table.rows[0].city == 3301 && table.rows[0].roadNumber == 13)
        #expect(Array(table.recordID(1)) == Array("r2".utf8))
        #expect(table.rows[1].phone == 13_800_000_001 && table.rows[2].phone == 13_800_000_002)
    }

    @Test func `A table with a header gives the same records as JSON lines`() {
        var scanner = CSVRecordScanner()
        var builder = RecordTableBuilder()
        let text = "\u{FEFF}record_id,name,other,phones,address_text\r\nr1,王晓雯,x,13800000001;13800000002,\"杭州市西湖区青石路12号,\n\"\"云栖苑\"\"3栋\"\r\n\r\nr2,,,,"
        #expect(scanner.read(Array(text.utf8), isLast: true, into: &builder) == text.utf8.count)
        #expect(builder.table.count == 2)
        #expect(builder.table.rows.count == 3)
        #expect(builder.table.rows[0].nameKind == .full)
        #expect(builder.table.rows[1].phone == 13_800_000_002)
        #expect(builder.table.rows[0].roadNumber == 13 && builder.table.rows[0].building == 4)
    }

    @Test func `A table cut anywhere goes on where it was cut`() {
        let text = Array("record_id,name\nr1,\"王\n\"\"晓\"\"雯\"\nr2,李子墨\n".utf8)
        for cut in 0...text.count {
            var scanner = CSVRecordScanner()
            var builder = RecordTableBuilder()
            let used = scanner.read(Array(text[..<cut]), isLast: false, into: &builder)
            _ = scanner.read(Array(text[used...]), isLast: true, into: &builder)
            #expect(builder.table.count == 2, "cut at \(cut)")
        }
    }

    @Test func `A wrong escape is repaired and its record kept`() {
        let (table, skipped) = table(#"{"record_id":"r1","name":"王\u12晓雯"}"#)
        #expect(table.count == 1)
        #expect(skipped == 0)
    }

    @Test(arguments: ["[1]", "{", #"{"record_id"}"#, #"{"record_id":"#, #"{"a":[}"#, "nonsense", #"{"a":"b" "c"}"#])
    func `A line that is no object is skipped and counted`(line: String) {
        let (table, skipped) = table(line + "\n" + #"{"record_id":"ok"}"#)
        #expect(table.count == 1)
        #expect(skipped == 1)
    }

    @Test func `Every cut of a line is read without harm`() {
        let bytes = Array(#"{"record_id":"r1","name":"王晓雯","phones":["138"],"address":{"city":"杭州市","detail":"1\u4e00"},"z":[[{"a":1}]]}"#.utf8)
        for end in 0..<bytes.count { _ = RecordLines.parse(Array(bytes[..<end])) }
        var deep = [UInt8](repeating: 0x5B, count: 100_000)
        deep.insert(contentsOf: Array(#"{"a":"#.utf8), at: 0)
        #expect(RecordLines.parse(deep).1 == 1)
    }
}
