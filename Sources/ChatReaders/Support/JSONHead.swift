import ChatBytes

/// The shape of a JSON file as far as its head shows it: which keys stand where, for detection.
///
/// A path names keys from the root, with `[]` for any element of an array, `*` also for any member of the root object: `messages[].sender.id`, `[].talker`,
/// `*.nickname`. In JSON lines every line is an element.
struct JSONHead: Sendable {
    /// What the file holds at its top.
    enum Root: Sendable {
        case object, array, lines
    }

    /// What the file holds at its top.
    let root: Root
    private let paths: Set<String>
    private let strings: [String: String]
    /// How many elements the root array or the lines show.
    let elements: Int

    /// The shape, or nil when the bytes are no JSON.
    init?(_ bytes: [UInt8]) {
        guard let first = bytes.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B || first == 0x23 else { return nil }
        var walk = Walk()
        let span = bytes.span
        var scanner = JSONScanner(span)
        var elements = 0
        if first == 0x5B {
            root = .array
            elements = walk.value(&scanner, span, path: "", depth: 0)
            guard !walk.paths.isEmpty || scanner.isAtEnd(span) else { return nil }
        } else {
            var isLines = first == 0x23
            if first == 0x7B {
                walk.value(&scanner, span, path: "", depth: 0)
                isLines = Self.followed(&scanner, span)
            }
            if isLines {
                walk = Walk()
                elements = walk.lines(span)
                guard elements > 0 else { return nil }
                root = .lines
            } else {
                guard !walk.paths.isEmpty else { return nil }
                root = .object
            }
        }
        self.elements = elements
        paths = walk.paths
        strings = walk.strings
    }

    /// Whether another object follows on a line of its own.
    private static func followed(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>) -> Bool {
        guard scanner.problem == nil else { return false }
        let end = scanner.offset
        guard !scanner.isAtEnd(bytes), bytes[scanner.offset] == 0x7B else { return false }
        return ByteScanning.first(0x0A, in: bytes, end..<scanner.offset) != nil
    }

    /// Whether all of the paths occur.
    func has(_ paths: String...) -> Bool { paths.allSatisfy(self.paths.contains) }

    /// Whether any of the paths occurs.
    func hasAny(_ paths: String...) -> Bool { paths.contains(where: self.paths.contains) }

    /// The first string at a path, when it is short.
    func string(_ path: String) -> String? { strings[path] }

    private struct Walk {
        var paths: Set<String> = []
        var strings: [String: String] = [:]

        /// Walks a value; the answer is the number of elements of an array.
        @discardableResult
        mutating func value(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>, path: String, depth: Int) -> Int {
            guard depth < 6, paths.count < 1000 else {
                scanner.skipValue(bytes)
                return 0
            }
            if scanner.enterObject(bytes) {
                var members = 0
                while let key = scanner.nextKey(bytes) {
                    members += 1
                    guard members <= 200, key.end - key.start <= 64, let name = key.string(in: bytes) else { continue }
                    let below = path.isEmpty ? name : path + "." + name
                    paths.insert(below)
                    if depth == 0, members <= 8, scanner.peek(bytes) == .object {
                        var copy = scanner
                        value(&copy, bytes, path: "*", depth: 1)
                    }
                    value(&scanner, bytes, path: below, depth: depth + 1)
                }
            } else if scanner.enterArray(bytes) {
                let below = path + "[]"
                var elements = 0
                while scanner.nextElement(bytes) {
                    elements += 1
                    paths.insert(below)
                    if elements <= 12 { value(&scanner, bytes, path: below, depth: depth + 1) } else { scanner.skipValue(bytes) }
                }
                return elements
            } else {
                let value = scanner.value(bytes)
                if value.isString, value.end - value.start <= 80, strings[path] == nil { strings[path] = value.string(in: bytes) }
            }
            return 0
        }

        /// Walks the first lines that hold objects.
        mutating func lines(_ bytes: Span<UInt8>) -> Int {
            var elements = 0
            var at = 0
            while elements < 20, let line = ByteScanning.line(in: bytes, at: at) {
                at = line.next
                guard !line.content.isEmpty, bytes[line.content.lowerBound] != 0x23 else { continue }
                var scanner = JSONScanner(bytes, line.content)
                guard scanner.peek(bytes) == .object else { return elements }
                value(&scanner, bytes, path: "[]", depth: 0)
                elements += 1
            }
            return elements
        }
    }
}
