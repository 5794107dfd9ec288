import ChatBytes
import ChatModel
import Foundation
import TestSupport
import Testing

@testable import PoolWriters

/// What a writer leaves behind.
struct Written {
    var files: [String: Data]
    var diagnostics: [Diagnostic]

    /// Writes a pool into an empty folder and takes what stands there afterwards.
    init(_ writer: any PoolWriter, _ pool: PoolContents = SamplePool.contents) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        diagnostics = try writer.write(pool, to: folder.appending(path: "out.\(writer.format.fileExtension)").path)
        files = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            // A workbook is looked at as the table readers see it.
            if name.hasSuffix(".xlsx") {
                let source = try ExportSource.open(folder.appending(path: name).path)
                files[name] = source.withBytes { bytes in Data((0..<bytes.count).map { bytes[$0] }) }
            } else {
                files[name] = try Data(contentsOf: folder.appending(path: name))
            }
        }
    }

    /// The first file as text.
    var text: String { String(decoding: files.first { $0.key.hasPrefix("out.") }?.value ?? Data(), as: UTF8.self) }
}

@Suite struct WriterTests {
    static let ids = BuiltinWriters.all.map(\.format.id)

    @Test(arguments: ids) func `a writer writes what it wrote`(id: String) throws {
        let written = try Written(try BuiltinWriters.writer(for: "x", format: id))
        var text = written.text.replacingOccurrences(of: "\r\n", with: "␍\n").replacingOccurrences(of: "\u{1D}", with: "␝")
        text = Self.shortened(text)
        let said = written.diagnostics.map { "\($0.severity) \($0.code) ×\($0.count): \($0.message)\n" }.joined()
        let shown = text + "--- said\n" + said
        if let difference = Golden.difference(shown, Repository.fixtures.appending(path: "writers/\(id).expected")) { Issue.record("\(difference)") }
    }

    /// Long runs of one character as `长×40000`.
    private static func shortened(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        var run: (scalar: Unicode.Scalar, count: Int) = ("x", 0)
        func flush() {
            if run.count > 100 {
                out.append(run.scalar)
                out.append(contentsOf: "×\(run.count)".unicodeScalars)
            } else {
                for _ in 0..<run.count { out.append(run.scalar) }
            }
        }
        for scalar in text.unicodeScalars {
            if scalar == run.scalar {
                run.count += 1
            } else {
                flush()
                run = (scalar, 1)
            }
        }
        flush()
        return String(out)
    }

    @Test func `every writer has its own id and every extension one owner at most`() {
        #expect(Set(Self.ids).count == Self.ids.count)
        let owned = BuiltinWriters.all.filter(\.format.ownsExtension).map(\.format.fileExtension)
        #expect(Set(owned).count == owned.count)
    }

    @Test func `an extension that several kinds share asks for the kind`() throws {
        let error = #expect(throws: ImportError.self) { try BuiltinWriters.writer(for: "parcels.txt") }
        #expect(error?.message.contains("courier-lines") == true)
    }

    @Test(arguments: ids) func `an empty pool makes a file`(id: String) throws {
        let written = try Written(try BuiltinWriters.writer(for: "x", format: id), PoolContents(customers: []))
        #expect(written.files.count == 1)
    }

    @Test func `an output that cannot be written leaves nothing behind`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for writer in BuiltinWriters.all {
            #expect(throws: ImportError.self) { try writer.write(SamplePool.contents, to: folder.appending(path: "missing/x").path) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
