/// Words written together: `{收到|拿到}{货|}了` stands for 收到货了, 收到了, 拿到货了 and 拿到了.
enum WordPattern {
    /// Cuts a line of words at the `|` outside braces and gives every word that they stand for.
    static func forEachWord(in line: ArraySlice<UInt8>, _ body: ([UInt8]) -> Void) {
        var depth = 0
        var start = line.startIndex
        for i in line.indices {
            switch line[i] {
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: "|") where depth == 0:
                expand(line[start..<i], [], body)
                start = i + 1
            default: break
            }
        }
        expand(line[start...], [], body)
    }

    private static func expand(_ rest: ArraySlice<UInt8>, _ done: [UInt8], _ body: ([UInt8]) -> Void) {
        guard let open = rest.firstIndex(of: UInt8(ascii: "{")), let close = rest[open...].firstIndex(of: UInt8(ascii: "}")) else {
            let word = done + rest
            if !word.isEmpty { body(word) }
            return
        }
        let head = done + rest[..<open]
        for choice in rest[open + 1..<close].split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
            expand(rest[(close + 1)...], head + choice, body)
        }
    }
}
