import Foundation
import TestSupport
import Testing

/// What reaches the terminal and the log, and inputs that once went wrong.
extension TrustTests {
    @Test func `with too few file handles it says so, however few there are`() throws {
        let outcome = try run(
            "for n in 7 9 11 20; do prlimit --nofile=$n:$n chatpool import $fixtures/demo --pool p.db >/dev/null; echo $?; done; prlimit --nofile=11:64 chatpool import $fixtures/demo --pool p.db 2>/dev/null >/dev/null; echo $?"
        )
        #expect(outcome.output == "5\n5\n5\n5\n0\n", "\(outcome.output) \(outcome.errors)")
        #expect(outcome.errors.contains("32 are needed") && !outcome.errors.contains("Illegal"), "\(outcome.errors)")
    }

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

    @Test func `a name of many thousand words takes no memory that grows with the square of them`() throws {
        let outcome = try run(
            """
            mkdir chats; python3 - <<'END'
            import json
            said = [("u1", "ab " * 40000, "要2斤茶 发王丽 13812345678 浙江省杭州市西湖区文三路1号"), ("u2", "小满", "石头 前面的号被封了 又来加你")]
            for k, (writer, name, text) in enumerate(said):
                meta = {"name": name[:20], "platform": "wechat", "type": "private", "ownerId": "u0"}
                lines = [{"_type": "header", "chatlab": {"version": "0.0.2"}, "meta": meta}]
                for i, (s, n, t) in enumerate([(writer, name, text), ("u0", "店", "好的")]):
                    lines.append({"_type": "message", "sender": s, "accountName": n, "timestamp": 1709601121 + i, "type": 0, "content": t})
                open(f'chats/{k}.jsonl', 'w').write("\\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
            END
            ulimit -v 4000000; timeout 300 chatpool import chats --pool p.db 2>&1 | grep -c '^Pool: '
            """)
        #expect(outcome.output == "1\n", "\(outcome.output) \(outcome.errors)")
    }

    @Test func `a table of records of which no column is known is refused, and nobody is made one with another`() throws {
        let outcome = try run(
            """
            printf '姓名,手机\\n王丽,13812345678\\n李雷,13912345678\\n' > t.csv; chatpool resolve t.csv; echo $?; chatpool resolve - < t.csv; echo $?
            printf '\\357\\273\\277Record_ID;name\\n1;王丽\\n' | chatpool resolve - | wc -l
            """)
        #expect(outcome.output == "4\n4\n1\n", "\(outcome.output) \(outcome.errors)")
    }

    @Test func `a masked quote shows no name, known or not`() throws {
        let outcome = try run("chatpool import $fixtures/faults/mask-quote.json --pool p.db 2>/dev/null; chatpool export --mask --pool p.db")
        #expect(!outcome.output.isEmpty && !outcome.output.contains("秀英") && !outcome.output.contains("王丽"), "\(outcome.output)")
    }

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
}
