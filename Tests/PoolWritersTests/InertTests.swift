import ChatBytes
import ChatModel
import Foundation
import TestSupport
import Testing

@testable import PoolWriters

/// Whoever chose a nickname chose no program: names and texts that try to be formulas, markup or controls are inert in every output.
@Suite struct InertTests {
    static let ids = BuiltinWriters.all.map(\.format.id)

    private func text(_ id: String) throws -> (String, WriterFormat) {
        let writer = try BuiltinWriters.writer(for: "x", format: id)
        return (try Written(writer, SamplePool.concluded).text, writer.format)
    }

    /// The program's own data: plain CSV and JSON keep every character, JSON behind escapes.
    private static let exact: Set<String> = ["csv-raw"]

    @Test(arguments: ids) func `nothing unseen acts on whoever looks`(id: String) throws {
        guard !Self.exact.contains(id) else { return }
        let (text, format) = try text(id)
        for scalar in text.unicodeScalars.dropFirst(1) {
            let value = scalar.value
            let isControl = value < 0x20 && ![0x09, 0x0A, 0x0D, 0x1D].contains(value) || 0x7F...0x9F ~= value
            let isUnseen = value == 0xFEFF || value == 0x200B || 0x200E...0x200F ~= value || 0x202A...0x202E ~= value || 0x2066...0x2069 ~= value
            if isControl || isUnseen {
                Issue.record("U+\(String(value, radix: 16)) in \(format.id)")
                return
            }
        }
    }

    @Test(arguments: ids.filter { $0.hasPrefix("csv") || $0.contains("-") }) func `no cell of a CSV file begins like a formula`(id: String) throws {
        let (text, format) = try text(id)
        guard format.fileExtension == "csv", !Self.exact.contains(id) else { return }
        let isForExcel = id == "csv"
        var scanner = CSVScanner(dialect: CSVDialect.sniff(Array(text.utf8).span))
        var row = CSVRow()
        let bytes = Array(text.utf8)
        while scanner.next(bytes.span, into: &row) {
            for i in 0..<row.count {
                let cell = row.text(i, of: bytes.span)
                guard let first = cell.unicodeScalars.first, PlainText.isFormulaStart(first) else { continue }
                // An importer wants a phone as `+86…` and a birthday as `--05-12`; a spreadsheet that opened it would find a number.
                let isNumber = cell.utf8.allSatisfy { 48...57 ~= $0 || $0 == 0x2B || $0 == 0x2D || $0 >= 0x80 }
                #expect(!isForExcel && isNumber && cell.utf8.count > 5, "\(cell)")
            }
        }
    }

    @Test func `an Excel that parts cells at semicolons or tabs finds no formula either`() throws {
        let (text, _) = try text("csv")
        for separator in [";", "\t", "\n"] {
            for start in ["=", "+", "@", "＝"] { #expect(!text.contains(separator + start), "\(separator)\(start)") }
        }
    }

    @Test func `a vCard has only the lines that the program wrote`() throws {
        for id in ["vcard", "vcard-4"] {
            let (text, _) = try text(id)
            #expect(!text.replacingOccurrences(of: "\r\n", with: "").contains("\n"))
            for line in text.components(separatedBy: "\r\n").dropLast() where !line.hasPrefix(" ") {
                let name = line.prefix { $0 != ":" && $0 != ";" }
                let known = [
                    "BEGIN", "VERSION", "UID", "FN", "N", "NICKNAME", "TEL", "EMAIL", "ADR", "BDAY", "GENDER", "CATEGORIES", "X-WECHAT", "NOTE", "END",
                ]
                #expect(known.contains(String(name)), "\(name)")
                #expect(line.utf8.count <= 75)
            }
        }
    }

    @Test func `the report holds no tag, address or script but its own`() throws {
        let (html, _) = try text("html")
        #expect(html.components(separatedBy: "<script").count == 2)
        for bad in ["<img", "onerror=alert(1)>", "href=\"javascript", "src=\"", "http://x.example\"", "url("] {
            #expect(!html.replacingOccurrences(of: "&quot;", with: "").contains(bad), "\(bad)")
        }
        let tags = Set(html.components(separatedBy: "<").dropFirst().map { String($0.prefix { $0.isLetter || $0 == "!" || $0 == "/" || $0.isNumber }) })
        let own: Set<String> = [
            "!doctype", "html", "/html", "head", "/head", "meta", "title", "/title", "style", "/style", "body", "/body", "main", "/main", "header", "/header",
            "h1", "/h1",
            "h2", "/h2", "h3", "/h3", "p", "/p", "div", "/div", "b", "/b", "span", "/span", "nav", "/nav", "a", "/a", "figure", "/figure", "figcaption",
            "/figcaption",
            "svg", "/svg", "text", "/text", "rect", "line", "small", "/small", "table", "/table", "thead", "/thead", "tbody", "/tbody", "tr", "/tr", "th",
            "/th", "td",
            "/td", "bdi", "/bdi", "input", "select", "/select", "option", "/option", "details", "/details", "summary", "/summary", "ul", "/ul", "li", "/li",
            "footer",
            "/footer", "script", "/script",
        ]
        #expect(tags.subtracting(own).isEmpty, "\(tags.subtracting(own))")
    }

    @Test func `the report allows the script that it holds`() throws {
        let (html, _) = try text("html")
        let script = try #require(html.components(separatedBy: "<script>").last?.components(separatedBy: "</script>").first)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "import sys,hashlib,base64;print(base64.b64encode(hashlib.sha256(sys.stdin.buffer.read()).digest()).decode())"]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        input.fileHandleForWriting.write(Data(script.utf8))
        try input.fileHandleForWriting.close()
        let hash = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(html.contains("script-src 'sha256-\(hash)'"), "put \(hash) into ReportStyle.scriptHash")
    }

    @Test func `a JSON line is one line and gives back every character`() throws {
        let (text, _) = try text("jsonl")
        let lines = text.split(separator: "\n")
        #expect(lines.count == SamplePool.customers.count)
        let decoder = JSONDecoder()
        struct Line: Decodable { var nicknames: [String] }
        let hostile = try decoder.decode(Line.self, from: Data(try #require(lines.last).utf8))
        #expect(hostile.nicknames == SamplePool.hostile.nicknames)
    }
}
