import ChatBytes
import TestSupport
import Testing

@Suite("JSON scanning")
struct JSONScannerTests {
    /// The text rebuilt from what the scanner says, strings resolved; `!` marks a problem.
    static func echo(_ text: String, isLenient: Bool = false) -> String { echo(Array(text.utf8), isLenient: isLenient) }

    static func echo(_ bytes: [UInt8], isLenient: Bool = false) -> String {
        let span = bytes.span
        var scanner = JSONScanner(span, isLenient: isLenient)
        var result = echo(&scanner, span)
        if !scanner.isAtEnd(span) { result += " …" }
        if let problem = scanner.problem { result += " !\(problem.kind.rawValue)@\(problem.offset)" }
        return result
    }

    static func echo(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>) -> String {
        if scanner.enterObject(bytes) {
            var members: [String] = []
            while let key = scanner.nextKey(bytes) { members.append("\(key.string(in: bytes) ?? "?"):\(echo(&scanner, bytes))") }
            return "{\(members.joined(separator: ","))}"
        }
        if scanner.enterArray(bytes) {
            var elements: [String] = []
            while scanner.nextElement(bytes) { elements.append(echo(&scanner, bytes)) }
            return "[\(elements.joined(separator: ","))]"
        }
        let value = scanner.value(bytes)
        return switch value.kind {
        case .string: "'\(value.string(in: bytes) ?? "?")'"
        case .null: "null"
        case .missing: "?"
        default: value.string(in: bytes) ?? "{…}"
        }
    }

