import Foundation
import TestSupport
import Testing

@Suite struct HostileInputTests {
    @Test func `a zip bomb is stopped at the stated limit`() throws {
        try Program.inFolder { folder in
            let script = """
                python3 - <<'END'
                import zipfile
                with zipfile.ZipFile('bomb.zip', 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as z:
                    with z.open('chat.txt', 'w', force_zip64=True) as f:
                        block = b'\\0' * (1 << 20)
                        for _ in range(700): f.write(block)
                END
                chatpool messages bomb.zip
                """
            let outcome = try Program.shell(script, in: folder)
            #expect(outcome.code == 3)
            #expect(outcome.errors.contains("more than 200 times"))
            #expect(outcome.errors.split(separator: "\n").count == 1)
        }
    }

    @Test func `what a truncated zip still holds is read`() throws {
        try Program.inFolder { folder in
            let script = """
                python3 - <<'END'
                import os, zipfile
                with zipfile.ZipFile('all.zip', 'w', zipfile.ZIP_STORED) as z:
                    z.write(os.environ['fixtures'] + '/demo/微信邮件/老街照相馆.txt', 'a.txt')
                    z.writestr('b.bin', os.urandom(50000))
                data = open('all.zip', 'rb').read()
                open('cut.zip', 'wb').write(data[:20000])
                END
                chatpool messages cut.zip | wc -l
                """
            let outcome = try Program.shell(script, in: folder)
            #expect(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines) == "3")
            #expect(!outcome.errors.isEmpty)
        }
    }

    @Test func `an archive of which nothing can be read is an unreadable input`() throws {
        try Program.inFolder { folder in
            let outcome = try Program.shell("printf 'PK\\003\\004garbage' > cut.zip; chatpool messages cut.zip", in: folder)
            #expect(outcome.code == 3)
            #expect(!outcome.errors.isEmpty)
        }
    }

    @Test func `errors show no names, numbers or words of a chat`() throws {
        try Program.inFolder { folder in
            let script = """
                printf '—————  2024-03-05  —————\\n\\n没有头的话 13812340009\\n\\n小满  09:12\\n\\n你好\\377\\n' > chat.txt
                chatpool import chat.txt --pool p.db --strict
                """
            let outcome = try Program.shell(script, in: folder)
            for word in ["13812340009", "没有头的话", "你好"] { #expect(!outcome.errors.contains(word)) }
        }
    }
}
