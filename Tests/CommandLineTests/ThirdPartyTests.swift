import Foundation
import TestSupport
import Testing

@Suite struct ThirdPartyTests {
    private func run(_ line: String) throws -> Program.Outcome { try Program.inFolder { try Program.shell(line, in: $0) } }

    @Test func `the list of what the program stands on is true of the tree`() throws {
        let outcome = try run("python3 $fixtures/../scripts/third_party.py --check")
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    /// The check is worth nothing unless it sees a change.
    @Test(arguments: [
        (#"s|url: "https://github.com/jpsim/Yams"|url: "https://github.com/jpsim/Other"|"#, "Package.swift", "package Other: has no line"),
        ("s/ nettle-dev/ nettle-dev libfoo-dev/", "Makefile", "debian libfoo-dev: has no line"),
        ("s/ nettle-dev//", "Makefile", "Nettle: nothing in the tree names it"),
        ("s/MIT/BSD/", "THIRD-PARTY.md", "THIRD-PARTY.md is not what"),
    ]) func `a library that comes, goes or changes is seen`(change: String, file: String, said: String) throws {
        let outcome = try run(
            """
            root=$fixtures/..; mkdir t && cp -r $root/Package.swift $root/Makefile $root/THIRD-PARTY.md $root/scripts $root/docs t/ && sed -i '\(change)' t/\(file)
            python3 t/scripts/third_party.py --check
            """)
        #expect(outcome.code == 1 && outcome.errors.contains(said), "\(outcome.errors)")
    }

    @Test func `the program says the version of the newest entry of the changelog`() throws {
        let version = try run("chatpool --version").output.trimmingCharacters(in: .newlines)
        let changes = try String(contentsOf: Repository.root.appending(path: "CHANGELOG.md"), encoding: .utf8)
        let entries = changes.split(separator: "\n").filter { $0.hasPrefix("## ") && $0 != "## Unreleased" }
        #expect(entries.first?.hasPrefix("## \(version) - 20") == true, "\(entries)")
    }
}
