import CustomerPool
import Foundation
import Testing

@Suite struct ConnectionTests {
    /// A setting of a pool, as another program reads it.
    private func elsewhere(_ name: String, in path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import sqlite3, sys
            pool = sqlite3.connect(sys.argv[1])
            print(pool.execute('select value from setting where name = ?', sys.argv[2:]).fetchone())
            pool.close()
            """, path, name,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `another program that looks at a pool takes nothing from one that has opened it several times`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "p.db").path
        let pool = try PoolStore(path: path)
        try pool.setSetting("first", "1")
        // A second connection comes and goes in this process, then another program.
        #expect(try PoolStore(path: path, for: .changing).setting("first") == "1")
        #expect(try elsewhere("first", in: path) == "('1',)\n")
        try pool.setSetting("second", "2")
        #expect(try elsewhere("second", in: path) == "('2',)\n")
    }
}
