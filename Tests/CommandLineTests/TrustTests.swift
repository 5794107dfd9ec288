import Foundation
import TestSupport
import Testing

/// Nothing of a seller's is lost, nothing private is said, and whatever the files are like, the program says what it made of them.
@Suite struct TrustTests {
    /// Python that edits the rows of a CSV: `rows` are its rows, `h` its header.
    private static let csv = """
        cat > edit.py <<'END'
        import csv, sys
        rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig')))
        h = rows[0]
        def column(name): return h.index(name)
        def drop(name):
            k = h.index(name)
            for row in rows: row.pop(k)
        exec(sys.argv[2])
        csv.writer(open(sys.argv[1], 'w', encoding='utf-8-sig')).writerows(rows)
        END

        """

    private func run(_ script: String) throws -> Program.Outcome {
        try Program.inFolder { try Program.shell("export SOURCE_DATE_EPOCH=1718000000\n" + script, in: $0) }
    }

    // MARK: Files that stand where others are written

    @Test func `a file that the pool did not write is not written over, and with --force it is kept beside`() throws {
        let outcome = try run(
            """
            echo 'my own register' > register.csv; cp register.csv before.csv
            chatpool import "$fixtures/demo/地址.txt" --pool p.db -o register.csv 2>/dev/null; echo $?
            cmp register.csv before.csv && ls
            chatpool import "$fixtures/demo/地址.txt" --pool p.db -o register.csv --force 2>/dev/null; echo $?
            cmp register.kept-*.csv before.csv && ls; head -c 13 register.csv
            """)
        #expect(outcome.output.contains("register.kept-20240610061320.csv\n"), "\(outcome.output)")
        #expect(outcome.output.hasPrefix("5\nbefore.csv\nregister.csv\n0\n"), "\(outcome.output)")
        #expect(outcome.output.hasSuffix("姓名,昵"), "\(outcome.output)")
    }

    @Test func `the template itself is not filled in place`() throws {
        let outcome = try run(
            """
            chatpool import "$fixtures/demo" --pool p.db -o t.xlsx 2>/dev/null
            cp t.xlsx template.xlsx; python3 -c "
            import zipfile; z = zipfile.ZipFile('template.xlsx', 'a'); z.writestr('mine', 'x')"
            cp template.xlsx before.xlsx
            chatpool export --pool p.db --template template.xlsx -o template.xlsx >/dev/null 2>&1
            cmp -s template.xlsx before.xlsx || ls | grep -q 'template.kept' && echo kept
            """)
        #expect(outcome.output == "kept\n" || outcome.code == 0, "\(outcome.output) \(outcome.errors)")
    }

    @Test func `what is as the pool wrote it is written over without a word`() throws {
        let outcome = try run(
            "for i in 1 2 3; do chatpool import $fixtures/demo --pool p.db -o c.csv -o c.jsonl -o c.html 2>/dev/null || echo failed; done; ls")
        #expect(outcome.output == "c.csv\nc.html\nc.jsonl\np.db\n")
    }

    @Test func `a folder of ChatLab files is written again, and another file in it is not`() throws {
        let outcome = try run(
            """
            for i in 1 2; do chatpool messages $fixtures/demo/微信邮件 --format chatlab -o chats 2>/dev/null; echo $?; done
            for f in chats/*; do echo 'my own notes' > "$f"; done; chatpool messages $fixtures/demo/微信邮件 --format chatlab -o chats 2>/dev/null; echo $?; cat chats/* | sort -u
            """)
        #expect(outcome.output == "0\n0\n5\nmy own notes\n", "\(outcome.output)")
    }

    @Test func `a table of the pool without the column of ids or another one is kept beside, and said`() throws {
        let outcome = try run(
            Self.csv + """
                chatpool import $fixtures/demo --pool p.db -o c.csv 2>/dev/null
                python3 edit.py c.csv "rows[1][column('备注')] = '别丢这句'; drop('客户编号')"
                chatpool export --pool p.db -o c.csv; grep -l 别丢这句 *.csv
                python3 edit.py c.csv "rows[1][column('备注')] = '这句要留'; drop('勿扰')"
                chatpool export --pool p.db -o c.csv; ls | grep -c kept; chatpool export --pool p.db | grep -c 这句要留
                """)
        #expect(outcome.output.hasPrefix("c.kept-") && outcome.output.hasSuffix("2\n1\n"), "\(outcome.output)")
        #expect(outcome.errors.contains("the column 客户编号 is gone") && outcome.errors.contains("these columns are gone and stay as they were: 勿扰"))
    }

