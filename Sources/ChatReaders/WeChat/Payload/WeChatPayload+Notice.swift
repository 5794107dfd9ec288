import ChatBytes
import ChatModel

extension WeChatPayload {
    /// Reads a notice of the app: `sysmsg` by its type, or a bare `revokemsg`.
    mutating func readNotice(_ tree: PayloadTree, _ notice: Int, _ bytes: Span<UInt8>) {
        kind = .system
        if let recall = tree.first("revokemsg", in: notice, bytes) {
            kind = .recall
            let words = tree.text("replacemsg", in: recall, bytes)
            text = words.isEmpty ? tree.text("content", in: recall, bytes) : words
            if text.isEmpty, tree.fragment.nodes[recall].subtreeEnd == recall + 2 { text = tree.text(of: recall, bytes) }
            text = Self.withoutLinks(text)
            return
        }
        if let template = tree.first("template", in: notice, bytes) {
            text = Self.fill(tree.text(of: template, bytes), tree, notice, bytes)
        } else {
            for name in ["plain", "text", "content", "title"] as [StaticString] where text.isEmpty { text = tree.text(name, in: notice, bytes) }
        }
        text = Self.withoutLinks(text)
        let all = Array(text.utf8)
        kind = WeChatMessageType.systemKind(all.span, 0..<all.count)
    }

    /// Puts the names of the members in a template's `$…$` places.
    private static func fill(_ template: String, _ tree: PayloadTree, _ notice: Int, _ bytes: Span<UInt8>) -> String {
        guard let list = tree.first("link_list", in: notice, bytes) else { return template }
        var values: [String: String] = [:]
        for link in tree.children("link", of: list, bytes) {
            guard let name = tree.attribute("name", link, bytes) else { continue }
            if let members = tree.fragment.child(named: "memberlist", of: link, bytes) {
                let names = tree.children("member", of: members, bytes).map { tree.childText("nickname", of: $0, bytes) }
                let separator = tree.childText("separator", of: link, bytes)
                values[name] = names.joined(separator: separator.isEmpty ? "、" : separator)
            } else {
                let plain = tree.childText("plain", of: link, bytes)
                values[name] = plain.isEmpty ? tree.childText("title", of: link, bytes) : plain
            }
        }
        var filled = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "$"), let close = rest[rest.index(after: open)...].firstIndex(of: "$") {
            let name = String(rest[rest.index(after: open)..<close])
            filled += rest[..<open]
            if let value = values[name] {
                filled += value
                rest = rest[rest.index(after: close)...]
            } else {
                filled += rest[open..<close]
                rest = rest[close...]
            }
        }
        return filled + rest
    }

    /// The words of a notice that stands as text with tags in it, as those about red packets do: `<img src="HongbaoIcon.png"/> … <_wc_custom_link_ …>红包</…>`.
    ///
    /// - Returns: nil for any other text.
    static func noticeWithTags(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        guard range.count < 4000, ByteScanning.first(0x3C, in: bytes, range) != nil,
            ByteScanning.find("<_wc_custom_link_", in: bytes, range) != nil || ByteScanning.find("<img src=\"HongbaoIcon", in: bytes, range) != nil
        else { return nil }
        let words = Array(withoutLinks(ByteScanning.string(bytes, range)).utf8)
        return ByteScanning.string(words.span, TextTrimming.trim(words.span, 0..<words.count))
    }

    /// A notice without `<_wc_custom_link_ …>` and other tags; its words stay.
    static func withoutLinks(_ text: String) -> String {
        guard text.utf8.contains(0x3C) else { return text }
        let bytes = Array(text.utf8)
        var scanner = MarkupScanner(bytes.span, language: .xml)
        var plain: [UInt8] = []
        while true {
            switch scanner.next(bytes.span) {
            case .text: ByteScanning.append(scanner.name, of: bytes.span, to: &plain)
            case .atEnd: return String(decoding: plain, as: UTF8.self)
            default: continue
            }
        }
    }
}
