extension NormalizedText {
    /// The bytes of the original that a range of the view stands for.
    public func originalRange(_ range: Range<Int>) -> Range<Int> {
        guard !isPlain else { return range.clamped(to: 0..<bytes.count) }
        let length = original.count
        guard range.lowerBound < bytes.count, !range.isEmpty else {
            let at = range.lowerBound < bytes.count ? originalStart(range.lowerBound) : length
            return at..<at
        }
        let last = min(range.upperBound, bytes.count) - 1
        let start = originalStart(range.lowerBound)
        return start..<max(start, originalEnd(last))
    }

    /// The original text of a range of the view, exactly as written.
    public func originalString(_ range: Range<Int>) -> String {
        let written = original
        return String(decoding: written[originalRange(range).clamped(to: 0..<written.count)], as: UTF8.self)
    }

    /// The normalised text of a range of the view.
    public func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// Whether a range of the view is byte for byte what was written.
    private func standsAsWritten(_ range: Range<Int>) -> Bool {
        guard !isPlain else { return true }
        let whole = originalRange(range)
        guard whole.count == range.count, range.upperBound <= bytes.count, whole.upperBound <= written.count else { return false }
        for i in 0..<whole.count where unsafe bytes.span[unchecked: range.lowerBound &+ i] != written.span[unchecked: whole.lowerBound &+ i] { return false }
        return true
    }

    /// Appends the writer's own characters of a range, but full-width letters and digits as ASCII and without zero-width marks.
    ///
    /// This is the form in which names and addresses are kept: 臺北 stays 臺北, １２ becomes 12.
    public func appendKept(_ range: Range<Int>, to out: inout [UInt8]) {
        let range = range.clamped(to: 0..<bytes.count)
        guard !standsAsWritten(range) else {
            out.append(contentsOf: bytes[range])
            return
        }
        // Characters that stand as written are taken over in runs.
        var run = 0..<0
        var at = range.lowerBound
        while at < range.upperBound {
            let byte = bytes[at]
            let start = originalStart(at)
            guard byte >= 0x80 || written[start] == byte else {
                out.append(contentsOf: written[run])
                run = 0..<0
                out.append(byte)
                at += 1
                continue
            }
            let end = min(originalEnd(at), written.count)
            if run.isEmpty {
                run = start..<max(start, end)
            } else if start == run.upperBound {
                run = run.lowerBound..<max(start, end)
            } else {
                out.append(contentsOf: written[run])
                run = start..<max(start, end)
            }
            at += 1
            while byte >= 0x80, at < range.upperBound, bytes[at] & 0xC0 == 0x80, originalStart(at) == start { at += 1 }
        }
        out.append(contentsOf: written[run])
    }

    /// The writer's own characters of a range as `appendKept` writes them.
    public func keptString(_ range: Range<Int>) -> String {
        guard !standsAsWritten(range) else { return string(range) }
        var out: [UInt8] = []
        appendKept(range, to: &out)
        return String(decoding: out, as: UTF8.self)
    }
}
