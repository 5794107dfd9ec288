import ChatBytes
import ChatModel

/// Transfers and red packets as exporters write them.
///
/// chatlog `[转账|发送 ￥89.00](memo)`, WeFlow `[转账] (A 转账给 B) ￥89.00`, MemoTrace `【发起转账】:￥89.00`, PyWxDump `转账：￥89.00` and `已收款：￥89.00`,
/// WechatExporter `微信转账 ￥89.00 - 已收款`, wechat-dump `[Money Transfer]` with WeChat's own sentence, and the bare `[转账]` and `[红包]`.
enum WeChatPaymentText {
    /// The payment that a text shows, or nil when it shows none.
    static func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (kind: MessageKind, payment: Payment)? {
        guard range.count >= 6, range.upperBound <= bytes.count else { return nil }
        let start = range.lowerBound
        guard let first = leading(bytes, start) else { return nil }
        let lineEnd = ByteScanning.first(0x0A, in: bytes, start..<range.upperBound) ?? range.upperBound
        switch first {
        case .redPacket: return (.redPacket, Payment(amount: nil, state: .sent))
        case .transfer(let state, let behind):
            // A word without brackets is only a payment when an amount stands right behind it.
            let amount = amount(bytes, behind..<range.upperBound)
            if bytes[start] != 0x5B, bytes[start] != 0xE3 || !ByteScanning.has("【", in: bytes, at: start) {
                guard amount != nil, lineEnd - start < 300 else { return nil }
            }
            return (.transfer, Payment(amount: amount, state: state ?? self.state(bytes, behind..<lineEnd) ?? .sent))
        }
    }

    private enum Leading {
        /// The word's own state, where it has one, and the offset behind it.
        case transfer(Payment.State?, Int)
        case redPacket
    }

    /// Words that open a payment's text, longer ones before their beginnings.
    private static let transferWords: [(word: StaticString, state: Payment.State?)] = [
        ("[转账|发送", .sent), ("[转账|接收", .received), ("[转账|退还", .refunded), ("[转账|", nil), ("[转账收款]", .received), ("[转账退还]", .refunded), ("[转账过期]", .expired),
        ("[转账]", nil), ("[微信转账]", nil), ("[Transfer]", nil), ("[Money Transfer]", nil),
        ("【发起转账】", .sent), ("【发起非实时转账】", .sent), ("【非实时转账收款】", .received), ("【已收款】", .received), ("【已退还】", .refunded), ("【已过期】", .expired), ("【转账】", nil),
        ("【微信转账】", nil), ("转账：", .sent), ("已收款：", .received), ("已退还：", .refunded), ("微信转账", nil), ("Weixin Transfer", nil), ("WeChat Transfer", nil),
    ]

    private static let redPacketWords: [StaticString] = [
        "[红包]", "【红包】", "[微信红包]", "[红包|", "[RED ENVELOPE]", "[Red Packet]", "[QQ红包]",
    ]

    private static func leading(_ bytes: Span<UInt8>, _ start: Int) -> Leading? {
        // Most texts are turned away by their first character: `[`, `W`, 【, 转, 已, 微.
        switch bytes[start] {
        case 0x5B, 0x57: break
        case 0xE3: guard bytes[start + 1] == 0x80, bytes[start + 2] == 0x90 else { return nil }
        case 0xE8: guard bytes[start + 1] == 0xBD, bytes[start + 2] == 0xAC else { return nil }
        case 0xE5: guard bytes[start + 1] == 0xB7 && bytes[start + 2] == 0xB2 || bytes[start + 1] == 0xBE && bytes[start + 2] == 0xAE else { return nil }
        default: return nil
        }
        for word in redPacketWords where ByteScanning.has(word, in: bytes, at: start) { return .redPacket }
        for (word, state) in transferWords where ByteScanning.has(word, in: bytes, at: start) {
            return .transfer(state, start + word.utf8CodeUnitCount)
        }
        return nil
    }

    /// The state that words behind the amount tell.
    private static func state(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Payment.State? {
        for (word, state) in stateWords where ByteScanning.find(word, in: bytes, range) != nil { return state }
        return nil
    }

    private static let stateWords: [(word: StaticString, state: Payment.State)] = [
        ("已退还", .refunded), ("被退还", .refunded), ("已过期", .expired), ("已收款", .received), ("已接收", .received), ("被接收", .received), ("已被领取", .received),
    ]

    /// The first amount of money: `￥336.00`, `¥1,299`, or WeChat's `收到转账336.00元`.
    static func amount(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
        let line = range.lowerBound..<min(range.upperBound, range.lowerBound + 400)
        if let mark = ByteScanning.find("￥", in: bytes, line) { return number(bytes, mark + 3, line.upperBound) }
        if let mark = ByteScanning.find("¥", in: bytes, line) { return number(bytes, mark + 2, line.upperBound) }
        if let words = ByteScanning.find("转账", in: bytes, line) { return number(bytes, words + 6, line.upperBound) }
        return nil
    }

    /// Digits in groups of any size, a point and decimals.
    private static func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Double? {
        var at = start
        while at < end, bytes[at] == 0x20 { at += 1 }
        var value = 0.0
        var digits = 0
        while at < end, digits < 12 {
            if 48...57 ~= bytes[at] {
                value = value * 10 + Double(bytes[at] - 48)
                digits += 1
            } else if bytes[at] != 0x2C || digits == 0 {
                break
            }
            at += 1
        }
        guard digits > 0 else { return nil }
        if at + 1 < end, bytes[at] == 0x2E, 48...57 ~= bytes[at + 1] {
            var cents = Double(bytes[at + 1] - 48) * 10
            if at + 2 < end, 48...57 ~= bytes[at + 2] { cents += Double(bytes[at + 2] - 48) }
            value = (value * 100 + cents) / 100
        }
        return value
    }
}
