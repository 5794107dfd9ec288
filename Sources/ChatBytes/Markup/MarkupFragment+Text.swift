extension MarkupFragment {
    /// How blanks count.
    public enum Blanks: Sendable {
        /// As written, inside `<pre>`.
        case kept
        /// As a browser shows them: a run of blanks and line ends is one blank, and lines are trimmed.
        case collapsed
        /// As written; only `<br>` and blocks end lines: exporters that put the raw text between the tags.
        case raw
    }

    /// Appends the text of an element's subtree: entities decoded, `<br>` and the borders of blocks as line feeds, an `<img>` with an `alt` as that.
    ///
    /// - Parameter skipping: leaves out the subtrees of the elements that it accepts.
    public func appendText(
        of element: Int = 0, blanks: Blanks = .collapsed, _ bytes: Span<UInt8>, to target: inout [UInt8], skipping: (Int) -> Bool = { _ in false }
    ) {
        guard element < nodes.count else { return }
        var writer = FlowWriter(start: target.count, blanks: blanks)
        var at = nodes[element].isText ? element : element + 1
        var blockEnds: [Int] = []
        var keptUntil = 0
        let end = nodes[element].subtreeEnd
        while at < end {
            while let last = blockEnds.last, last <= at {
                blockEnds.removeLast()
                writer.breakLine()
            }
            let node = nodes[at]
            if node.isText {
                writer.append(node.contents, isRaw: node.isRaw, kept: at < keptUntil, bytes, &target)
                at += 1
                continue
            }
            if skipping(at) {
                at = node.subtreeEnd
                continue
            }
            if MarkupName.equals(bytes, node.name, "br") {
                writer.lineFeed(&target)
            } else if MarkupName.equals(bytes, node.name, "img") {
                if let alt = MarkupName.attribute(bytes, node.contents, "alt") { writer.append(alt, isRaw: false, kept: false, bytes, &target) }
            } else if MarkupName.equals(bytes, node.name, "script") || MarkupName.equals(bytes, node.name, "style") {
                at = node.subtreeEnd
                continue
            } else if isBlock(node.name, bytes) {
                writer.breakLine()
                if MarkupName.equals(bytes, node.name, "pre") { keptUntil = node.subtreeEnd }
                blockEnds.append(node.subtreeEnd)
            }
            at += 1
        }
        writer.finish(&target)
    }

    /// The text of an element's subtree as a string.
    public func text(of element: Int, blanks: Blanks = .collapsed, _ bytes: Span<UInt8>) -> String {
        var target: [UInt8] = []
        appendText(of: element, blanks: blanks, bytes, to: &target)
        return String(decoding: target, as: UTF8.self)
    }

    private func isBlock(_ name: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        switch bytes[name.lowerBound] | 0x20 {
        case 0x70: name.count == 1 || MarkupName.equals(bytes, name, "pre")
        case 0x64: name.count == 3 && MarkupName.equals(bytes, name, "div")
        case 0x6C: MarkupName.equals(bytes, name, "li")
        case 0x74: MarkupName.equals(bytes, name, "tr") || MarkupName.equals(bytes, name, "table")
        case 0x75: MarkupName.equals(bytes, name, "ul")
        case 0x62: MarkupName.equals(bytes, name, "blockquote")
        case 0x68: name.count == 2 && 0x31...0x36 ~= bytes[name.lowerBound + 1]
        case 0x73: MarkupName.equals(bytes, name, "section")
        case 0x66: MarkupName.equals(bytes, name, "footer")
        default: false
        }
    }
}

/// Writes text as a browser lays it out, without the layout.
private struct FlowWriter {
    let start: Int
    let blanks: MarkupFragment.Blanks
    private var breaks = 0
    private var blank = false
    private var scratch: [UInt8] = []

    init(start: Int, blanks: MarkupFragment.Blanks) {
        self.start = start
        self.blanks = blanks
    }

    /// The border of a block: at most one line end, none at the beginning.
    mutating func breakLine() { breaks = max(breaks, 1) }

    /// A line end that the text asks for.
    mutating func lineFeed(_ target: inout [UInt8]) {
        if breaks > 0, target.count > start {
            flush(&target)
        }
        breaks = 0
        blank = false
        if blanks == .collapsed { while target.count > start, target[target.count - 1] == 0x20 { target.removeLast() } }
        target.append(0x0A)
    }

    private mutating func flush(_ target: inout [UInt8]) {
        if breaks > 0, target.count > start, target[target.count - 1] != 0x0A { target.append(0x0A) }
        breaks = 0
    }

    mutating func append(_ range: Range<Int>, isRaw: Bool, kept: Bool, _ bytes: Span<UInt8>, _ target: inout [UInt8]) {
        guard !range.isEmpty else { return }
        if blanks != .collapsed || kept {
            // Blanks between blocks are the writer's indentation and not the text's.
            if breaks > 0 || target.count == start, isBlankOnly(range, bytes), blanks == .raw { return }
            flush(&target)
            decode(range, isRaw, bytes, &target)
            return
        }
        scratch.removeAll(keepingCapacity: true)
        decode(range, isRaw, bytes, &scratch)
        for byte in scratch {
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                blank = true
                continue
            }
            if breaks > 0 {
                flush(&target)
                blank = false
            }
            if blank, target.count > start, target[target.count - 1] != 0x0A { target.append(0x20) }
            blank = false
            target.append(byte)
        }
    }

    private func isBlankOnly(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        for i in range where bytes[i] > 0x20 { return false }
        return true
    }

    private func decode(_ range: Range<Int>, _ isRaw: Bool, _ bytes: Span<UInt8>, _ target: inout [UInt8]) {
        let start = target.count
        if isRaw { ByteScanning.append(range, of: bytes, to: &target) } else { MarkupText.append(range, of: bytes, to: &target) }
        guard ByteScanning.first(0x0D, in: bytes, range) != nil else { return }
        // Line ends are LF in text, whatever the file has (HTML, “preprocessing the input stream”).
        var at = start
        for i in start..<target.count where target[i] != 0x0D || i + 1 == target.count || target[i + 1] != 0x0A {
            target[at] = target[i] == 0x0D ? 0x0A : target[i]
            at += 1
        }
        target.removeLast(target.count - at)
    }

    mutating func finish(_ target: inout [UInt8]) {
        guard blanks == .collapsed else { return }
        while target.count > start, target[target.count - 1] == 0x20 { target.removeLast() }
    }
}
