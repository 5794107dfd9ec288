/// What may stand between two levels of a region.
enum RegionGap {
    /// The offset after separators from an offset on: spaces, `/ - , · | 、 ， > _`, one line break, and level labels such as `城市：`.
    @inline(__always) static func skip(_ text: Span<UInt8>, _ from: Int) -> Int {
        // Most often the next level follows at once.
        guard from >= 0, from < text.count else { return from }
        let byte = unsafe text[unchecked: from]
        return byte &- 0xE4 < 6 && !hasColon(text, from) ? from : skipMarks(text, from)
    }

    private static func skipMarks(_ text: Span<UInt8>, _ from: Int) -> Int {
        var i = from
        var breaks = 0
        let limit = min(text.count, from + 48)
        while i < limit {
            let byte = unsafe text[unchecked: i]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: ">"),
                UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "\\"):
                i += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                breaks += byte == UInt8(ascii: "\n") ? 1 : 0
                guard breaks < 2 else { return i }
                i += 1
            case 0xC2:
                guard text.hasBytes(of: "\u{B7}", at: i) || text.hasBytes(of: "\u{A0}", at: i) else { return i }
                i += 2
            case 0xE2, 0xE3, 0xEF:
                let marks: [StaticString] = ["、", "，", "　", "—", "·", "／", "｜", "－", "→", "\u{200B}", "\u{FEFF}", "•", "・"]
                guard let mark = marks.first(where: { text.hasBytes(of: $0, at: i) }) else { return i }
                i += mark.utf8CodeUnitCount
            default:
                guard byte >= 0xE4, breaks > 0 || hasColon(text, i), let label = label(text, i, onLine: breaks > 0) else { return i }
                i += label
            }
        }
        return i
    }

    /// Whether a colon stands one or two characters on, as after a label.
    @inline(__always) private static func hasColon(_ text: Span<UInt8>, _ i: Int) -> Bool {
        func colon(_ i: Int) -> Bool {
            guard i < text.count else { return false }
            let byte = unsafe text[unchecked: i]
            return byte == UInt8(ascii: ":") || byte == 0xEF
        }
        return colon(i &+ 3) || colon(i &+ 6) || colon(i &+ 7)
    }

    /// Bytes of a level label with its colon, or nil.
    ///
    /// - Parameter onLine: whether it begins a line, where a space may stand for the colon: 城市 杭州市.
    private static func label(_ text: Span<UInt8>, _ i: Int, onLine: Bool) -> Int? {
        for word in labels where text.hasBytes(of: word, at: i) {
            let end = i + word.utf8CodeUnitCount
            if text.hasBytes(of: ":", at: end) { return word.utf8CodeUnitCount + 1 }
            if text.hasBytes(of: "：", at: end) { return word.utf8CodeUnitCount + 3 }
            if onLine, text.hasBytes(of: " ", at: end) { return word.utf8CodeUnitCount + 1 }
        }
        return nil
    }

    private static let labels: [StaticString] = ["省份", "省", "城市", "市", "区县", "区/县", "县区", "区", "县", "地区", "街道", "乡镇", "镇"]
}
