import PoolDesk

/// What the library for command lines prints, in Chinese: its headings, its own sentences, and lines that are no wider than the terminal.
enum Help {
    private static let heads = [
        ("OVERVIEW: ", "说明："), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "命令："), ("Usage: ", "用法："), ("Error: ", "错误："),
    ]

    /// A help text or an error of the command line, for a Chinese reader.
    static func chinese(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }.joined(separator: "\n")
    }

    private static func line(_ line: String) -> String {
        for (english, chinese) in heads where line.hasPrefix(english) {
            let said = chinese + Spoken.chinese(String(line.dropFirst(english.count)))
            // How a command is called is one line, as in English.
            return english.lowercased() == "usage: " ? said : fold(said)
        }
        let blanks = line.prefix { $0 == " " }
        var said = String(blanks) + Spoken.chinese(String(line.dropFirst(blanks.count)))
        // `-h, --help              Show help information.`
        if said == line, let gap = line.dropFirst(blanks.count).firstRange(of: "  ") {
            let words = line[gap.upperBound...].drop { $0 == " " }
            said = String(line.prefix(line.count - words.count)) + Spoken.chinese(String(words))
        }
        return fold(defaults(said))
    }

    /// `(values: jsonl, chatlab; default: jsonl)`, whose pieces may stand on two lines.
    private static func defaults(_ text: String) -> String {
        text.replacing("(values:", with: "(可选：").replacing("(default: ", with: "(默认：").replacing("; default: ", with: "；默认：")
    }

    /// Breaks a line of Chinese, in which the library finds no blanks to break at: what goes on stands below where it began.
    private static func fold(_ line: String) -> String {
        let width = max(40, min(Terminal.width ?? 80, 120))
        guard columns(line) > width, line.unicodeScalars.contains(where: { $0.value >= 0x2E80 }), !line.contains("  chatpool ") else { return line }
        let blanks = line.prefix { $0 == " " }.count
        let indent = line.hasPrefix("  ") && blanks < 26 && line.count > 26 && line.prefix(26).hasSuffix(" ") ? 26 : blanks
        var (lines, now, at) = ([String](), "", 0)
        for piece in pieces(line) {
            let size = columns(piece)
            if at + size > width, at > indent, !"，。；：、）”".contains(piece) {
                lines.append(now)
                (now, at) = (String(repeating: " ", count: indent), indent)
                if piece == " " { continue }
            }
            now += piece
            at += size
        }
        return (lines + [now]).joined(separator: "\n")
    }

    /// What a line may be broken between: signs of Chinese, and words of other letters.
    private static func pieces(_ line: String) -> [String] {
        var pieces: [String] = []
        var isWord = false
        for character in line {
            let goesOn = character.isASCII && character != " "
            if goesOn, isWord { pieces[pieces.count - 1].append(character) } else { pieces.append(String(character)) }
            isWord = goesOn
        }
        return pieces
    }

    private static func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 ? 2 : 1) } }
}
