import Foundation
import TestSupport

/// The program under test, run as a user runs it.
enum Program {
    struct Outcome {
        var output: String
        var errors: String
        var code: Int32
    }

    /// The binary: `CHATPOOL_BINARY`, else the one that this build made.
    static let path: String = {
        if let given = ProcessInfo.processInfo.environment["CHATPOOL_BINARY"] { return given }
        return Repository.root.appending(path: ".build/debug/chatpool").path
    }()

    /// Runs a line of shell in a fresh folder with `chatpool` in reach and `$fixtures` set.
    static func shell(_ line: String, in folder: URL) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = URL(filePath: path).deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["fixtures"] = Repository.fixtures.path
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        let output = Pipe()
        let errors = folder.appending(path: ".stderr")
        try Data().write(to: errors)
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let code = process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        let said = try String(contentsOf: errors, encoding: .utf8)
        try FileManager.default.removeItem(at: errors)
        return Outcome(output: String(decoding: bytes, as: UTF8.self), errors: said, code: code)
    }

    /// Lends an empty folder that is gone afterwards.
    static func inFolder<T>(_ body: (URL) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Lines of Python that write `long.txt`, a chat of 28 days; `os` must be imported.
    static func longChat(messagesADay count: Int) -> String {
        """
        head = open(os.environ['fixtures'] + '/demo/微信邮件/小满.txt', encoding='utf-8').read()
        with open('long.txt', 'w', encoding='utf-8') as f:
            f.write(head)
            for day in range(1, 29):
                f.write(f'\\n—————  2025-02-{day:02}  —————\\n\\n')
                for i in range(\(count)):
                    f.write(f'\\n小满  {i // 60 % 24:02}:{i % 60:02}\\n\\n第{day}天第{i}句\\n')
        """
    }
}
