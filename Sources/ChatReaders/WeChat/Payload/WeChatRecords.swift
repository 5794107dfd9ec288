import ChatBytes
import ChatModel

/// The messages of a forwarded record (type 19): other people's words, as lines `name: text`.
enum WeChatRecords {
    /// Reads the XML of a `recorditem`; nil when it is none.
    static func read(_ item: [UInt8], depth: Int) -> String? {
        guard depth < WeChatPayload.maximumDepth, !item.isEmpty else { return nil }
        var tree = PayloadTree()
        guard tree.read(item.span, 0..<item.count), let info = tree.first("recordinfo", item.span) else { return nil }
        return text(tree, info, item.span, depth: depth)
    }

    /// The lines of a record's data list.
    static func text(_ tree: PayloadTree, _ info: Int, _ bytes: Span<UInt8>, depth: Int) -> String {
        guard let list = tree.first("datalist", in: info, bytes) else { return "" }
        var lines: [String] = []
        for item in tree.children("dataitem", of: list, bytes) {
            let name = tree.childText("sourcename", of: item, bytes)
            let words = words(tree, item, bytes, depth: depth)
            lines.append(name.isEmpty ? words : "\(name): \(words)")
        }
        return lines.joined(separator: "\n")
    }

    private static func words(_ tree: PayloadTree, _ item: Int, _ bytes: Span<UInt8>, depth: Int) -> String {
        let type = tree.attribute("datatype", item, bytes).flatMap { Int($0) } ?? 1
        let described = tree.childText("datadesc", of: item, bytes)
        let title = tree.childText("datatitle", of: item, bytes)
        switch type {
        case 1: return described
        case 6:
            guard let place = tree.first("locitem", in: item, bytes) else { return WeChatPayload.placeholder(.location) }
            let lines = [tree.text("label", in: place, bytes), tree.text("poiname", in: place, bytes)].filter { !$0.isEmpty }
            return lines.isEmpty ? WeChatPayload.placeholder(.location) : lines.joined(separator: " ")
        case 17:
            let inner = tree.fragment.child(named: "recordxml", of: item, bytes)
            let nested = inner.flatMap { node in
                tree.first("recordinfo", in: node, bytes).map { text(tree, $0, bytes, depth: depth + 1) } ?? read(tree.raw(of: node, bytes), depth: depth + 1)
            }
            return [title, nested ?? ""].filter { !$0.isEmpty }.joined(separator: "\n")
        default:
            let kinds: [Int: MessageKind] = [
                2: .image, 3: .voice, 4: .video, 5: .link, 8: .file, 16: .contactCard, 19: .miniProgram, 22: .link, 23: .link, 26: .contactCard, 29: .link,
                32: .link, 37: .sticker,
            ]
            let shown = title.isEmpty ? described : title
            return shown.isEmpty ? WeChatPayload.placeholder(kinds[type] ?? .unknown) : shown
        }
    }
}
