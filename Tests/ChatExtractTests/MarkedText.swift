import ChatModel

/// A line of a marked-text fixture: ⟦kind:text=value⟧ stands for a finding.
struct MarkedText: Sendable {
    struct Mark: Hashable, Sendable, CustomStringConvertible {
        var kind: String
        var range: Range<Int>
        var value: String

        var description: String { "\(kind) \(range) \(value)" }
    }

    var text: String
    var marks: [Mark] = []

    init(_ line: String) {
        var text = ""
        var rest = line.replacing("\\n", with: "\n")[...]
        while let open = rest.firstIndex(of: "⟦"), let close = rest[open...].firstIndex(of: "⟧") {
            text += rest[..<open]
            let inner = rest[rest.index(after: open)..<close]
            let kind = inner.prefix { $0 != ":" }
            let body = inner.dropFirst(kind.count + 1)
            let written = body.prefix { $0 != "=" }
            let value = written.count < body.count ? body.dropFirst(written.count + 1) : written
            let start = text.utf8.count
            text += written
            marks.append(Mark(kind: String(kind), range: start..<text.utf8.count, value: String(value)))
            rest = rest[rest.index(after: close)...]
        }
        self.text = text + rest
    }
}
