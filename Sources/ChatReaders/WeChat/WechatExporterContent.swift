import ChatBytes
import ChatModel

/// What stands in the content box of a WechatExporter message.
enum WechatExporterContent {
    /// Gives the open message its text, kind, payment, quote or card.
    static func append(_ fragment: MarkupFragment, _ bytes: Span<UInt8>, scratch text: inout [UInt8], _ output: MessageOutput) {
        guard let box = fragment.first("content-box", bytes) ?? fragment.first("contentBox", bytes) else { return }
        let type = fragment.attribute("msgtype", bytes).flatMap { TimeText.number(bytes, at: $0.lowerBound, end: $0.upperBound, maxDigits: 10)?.value }
        if type == 1, let plain = plainText(fragment, box, bytes) {
            if ByteScanning.first(0x26, in: bytes, plain) == nil {
                output.appendText(plain, of: bytes)
            } else {
                MarkupText.append(plain, of: bytes, to: &text)
                output.appendText(text)
            }
            classify(output)
            return
        }
        if let refer = fragment.first("refermsg", in: box, bytes) { return quote(fragment, box, refer, bytes, &text, output) }
        if let card = fragment.first("card-name", in: box, bytes) {
            fragment.appendText(of: card, bytes, to: &text)
            output.setKind(fragment.first("channel-card", in: box, bytes) == nil ? .contactCard : .link)
            let nickname = String(decoding: text, as: UTF8.self)
            if output.openKind == .contactCard { output.setExtra { $0.card = Contact(platform: .wechat, nickname: nickname) } }
            output.appendText(text)
            return
        }
        let base = type.flatMap { WeChatMessageType.kind($0) } ?? .text
        if let kind = media(fragment, box, base, bytes) {
            output.setKind(kind)
            fragment.appendText(of: box, bytes, to: &text) { MarkupName.equals(bytes, fragment.nodes[$0].name, "a") }
            output.appendText(text)
            return
        }
        app(fragment, box, base, bytes, &text, output)
    }

    /// The bytes of a text that stands alone in its element, the common case.
    private static func plainText(_ fragment: MarkupFragment, _ box: Int, _ bytes: Span<UInt8>) -> Range<Int>? {
        guard
            let pre = fragment.first(named: "pre", in: box, bytes) ?? fragment.first("msg-text", in: box, bytes)
                ?? fragment.first("dont-break-out", in: box, bytes),
            pre + 1 < fragment.nodes.count, fragment.nodes[pre].subtreeEnd == pre + 2, fragment.nodes[pre + 1].isText, !fragment.nodes[pre + 1].isRaw
        else { return nil }
        // Exactly one element may hold text: more of them belong to a quote or a share.
        var at = pre + 2
        while at < fragment.nodes[box].subtreeEnd {
            if fragment.nodes[at].isText, !TextTrimming.trim(bytes, fragment.nodes[at].contents).isEmpty { return nil }
            at += 1
        }
        let text = fragment.nodes[pre + 1].contents
        return ByteScanning.has("「", in: bytes, at: text.lowerBound) ? nil : text
    }

    private static func classify(_ output: MessageOutput) {
        guard let first = output.openFirstByte, first == 0x5B || first == 0xE3 || first == 0x23 || first == 0xE5 else { return }
        let text = output.openText
        guard let rendered = WeChatRendering.read(text.span, 0..<text.count) else { return }
        output.setKind(rendered.kind)
        if let payment = rendered.payment { output.setExtra { $0.payment = payment } }
    }

    private static func quote(
        _ fragment: MarkupFragment, _ box: Int, _ refer: Int, _ bytes: Span<UInt8>, _ text: inout [UInt8], _ output: MessageOutput
    ) {
        fragment.appendText(of: refer, bytes, to: &text)
        var inner = 0..<text.count
        if ByteScanning.has("「", in: text.span, at: 0) { inner = 3..<max(3, inner.upperBound) }
        if let closed = TextTrimming.dropping(["」"], from: text.span, inner) { inner = closed }
        let quote = WeChatQuote.named(text.span, inner, isWide: true)
        output.setExtra { $0.quote = quote }
        text.removeAll(keepingCapacity: true)
        var at = fragment.nodes[refer].subtreeEnd
        while at < fragment.nodes[box].subtreeEnd {
            if fragment.hasClass("msg-text", at, bytes) { fragment.appendText(of: at, bytes, to: &text) }
            at = max(at + 1, fragment.hasClass("msg-text", at, bytes) ? fragment.nodes[at].subtreeEnd : at + 1)
        }
        output.appendText(text)
    }

    private static func media(_ fragment: MarkupFragment, _ box: Int, _ base: MessageKind, _ bytes: Span<UInt8>) -> MessageKind? {
        if base == .image || base == .sticker || base == .voice || base == .video || base == .call { return base }
        guard base == .text else { return nil }
        if fragment.first(named: "audio", in: box, bytes) != nil { return .voice }
        if fragment.first(named: "video", in: box, bytes) != nil { return .video }
        return fragment.first("image", in: box, bytes) != nil ? .image : nil
    }

    /// Shares, files, transfers, places, and everything that has more than one line of text.
    private static func app(
        _ fragment: MarkupFragment, _ box: Int, _ base: MessageKind, _ bytes: Span<UInt8>, _ text: inout [UInt8], _ output: MessageOutput
    ) {
        let app = fragment.first("app-name", in: box, bytes) ?? fragment.first("transfer-footer", in: box, bytes)
        let appName = app.map { fragment.text(of: $0, bytes) } ?? ""
        fragment.appendText(of: box, bytes, to: &text) { fragment.hasClass("appinfo", $0, bytes) || fragment.hasClass("transfer-footer", $0, bytes) }
        TextTrimming.trim(&text)
        let isTransfer = fragment.first("transfer", in: box, bytes) != nil || appName == "微信转账" || appName == "Weixin Transfer" || appName == "WeChat Transfer"
        if isTransfer {
            output.setKind(.transfer)
            let payment = Payment(amount: WeChatPaymentText.amount(text.span, 0..<text.count), state: WechatExporterContent.state(text.span))
            output.setExtra { $0.payment = payment }
            output.appendText(text)
            return
        }
        output.appendText(text)
        if appName == "微信红包" || appName == "Red Packet" {
            output.setKind(.redPacket)
            output.setExtra { $0.payment = Payment(amount: nil, state: .sent) }
            return
        }
        classify(output)
        guard output.openKind == .text else { return }
        if let rendered = WeChatRendering.read(text.span, 0..<text.count, quotes: .cornerBrackets), let quote = rendered.quote {
            output.setExtra { $0.quote = quote }
            output.replaceText(with: ByteScanning.string(text.span, rendered.text))
        } else if base != .text {
            let hasLink = fragment.first(named: "a", in: box, bytes) != nil
            output.setKind(base == .unknown && hasLink ? .link : base == .unknown ? .text : base)
        }
    }

    private static func state(_ text: Span<UInt8>) -> Payment.State {
        let words: [(StaticString, Payment.State)] = [
            ("退还", .refunded), ("过期", .expired), ("收款", .received), ("接收", .received), ("Refunded", .refunded), ("Expired", .expired),
            ("Received", .received), ("Accepted", .received),
        ]
        for (word, state) in words where ByteScanning.find(word, in: text, 0..<text.count) != nil { return state }
        return .sent
    }
}
