import Foundation
import TestSupport
import Testing

@Suite struct ProgressTests {
    /// A terminal is lent by Python; a chat of 4,200 messages is one file.
    @Test func `a terminal sees how far one file has been read, by messages`() throws {
        let outcome = try Program.inFolder { folder in
            try Program.shell(
                """
                python3 - <<'END'
                import os, pty, re, shutil
                \(Program.longChat(messagesADay: 150))
                said = b''
                def read(fd):
                    global said
                    piece = os.read(fd, 65536)
                    said += piece
                    return piece
                code = pty.spawn(['chatpool', 'import', 'long.txt', '--pool', 'p.db'], read)
                lines = said.decode('utf-8', 'replace').split('\\r\\x1b[K')
                counts = [int(m.group(1)) for line in lines if (m := re.search(r'^0/1 files, .* (\\d+) messages, ', line))]
                # Told within the file, more and more.
                assert len(counts) >= 1 and counts[0] > 0 and counts == sorted(counts) and counts[-1] <= 5000, counts
                # The line is gone at the end.
                assert 'Pool file' in lines[-1], lines[-1]
                assert code == 0, code
                END
                """, in: folder)
        }
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test func `a log sees no progress`() throws {
        let outcome = try Program.inFolder { try Program.shell("chatpool import $fixtures/demo --pool p.db", in: $0) }
        #expect(outcome.code == 0 && !outcome.errors.contains("\r") && !outcome.errors.contains("messages/s"))
    }
}
