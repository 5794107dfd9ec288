import ChatBytes
import ChatModel

extension GatheredMessage {
    private static let fields: [(label: StaticString, key: any (WritableKeyPath<Contact, String?> & Sendable))] = [
        ("微信号", \.alias), ("昵称", \.nickname), ("签名", \.note), ("性别", \.gender), ("公司", \.company),
    ]

    /// The card that lines such as `微信号: x`, `昵称: y` show.
    mutating func addCard(in bytes: Span<UInt8>) {
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
        guard found else { return }
        var more = extra ?? MessageBatch.Extra()
        more.card = card
        extra = more
    }
}
