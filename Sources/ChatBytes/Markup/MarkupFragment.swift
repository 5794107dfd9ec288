/// The elements and texts of one piece of HTML, such as one message: small, flat, and used again for the next piece.
///
/// Nodes stand in document order; node 0 is the piece's own element, and the nodes of an element's subtree follow it up to its `subtreeEnd`.
public struct MarkupFragment: Sendable {
    /// An element or a text.
    public struct Node: Sendable {
        /// Name of the element; empty for a text.
        public var name: Range<Int>
        /// The attributes of the element, or the bytes of the text.
        public var contents: Range<Int>
        /// The value of the element's `class`.
        public var classes: Range<Int>
        /// The node behind the element's last descendant.
        public var subtreeEnd: Int
        /// The element that this node stands in, or -1.
        public var parent: Int
        /// Whether the text holds no entities.
        public var isRaw: Bool
        /// Whether this is a text.
        public var isText: Bool { name.isEmpty }
    }

    /// All nodes in document order.
    public private(set) var nodes: [Node] = []
    private var open: [Int] = []
    /// A piece with more nodes than this is cut off: no message has as many.
    public static let maximumNodes = 20_000

    /// An empty fragment.
    public init() {}

    /// Reads the element whose start tag the scanner has just read, up to its end tag.
    ///
    /// Where the end tag is missing the piece ends before the next start tag of the same name that `isBoundary` accepts, or at the end of the input.
    public mutating func read(_ scanner: inout MarkupScanner, _ bytes: Span<UInt8>, isBoundary: (MarkupScanner) -> Bool) {
        nodes.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
        add(element: scanner)
        let root = scanner.name
        if isVoid(scanner, bytes) { return }
        open.append(0)
        while !open.isEmpty, nodes.count < Self.maximumNodes {
            let before = scanner
            switch scanner.next(bytes) {
            case .atEnd:
                closeAll()
                return
            case .text:
                nodes.append(
                    Node(
                        name: 0..<0, contents: scanner.name, classes: 0..<0, subtreeEnd: nodes.count + 1, parent: open[open.count - 1], isRaw: scanner.isRaw))
            case .start:
                if Self.same(bytes, scanner.name, root), isBoundary(scanner) {
                    scanner = before
                    closeAll()
                    return
                }
                closeImplied(scanner, bytes)
                let index = nodes.count
                add(element: scanner)
                if !isVoid(scanner, bytes) { open.append(index) }
            case .end: close(scanner.name, bytes)
            case .comment, .other: break
            }
        }
        closeAll()
    }

    private mutating func add(element scanner: MarkupScanner) {
        nodes.append(
            Node(
                name: scanner.name, contents: scanner.attributes, classes: scanner.classes, subtreeEnd: nodes.count + 1, parent: open.last ?? -1, isRaw: false))
    }

    private mutating func closeAll() { while !open.isEmpty { closeLast() } }

    private mutating func closeLast() {
        let index = open.removeLast()
        nodes[index].subtreeEnd = nodes.count
    }

    /// Closes the innermost open element of this name and all in it; an end tag without its start is nothing.
    private mutating func close(_ name: Range<Int>, _ bytes: Span<UInt8>) {
        guard let last = open.lastIndex(where: { Self.same(bytes, nodes[$0].name, name) }) else { return }
        while open.count > last { closeLast() }
    }

    /// A paragraph, list item or table cell ends where its next sibling begins.
    private mutating func closeImplied(_ scanner: MarkupScanner, _ bytes: Span<UInt8>) {
        guard scanner.language == .html, scanner.name.count <= 2, let last = open.last, open.count > 1, Self.same(bytes, nodes[last].name, scanner.name) else {
            return
        }
        for word in ["p", "li", "td", "tr", "dt", "dd"] as [StaticString] where scanner.isNamed(word, bytes) { return closeLast() }
    }

    private func isVoid(_ scanner: MarkupScanner, _ bytes: Span<UInt8>) -> Bool {
        if scanner.isEmptyElement { return true }
        guard scanner.language == .html, scanner.name.count <= 6 else { return false }
        switch bytes[scanner.name.lowerBound] | 0x20 {
        case 0x62: return scanner.isNamed("br", bytes) || scanner.isNamed("base", bytes)
        case 0x69: return scanner.isNamed("img", bytes) || scanner.isNamed("input", bytes)
        case 0x68: return scanner.isNamed("hr", bytes)
        case 0x6D: return scanner.isNamed("meta", bytes)
        case 0x6C: return scanner.isNamed("link", bytes)
        case 0x73: return scanner.isNamed("source", bytes)
        case 0x77: return scanner.isNamed("wbr", bytes)
        case 0x65: return scanner.isNamed("embed", bytes)
        default: return false
        }
    }

    static func same(_ bytes: Span<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Bool {
        guard a.count == b.count else { return false }
        for i in 0..<a.count where bytes[a.lowerBound + i] | 0x20 != bytes[b.lowerBound + i] | 0x20 { return false }
        return true
    }

    // MARK: Asking

    /// The first element in an element's subtree (itself left out) that has a class of this name.
    public func first(_ word: StaticString, in element: Int = 0, _ bytes: Span<UInt8>) -> Int? {
        guard element < nodes.count else { return nil }
        var at = element + 1
        while at < nodes[element].subtreeEnd {
            if !nodes[at].classes.isEmpty, MarkupName.hasClass(bytes, nodes[at].classes, word) { return at }
            at += 1
        }
        return nil
    }

    /// The first child of an element that has a class of this name.
    public func child(_ word: StaticString, of element: Int = 0, _ bytes: Span<UInt8>) -> Int? {
        guard element < nodes.count else { return nil }
        var at = element + 1
        while at < nodes[element].subtreeEnd {
            if !nodes[at].classes.isEmpty, MarkupName.hasClass(bytes, nodes[at].classes, word) { return at }
            at = nodes[at].subtreeEnd
        }
        return nil
    }

    /// The first element of this name, given in lower case, in an element's subtree.
    public func first(named word: StaticString, in element: Int = 0, _ bytes: Span<UInt8>) -> Int? {
        guard element < nodes.count else { return nil }
        var at = element + 1
        while at < nodes[element].subtreeEnd {
            if !nodes[at].isText, MarkupName.equals(bytes, nodes[at].name, word) { return at }
            at += 1
        }
        return nil
    }

    /// The first child of an element that has this name, given in lower case.
    public func child(named word: StaticString, of element: Int = 0, _ bytes: Span<UInt8>) -> Int? {
        guard element < nodes.count else { return nil }
        var at = element + 1
        while at < nodes[element].subtreeEnd {
            if !nodes[at].isText, MarkupName.equals(bytes, nodes[at].name, word) { return at }
            at = nodes[at].subtreeEnd
        }
        return nil
    }

    /// Whether an element has a class of this name.
    public func hasClass(_ word: StaticString, _ element: Int = 0, _ bytes: Span<UInt8>) -> Bool {
        element < nodes.count && MarkupName.hasClass(bytes, nodes[element].classes, word)
    }

    /// The value of an element's attribute, with its entities; nil when it has none of this name.
    public func attribute(_ word: StaticString, of element: Int = 0, _ bytes: Span<UInt8>) -> Range<Int>? {
        guard element < nodes.count, !nodes[element].isText else { return nil }
        return MarkupName.attribute(bytes, nodes[element].contents, word)
    }
}
