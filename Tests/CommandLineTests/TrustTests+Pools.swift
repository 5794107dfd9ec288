import Foundation
import TestSupport
import Testing

/// Which file is a pool, what becomes of a damaged one, two at once, forgetting, and pools of the version before.
extension TrustTests {
    @Test func `an input that is not there makes no pool`() throws {
        let outcome = try run("chatpool import exprots --pool p.db -o c.csv 2>/dev/null; echo $?; ls")
        #expect(outcome.output == "3\n")
    }

    @Test func `databases of other programs and of newer versions stay as they are`() throws {
        let outcome = try run(
            """
            python3 - <<'END'
            import sqlite3
            c = sqlite3.connect('other.db'); c.execute('create table mine(x)'); c.commit()
            END
            cp other.db before.db
            for command in "import $fixtures/demo/地址.txt" export "forget x --yes"; do chatpool $command --pool other.db >/dev/null; echo $?; done
            cmp other.db before.db && ls
            chatpool import "$fixtures/demo/地址.txt" --pool p.db 2>/dev/null
            python3 - <<'END'
            import sqlite3
            c = sqlite3.connect('p.db'); print(hex(c.execute('pragma application_id').fetchone()[0]), c.execute('pragma user_version').fetchone()[0] > 6)
            c.execute('pragma user_version = 99'); c.commit()
            END
            chatpool show x --pool p.db; echo $?
            """)
        #expect(outcome.output == "5\n5\n5\nbefore.db\nother.db\n0x4368506c True\n5\n", "\(outcome.output)")
        #expect(outcome.errors.contains("newer version") && outcome.errors.split(separator: "\n").count == 4, "\(outcome.errors)")
    }

