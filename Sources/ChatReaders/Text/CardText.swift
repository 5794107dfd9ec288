import ChatBytes
import ChatModel

/// The card that lines such as `微信号: x`, `昵称: y` show.
enum CardText {
    private static let fields: [(label: StaticString, key: any (WritableKeyPath<Contact, String?> & Sendable))] = [
        ("微信号", \.alias), ("昵称", \.nickname), ("签名", \.note), ("性别", \.gender), ("公司", \.company),
    ]

    /// Whether a text is such a card.
    static func isCard(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Bool { ByteScanning.has("【名片】", in: bytes, at: text.lowerBound) }

    /// The contact of a card; nil where no line of it is known.
    static func contact(_ bytes: Span<UInt8>, _ text: Range<Int>) -> Contact? {
        var card = Contact(platform: .wechat)
        var found = false
        for line in TextScan.lines(bytes, text) {
            for (label, key) in Self.fields where TextScan.starts(bytes, line, with: label) {
                var from = line.lowerBound + label.utf8CodeUnitCount
                if ByteScanning.has("：", in: bytes, at: from) { from += 3 } else if from < line.upperBound, bytes[from] == 0x3A { from += 1 } else { continue }
                let value = TextScan.trim(bytes, min(from, line.upperBound)..<line.upperBound)
                guard !value.isEmpty else { continue }
                var string = ByteScanning.string(bytes, value)
                if key == \.gender { string = string == "男" ? "male" : string == "女" ? "female" : "" }
                if !string.isEmpty { card[keyPath: key] = string }
                found = true
            }
        }
        return found ? card : nil
    }
}

extension GatheredMessage {
    /// Gives the message the card that its lines show.
    mutating func addCard(in bytes: Span<UInt8>) {
        guard let card = CardText.contact(bytes, text) else { return }
        var more = extra ?? MessageBatch.Extra()
        more.card = card
        extra = more
    }
}
