import ChatModel
import TestSupport
import Testing

@testable import ChatBytes

@Suite struct WorkbookTests {
    private let relations = """
        <Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>
        """
    private let styles = """
        <styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="#,##0.00_ ;[Red]&quot;d&quot;"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>
        """

    private func book(_ sheet: String, shared: String = "", second: String = "") -> [UInt8] {
        var zip = ZipBuilder()
        zip.add("[Content_Types].xml", Array("<Types/>".utf8))
        zip.add(
            "xl/workbook.xml", Array("<workbook><sheets><sheet name=\"订单&amp;1\" r:id=\"rId1\"/><sheet name=\"二\" r:id=\"rId2\"/></sheets></workbook>".utf8))
        zip.add("xl/_rels/workbook.xml.rels", Array(relations.utf8))
        zip.add("xl/styles.xml", Array(styles.utf8))
        zip.add("xl/worksheets/sheet1.xml", Array("<worksheet><sheetData>\(sheet)</sheetData></worksheet>".utf8))
        zip.add("xl/worksheets/sheet2.xml", Array("<x:worksheet><x:sheetData>\(second)</x:sheetData></x:worksheet>".utf8))
        zip.add("xl/sharedStrings.xml", Array("<sst>\(shared)</sst>".utf8))
        return zip.finished
    }

    private func text(_ bytes: [UInt8]) throws -> String { String(decoding: try ExportSource.bytes(bytes, path: "a.xlsx").head(1 << 20), as: UTF8.self) }

    @Test("sheets stand in order behind their names, cells at their places, strings from wherever they are kept")
    func cells() throws {
        let sheet = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>a, "b"</t></is></c></row>
            <row r="3"><c r="B3" t="str"><f>A1</f><v>x &lt; y</v></c><c r="C3" t="b"><v>1</v></c><c r="D3" t="e"><v>#N/A</v></c></row>
            """
        let shared = "<si><r><t>姓</t></r><r><t>名</t></r><rPh><t>xing</t></rPh></si>"
        let second = "<x:row r=\"1\"><x:c r=\"A1\"><x:v>7</x:v></x:c></x:row>"
        #expect(try text(book(sheet, shared: shared, second: second)) == "\u{1D}订单&1\n姓名,,\"a, \"\"b\"\"\"\n\n,x < y,TRUE,\n\u{1D}二\n7\n")
    }

    @Test("dates are shown as dates, numbers as they were typed, and long numbers as the spreadsheet kept them")
    func numbers() throws {
        let row = """
            <row r="1"><c r="A1" s="1"><v>45356.38334490741</v></c><c r="B1" s="2"><v>45356</v></c><c r="C1" s="3"><v>45356</v></c><c r="D1" s="4"><v>0.5</v></c>
            <c r="E1"><v>1.3800001234E10</v></c><c r="F1"><v>0.30000000000000004</v></c><c r="G1"><v>6.91234567890123E+18</v></c></row>
            """
        #expect(
            try text(book(row)) == "\u{1D}订单&1\n2024-03-05 09:12:01,2024-03-05,45356,12:00:00,13800001234,0.3,6.91234567890123E+18\n\u{1D}二\n")
    }

    @Test("a workbook that cannot be read is binary and says why; one that is cut never stops the program")
    func damaged() throws {
        var zip = ZipBuilder()
        zip.add("[Content_Types].xml", Array("<Types/>".utf8))
        zip.add("xl/theme.xml", Array("<x/>".utf8))
        let source = try ExportSource.bytes(zip.finished, path: "a.xlsx")
        #expect(source.looksBinary)
        #expect(source.diagnostics.map(\.code) == ["workbook-damaged"])
        let whole = book("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>")
        for cut in stride(from: 0, to: whole.count, by: 5) { _ = try? ExportSource.bytes(Array(whole[..<cut]), path: "a.xlsx") }
    }

    @Test("Cells of an HTML table keep their columns below and beside cells that span several")
    func spans() throws {
        let page = """
            <table><tr><td rowspan="2">day</td><td colspan="2">who</td><td rowspan="2">sum</td></tr><tr><td>name</td><td>phone</td></tr>
            <tr><td>1</td><td rowspan="2">Mei</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td><td>6</td></tr></table>
            """
        let source = try ExportSource.bytes(Array(page.utf8), path: "orders.xls")
        let table = try #require(try MarkupTables.source(ofPage: source))
        let rows = table.withBytes { bytes in ByteScanning.string(bytes, 0..<bytes.count) }.split(separator: "\n")
        #expect(rows.dropFirst().prefix(4) == ["day,who,,sum", ",name,phone", "1,Mei,2,3", "4,,5,6"])
    }
}
