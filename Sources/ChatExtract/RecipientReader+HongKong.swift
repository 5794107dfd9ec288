internal import Gazetteer

extension RecipientReader {
    /// Puts regions of Hong Kong and Macao right: their localities stay in the detail, and `HK` before Han characters stands for 香港.
    mutating func settleHongKong(_ text: NormalizedText) {
        if text.classes.contains(.letter), let token = hongKongToken(text.bytes) { readAfter(token, text.bytes) }
        for i in regions.indices {
            let land = country(regions[i])
            guard land == "HK" || land == "MO" else { continue }
            let stop = divisionsEnd(regions[i].start..<regions[i].end, text.bytes)
            if stop > regions[i].start {
                regions[i].end = stop
                regions[i].detailStart = stop
            }
        }
    }

    /// Where the divisions end: behind the last 区, or behind 香港 and 澳门; a district's short name is a locality.
    private func divisionsEnd(_ range: Range<Int>, _ bytes: [UInt8]) -> Int {
        var at = range.lowerBound
        var end = range.lowerBound
        var hasDistrict = false
        while at < range.upperBound {
            if Han.has(Self.district, bytes, at: at) {
                // 特别行政区 is none.
                if !Han.has(Self.special, bytes, at: at - 12) { hasDistrict = true }
                end = at + 3
            } else if !hasDistrict, end == range.lowerBound, Han.has(Self.hongKong, bytes, at: at) || Han.has(Self.macau, bytes, at: at) {
                end = at + 6
            } else if end == range.lowerBound, bytes[at] < 0x80, at + 2 <= range.upperBound, bytes[at] | 0x20 == 0x68 {
                end = at + 2
            }
            at += max(1, Han.scalar(bytes, at).length)
        }
        return end
    }

    private static let district = Array("区".utf8)
    private static let special = Array("特别行政".utf8)
    private static let hongKong = Array("香港".utf8)
    private static let macau = Array("澳门".utf8)

    /// `HK` on its own right before Han characters.
    private func hongKongToken(_ bytes: [UInt8]) -> Range<Int>? {
        var at = 0
        while at + 5 < bytes.count {
            defer { at += 1 }
            guard bytes[at] | 0x20 == 0x68, bytes[at + 1] | 0x20 == 0x6B, at == 0 || bytes[at - 1] | 0x20 < 0x61 || bytes[at - 1] >= 0x80 else { continue }
            var end = at + 2
            while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x2C { end += 1 }
            if end < bytes.count, bytes[end] >= 0xE4, bytes[end] <= 0xE9 { return at..<end }
        }
        return nil
    }

    /// Reads what follows `HK` as if 香港 stood there.
    private mutating func readAfter(_ token: Range<Int>, _ bytes: [UInt8]) {
        var composed = Self.hongKong
        composed.append(contentsOf: bytes[token.upperBound..<min(bytes.count, token.upperBound + 240)])
        matcher.match(composed.span, into: &matches)
        guard var found = matches.candidates.first, found.start == 0 else { return }
        let shift = token.upperBound - 6
        found.start = token.lowerBound
        found.end = max(token.upperBound, found.end + shift)
        found.detailStart = max(token.upperBound, found.detailStart + shift)
        found.townStart = found.end
        found.townEnd = found.end
        found.alternatives = 0..<0
        let others = regions.filter { !($0.end > found.start && $0.start < found.detailStart) && ($0.start < found.start || country($0) == "HK") }
        regions = others.filter { $0.start < found.start } + [found] + others.filter { $0.start >= found.start }
    }
}
