import ChatBytes
import TestSupport
import Testing

/// The rows of a table as strings.
private func rows(_ text: String, _ dialect: CSVDialect = CSVDialect(), expected: Int = 0) -> [[String]] {
    scan(Array(text.utf8), dialect, expected: expected).map(\.cells)
}

private func scan(_ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect(), expected: Int = 0) -> [(cells: [String], row: CSVRow)] {
    var scanner = CSVScanner(dialect: dialect)
    scanner.expectedCount = expected
    var row = CSVRow()
    var result: [(cells: [String], row: CSVRow)] = []
    while scanner.next(bytes.span, into: &row) { result.append(((0..<row.count).map { row.text($0, of: bytes.span) }, row)) }
    return result
}

@Suite struct CSVScannerTests {
    @Test("cells, quotes, doubled quotes and line feeds in cells are read as RFC 4180 says")
    func standard() {
        #expect(
            rows("a,b,c\r\n1,\"x, y\",\"he said \"\"hi\"\"\"\n2,\"two\r\nlines\",\n") == [
                ["a", "b", "c"], ["1", "x, y", "he said \"hi\""], ["2", "two\nlines", ""],
            ])
        #expect(rows("a,b") == [["a", "b"]])
        #expect(rows("a,") == [["a", ""]])
        #expect(rows("\"\",\"\"\"\"") == [["", "\""]])
        #expect(rows("\n\na\n") == [[""], [""], ["a"]])
        #expect(rows("") == [])
    }

    @Test("rows know their number and their place")
    func positions() {
        let text = Array("h,k\n1,\"a\nb\"\n2,c\n".utf8)
        let found = scan(text).map(\.row)
        #expect(found.map(\.record) == [1, 2, 3])
        #expect(found.map(\.start) == [0, 4, 12])
        #expect(found.map(\.end) == [4, 12, 16])
    }

    @Test("quotes inside a cell that are not doubled are part of it")
    func looseQuotes() {
        #expect(rows("1,\"say \"hi\" now\",x\n") == [["1", "say \"hi\" now", "x"]])
        #expect(rows("1,5\" screen,x\n") == [["1", "5\" screen", "x"]])
    }

    @Test("a quote that is never closed costs its own row and no other")
    func unclosedQuotes() {
        let text = "id,text,time\n1,\"hello,10:00\n2,ok,10:01\n3,\"well, yes\",10:02\n4,bye,10:03\n"
        let found = scan(Array(text.utf8), expected: 3)
        #expect(
            found.map(\.cells) == [
                ["id", "text", "time"], ["1", "hello", "10:00"], ["2", "ok", "10:01"], ["3", "well, yes", "10:02"], ["4", "bye", "10:03"],
            ])
        #expect(found.map { $0.row.damage != nil } == [false, true, false, false, false])
        #expect(rows("1,a,b\n2,\"cut off here\nand on", expected: 3) == [["1", "a", "b"], ["2", "cut off here\nand on"]])
    }

    @Test("a spreadsheet's text formula is the text in it")
    func formulas() {
        #expect(rows("=\"000123\",=\"a,b\",=1+1\n") == [["000123", "a,b", "=1+1"]])
        #expect(rows("=\"open,b\nc,d\n") == [["=\"open", "b"], ["c", "d"]])
    }

    @Test("tables without quotes, with tabs, with semicolons and with lone carriage returns are read")
    func dialects() {
        #expect(rows("a,\"b,c\n", CSVDialect(isQuoted: false)) == [["a", "\"b", "c"]])
        #expect(CSVDialect.sniff(Array("a\tb, c\td\n1\t2\t3\n".utf8).span).delimiter == 0x09)
        #expect(CSVDialect.sniff(Array("a;b;c\n1,5;2;3\n".utf8).span).delimiter == 0x3B)
        #expect(CSVDialect.sniff(Array("info: one, two\n\na,b,c\n1,2,3\n4,5,6\n".utf8).span).delimiter == 0x2C)
        let old = Array("a,b\r1,2\r".utf8)
        #expect(scan(old, CSVDialect.sniff(old.span)).map(\.cells) == [["a", "b"], ["1", "2"]])
    }

    @Test("what is written quoted is read back, whatever it holds")
    func roundTrip() {
        let seed: UInt64 = 20_260_105
        var random = SplitMix64(seed: seed)
        let alphabet: [Character] = ["a", ",", "\"", "\n", "é", "茶", ";", " ", "=", "\t", "🌸"]
        for round in 0..<300 {
            let table = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                (0..<3).map { _ in String((0..<Int.random(in: 0...12, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }) }
            }
            let text = table.map {
                $0.map { "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" }.joined(separator: ",")
            }
            .joined(separator: "\r\n")
            #expect(rows(text, expected: 3) == table, "seed \(seed), round \(round)")
        }
    }

    @Test("any bytes end in rows that stand in the bytes, one behind the other")
    func anyBytes() {
        let seed: UInt64 = 4711
        var random = SplitMix64(seed: seed)
        let alphabet = Array("ab,\"\n\r=;\t\u{1D}".utf8)
        for round in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
            var reached = 0
            for (_, row) in scan(bytes, expected: round % 4) {
                #expect(row.start == reached && row.end > row.start && row.end <= bytes.count, "seed \(seed), round \(round)")
                for i in 0..<row.count { #expect(row.range(i).lowerBound >= row.start && row.range(i).upperBound <= row.end) }
                reached = row.end
            }
            #expect(reached == bytes.count)
        }
    }

    @Test("many quotes that are never closed take no longer than the table is long")
    func worstCase() {
        let line = Array("1,\"open,2\n".utf8)
        var bytes: [UInt8] = []
        for _ in 0..<40_000 { bytes += line }
        #expect(scan(bytes, expected: 3).count >= 20_000)
        #expect(scan([UInt8](repeating: 0x22, count: 400_000), expected: 3).count >= 1)
        #expect(scan(Array("a,b\n\"".utf8) + [UInt8](repeating: 0x0A, count: 400_000), expected: 2).count >= 1)
    }
}
