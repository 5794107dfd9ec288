import ChatBytes
import ChatModel

/// The authors of a chain list's entries, out of its `solitaire_info`.
enum WeChatSolitaire {
    /// The entries in order with the account that wrote each.
    ///
    /// Each `<i>` names an author `<u>` and a place `<r>offset-length</r>` in the title. Whether the place counts UTF-16 units or characters is not known, so that the
    /// numbered lines of the title decide when there are as many of them as authors.
    static func entries(_ info: [UInt8], title: String) -> [SolitaireEntry] {
        var tree = PayloadTree()
        guard tree.read(info.span, 0..<info.count), let content = tree.first("content", info.span) else { return [] }
        let items = tree.children("i", of: content, info.span)
        let lines = numbered(title)
        let units = Array(title.utf16)
        var entries: [SolitaireEntry] = []
        for (index, item) in items.enumerated() {
            let account = tree.childText("u", of: item, info.span)
            guard !account.isEmpty else { continue }
            let text = lines.count == items.count ? lines[index] : slice(units, tree.childText("r", of: item, info.span))
            entries.append(SolitaireEntry(account: account, text: text))
        }
        return entries
    }

    private static func slice(_ units: [UInt16], _ place: String) -> String {
        let numbers = place.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 2, numbers[0] >= 0, numbers[1] > 0, numbers[0] < units.count else { return "" }
        let end = min(units.count, numbers[0] &+ numbers[1])
        guard end > numbers[0] else { return "" }
        return String(decoding: units[numbers[0]..<end], as: UTF16.self)
    }

    /// The entries of a list: lines that begin with the next number and a point, with the lines that follow them.
    static func numbered(_ title: String) -> [String] {
        var entries: [String] = []
        for line in title.split(separator: "\n", omittingEmptySubsequences: false) {
            let bytes = Array(line.utf8)
            if let number = TimeText.number(bytes.span, at: 0, end: bytes.count, maxDigits: 4), number.value == entries.count + 1 {
                var at = number.next
                if at < bytes.count, bytes[at] == 0x2E {
                    at += 1
                } else if ByteScanning.has("、", in: bytes.span, at: at) || ByteScanning.has("．", in: bytes.span, at: at) {
                    at += 3
                } else {
                    at = -1
                }
                if at > 0 {
                    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
                    entries.append(ByteScanning.string(bytes.span, at..<bytes.count))
                    continue
                }
            }
            if !entries.isEmpty, !line.isEmpty { entries[entries.count - 1] += "\n" + line }
        }
        return entries
    }
}
