import Foundation
import TestSupport
import Testing

@Suite struct DoctorTests {
    private static let imported = "chatpool import $fixtures/demo --pool p.db 2>/dev/null; "

    private func run(_ line: String) throws -> Program.Outcome { try Program.inFolder { try Program.shell(line, in: $0) } }

    @Test func `without a pool it says the version, the libraries and that there is none, and makes none`() throws {
        let outcome = try run("chatpool doctor --strict && ls")
        #expect(outcome.code == 0, "\(outcome.errors)")
        let version = try run("chatpool --version").output.trimmingCharacters(in: .newlines)
        #expect(outcome.output.hasPrefix("chatpool \(version)\n"))
        for name in ["ICU", "libxml2", "libarchive", "SQLite", "Nettle", "libxlsxwriter"] {
            let line = outcome.output.split(separator: "\n").first { $0.hasPrefix("  \(name) ") }
            #expect(line?.split(separator: " ").last?.first?.isNumber == true, "\(name): \(outcome.output)")
        }
        #expect(outcome.output.contains("there is none yet"))
        #expect(!outcome.output.contains("chatpool.db\nchatpool"))
    }

    @Test func `a pool is counted as SQLite counts it`() throws {
        let outcome = try run(
            Self.imported
                + """
                chatpool doctor --pool p.db --json --strict > d.json || exit 9
                python3 - <<'END'
                import json, sqlite3
                d = json.load(open('d.json'))['pool']
                db = sqlite3.connect('p.db')
                tables = {'files': 'source', 'chats': 'conversation', 'messages': 'message', 'records': 'record', 'customers': 'customer', 'questions': 'review', 'decisions': 'decision'}
                for name, table in tables.items():
                    (number,) = db.execute('select count(*) from ' + table).fetchone()
                    assert d['counts'][name] == number, (name, d['counts'][name], number)
                assert d['counts']['customers'] > 5 and d['state'] == 'healthy' and d['private'] and d['permissions'] == '600' and d['schema'] == d['known_schema']
                END
                """)
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test func `a pool that others may read is said, and ends with 1 where that is asked for`() throws {
        let outcome = try run(
            Self.imported
                + "chmod 644 p.db; chatpool doctor --pool p.db; echo \"code $?\"; chatpool doctor --pool p.db --strict >/dev/null; echo \"code $?\"")
        #expect(outcome.output.contains("chmod 600") && outcome.output.contains("code 0\n") && outcome.output.hasSuffix("code 1\n"), "\(outcome.output)")
    }

    @Test func `a damaged pool is found damaged and ends with 5`() throws {
        let outcome = try run(
            Self.imported
                + """
                python3 - <<'END'
                import os
                size = os.path.getsize('p.db')
                with open('p.db', 'r+b') as f:
                    for at in range(3 * 16384, size, 2 * 16384):
                        f.seek(at); f.write(b'\\xff' * 4096)
                END
                chatpool doctor --pool p.db
                """)
        #expect(outcome.code == 5 && outcome.output.contains("damaged"), "\(outcome.output)\(outcome.errors)")
    }

    @Test(arguments: [
        "echo hello > p.db", ": > p.db",
        "python3 -c 'import sqlite3; d = sqlite3.connect(\"p.db\"); d.execute(\"create table t (x)\"); d.commit()'",
    ]) func `what is no pool is said to be none and stays as it is`(making: String) throws {
        let outcome = try run("\(making); cp p.db q.db; chatpool doctor --pool p.db; code=$?; cmp p.db q.db && exit $code")
        #expect(outcome.code == 5 && outcome.output.contains("The file is no pool."), "\(outcome.output)\(outcome.errors)")
    }

    @Test func `a pool of an earlier version is not brought up to date by looking at it`() throws {
        let outcome = try run(
            """
            gzip -dc "$(ls $fixtures/pools/schema-*.db.gz | head -n 1)" > p.db; cp p.db q.db
            chatpool doctor --pool p.db; code=$?; cmp p.db q.db && exit $code
            """)
        #expect(outcome.code == 0 && outcome.output.contains("of an earlier version"), "\(outcome.output)\(outcome.errors)")
    }

    @Test func `without the workbook library it names the package to install`() throws {
        // A library of that name that is none is found first.
        let outcome = try run(
            """
            package=$(chatpool doctor --json | python3 -c 'import json, sys; print(json.load(sys.stdin)["workbooks"]["package"])')
            mkdir none && : > none/libxlsxwriter.so.${package#libxlsxwriter}
            LD_LIBRARY_PATH=none chatpool doctor --strict > said; echo "code $?"; grep -c "apt install $package" said
            \(Self.imported)
            LD_LIBRARY_PATH=none chatpool export --pool p.db -o c.xlsx 2>&1 | grep -c "apt install $package"
            """)
        #expect(outcome.output == "code 1\n1\n1\n", "\(outcome.output)\(outcome.errors)")
    }

    @Test func `it speaks Chinese where the user does`() throws {
        let outcome = try run(Self.imported + "LC_ALL=zh_CN.UTF-8 chatpool doctor --pool p.db")
        #expect(outcome.output.contains("客户池") && outcome.output.contains("完好"), "\(outcome.output)")
    }
}
