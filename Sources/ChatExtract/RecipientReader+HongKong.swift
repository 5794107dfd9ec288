internal import Gazetteer

extension RecipientReader {
    /// Puts regions of Hong Kong and Macao right: their localities stay in the detail, and `HK` before Han characters stands for 香港.
    mutating func settleHongKong(_ message: borrowing MessageText) {
        let text = message.text
        if text.classes.contains(.letter), let token = hongKongToken(text.bytes) { readAfter(token, text.bytes) }
        // 香港仔 is a place in 南区.
        regions.removeAll { $0.district.isNone && Han.has(Self.aberdeen, text.bytes, at: $0.start) }
        readPlaces(message)
        for i in regions.indices {
            let land = country(regions[i])
            guard land == "HK" || land == "MO" else { continue }
            let stop = divisionsEnd(regions[i].start..<regions[i].end, text.bytes)
            regions[i].end = stop
            regions[i].detailStart = stop
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
            } else if !hasDistrict, isPart(bytes, at) {
                end = at + 6
            } else if end == range.lowerBound, bytes[at] < 0x80, at + 2 <= range.upperBound, bytes[at] | 0x20 == 0x68 {
                end = at + 2
            }
            at += max(1, Han.scalar(bytes, at).length)
        }
        return end
    }

    /// 九龙 and 新界, the parts of Hong Kong that districts lie in; 九龙城, 九龙塘 and 九龙湾 are localities.
    private func isPart(_ bytes: [UInt8], _ at: Int) -> Bool {
        guard Han.has(Self.kowloon, bytes, at: at) else { return Han.has(Self.territories, bytes, at: at) }
        return !Self.ofKowloon.contains { Han.has($0, bytes, at: at + 6) }
    }

    private static let aberdeen = Array("香港仔".utf8)
    private static let kowloon = Array("九龙".utf8)
    private static let territories = Array("新界".utf8)
    private static let ofKowloon = ["城", "塘", "湾"].map { Array($0.utf8) }
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

    /// Reads addresses that begin with a place of Hong Kong, beside a number of eight digits as it is dialled there: 將軍澳尚德邨尚美樓, 大埔太和邨.
    private mutating func readPlaces(_ message: borrowing MessageText) {
        guard message.numbers.contains(where: { isDialledInHongKong($0, message.text.bytes) }),
            !message.numbers.contains(where: { $0.kind == .mobile || $0.kind == .taiwan }),
            !regions.contains(where: { country($0) == "HK" || $0.town.isNone == false })
        else { return }
        let bytes = message.text.bytes
        for piece in pieces where piece.kind == .text && piece.label != .name && piece.range.count >= 12 && bytes[piece.range.lowerBound] >= 0xE4 {
            let start = piece.range.lowerBound
            readAfter(start..<start, bytes, onlyPlaces: true)
            guard let found = regions.firstIndex(where: { $0.start == start && country($0) == "HK" }) else { continue }
            // A locality is a part of the detail, a district is not.
            regions[found].end = divisionsEnd(start..<max(start, regions[found].end), bytes)
            regions[found].detailStart = regions[found].end
            return
        }
    }

    /// Eight digits, in one group or two of four, that begin as numbers of Hong Kong do.
    private func isDialledInHongKong(_ number: NumberRun, _ bytes: [UInt8]) -> Bool {
        guard number.kind == .local, number.range.count <= 9 else { return false }
        let digits = bytes[number.range].filter { $0 &- 0x30 < 10 }
        return digits.count == 8 && [0x32, 0x33, 0x35, 0x36, 0x37, 0x38, 0x39].contains(digits[0])
    }

    /// Reads what follows `HK` as if 香港 stood there.
    ///
    /// - Parameter onlyPlaces: whether it must begin with a place of Hong Kong.
    private mutating func readAfter(_ token: Range<Int>, _ bytes: [UInt8], onlyPlaces: Bool = false) {
        var composed = Self.hongKong
        composed.append(contentsOf: bytes[token.upperBound..<min(bytes.count, token.upperBound + 240)])
        matcher.match(composed.span, into: &matches)
        guard var found = matches.candidates.first, found.start == 0 else { return }
        if onlyPlaces, found.district.isNone { return }
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
