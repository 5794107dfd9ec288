import Foundation
import TestSupport
import Testing

/// Every kind of JSON line against its schema in `docs/schema`.
@Suite struct SchemaTests {
    /// A run and the schema that each of its lines keeps.
    struct Run: CustomTestStringConvertible {
        var schema: String
        var command: String
        /// The least number of lines: an empty output keeps every schema.
        var lines: Int
        var testDescription: String { schema + ": " + command }
    }

    /// Everything that readers are tested with; labelled talk and tables would take minutes.
    private static let exports = "exports=$(ls -d $fixtures/*/ | grep -v '/talk/\\|/labelled/'); "

    private static let imported = "chatpool import $fixtures/demo --catalog $fixtures/demo-catalog.csv 2>/dev/null; "

    /// Four records, of whom two are one person.
    private static let fourRecords =
        #"""
        printf '%s\n' '{"record_id":"r1","name":"王丽娟","phones":["13812345678"]}' '{"record_id":"r2","name":"王丽娟","phones":["13812345678"]}' \
          '{"record_id":"r3","nickname":"小雨"}' '{"record_id":"r4","name":"赵启明"}' > records.jsonl

        """#
    /// The records with a value of a kind, as a cluster brings them together.
    private static func sharing(_ kind: String) -> String {
        #"""
        chatpool resolve --keys records.jsonl | KIND=\#(kind): python3 -c '
        import json, os, sys
        for line in sys.stdin:
            record = json.loads(line)
            values = [key.rsplit(":", 1)[0] for key in record.pop("keys")]
            for value in values:
                if value.startswith(os.environ["KIND"]):
                    print(json.dumps({"value": value, "counts": [v + " 2 0" for v in values]} | record))' > shared.jsonl

