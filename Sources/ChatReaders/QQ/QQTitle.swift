import ChatBytes

/// The title that a group gives its members, before the nick: `【管理员】小店老板`.
enum QQTitle {
    /// The nick without the title; the whole name when nothing would be left.
    static func plain(_ bytes: Span<UInt8>, _ name: Range<Int>) -> Range<Int> {
        guard TextScan.starts(bytes, name, with: "【"), let close = ByteScanning.find("】", in: bytes, name), close - name.lowerBound <= 63,
            close + 3 < name.upperBound
        else { return name }
        return close + 3..<name.upperBound
    }

    /// The nick without the title, as a string.
    static func plain(_ name: String) -> String {
        guard name.hasPrefix("【") else { return name }
        let bytes = Array(name.utf8)
        return ByteScanning.string(bytes.span, plain(bytes.span, 0..<bytes.count))
    }
}
