import ChatBytes
import ChatModel

/// Raw XML of an app message in a table's cell.
enum WeChatPayloadText {
    /// Fills the open message from a cell that holds the XML of a message; false when it holds something else.
    static func fill(_ output: MessageOutput, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count > 20, bytes[range.lowerBound] == 0x3C, ByteScanning.find("<appmsg", in: bytes, range) != nil else { return false }
        guard let state = element("<paysubtype>", bytes, range), let fee = element("<feedesc>", bytes, range) else { return false }
        let amount = WeChatPaymentText.amount(bytes, fee)
        let id = element("<transferid>", bytes, range) ?? element("<transcationid>", bytes, range)
        let number = ByteScanning.string(bytes, state)
        let payment = Payment(
            amount: amount, state: ["3", "5", "8"].contains(number) ? .received : ["4", "9"].contains(number) ? .refunded : number == "10" ? .expired : .sent,
            id: id.map { ByteScanning.string(bytes, $0) })
        output.setKind(.transfer)
        output.setExtra { $0.payment = payment }
        output.appendText("[转账]")
        return true
    }

    private static func element(_ tag: StaticString, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard let start = ByteScanning.find(tag, in: bytes, range) else { return nil }
        var from = start + tag.utf8CodeUnitCount
        if ByteScanning.has("<![CDATA[", in: bytes, at: from) { from += 9 }
        guard let end = ByteScanning.first(0x3C, in: bytes, from..<range.upperBound) else { return nil }
        return from..<(ByteScanning.has("]]>", in: bytes, at: end - 3) && end - 3 >= from ? end - 3 : end)
    }
}