    @Test func `damaged pools end in one line without values`() throws {
        let outcome = try run(
            """
            chatpool import $fixtures/demo --pool whole.db 2>/dev/null
            python3 - <<'END'
            import random, shutil, sqlite3, subprocess, re
            rng = random.Random(7)
            size = len(open('whole.db', 'rb').read())
            def trial(name, *command):
                r = subprocess.run(['chatpool', *command, '--pool', name], capture_output=True)
                text = r.stderr.decode()
                if r.returncode not in (0, 2, 5) or len([l for l in text.splitlines() if l.startswith('chatpool:')]) > 1 or re.search(r'\\d{7,}|atal', text): print(command, r.returncode, text[:300])
            for i in range(12):
                shutil.copy('whole.db', 'p.db')
                with open('p.db', 'r+b') as f:
                    if i % 3 == 0: f.truncate(rng.randrange(100, size))
                    else:
                        for _ in range(1 if i % 3 == 1 else 30):
                            f.seek(rng.randrange(16384 if i % 2 else 0, size - 64)); f.write(rng.randbytes(40))
                trial('p.db', 'export')
                trial('p.db', 'show', '13100009010')
            # Values of another type, and none, where the program puts none.
            shutil.copy('whole.db', 'p.db')
            c = sqlite3.connect('p.db', isolation_level=None)
            c.execute('pragma writable_schema=1'); c.execute("update sqlite_master set sql=replace(sql,'NOT NULL','') where type='table'"); c.close()
            c = sqlite3.connect('p.db', isolation_level=None)
            c.execute("delete from setting where name='settled'"); c.execute("update conversation set title=null, is_changed=1"); c.execute("update participant set name=null"); c.close()
            trial('p.db', 'import', __import__('os').environ['fixtures'] + '/demo')
            END
            """)
        #expect(outcome.output.isEmpty, "\(outcome.output)")
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    @Test func `who only looks needs no folder to write into and leaves nothing beside the pool`() throws {
        let outcome = try run(
            """
            mkdir shut; chatpool import $fixtures/demo --pool shut/p.db 2>/dev/null; chatpool export --pool shut/p.db > a.jsonl
            chmod 755 . shut; chmod 644 shut/p.db; chmod 555 shut
            if [ $(id -u) = 0 ]; then as="setpriv --reuid=65534 --clear-groups"; fi
            $as chatpool export --pool shut/p.db > b.jsonl && cmp a.jsonl b.jsonl && $as chatpool show 13100009010 --pool shut/p.db > /dev/null && ls shut
            chmod 755 shut
            """)
        #expect(outcome.output == "p.db\n", "\(outcome.output) \(outcome.errors)")
    }

    @Test func `two imports into a new pool both come in`() throws {
        let outcome = try run(
            """
            for i in 1 2 3; do
              rm -f p.db; chatpool import $fixtures/demo/微信邮件 --pool p.db 2>/dev/null & first=$!
              chatpool import "$fixtures/demo/地址.txt" --pool p.db 2>/dev/null; second=$?; wait $first; echo $? $second
            done
            chatpool import $fixtures/demo/微信邮件 "$fixtures/demo/地址.txt" --pool p.db 2>&1 | grep -o '(0 new)'; ls
            """)
        #expect(outcome.output == "0 0\n0 0\n0 0\n(0 new)\np.db\n", "\(outcome.output)")
    }

    @Test func `forgetting beside an open reader is not called done, and the next command finishes it`() throws {
        let outcome = try run(
            """
            chatpool import $fixtures/demo --pool p.db -o c.csv 2>/dev/null
            python3 - <<'END'
            import os, sqlite3, subprocess
            c = sqlite3.connect('p.db', isolation_level=None); c.execute('begin'); c.execute('select count(*) from customer').fetchone()
            r = subprocess.run(['chatpool', 'forget', '苏小满', '--yes', '--pool', 'p.db'], capture_output=True)
            print(r.returncode, b'still stands' in r.stderr, b'/c.csv' in r.stdout)
            c.execute('commit'); c.close()
            subprocess.run(['chatpool', 'export', '--pool', 'p.db', '-o', 'd.csv'], capture_output=True)
            print(sum(open(f, 'rb').read().count('13700009001'.encode()) for f in os.listdir('.') if f.startswith('p.db')))
            END
            """)
        #expect(outcome.output == "5 True True\n0\n", "\(outcome.output) \(outcome.errors)")
    }

    @Test func `what a killed program left half written is taken away and never read`() throws {
        let outcome = try run(
            """
            mkdir chats; cp "$fixtures/demo/地址.txt" chats/; cp chats/地址.txt chats/out.csv.partial-99999; cp chats/地址.txt chats/old.kept-20240101.txt
            chatpool import chats --pool p.db -o chats/out.csv 2>&1 | grep -o '[0-9]* files'; ls chats | grep -c partial
            """)
        #expect(outcome.output == "1 files\n0\n", "\(outcome.output)")
    }

    @Test func `pools that the version before wrote open, keep what was decided, and come to what a fresh import comes to`() throws {
        let outcome = try run(
            """
            for pool in $fixtures/pools/*.db.gz; do
              gunzip -c $pool > old.db; chatpool show 13100009010 --pool old.db | grep -c '^remark'
              chatpool import $fixtures/demo --owner 山里人家·阿禾 --pool old.db 2>/dev/null; chatpool undo --pool old.db 2>/dev/null; chatpool export --pool old.db > old.jsonl
              rm -f new.db; chatpool import $fixtures/demo --owner 山里人家·阿禾 --pool new.db 2>/dev/null; chatpool export --pool new.db > new.jsonl
              python3 - <<'END'
            import json
            def read(name):
                # Where a fact was said is told by the path that the export had then.
                rows = [json.loads(line) for line in open(name)]
                for row in rows: row.pop('evidence', None)
                return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)
            a, b = read('old.jsonl'), read('new.jsonl')
            print('same' if a == b else [x[:300] for x in set(a) ^ set(b)][:4])
            END
            done
            """)
        #expect(outcome.output == "1\nsame\n1\nsame\n1\nsame\n", "\(outcome.output) \(outcome.errors)")
    }
}
