/// Cuts a message's tokens into clauses: at signs that end one, at line ends, and at blanks between two characters of a script that writes none.
enum Clauses {
    /// Ranges of tokens, in order, without the blanks and signs between them; empty for a message without words.
    static func of(_ tokens: [TalkToken]) -> [Range<Int>] {
        var clauses: [Range<Int>] = []
        var start = 0
        func close(_ end: Int) {
            if tokens[start..<end].contains(where: { !$0.isBlank && $0.kind != .stop }) { clauses.append(start..<end) }
        }
        for i in tokens.indices where ends(tokens, i) {
            // The sign stays with its clause: a question mark tells.
            let end = tokens[i].kind == .stop ? i + 1 : i
            close(end)
            start = i + 1
        }
        close(tokens.count)
        return clauses
    }

    private static func ends(_ tokens: [TalkToken], _ i: Int) -> Bool {
        switch tokens[i].kind {
        case .stop, .newline: return i + 1 == tokens.count || tokens[i + 1].kind != .stop
        case .space: return i > 0 && i + 1 < tokens.count && tokens[i - 1].kind == .character && tokens[i + 1].kind == .character
        default: return false
        }
    }
}
