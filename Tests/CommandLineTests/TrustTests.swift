import Foundation
import TestSupport
import Testing

/// Nothing of a seller's is lost, nothing private is said, and whatever the files are like, the program says what it made of them.
@Suite struct TrustTests {
    /// Python that edits the rows of a CSV: `rows` are its rows, `h` its header.
    static let csv = """
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

    func run(_ script: String) throws -> Program.Outcome {
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

    @Test func `the template itself is not filled in place, and with --force it is kept beside`() throws {
        let outcome = try run(
            """
            chatpool import "$fixtures/demo" --pool p.db 2>/dev/null >/dev/null; cp $fixtures/writers/template.xlsx t.xlsx
            chatpool export --pool p.db --template t.xlsx -o t.xlsx >/dev/null 2>&1; echo $?; cmp -s $fixtures/writers/template.xlsx t.xlsx && echo same
            chatpool export --pool p.db --template t.xlsx -o t.xlsx --force >/dev/null 2>&1; echo $?; cmp -s $fixtures/writers/template.xlsx t.xlsx || echo filled
            cmp -s $fixtures/writers/template.xlsx t.kept-*.xlsx && echo kept
            """)
        #expect(outcome.output == "5\nsame\n0\nfilled\nkept\n", "\(outcome.output) \(outcome.errors)")
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
}
