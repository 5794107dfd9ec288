import Foundation
import TestSupport
import Testing

@Suite struct StandardOutputTests {
    private func run(_ line: String) throws -> Program.Outcome { try Program.inFolder { try Program.shell(line, in: $0) } }

    /// Every kind of file that standard output takes gives there what it gives as a file.
    @Test func `what goes to standard output is what the file would hold`() throws {
        let outcome = try run(
            """
            chatpool import $fixtures/demo --pool p.db 2>/dev/null
            for id in $(chatpool formats --json | python3 -c 'import json, sys; print(*[f["id"] for f in map(json.loads, sys.stdin) if f.get("to_standard_output")])'); do
              chatpool export --pool p.db --format $id -o file.$id 2>/dev/null && chatpool export --pool p.db --format $id -o - 2>/dev/null > piped || exit 9
              cmp piped file.$id || exit 8
              echo $id
            done
            """)
        #expect(outcome.code == 0 && outcome.output.split(separator: "\n").count > 15, "\(outcome.output)\(outcome.errors)")
    }

    @Test func `an import gives its pool to the next program of a pipe`() throws {
        let outcome = try run(
            """
            chatpool import $fixtures/demo --pool p.db -o - --format csv -o c.jsonl 2>/dev/null > a.csv
            chatpool export --pool p.db --format csv 2>/dev/null | cmp - a.csv && chatpool import $fixtures/demo --pool p.db -o - 2>/dev/null | cmp - c.jsonl && echo same && ls
            """)
        #expect(outcome.output == "same\na.csv\nc.jsonl\np.db\n", "\(outcome.output)\(outcome.errors)")
    }

    @Test func `the kind of an only file may be named`() throws {
        let outcome = try run("chatpool import $fixtures/demo --pool p.db --format vcard-4 -o c.txt 2>/dev/null; head -n 2 c.txt")
        #expect(outcome.code == 0 && outcome.output.hasPrefix("BEGIN:VCARD"), "\(outcome.output)\(outcome.errors)")
    }

    @Test(arguments: [
        ("import $fixtures/demo -o - --format xlsx", "a workbook needs a file"), ("import $fixtures/demo -o - -o -", "give -o - once"),
        ("import $fixtures/demo -o a.csv -o b.csv --format csv", "several files go by their extensions"),
        ("import $fixtures/demo --format csv", "of one -o file"),
        ("export --template $fixtures/writers/template.xlsx", "a workbook needs a file"),
    ]) func `what standard output cannot take is said before anything is read`(command: String, said: String) throws {
        let outcome = try run("chatpool \(command); code=$?; ls; exit $code")
        #expect(outcome.code != 0 && outcome.errors.contains(said) && outcome.output.isEmpty, "\(outcome.output)\(outcome.errors)")
    }

    @Test func `messages take - for standard output`() throws {
        let outcome = try run(
            """
            chatpool messages $fixtures/demo -o - 2>/dev/null > a; chatpool messages $fixtures/demo 2>/dev/null | cmp - a &&
            chat="$fixtures/demo/微信邮件/小满.txt"
            chatpool messages "$chat" --format chatlab -o - 2>/dev/null > b; chatpool messages "$chat" --format chatlab 2>/dev/null | cmp - b && test -s a && test -s b && ls
            """)
        #expect(outcome.output == "a\nb\n", "\(outcome.output)\(outcome.errors)")
    }
}
