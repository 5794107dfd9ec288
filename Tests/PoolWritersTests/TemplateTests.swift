import ChatBytes
import ChatModel
import Foundation
import TestSupport
import Testing

@testable import PoolWriters

/// A seller's own table, made by openpyxl as fixtures/writers/template.py makes it, filled.
@Suite struct TemplateTests {
    private static let template = Repository.fixtures.appending(path: "writers/template.xlsx").path

    private func filled(_ pool: PoolContents, template: String = template) throws -> (PackagedDocument, String, [Diagnostic]) {
        let file = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let said = try TemplateWriter(template: template).write(pool, to: file.path)
        let source = try ExportSource.open(file.path)
        let text = source.withBytes { bytes in String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self) }
        return (try PackagedDocument(path: file.path), text, said)
    }

    @Test func `rows go below what stands there, each value under its header`() throws {
        let (_, text, said) = try filled(PoolContents(customers: [SamplePool.plain, SamplePool.hostile]))
        let rows = text.components(separatedBy: "\n").filter { $0.contains("1370000900") }
        #expect(rows.count == 2)
        #expect(rows.first?.hasPrefix("苏小满,13700009001,,浙江省,杭州市,余杭区,良渚街道柳絮路9号") == true, "\(text)")
        #expect(text.contains("示例客户"))
        #expect(said.map(\.code).contains("template-rows-kept") && said.map(\.code).contains("column-unknown"))
    }

    @Test func `every part but the sheet stays byte for byte`() throws {
        let (document, _, _) = try filled(SamplePool.contents)
        let before = try PackagedDocument(path: Self.template)
        #expect(document.names == before.names)
        for name in before.names where name != "xl/worksheets/sheet1.xml" {
            #expect(try document.member(named: name) == before.member(named: name), "\(name)")
        }
    }

    @Test func `the template's formats stay, and hostile texts are cells`() throws {
        let (document, _, _) = try filled(SamplePool.contents)
        let before = String(decoding: try #require(try PackagedDocument(path: Self.template).member(named: "xl/worksheets/sheet1.xml")), as: UTF8.self)
        let after = String(decoding: try #require(try document.member(named: "xl/worksheets/sheet1.xml")), as: UTF8.self)
        #expect(!after.contains("<f>") && !after.contains("<script"))
        let tail = try #require(before.components(separatedBy: "</sheetData>").last)
        #expect(after.hasSuffix(tail))
        // The phone column is formatted as text in the template's blank row.
        let style = try #require(before.components(separatedBy: "r=\"B4\" s=\"").last?.prefix { $0 != "\"" })
        #expect(after.contains("r=\"B4\" s=\"\(style)\""))
        #expect(after.contains("r=\"B5\" s=\"\(style)\" t=\"inlineStr\""))
    }

    @Test func `a workbook without a known header is refused and nothing is written`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        _ = try ExcelWorkbook().write(PoolContents(customers: []), to: file.path)
        #expect(throws: ImportError.self) { try TemplateWriter(template: file.path).write(SamplePool.contents, to: file.path + ".out") }
        #expect(!FileManager.default.fileExists(atPath: file.path + ".out"))
        #expect(throws: ImportError.self) { try TemplateWriter(template: "/nowhere.xlsx").write(SamplePool.contents, to: file.path + ".out") }
    }
}