    @Test(
        "What JSON allows is read without a complaint",
        arguments: [
            ("[]", "[]"), ("{}", "{}"), (" [ ] ", "[]"), ("[1]", "[1]"), ("[1 , 2\n,\t3\r]", "[1,2,3]"),
            (#"{"a":1,"b":[true,false,null]}"#, "{a:1,b:[true,false,null]}"),
            (#"{"":0}"#, "{:0}"), (#"{"a":{"a":{"a":[]}}}"#, "{a:{a:{a:[]}}}"), ("[-0, 1.5, 1e9, 1E-2, -1.25e+3]", "[-0,1.5,1e9,1E-2,-1.25e+3]"),
            ("\"x\"", "'x'"),
            ("7", "7"), (#"["\"\\\/\b\f\n\r\t"]"#, "['\"\\/\u{8}\u{c}\n\r\t']"), (#"["\u4f60\u597D"]"#, "['你好']"), (#"["\ud83c\udf38"]"#, "['🌸']"),
            (#"["a\u0000b"]"#, "['a\0b']"), (#"{"a":1,"a":2}"#, "{a:1,a:2}"), (#"["]","}",","]"#, "[']','}',',']"), (#"["\\"]"#, "['\\']"),
            (#"["\\\""]"#, "['\\\"']"),
            (#"{"k\u0065y":"v"}"#, "{key:'v'}"), ("[\"\u{2028}\u{2029}\u{7f}\"]", "['\u{2028}\u{2029}\u{7f}']"),
        ])
    func valid(text: String, expected: String) { #expect(Self.echo(text) == expected) }

    @Test(
        "Damage is noted where it stands, and what is whole around it is still read",
        arguments: [
            ("", "? !json-truncated@0"), ("[", "[] !json-truncated@1"), ("[1", "[1] !json-truncated@2"), ("[1,", "[1] !json-truncated@3"),
            (#"{"a"#, "{a:?} !json-truncated@1"), (#"{"a":"#, "{a:?} !json-truncated@5"), (#"{"a":"b"#, "{a:'b'} !json-truncated@5"),
            (#"["a\"#, "['a\\'] !json-truncated@1"),
            ("[1,]", "[1] !json-separator@3"), ("[,1]", "[1] !json-separator@1"), ("[1,,2]", "[1,2] !json-separator@3"), ("[1 2]", "[1,2] !json-separator@3"),
            (#"{"a" 1}"#, "{a:1} !json-separator@5"), (#"{"a":1 "b":2}"#, "{a:1,b:2} !json-separator@7"), (#"{"a":}"#, "{a:?} !json-unexpected-byte@5"),
            (#"{"a":,"b":1}"#, "{a:?,b:1} !json-unexpected-byte@5"), ("{1:2}", "{} !json-unexpected-byte@1"), ("[1}", "[1] !json-mismatched-bracket@2"),
            (#"{"a":1]"#, "{a:1} !json-mismatched-bracket@6"), ("[nope]", "[?] !json-unexpected-byte@1"), ("[+1]", "[?] !json-unexpected-byte@1"),
            ("[1.]", "[?] !json-unexpected-byte@1"), ("[.5]", "[?] !json-unexpected-byte@1"), ("[1e]", "[?] !json-unexpected-byte@1"),
            ("['a']", "[?] !json-unexpected-byte@1"),
            ("[1] x", "[1] …"), ("[:]", "[?] !json-unexpected-byte@1"), ("[\u{1}]", "[?] !json-unexpected-byte@1"), ("[truex]", "[?] !json-unexpected-byte@1"),
        ])
    func damage(text: String, expected: String) { #expect(Self.echo(text) == expected) }

    @Test(
        "Wrong escapes are repaired",
        arguments: [
            (#"["\x0C"]"#, "['\u{c}']"), (#"["\xe9"]"#, "['é']"), (#"["\ud83c"]"#, "['\u{FFFD}']"), (#"["\udf38x"]"#, "['\u{FFFD}x']"),
            (#"["\ud83c\u0041"]"#, "['\u{FFFD}A']"), (#"["\ud83c\ud83c\udf38"]"#, "['\u{FFFD}🌸']"), (#"["C:\data\日"]"#, "['C:\\data\\日']"),
            (#"["\u12"]"#, "['\\u12']"),
            (#"["it\'s"]"#, "['it's']"), (#"["a\-b"]"#, "['a-b']"),
        ])
    func escapes(text: String, expected: String) { #expect(Self.echo(text) == expected) }

    @Test(
        "The lenient mode reads JavaScript literals",
        arguments: [
            ("{a:1,$b_2:'x',}", "{a:1,$b_2:'x'}"), (#"['it\'s "so"']"#, #"['it's "so"']"#), ("[1,2,]", "[1,2]"), ("[`a\nb`]", "['a\nb']"),
            ("{昵称:'小溪'}", "{昵称:'小溪'}"),
            ("[undefined, null, 1] // end", "[null,null,1]"), ("/* a */ [ 1, // one\n 2 ]", "[1,2]"), (#"['\u{1F338}\x41\v\0']"#, "['🌸A\u{b}\0']"),
            (#"['a\qb']"#, "['aqb']"),
            ("{a:{b:['}', \"]\"]}}", "{a:{b:['}',']']}}"), ("{text:'a\\\nb'}", "{text:'ab'}"),
        ])
    func lenient(text: String, expected: String) { #expect(Self.echo(text, isLenient: true) == expected) }

    @Test("A container is passed whole, whatever its strings hold")
    func skipping() {
        let text = #"{"a":[{"b":"}]\"{["},[[]],{}],"c":"\\"}"#
        let bytes = Array((text + ",7").utf8)
        var scanner = JSONScanner(bytes.span)
        let value = scanner.value(bytes.span)
        #expect(value.kind == .object && value.range == 0..<text.utf8.count)
        #expect(scanner.offset == text.utf8.count && scanner.problem == nil)
    }

    @Test("Nesting beyond the limit is passed, not entered, and costs no stack")
    func depth() {
        for count in [JSONScanner.maximumDepth, JSONScanner.maximumDepth + 1, 200_000] {
            let bytes = Array(repeating: UInt8(0x5B), count: count) + Array(repeating: UInt8(0x5D), count: count)
            var scanner = JSONScanner(bytes.span)
            var entered = 0
            while scanner.enterArray(bytes.span) {
                entered += 1
                if !scanner.nextElement(bytes.span) { break }
            }
            #expect(entered == min(count, JSONScanner.maximumDepth))
            #expect((scanner.problem?.kind == .tooDeep) == (count > JSONScanner.maximumDepth))
            var whole = JSONScanner(bytes.span)
            let value = whole.value(bytes.span)
            #expect(value.range == 0..<bytes.count)
        }
    }

    @Test("A value that nobody reads is skipped")
    func unread() {
        let bytes = Array(#"{"a":{"x":[1]},"b":"y","c":2}"#.utf8)
        var scanner = JSONScanner(bytes.span)
        _ = scanner.enterObject(bytes.span)
        var keys: [String] = []
        while let key = scanner.nextKey(bytes.span) { keys.append(key.string(in: bytes.span) ?? "") }
        #expect(keys == ["a", "b", "c"] && scanner.problem == nil)
    }

    @Test("Random bytes end in an answer, and so does every cut of a valid text")
    func anyBytes() {
        let seed: UInt64 = 20_240_305
        var random = SplitMix64(seed: seed)
        let alphabet = Array(#"{}[]:,"\ut0fn1.e-x'/* 你"#.utf8) + [0x0A, 0xFF, 0x00]
        for round in 0..<4000 {
            let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            for isLenient in [false, true] {
                var scanner = JSONScanner(bytes.span, isLenient: isLenient)
                var steps = 0
                while !scanner.isAtEnd(bytes.span), steps < 200 {
                    let before = scanner.offset
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: _ = scanner.enterObject(bytes.span) ? scanner.nextKey(bytes.span) : nil
                    case 1: _ = scanner.enterArray(bytes.span) && scanner.nextElement(bytes.span)
                    case 2: _ = scanner.nextKey(bytes.span)
                    default: _ = scanner.value(bytes.span).string(in: bytes.span)
                    }
                    #expect(scanner.offset >= before && scanner.offset <= bytes.count, "seed \(seed), round \(round)")
                    steps += 1
                }
                _ = Self.echo(bytes, isLenient: isLenient)
            }
        }
        let text = Array(#"{"a":[1,"\ud83c\udf38\n",{"b":null,"c":-1.5e3}],"d":true}"#.utf8)
        for cut in 0..<text.count {
            #expect(Self.echo(Array(text[..<cut])).contains("!json-truncated"), "cut at \(cut)")
        }
    }

    @Test("Reading back what the writer writes gives the same strings")
    func roundTrip() {
        let seed: UInt64 = 7
        var random = SplitMix64(seed: seed)
        let alphabet: [Unicode.Scalar] = ["\"", "\\", "/", "\n", "\r", "\t", "\u{0}", "\u{1f}", "\u{7f}", "é", "你", "🌸", "\u{2028}", "a", " ", "u"]
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<Int.random(in: 0..<40, using: &random) { text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a") }
            var writer = JSONWriter()
            writer.string(text)
            var scanner = JSONScanner(writer.bytes.span)
            let read = scanner.value(writer.bytes.span).string(in: writer.bytes.span) ?? "?"
            let isAtEnd = scanner.isAtEnd(writer.bytes.span)
            #expect(read.unicodeScalars.elementsEqual(text.unicodeScalars) && isAtEnd, "seed \(seed)")
        }
    }
}
