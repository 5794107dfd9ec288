import Foundation
import TestSupport
import Testing

@Suite struct ManualTests {
    @Test func `the manual page says what the program says of itself`() throws {
        let outcome = try Program.inFolder { try Program.shell("chatpool --experimental-dump-help | python3 $fixtures/../scripts/manual.py", in: $0) }
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains(".SS followup"))
        if let difference = Golden.difference(outcome.output, Repository.root.appending(path: "docs/chatpool.1")) { Issue.record("\(difference)") }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func `completions are made for a shell`(shell: String) throws {
        let outcome = try Program.inFolder { try Program.shell("chatpool --generate-completion-script \(shell)", in: $0) }
        #expect(outcome.code == 0 && outcome.output.contains("followup") && outcome.output.contains("unshipped"))
    }
}
