import Foundation
import TestSupport
import Testing

@Suite struct OtherLibrariesTests {
    /// Every kind of file, as `chatpool formats` lists them.
    private static let writeAll = """
        chatpool formats | sed -n '/^Written/,$p' | grep -E '^  [a-z]' | while read -r id rest; do
          case $id in xlsx) e=xlsx;; courier) e=xlsx;; html) e=html;; jsonl|wecom-json) e=jsonl;; vcard*) e=vcf;; courier-lines|wecom-remarks) e=txt;; *) e=csv;; esac
          chatpool export --pool p.db --format $id -o out/$id.$e 2>> said || exit 9
        done
        chatpool export --pool p.db --template $fixtures/writers/template.xlsx -o out/filled.xlsx 2>> said || exit 9
        python3 $fixtures/../scripts/check_outputs.py out
        """

    /// Names and words that try to be formulas, markup, other cells, other lines, or nothing to be seen.
    private static let hostile = [
        #"=HYPERLINK("http://x.example","收款")"#, "<script>alert(1)</script>", #""><img src=x onerror=alert(1)>"#, "+1", "@SUM(A1)", "-2+3", "\t=1+1", "＝1＋1",
        "\u{202E}乔装\u{202C}", "\u{200B}\u{FEFF}看不见", "a;b,c\\nBEGIN:VCARD", "]]>&amp;</t>", "'; DROP TABLE customer; --", "=cmd|' /C calc'!A0",
        "\u{0007}\u{001B}[31m红",
    ]

    @Test func `names and notes that try to do harm are cells, cards and text to other people's libraries`() throws {
        try Program.inFolder { folder in
            var lines = [
                #"{"_type":"header","chatlab":{"version":"0.0.2","exportedAt":0},"meta":{"name":"团","platform":"wechat","type":"group","ownerId":"o"}}"#
            ]
            let encoder = JSONEncoder()
            for (i, name) in Self.hostile.enumerated() {
                let said = ["要2盒\(name)", "\(name) 1380000\(1000 + i) 浙江省杭州市余杭区良渚街道柳絮路\(i + 1)号\(name)", "很好喝\(name)"]
                for (k, text) in said.enumerated() {
                    let (quotedName, quoted) = (
                        String(decoding: try encoder.encode(name), as: UTF8.self), String(decoding: try encoder.encode(text), as: UTF8.self)
                    )
                    lines.append(
                        #"{"_type":"message","sender":"w\#(i)","accountName":\#(quotedName),"timestamp":\#(1_709_600_000 + i * 100 + k),"type":0,"content":\#(quoted)}"#
                    )
                }
            }
            try lines.joined(separator: "\n").write(to: folder.appending(path: "团.jsonl"), atomically: true, encoding: .utf8)
            let script = """
                chatpool import 团.jsonl --pool p.db 2>/dev/null && mkdir out || exit 9
                chatpool edit w0 remark="$(printf '=%.0s' $(seq 40000))" name='=1+1' tags='@x，<b>' --pool p.db 2>/dev/null || exit 8
                \(Self.writeAll)
                """
            let outcome = try Program.shell(script, in: folder)
            #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.split(separator: "\n").count == 22, "\(outcome.output)")
        }
    }

    /// vobject and openpyxl read their files where they are installed; csv and json always.
    @Test func `other people's libraries read what is written`() throws {
        try Program.inFolder { folder in
            let script = """
                chatpool import $fixtures/demo --pool p.db 2>/dev/null && mkdir out || exit 9
                \(Self.writeAll)
                """
            let outcome = try Program.shell(script, in: folder)
            #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.split(separator: "\n").count == 22, "\(outcome.output)")
        }
    }
}
