import Foundation
import TestSupport
import Testing

/// Messages, records and customers over pipes, and `resolve` in pieces, against what one program makes of all.
@Suite struct PieceTests {
    @Test func `records and customers over pipes are the pool's customers, byte for byte`() throws {
        let outcome = try Program.inFolder { folder in
            try Program.shell(
                #"""
                chatpool import $fixtures/demo --catalog $fixtures/demo-catalog.csv -o pool.jsonl 2>import.txt
                chatpool messages --tables $fixtures/demo 2>/dev/null | chatpool records --catalog $fixtures/demo-catalog.csv > records.jsonl
                python3 -c '
                import json, sqlite3
                for record, customer in sqlite3.connect("chatpool.db").execute("select record_id, customer_id from customer_record"):
                    print(json.dumps({"record_id": record, "customer_id": customer}))' > ids.jsonl
                cat ids.jsonl records.jsonl | chatpool customers > customers.jsonl && cmp customers.jsonl pool.jsonl && wc -l < customers.jsonl
                """#, in: folder)
        }
        #expect(outcome.code == 0, "\(outcome.output) \(outcome.errors)")
        #expect(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines) == "14")
    }

    @Test func `one file over standard input is what the file is, under its name`() throws {
        let outcome = try Program.inFolder { folder in
            try Program.shell(
                #"""
                file="$fixtures/demo/微信邮件/小满.txt"
                chatpool messages --name "$file" - < "$file" > one.jsonl; chatpool messages "$file" > two.jsonl; cmp one.jsonl two.jsonl && wc -l < one.jsonl
                chatpool messages --name x "$file"; echo $?
                """#, in: folder)
        }
        let lines = outcome.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.count == 2 && (lines.first.flatMap { Int($0) } ?? 0) > 3, "\(outcome.output)")
        #expect(lines.last == "2" && outcome.errors.contains("--name"))
    }

    @Test func `what is no message, record or piece is said with its line and nothing of it`() throws {
        let outcome = try Program.inFolder { folder in
            try Program.shell(
                #"""
                printf '{"text":"\n[]\n' | chatpool records --strict; echo $?
                printf '{"record_id":"r1"}\n{"record_id":"r2","facts":{"recordID":"other"}}\n' | chatpool customers --strict; echo $?
                printf '{"record_id":"r1","rows":"%s"}\n' 'AAAA' 'Ag==' | chatpool resolve --train; echo $?
                echo '{"version":9}' > model.json; chatpool resolve --model model.json < /dev/null; echo $?
                echo '{}' | chatpool resolve --shares; echo $?
                chatpool resolve --links; echo $?
                printf '{"name":"王丽"}\n' | chatpool resolve --keys; echo $?
                """#, in: folder)
        }
        #expect(outcome.output.split(separator: "\n") == ["1", "1", "3", "3", "3", "2", "0"], "\(outcome.output)")
        #expect(outcome.errors.contains("line 1") && !outcome.errors.contains("王丽"))
        #expect(outcome.errors.contains("no record_id"))
    }

    @Test(arguments: [1, 2]) func `the pieces come to what resolve comes to`(seed: Int) throws {
        let outcome = try Program.inFolder { folder in
            try Program.shell("python3 \"$fixtures/../scripts/identity/pieces.py\" chatpool \(seed) 900 3", in: folder)
        }
        #expect(outcome.code == 0, "seed \(seed): \(outcome.output) \(outcome.errors)")
        #expect(outcome.output.contains("equal"), "seed \(seed): \(outcome.output)")
    }
}
