import ChatBytes
import ChatModel

/// Who is who in a file of QQRootFastDecrypt, in any of its forms.
struct QQRootSides {
    private let stem: String
    private let format: String
    private var owner: String?

    /// Finds the owner: in the file's head, else the one side that stands in every pair of sender and receiver.
    ///
    /// - Parameter name: what stands in a name's place in a line, nil for a line without one.
    init(_ bytes: Span<UInt8>, stem: String, format: String, name: (Range<Int>) -> Range<Int>?) {
        self.stem = stem
        self.format = format
        var common: Set<String>?
        var at = 0
        var pairs: Set<[String]> = []
        while at < 1 << 20, let line = ByteScanning.line(in: bytes, at: at) {
            at = line.next
            if TextScan.starts(bytes, line.content, with: "主人账号: ") {
                let value = ByteScanning.string(bytes, TextScan.trim(bytes, line.content.lowerBound + 14..<line.content.upperBound))
                owner = value.split(separator: "(").first.map { $0.trimmingBlanks } ?? value
            }
            guard let name = name(line.content), let pair = Self.pair(bytes, name) else { continue }
            let sides: Set<String> = [pair.0, pair.1]
            pairs.insert(sides.sorted())
            common = common.map { $0.intersection(sides) } ?? sides
        }
        if owner == nil, pairs.count > 1, let common, common.count == 1 { owner = common.first }
    }

    /// Who wrote, and in which chat; no sender for the app's own rows.
    func take(_ name: Range<Int>, _ bytes: Span<UInt8>, _ output: MessageOutput) -> (conversation: Int32, sender: Int32?) {
        var title = stem
        var sender: Int32?
        if !TextScan.equals(bytes, name, "[系统提示]") {
            var text = ByteScanning.string(bytes, name)
            if let pair = Self.pair(bytes, name) {
                text = pair.0
                title = owner == nil ? stem : pair.0 == owner ? pair.1 : pair.0
            }
            sender = output.participant(Participant(name: QQTitle.plain(text), isOwner: owner.map { $0 == text }))
        }
        return (output.conversation(Conversation(platform: .qq, format: format, title: title)), sender)
    }

    private static func pair(_ bytes: Span<UInt8>, _ name: Range<Int>) -> (String, String)? {
        guard let arrow = ByteScanning.find(" -> ", in: bytes, name) else { return nil }
        return (ByteScanning.string(bytes, name.lowerBound..<arrow), ByteScanning.string(bytes, arrow + 4..<name.upperBound))
    }

    /// Whether a line is one of the file's head.
    static func isHead(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        for label in ["QQ 聊天记录归档", "主人账号: ", "好友范围: ", "导出时间", "----------"] as [StaticString] where TextScan.starts(bytes, line, with: label) {
            return true
        }
        return false
    }

    /// A text with the six characters that stand for a line break turned back.
    static func withBreaks(_ text: [UInt8]) -> [UInt8] {
        Array(String(decoding: text, as: UTF8.self).split(separator: "[%\\n%]", omittingEmptySubsequences: false).joined(separator: "\n").utf8)
    }
}

extension GatheredMessage {
    /// The quote of a line `> time name: text`, or of the same without its sign.
    mutating func takeQuote(_ bytes: Span<UInt8>, _ line: Range<Int>) {
        var at = line.lowerBound
        if ByteScanning.has("> ", in: bytes, at: at) { at = min(at + 2, line.upperBound) }
        if at < line.upperBound, bytes[at] == 0x5B { at += 1 }
        if let time = TimeText.dateTime(bytes, at: at, end: line.upperBound) { at = time.next }
        while at < line.upperBound, bytes[at] == 0x5D || bytes[at] == 0x20 { at += 1 }
        var more = extra ?? MessageBatch.Extra()
        more.quote = WeChatQuote.named(bytes, at..<line.upperBound)
        extra = more
    }
}

extension Substring {
    /// The text without blanks around it.
    fileprivate var trimmingBlanks: String {
        var text = self
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
