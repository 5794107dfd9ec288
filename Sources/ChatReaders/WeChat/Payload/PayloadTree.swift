import ChatBytes

/// The elements of one payload, asked for by name.
struct PayloadTree {
    private(set) var fragment = MarkupFragment()

    /// Reads the first element of a piece of XML; false when there is none.
    mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var scanner = MarkupScanner(bytes, range, language: .xml)
        while true {
            switch scanner.next(bytes) {
            case .start:
                fragment.read(&scanner, bytes) { _ in false }
                return true
            case .atEnd: return false
            default: continue
            }
        }
    }

    /// The root, when it has this name.
    func root(_ name: StaticString, _ bytes: Span<UInt8>) -> Int? {
        guard let node = fragment.nodes.first else { return nil }
        return MarkupName.equals(bytes, node.name, name) ? 0 : nil
    }

    /// The first element of this name, the root among them.
    func first(_ name: StaticString, in element: Int = 0, _ bytes: Span<UInt8>) -> Int? {
        if element == 0, let root = root(name, bytes) { return root }
        return fragment.first(named: name, in: element, bytes)
    }

    /// The text of the first descendant of this name; empty when there is none.
    func text(_ name: StaticString, in element: Int, _ bytes: Span<UInt8>) -> String {
        guard let node = fragment.first(named: name, in: element, bytes) else { return "" }
        return text(of: node, bytes)
    }

    /// The text of the first child of this name; empty when there is none.
    func childText(_ name: StaticString, of element: Int, _ bytes: Span<UInt8>) -> String {
        guard let node = fragment.child(named: name, of: element, bytes) else { return "" }
        return text(of: node, bytes)
    }

    /// An element's own text.
    func text(of element: Int, _ bytes: Span<UInt8>) -> String { String(decoding: raw(of: element, bytes), as: UTF8.self) }

    /// An element's own text as bytes, without the blanks around it.
    func raw(of element: Int, _ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        fragment.appendText(of: element, blanks: .kept, bytes, to: &text)
        TextTrimming.trim(&text)
        return text
    }

    /// An element's attribute, entities decoded.
    func attribute(_ name: StaticString, _ element: Int, _ bytes: Span<UInt8>) -> String? {
        guard let range = fragment.attribute(name, of: element, bytes) else { return nil }
        return MarkupText.string(range, of: bytes)
    }

    /// The children of an element that have this name.
    func children(_ name: StaticString, of element: Int, _ bytes: Span<UInt8>) -> [Int] {
        var found: [Int] = []
        var at = element + 1
        while at < fragment.nodes[element].subtreeEnd {
            if !fragment.nodes[at].isText, MarkupName.equals(bytes, fragment.nodes[at].name, name) { found.append(at) }
            at = fragment.nodes[at].subtreeEnd
        }
        return found
    }
}