    @Test func `remarks beside two rows of one customer are both kept`() throws {
        let outcome = try run(
            Self.csv + """
                chatpool import $fixtures/demo --pool p.db -o c.csv 2>/dev/null
                python3 edit.py c.csv "k = column('客户编号'); open('ids', 'w').write(rows[1][k] + ' ' + rows[2][k])"
                chatpool merge $(cat ids) --pool p.db 2>/dev/null
                python3 edit.py c.csv "rows[1][column('备注')] = '甲的话'; rows[2][column('备注')] = '乙的话'"
                chatpool edit --from c.csv --pool p.db 2>/dev/null; chatpool export --pool p.db | grep 甲的话 | grep -c 乙的话
                """)
        #expect(outcome.output == "1\n", "\(outcome.output) \(outcome.errors)")
    }

    // MARK: Natural edits

    @Test func `a corrected number, nickname and address come in, a new row is a new customer, a row that is gone asks`() throws {
        let outcome = try run(
            Self.csv + """
                chatpool import $fixtures/demo --pool p.db -o c.csv 2>/dev/null
                python3 edit.py c.csv "
                row = next(r for r in rows if r[column('手机')] == '13100009010')
                row[column('手机')] = '13100009077'; row[column('昵称')] = '阿明'; row[column('详细地址')] = '观海四路10号'
                new = [''] * len(h); new[column('姓名')] = '何新来'; new[column('手机')] = '13600001234'; rows.append(new)"
                chatpool import $fixtures/demo --pool p.db -o c.csv
                chatpool show 13100009077 --pool p.db | grep -c -e 阿明 -e 观海四路10号; chatpool show 何新来 --pool p.db | grep -c 13600001234
                """)
        #expect(outcome.output == "2\n1\n", "\(outcome.output) \(outcome.errors)")
        #expect(outcome.errors.contains("3 cells of 1 customers") && outcome.errors.contains("1 new rows came in as customers"), "\(outcome.errors)")
    }

    @Test func `a cell that cannot be taken over is named with what may stand there`() throws {
        let outcome = try run(
            Self.csv + """
                chatpool import $fixtures/demo --pool p.db -o c.csv 2>/dev/null
                python3 edit.py c.csv "rows[1][column('阶段')] = '贵宾'; rows[2][column('手机')] = 'call him'"
                chatpool export --pool p.db -o c.csv; ls | grep -c kept
                """)
        #expect(outcome.output == "1\n")
        #expect(outcome.errors.contains("客户总表!C2: 阶段 takes one of") && outcome.errors.contains("手机 takes a phone number"), "\(outcome.errors)")
    }

    @Test func `a table that was written before another edit does not take that edit back`() throws {
        let outcome = try run(
            """
            chatpool import $fixtures/demo --pool p.db -o old.csv -o c.csv 2>/dev/null
            chatpool edit 13100009010 phone=13100009077 remark=新 --pool p.db 2>/dev/null
            chatpool export --pool p.db -o c.csv 2>/dev/null
            chatpool edit --from old.csv --pool p.db; chatpool show 13100009077 --pool p.db | grep -c -e 新 -e 13100009077
            """)
        #expect(outcome.output == "2\n", "\(outcome.output) \(outcome.errors)")
    }

    // MARK: Which pool

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

    // MARK: Forgetting

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

    // MARK: What is said

    @Test func `a log holds no name of a file that was found in a folder or an archive`() throws {
        let outcome = try run(
            """
            mkdir -p chats/何小丽; printf 'no chat at all' > chats/何小丽/何小丽的聊天.txt; cp "$fixtures/demo/地址.txt" chats/
            python3 -c "import zipfile; zipfile.ZipFile('all.zip', 'w').writestr('何小丽/何小丽.txt', 'nothing')"
            chatpool import chats all.zip --pool p.db; chatpool messages chats all.zip > /dev/null
            """)
        #expect(!outcome.errors.contains("何小丽") && outcome.errors.contains("chats/file-") && outcome.errors.contains("all.zip/file-"), "\(outcome.errors)")
    }

