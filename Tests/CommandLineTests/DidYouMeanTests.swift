import Foundation
import TestSupport
import Testing

@Suite struct DidYouMeanTests {
    private func run(_ line: String) throws -> Program.Outcome { try Program.inFolder { try Program.shell(line, in: $0) } }

    @Test(arguments: [
        ("imprt x", 2, "did you mean 'import'?"), ("help exprot", 2, "did you mean 'export'?"), ("corect 小满 name=x", 2, "did you mean 'correct'?"),
        ("Doctor", 2, "did you mean 'doctor'?"), ("frobnicate", 2, "'chatpool --help' lists them all"),
        ("import x --ownr y", 2, "Did you mean '--owner'?"), ("messages x --format chatlb", 2, "'jsonl' and 'chatlab'"),
        ("export --format zoho-led", 5, "did you mean 'zoho-leads'?"), ("export --format word", 5, "; known: xlsx, html, jsonl"),
        ("export -o customers.xslx", 5, "did you mean 'xlsx'?"), ("import x -o - --format jsnl", 5, "did you mean 'jsonl'?"),
        ("followup --list unpayed", 2, "did you mean 'unpaid'?"), ("edit 小满 nmae=x", 2, "did you mean 'name'?"),
    ]) func `a slip of the fingers is answered with the word that was meant`(command: String, code: Int32, said: String) throws {
        let outcome = try run("chatpool \(command)")
        #expect(outcome.code == code && outcome.errors.contains(said) && outcome.output.isEmpty, "\(outcome.errors)")
    }

    @Test(arguments: ["", "--help", "help", "help import", "--version", "import --help", "help correct"])
    func `what there is is not asked about`(command: String) throws {
        let outcome = try run("chatpool \(command)")
        #expect(outcome.code == 0 && !outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome.errors)")
    }
}