        """#
    }

    static let runs = [
        Run(schema: "message", command: "chatpool messages $fixtures/demo 2>/dev/null", lines: 80),
        Run(schema: "message", command: "chatpool messages $exports 2>/dev/null", lines: 500),
        Run(schema: "findings", command: "chatpool messages $fixtures/demo 2>/dev/null | chatpool extract", lines: 80),
        Run(schema: "findings", command: "chatpool messages $exports 2>/dev/null | chatpool extract", lines: 500),
        Run(schema: "recipients", command: "cat $fixtures/demo/地址.txt | chatpool parse", lines: 3),
        Run(schema: "recipients", command: "cat $fixtures/demo/地址.txt | chatpool parse --details", lines: 3),
        Run(schema: "customer", command: imported + "chatpool export", lines: 10),
        Run(schema: "customer", command: imported + "chatpool export --mask --include-sensitive", lines: 10),
        Run(schema: "customer", command: "chatpool import $exports -o all.jsonl 2>/dev/null; cat all.jsonl", lines: 100),
        Run(schema: "due", command: imported + "chatpool due --as-of 2024-07-01 --all --json", lines: 8),
        Run(schema: "due", command: "chatpool import $exports 2>/dev/null; chatpool due --as-of 2024-07-01 --all --json", lines: 30),
        Run(schema: "followup", command: imported + "chatpool followup --as-of 2024-07-01 --json", lines: 5),
        Run(
            schema: "followup",
            command: "chatpool import $exports 2>/dev/null; for d in 2024-03-01 2024-05-20 2024-06-20; do chatpool followup --as-of $d --json; done",
            lines: 30),
        Run(schema: "customer", command: imported + "chatpool show 小满 --json; chatpool show River --json", lines: 2),
        Run(schema: "explain", command: imported + "for n in 小满 木子💫 桃子; do chatpool explain $n --json; done", lines: 2),
        Run(schema: "explain", command: imported + "chatpool explain 小满 桃子 --json | tail -n +2", lines: 3),
        Run(schema: "verdict", command: imported + "chatpool explain 小满 桃子 --json | head -n 1", lines: 1),
        Run(schema: "audit", command: imported + "chatpool audit --json", lines: 1),
        Run(
            schema: "audit",
            command: imported
                + "{ chatpool merge 小满 桃子; chatpool undo; chatpool not-same 小满 River; chatpool edit River name=江河; chatpool split 小满 13700009001; chatpool export -o c.xlsx; chatpool forget River --yes; } >/dev/null 2>&1; chatpool audit --json",
            lines: 6),
        Run(schema: "counts", command: "chatpool messages --count $exports 2>/dev/null", lines: 60),
        Run(schema: "format", command: "chatpool formats --json", lines: 60),
        Run(
            schema: "doctor",
            command: "chatpool doctor --json; echo x > no.db; chatpool doctor --json --pool no.db; " + imported + "chatpool doctor --json", lines: 3),
        Run(schema: "wecom-remark", command: imported + "chatpool export --format wecom-json", lines: 5),
        Run(
            schema: "customer-record",
            command: "chatpool messages --tables $fixtures/demo 2>/dev/null | chatpool records --catalog $fixtures/demo-catalog.csv", lines: 15),
        Run(
            schema: "table-row", command: "chatpool messages --tables $exports 2>/dev/null | grep -aE '^.\"(contact|order|bill)\":'", lines: 50),
        Run(schema: "resolve-keys", command: fourRecords + "chatpool resolve --keys records.jsonl", lines: 4),
        Run(schema: "resolve-shares", command: fourRecords + sharing("of-phone") + "chatpool resolve --shares shared.jsonl", lines: 1),
        Run(
            schema: "resolve-model",
            command: fourRecords + "chatpool resolve --keys records.jsonl | tee keys.jsonl | chatpool resolve --train | tee l1.json; "
                + "chatpool resolve --train --model l1.json keys.jsonl | chatpool resolve --train --learn --model l1.json", lines: 2),
        Run(
            schema: "resolve-links",
            command: fourRecords + sharing("phone")
                + "chatpool resolve --keys records.jsonl | tee keys.jsonl | chatpool resolve --train > l1.json; "
                + "chatpool resolve --train --model l1.json keys.jsonl | chatpool resolve --train --learn --model l1.json > model.json; "
                + "chatpool resolve --links --model model.json shared.jsonl", lines: 1),
        Run(
            schema: "resolved",
            command: #"printf '{"record_id":"r1","name":"王丽","phones":["13812345678"]}\n{"record_id":"r2","nickname":"小雨"}\n' | chatpool resolve"#, lines: 2),
    ]

    @Test(arguments: runs) func `every line keeps its schema`(run: Run) throws {
        let schema = try JSONSchema(Repository.root.appending(path: "docs/schema/\(run.schema).schema.json"))
        let outcome = try Program.inFolder { try Program.shell(Self.exports + run.command, in: $0) }
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count >= run.lines, "\(outcome.errors)")
        var problems: [String: Int] = [:]
        for line in lines { for problem in schema.problems(String(line)) { problems[problem, default: 0] += 1 } }
        #expect(problems.isEmpty, "\(problems.prefix(12))")
    }

    @Test func `every schema is used by a test`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Repository.root.appending(path: "docs/schema").path)
        let known = Set(Self.runs.map { $0.schema + ".schema.json" } + ["record.schema.json"])
        #expect(Set(files.filter { $0.hasSuffix(".json") }) == known)
    }

    @Test func `the records of the documentation keep their schema`() throws {
        let schema = try JSONSchema(Repository.root.appending(path: "docs/schema/record.schema.json"))
        let line = #"""
            {"record_id":"r1","name":"王丽","nickname":"小雨","phones":["13812345678"],"emails":[],"platform":"wechat","account_id":"wxid_1","address":{"province":"广东省"},"birth_date":"1990-01-01"}
            """#
        #expect(schema.problems(line).isEmpty)
        #expect(schema.problems(#"{"name":"王丽"}"#) == ["$: 'record_id' is missing"])
    }

    @Test func `the checker sees what is wrong`() throws {
        let schema = try JSONSchema(Repository.root.appending(path: "docs/schema/followup.schema.json"))
        #expect(!schema.problems("{}").isEmpty && schema.problems("x") == ["no JSON"])
        let due = try JSONSchema(Repository.root.appending(path: "docs/schema/due.schema.json"))
        let good = #"""
            {"customer_id":"c_1","window":"ending","due_date":"2024-05-01","overdue_days":-1,"interval_days":30.5,"progress":0.9,"basis":"pool","purchases":1,"last_bought":"2024-04-01","rule":"r","reason":"","reason_en":"","evidence":[]}
            """#
        #expect(due.problems(good).isEmpty)
        for (old, new) in [
            (#""ending""#, #""soon""#), ("-1,", "0.5,"), ("30.5", #""30""#), ("2024-05-01", "1.5.2024"), (#""pool""#, "true"), (#","evidence":[]"#, ""),
            ("[]", "[{}]"), ("\"purchases\":1", "\"purchases\":true"), ("\"rule\"", "\"extra\":1,\"rule\""),
        ] {
            #expect(due.problems(good.replacingOccurrences(of: old, with: new)).count > 0, "\(new)")
        }
    }
}
