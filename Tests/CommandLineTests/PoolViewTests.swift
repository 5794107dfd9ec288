import Foundation
import TestSupport
import Testing

/// The pool as other programs read it: opened here by Python's own SQLite.
@Suite struct PoolViewTests {
    private static let script = """
        chatpool import $fixtures/demo --catalog $fixtures/demo-catalog.csv 2>/dev/null
        python3 - <<'END'
        import os, re, sqlite3
        document = open(os.environ['fixtures'] + '/../docs/POOL.md', encoding='utf-8').read()
        pool = sqlite3.connect('file:chatpool.db?mode=ro', uri=True)
        for query in re.findall(r'```sql\\n(.*?)```', document, re.S):
            print(len(pool.execute(query).fetchall()), query.split()[1])
        for view, columns in re.findall(r'^\\| `(\\w+)` \\| [^|]* \\| ([^|]*) \\|$', document, re.M):
            found = [c[1] for c in pool.execute(f'PRAGMA table_info({view})')]
            print('view', view, 'as documented' if found == columns.strip().split(', ') else found)
        views = {r[0] for r in pool.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        print('undocumented', views - set(re.findall(r'^\\| `(\\w+)` \\|', document, re.M)))
        END
        """

    @Test func `every documented query finds something, and every view has the documented columns`() throws {
        try Program.inFolder { folder in
            let outcome = try Program.shell(Self.script, in: folder)
            #expect(outcome.code == 0, "\(outcome.errors)")
            let lines = outcome.output.split(separator: "\n")
            let queries = lines.filter { $0.first?.isNumber == true }
            #expect(queries.count >= 10)
            #expect(!queries.contains { $0.hasPrefix("0 ") }, "\(outcome.output)")
            let views = lines.filter { $0.hasPrefix("view ") }
            #expect(views.count == 10)
            #expect(views.allSatisfy { $0.hasSuffix("as documented") }, "\(outcome.output)")
            #expect(lines.contains("undocumented set()"))
        }
    }

    @Test func `the views of another version are made anew`() throws {
        try Program.inFolder { folder in
            let script = """
                chatpool import $fixtures/demo 2>/dev/null
                python3 -c "
                import sqlite3; c = sqlite3.connect('chatpool.db')
                c.executescript(\\"DROP VIEW customers; CREATE VIEW customers AS SELECT 1 AS x; UPDATE setting SET value = '0' WHERE name = 'views'\\")"
                chatpool export -o x.jsonl
                python3 -c "import sqlite3; print(len(sqlite3.connect('chatpool.db').execute('SELECT customer_id, last_order FROM customers').fetchall()))"
                """
            let outcome = try Program.shell(script, in: folder)
            #expect(Int(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 > 10, "\(outcome.errors)")
        }
    }
}
