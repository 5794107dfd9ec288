import ChatModel
import Foundation
import TestSupport
import Testing

@testable import ChatBytes

/// Workbooks of Excel 97 to 2003: `fixtures/seller-tables/CN/layouts/excel-97.xls` was written by xlwt (PyPI).
@Suite struct BinaryWorkbookTests {
    private static let book = Repository.fixtures.appending(path: "seller-tables/CN/layouts/excel-97.xls")

    private func bytes() throws -> [UInt8] { Array(try Data(contentsOf: Self.book)) }

    private func text(_ bytes: [UInt8]) throws -> String { String(decoding: try ExportSource.bytes(bytes, path: "a.xls").head(1 << 20), as: UTF8.self) }

    @Test func `sheets stand in order behind their names, days as days and numbers as they were typed`() throws {
        let lines = try text(bytes()).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "\u{1D}面单")
        #expect(lines[1] == "四月面单")
        #expect(lines[3] == "2026-04-10 15:06:00,MD-7701,SF1500000000101,苗国立,13800002118,江苏省南通市崇川区样例路28号3幢,棉布两米,1,99.5")
        #expect(lines[4].hasSuffix(",纽扣,6,268"))
        #expect(lines.contains("\u{1D}空"))
    }

    @Test func `a document without tables is binary and says what to do`() throws {
        var document = [UInt8](repeating: 0, count: 2048)
        document.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        let source = try ExportSource.bytes(document, path: "a.doc")
        #expect(source.looksBinary)
        #expect(FileHint.sentence(for: source)?.contains("Office before 2007") == true)
    }

    @Test func `no damage to a workbook ends the program, and a cut one is read as far as it goes`() throws {
        let whole = try bytes()
        let seed = UInt64(20_260_930)
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for round in 0..<600 {
            var damaged = whole
            for _ in 0..<1 + next(8) { damaged[next(damaged.count)] = UInt8(next(256)) }
            if round % 5 == 0 { damaged.removeLast(next(damaged.count)) }
            let source = try ExportSource.bytes(damaged, path: "a.xls")
            #expect(source.size <= 64 * whole.count, "seed \(seed), round \(round)")
        }
    }

    @Test func `a chain of sectors that leads back to its beginning ends`() throws {
        var damaged = try bytes()
        // The first sector of the allocation table: every sector points at sector 0.
        let first = damaged.span.littleEndian32(76)
        let table = Int(try #require(first))
        for at in stride(from: (table + 1) * 512, to: min(damaged.count, (table + 2) * 512), by: 4) {
            damaged.replaceSubrange(at..<at + 4, with: [0, 0, 0, 0])
        }
        let source = try ExportSource.bytes(damaged, path: "a.xls")
        #expect(source.size < 4 * damaged.count)
    }
}
