import Foundation
import TestSupport
import Testing

/// Every folder of `fixtures/command-line` is a run: `cmd` is a line of shell, `expected` what it prints, says and ends with.
@Suite struct GoldenRuns {
    static let cases: [String] =
        (try? FileManager.default.contentsOfDirectory(atPath: Repository.fixtures.appending(path: "command-line").path))?.sorted() ?? []

    @Test func `there are runs`() { #expect(Self.cases.count >= 8) }

    @Test(arguments: cases) func `a run prints what it printed`(name: String) throws {
        let folder = Repository.fixtures.appending(path: "command-line").appending(path: name)
        let line = try String(contentsOf: folder.appending(path: "cmd"), encoding: .utf8)
        var place = ""
        let outcome = try Program.inFolder { folder in
            place = folder.resolvingSymlinksInPath().path
            return try Program.shell(line, in: folder)
        }
        let shown = "\(outcome.output)--- standard error\n\(outcome.errors)--- exit code\n\(outcome.code)\n"
            .replacingOccurrences(of: Repository.fixtures.path, with: "$fixtures").replacingOccurrences(of: place, with: "$folder")
        if let difference = Golden.difference(shown, folder.appending(path: "expected")) { Issue.record("\(name): \(difference)") }
    }
}
