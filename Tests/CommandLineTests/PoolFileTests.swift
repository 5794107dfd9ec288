import Foundation
import TestSupport
import Testing

@Suite struct PoolFileTests {
    @Test func `importing the same exports twice changes nothing`() throws {
        try Program.inFolder { folder in
            let once = try Program.shell("chatpool import $fixtures/demo --pool p.db -o once.jsonl && cat once.jsonl", in: folder)
            let twice = try Program.shell("chatpool import $fixtures/demo --pool p.db -o twice.jsonl && cat twice.jsonl", in: folder)
            #expect(once.code == 0 && !once.output.isEmpty)
            #expect(once.output == twice.output)
            #expect(twice.errors.contains("0 new messages"))
        }
    }

    @Test func `the pool is one file when the program has ended`() throws {
        try Program.inFolder { folder in
            let outcome = try Program.shell(
                """
                chatpool import $fixtures/demo --pool p.db -o a.jsonl && ls && chatpool export --pool p.db -o a.csv && chatpool due --pool p.db > due.txt && ls
                """, in: folder)
            #expect(outcome.output == "a.jsonl\np.db\na.csv\na.jsonl\ndue.txt\np.db\n", "\(outcome.errors)")
        }
    }

    @Test func `no output holds an identity or bank card number`() throws {
        try Program.inFolder { folder in
            let script = """
                mkdir chats; cat > chats/a.txt <<'END'
                Dear:

                    阿芸 和 果园小铺 在微信上的聊天记录如下，请查收。

                —————  2024-03-05  —————


                阿芸  09:12

                沈月华 15712340088 身份证110101199003070019 浙江省杭州市西湖区文三西路88号


                阿芸  09:13

                要两箱苹果


                阿芸  09:40

                苹果烂了好多，退到6217000010001234569，身份证110101199003070019
                END
                sed -i 's/^                //' chats/a.txt
                chatpool import chats --owner 果园小铺 --pool p.db -o c.jsonl -o c.csv -o c.html
                printf '沈月华 15712340088 身份证110101199003070019 卡6217000010001234569 浙江省杭州市西湖区文三西路88号\\n' > block.txt
                chatpool parse --details block.txt > parsed.jsonl
                chatpool messages chats/a.txt 2>/dev/null | chatpool extract > found.jsonl
                test -s c.jsonl && test -s parsed.jsonl && test -s found.jsonl || echo missing
                grep -c -e 110101199003070019 -e 6217000010001234569 c.jsonl c.csv c.html parsed.jsonl found.jsonl
                """
            let outcome = try Program.shell(script, in: folder)
            #expect(outcome.output == "c.jsonl:0\nc.csv:0\nc.html:0\nparsed.jsonl:0\nfound.jsonl:0\n", "\(outcome.output) \(outcome.errors)")
        }
    }

    @Test func `one thread and many give the same bytes`() throws {
        try Program.inFolder { folder in
            let outcome = try Program.shell(
                "taskset -c 0 chatpool import $fixtures/demo --pool a.db -o a.jsonl && chatpool import $fixtures/demo --pool b.db -o b.jsonl && cmp a.jsonl b.jsonl",
                in: folder)
            #expect(outcome.code == 0, "\(outcome.errors)")
        }
    }

    @Test func `pool and outputs are readable by their owner alone`() throws {
        try Program.inFolder { folder in
            let outcome = try Program.shell(
                "chatpool import $fixtures/demo --pool p.db -o c.xlsx -o c.csv -o c.jsonl && stat -c '%a %n' p.db c.xlsx c.csv c.jsonl", in: folder)
            #expect(outcome.output == "600 p.db\n600 c.xlsx\n600 c.csv\n600 c.jsonl\n")
        }
    }

    @Test func `an import that is killed is completed by the next one`() throws {
        try Program.inFolder { folder in
            // A chat long enough that the kill comes in the middle of it.
            let script = """
                python3 - <<'END'
                import os
                \(Program.longChat(messagesADay: 600))
                END
                chatpool import long.txt --pool killed.db & sleep 0.25; kill -9 $! ; wait $! 2>/dev/null
                chatpool import long.txt --pool killed.db -o killed.jsonl && chatpool import long.txt --pool whole.db -o whole.jsonl && cmp killed.jsonl whole.jsonl
                """
            let outcome = try Program.shell(script, in: folder)
            #expect(outcome.code == 0, "\(outcome.errors)")
        }
    }

    @Test func `a longer version of an export adds only what is new`() throws {
        try Program.inFolder { folder in
            let script = """
                f="$fixtures/demo/微信邮件/小满.txt"
                head -n 40 "$f" > short.txt; cp "$f" long.txt
                chatpool import short.txt --pool p.db 2>&1 | grep -o '[0-9]* new messages'
                chatpool import long.txt --pool p.db 2>&1 | grep -o '[0-9]* new messages'
                chatpool messages short.txt | wc -l; chatpool messages long.txt | wc -l
                """
            let lines = try Program.shell(script, in: folder).output.split(separator: "\n").compactMap { Int($0.split(separator: " ")[0]) }
            #expect(lines.count == 4)
            #expect(lines[0] == lines[2] && lines[0] > 0)
            #expect(lines[1] == lines[3] - lines[2])
        }
    }
}