    @Test func `no nickname writes a line of its own or turns the terminal's`() throws {
        let outcome = try run(
            """
            python3 - <<'END'
            import json
            bad = 'Me\\x1b[2J\\nPool: 99 customers\\u009b\\u202e\\x7f\\U000E0041'
            rows = [{"type": "header", "chatlab": {"version": "0.0.1", "exportedAt": 1}, "meta": {"name": "x", "platform": "wechat", "type": "private", "ownerId": "me"}},
                {"_type": "member", "platformId": "me", "accountName": bad}]
            data = {"chatlab": {"version": "0.0.1", "exportedAt": 1703001600, "generator": "t"}, "meta": {"name": "x", "platform": "wechat", "type": "private", "ownerId": "me"},
                "members": [{"platformId": "me", "accountName": bad}, {"platformId": "b", "accountName": bad + '2'}],
                "messages": [{"sender": s, "accountName": bad, "timestamp": 1703001600 + i, "type": 0, "content": "你好" + bad} for i, s in enumerate(["me", "b"])]}
            json.dump(data, open('chat.json', 'w'))
            END
            chatpool import chat.json --pool p.db; chatpool followup --pool p.db; chatpool due --pool p.db; chatpool audit --pool p.db
            for id in $(chatpool export --pool p.db | grep -o 'c_[0-9a-z]*' | sort -u); do chatpool show $id --pool p.db; chatpool explain $id --pool p.db; done; chatpool export --pool p.db
            """)
        let said = outcome.errors + outcome.output
        #expect(said.split(separator: "\n").count { $0.hasPrefix("Pool: ") } == 1, "\(outcome.errors)")
        for scalar in said.unicodeScalars {
            let isBad =
                scalar.value < 0x20 && scalar != "\n" || 0x7F...0x9F ~= scalar.value || 0x202A...0x202E ~= scalar.value || 0xE0000...0xE0FFF ~= scalar.value
            if isBad {
                Issue.record("U+\(String(scalar.value, radix: 16)) reaches the terminal")
                break
            }
        }
    }

    @Test func `a full disk behind any listing is an error`() throws {
        let outcome = try run("for command in formats config --help --version; do chatpool $command > /dev/full 2>/dev/null; echo $?; done")
        #expect(outcome.output == "5\n5\n5\n5\n")
    }

    @Test func `every pipe takes UTF-16 and GB18030, and gives UTF-8`() throws {
        let outcome = try run(
            """
            echo '王丽 13812345678 深圳南山粤海街道科技园南路18号' > block; echo '{"record_id":"a","name":"王丽"}' > record
            echo '{"platform":"wechat","chat":{"title":"t"},"sender":{"name":"王丽"},"kind":"text","text":"要两箱苹果，寄给王丽 13812345678"}' > message
            for code in utf-16 gb18030; do
              iconv -t $code block | chatpool parse | cmp - <(chatpool parse block) && iconv -t $code record | chatpool resolve | cmp - <(chatpool resolve record) \\
                && iconv -t $code message | chatpool extract | cmp - <(chatpool extract message) && echo same
              iconv -t $code record > file; chatpool resolve file | cmp - <(chatpool resolve record) && echo same
            done
            printf '{"record_id":"a\\377","name":"x"}\\n' | chatpool resolve | iconv -f utf-8 > /dev/null && echo valid
            """)
        #expect(outcome.output == "same\nsame\nsame\nsame\nvalid\n", "\(outcome.output) \(outcome.errors)")
    }

    @Test func `a masked quote shows no name, known or not`() throws {
        let outcome = try run("chatpool import $fixtures/faults/mask-quote.json --pool p.db 2>/dev/null; chatpool export --mask --pool p.db")
        #expect(!outcome.output.isEmpty && !outcome.output.contains("秀英") && !outcome.output.contains("王丽"), "\(outcome.output)")
    }

    // MARK: Inputs that once went wrong

    @Test func `inputs that once hung, took the square of their length, or lost text come to their end and say it`() throws {
        let outcome = try run(
            """
            for f in $fixtures/faults/hang-*.json; do timeout 60 chatpool messages $f > /dev/null 2>&1; echo $?; done
            for f in $fixtures/faults/silent-*; do chatpool messages $f --strict > /dev/null 2>&1; echo $?; done
            for i in 1 2 3; do chatpool import $fixtures/faults/id-changes-with-NUL.csv --pool p.db -o $i.jsonl 2>/dev/null; done; cmp 1.jsonl 2.jsonl; cmp 2.jsonl 3.jsonl
            for f in $fixtures/faults/resolve-invalid-utf8.*; do chatpool resolve $f 2>/dev/null | iconv -f utf-8 > /dev/null; echo $?; done
            chatpool import $fixtures/faults/seller-line-escape.json --pool s.db 2>&1 | grep -c '^Pool: '
            """)
        #expect(outcome.output == "0\n0\n1\n1\n1\n1\n1\n0\n0\n1\n", "\(outcome.output)")
    }

    @Test func `a sign and many digits take time that grows with their number and no faster`() throws {
        // The square of it would take an hour; the limit is there so that a failure ends.
        let outcome = try run(
            """
            python3 -c "print('{\"text\":\"+' + '1' * 400000 + '\"}')" > long.jsonl; python3 -c "print('+' + '1' * 400000)" > long.txt
            timeout 300 chatpool extract long.jsonl | wc -l; timeout 300 chatpool parse long.txt | wc -l
            """)
        #expect(outcome.output == "1\n1\n", "\(outcome.output)")
    }

    // MARK: Pools of the version before

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
        #expect(outcome.output == "1\nsame\n", "\(outcome.output) \(outcome.errors)")
    }
}
