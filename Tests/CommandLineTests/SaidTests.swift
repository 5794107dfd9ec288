import Foundation
import TestSupport
import Testing

/// What the program says to people, it says in both languages.
@Suite struct SaidTests {
    private func run(_ line: String) throws -> Program.Outcome { try Program.inFolder { try Program.shell(line, in: $0) } }

    @Test func `every sentence stands in both languages`() throws {
        let outcome = try run("python3 $fixtures/../scripts/said.py")
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    /// The check is worth nothing unless it sees a change.
    @Test(arguments: [
        ("s/^is empty\\t.*$/is empty\\t/", "Sources/CDeskData/spoken.tsv", "no Chinese in: is empty"),
        ("/^is not a pool\\t/d", "Sources/CDeskData/spoken.tsv", "not in spoken.tsv: is not a pool"),
        ("s/最多 {1} 个字，更长的已截短/太长/", "Sources/CDeskData/spoken.tsv", "{1} is lost in"),
        ("s/\"JSON lines.\"/\"Lines of JSON for programs.\"/", "Sources/chatpool/AuditCommand.swift", "not in spoken.tsv: Lines of JSON for programs."),
        ("s/chatpool：没有找到任何文件/chatpool: no file/g", "Sources/chatpool/Reporting.swift", "without Chinese: "),
    ]) func `a sentence in one language alone is seen`(change: String, file: String, said: String) throws {
        let outcome = try run(
            """
            root=$fixtures/..; mkdir -p t && cp -r $root/Sources $root/scripts t/ && sed -i '\(change)' t/\(file)
            python3 t/scripts/said.py
            """)
        #expect(outcome.code == 1 && outcome.errors.contains(said), "\(outcome.errors)")
    }

    /// The commands, as the program lists them.
    private static let commands = [
        "", "import", "export", "messages", "extract", "parse", "resolve", "formats", "desk", "due", "followup", "products", "config", "show", "explain",
        "merge",
        "split", "not-same", "edit", "undo", "forget", "audit", "doctor",
    ]

    @Test(arguments: commands) func `help is Chinese under a Chinese locale`(command: String) throws {
        let outcome = try run("LC_ALL=zh_CN.UTF-8 chatpool \(command) --help")
        #expect(outcome.code == 0)
        let examples = outcome.output.split(separator: "\n").filter { !$0.contains("chatpool ") }
        for line in examples {
            let words = line.split { !$0.isASCII || !$0.isLetter }.filter { $0.count > 3 && $0.allSatisfy(\.isLowercase) }
            let isChinese = line.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
            #expect(isChinese || words.count < 4 || line.contains(" -o "), "\(line)")
        }
        for head in ["OVERVIEW", "USAGE", "OPTIONS", "default:", "Show help"] { #expect(!outcome.output.contains(head), "\(head)") }
    }

    @Test(arguments: [
        ("chatpool export --formt x", "没有选项“--formt”，是不是“--format”？"), ("chatpool export --pool none.db", "这里没有客户池"),
        ("touch a.txt; chatpool import a.txt", "是空的"), ("chatpool due --as-of gestern", "--as-of 要写日期"),
        ("chatpool import $fixtures/demo --pool p.db 2>/dev/null; chatpool edit 小满满 stage=vip --pool p.db", "只能填：潜客"),
        ("chatpool import $fixtures/demo --pool p.db 2>/dev/null; chatpool export --pool p.db --format exel", "没有这种输出格式：exel"),
    ]) func `errors are Chinese under a Chinese locale, with what is allowed`(line: String, said: String) throws {
        let outcome = try run("export LC_ALL=zh_CN.UTF-8; " + line)
        #expect(outcome.errors.contains(said), "\(outcome.errors)")
    }
}
