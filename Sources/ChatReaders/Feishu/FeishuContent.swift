import ChatBytes
import ChatModel

/// The contents of Feishu's messages, which are JSON in a string.
enum FeishuContent {
    private enum Key: String, JSONKey {
        case text, title, content, elements, tag, href, name, template
        case fileName = "file_name"
        case userName = "user_name"
    }

    /// The text of a message's content, with mentions shown by name.
    static func text(_ content: [UInt8], mentions: [(key: String, id: String, name: String)]) -> String {
        let bytes = content.span
        var scanner = JSONScanner(bytes)
        var lines: [String] = []
        guard scanner.peek(bytes) == .object else { return String(decoding: content, as: UTF8.self) }
        collect(scanner.value(bytes), bytes, &lines, depth: 0)
        var text = lines.joined(separator: "\n")
        // Longer keys first: `@_user_12` begins with `@_user_1`.
        for mention in mentions.sorted(by: { $0.key.utf8.count > $1.key.utf8.count }) where !mention.key.isEmpty {
            text = text.split(separator: mention.key, omittingEmptySubsequences: false).joined(separator: "@" + mention.name)
        }
        return text
    }

    /// Every text of an object: its title, its words, and its paragraphs, each a line of pieces.
    private static func collect(_ value: JSONValue, _ bytes: Span<UInt8>, _ lines: inout [String], depth: Int) {
        guard depth < 8 else { return }
        var fields = JSONFields(Key.self)
        guard fields.read(value, bytes) else { return }
        for key in [Key.title, .text, .name, .fileName, .template] where fields[key].isString {
            if let text = fields[key].text(in: bytes) { lines.append(text) }
        }
        if fields[Key.title].isObject { collect(fields[Key.title], bytes, &lines, depth: depth + 1) }
        var found = false
        for key in [Key.content, .elements] where fields[key].isArray {
            found = true
            paragraphs(fields[key], bytes, &lines, depth: depth + 1)
        }
        guard !found, lines.isEmpty, depth < 2 else { return }
        // A post in several languages has an object for each: the first one counts.
        var scanner = JSONScanner(bytes, at: value)
        guard scanner.enterObject(bytes) else { return }
        while scanner.nextKey(bytes) != nil, lines.isEmpty {
            let inner = scanner.value(bytes)
            if inner.isObject { collect(inner, bytes, &lines, depth: depth + 1) }
        }
    }

    private static func paragraphs(_ list: JSONValue, _ bytes: Span<UInt8>, _ lines: inout [String], depth: Int) {
        guard depth < 8 else { return }
        var scanner = JSONScanner(bytes, at: list)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            let item = scanner.value(bytes)
            if item.isArray {
                lines.append(line(item, bytes))
            } else if item.isObject {
                collect(item, bytes, &lines, depth: depth + 1)
            }
        }
    }

    /// The pieces of a paragraph in one line.
    private static func line(_ list: JSONValue, _ bytes: Span<UInt8>) -> String {
        var line = ""
        var fields = JSONFields(Key.self)
        var scanner = JSONScanner(bytes, at: list)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            guard fields.read(&scanner, bytes) else { continue }
            if fields[Key.tag].equals("at", in: bytes) {
                line += "@" + (fields[Key.userName].string(in: bytes) ?? "")
            } else if let text = fields[Key.text].text(in: bytes) {
                line += text
            }
        }
        return line
    }
}
