/// Text between the tags of XML.
enum XMLText {
    /// Escaped, without what XML forbids and what acts unseen.
    static func escaped(_ text: String) -> String { HTMLText.escaped(text) }

    /// With the five named entities and those by number resolved.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(0x26) else { return text }
        var out = ""
        var rest = text[...]
        while let at = rest.firstIndex(of: "&") {
            out += rest[..<at]
            rest = rest[at...]
            guard let end = rest.firstIndex(of: ";"), let scalar = scalar(rest[rest.index(after: at)..<end]) else {
                out.append("&")
                rest = rest.dropFirst()
                continue
            }
            out.unicodeScalars.append(scalar)
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }

    private static func scalar(_ name: Substring) -> Unicode.Scalar? {
        switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        default:
            name.hasPrefix("#x")
                ? UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
                : name.hasPrefix("#") ? UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) : nil
        }
    }
}
