import Foundation
import TestSupport
import Testing

/// The databases of messengers that are read themselves, and those that are answered with the way to an export.
@Suite struct DatabaseTests {
    /// Makes the databases of `fixtures/databases` in a folder `d`.
    private static let databases = """
        cat > make.py <<'END'
        import pathlib, sqlite3, sys
        pathlib.Path('d').mkdir()
        for sql in sorted(pathlib.Path(sys.argv[1]).glob('*.sql')):
            connection = sqlite3.connect('d/' + sql.stem)
            connection.executescript(sql.read_text(encoding='utf-8'))
            connection.commit(); connection.close()
        END
        python3 make.py $fixtures/databases

        """

    func run(_ script: String) throws -> Program.Outcome {
        try Program.inFolder { try Program.shell("export SOURCE_DATE_EPOCH=1718000000\n" + Self.databases + script, in: $0) }
    }

    @Test(arguments: ["chat.db", "sms.db", "msgstore.db", "wa.db", "ChatStorage.sqlite", "ChatStorage-2019.sqlite"])
    func `each chat of a messenger's database is read with its writers, times and kinds`(name: String) throws {
        let outcome = try run("cd d; chatpool messages \(name)")
        let expected = Repository.fixtures.appending(path: "databases/\(name).expected.jsonl")
        if ProcessInfo.processInfo.environment["RECORD"] != nil {
            try outcome.output.write(to: expected, atomically: true, encoding: .utf8)
            Issue.record("written: look at it")
        }
        #expect(try outcome.output == String(contentsOf: expected, encoding: .utf8), "\(outcome.errors)")
    }

    @Test func `another program's database with tables of the same names is not read`() throws {
        let outcome = try run("chatpool messages d/notes.db; echo $?")
        #expect(outcome.output == "4\n" && outcome.errors.contains("a database: export"), "\(outcome.output) \(outcome.errors)")
    }

    @Test func `a database in an archive is read, and one that is cut ends in a line and no trap`() throws {
        let outcome = try run(
            """
            python3 -c "
            import zipfile
            with zipfile.ZipFile('a.zip', 'w') as z: z.write('d/msgstore.db', 'phone/msgstore.db')
            whole = open('d/chat.db', 'rb').read()
            for part in (3, 5, 9): open('cut%d.db' % part, 'wb').write(whole[:len(whole) * part // 10])
            "
            chatpool messages a.zip | wc -l
            for f in cut*.db; do chatpool messages $f >/dev/null 2>e; code=$?; [ $code -le 4 ] && [ $(wc -l < e) -le 3 ] || { echo $f $code; cat e; }; done
            """)
        #expect(outcome.output == "6\n", "\(outcome.output) \(outcome.errors)")
    }

    @Test func `the names of chats stay out of a log, and a journal beside a database is said`() throws {
        let outcome = try run(
            "head -c 100 /dev/zero > d/chat.db-wal; chatpool import d/chat.db --pool p.db; chatpool show 13800001234 --pool p.db | grep -c 样例路1号")
        #expect(outcome.output == "1\n", "\(outcome.output) \(outcome.errors)")
        #expect(outcome.errors.contains("database-journal") && !outcome.errors.contains("一群") && !outcome.errors.contains("1380000"), "\(outcome.errors)")
    }
}
