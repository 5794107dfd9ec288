import ChatBytes
import ChatModel

/// Puts a WeChat message's content, as JSON exporters write it, into the open message, with kind, payment and quote.
struct WeChatContent {
    private var scratch: [UInt8] = []

    /// Appends content to the open message.
    ///
    /// - Parameters:
    ///   - kind: what the export's type says; nil or `.unknown` lets the text tell. A message that the export calls a text stays one, whatever it looks like.
    ///   - quotes: how the format writes quotes into the text, nil where it does not.
    mutating func append(_ content: JSONValue, kind: MessageKind?, quotes: QuoteStyle? = nil, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard content.isString, !content.isEmpty else {
            output.setKind(kind ?? .unknown)
            return
        }
        if content.hasEscapes {
            scratch.removeAll(keepingCapacity: true)
            content.append(to: &scratch, of: bytes)
            append(scratch.span, 0..<scratch.count, kind: kind, quotes: quotes, output)
        } else {
            append(bytes, content.range, kind: kind, quotes: quotes, output)
        }
    }

    private func append(_ bytes: Span<UInt8>, _ range: Range<Int>, kind: MessageKind?, quotes: QuoteStyle?, _ output: MessageOutput) {
        var kind = kind
        let range = WeChatPayload.withoutAuthor(bytes, range)
        var text = range
        if kind != .text || bytes[range.lowerBound] == 0x3C, let payload = WeChatPayload.read(bytes, range) {
            payload.put(into: output)
            if payload.kind == .unknown, let kind { output.setKind(kind) }
            return
        }
        switch kind {
        case .text:
            if WeChatRendering.isSolitaire(bytes, range) {
                kind = .solitaire
            } else if let quotes, let quoted = WeChatQuote.read(bytes, range, quotes) {
                output.setExtra { $0.quote = quoted.quote }
                text = quoted.text
            }
        case .system:
            kind = WeChatMessageType.systemKind(bytes, range)
            if let words = WeChatPayload.noticeWithTags(bytes, range) {
                output.setKind(kind ?? .system)
                return output.appendText(words)
            }
        case .transfer, .redPacket:
            let payment =
                WeChatPaymentText.read(bytes, range)?.payment ?? Payment(amount: kind == .transfer ? WeChatPaymentText.amount(bytes, range) : nil, state: .sent)
            output.setExtra { $0.payment = payment }
        case nil, .unknown:
            if bytes[range.lowerBound] == 0x3C, let words = WeChatPayload.noticeWithTags(bytes, range) {
                output.setKind(.system)
                return output.appendText(words)
            }
            guard let rendered = WeChatRendering.read(bytes, range, quotes: quotes) else {
                kind = kind ?? .text
                break
            }
            kind = rendered.kind
            text = rendered.text
            if rendered.payment != nil || rendered.quote != nil {
                output.setExtra {
                    $0.payment = rendered.payment
                    $0.quote = rendered.quote
                }
            }
        default: break
        }
        output.setKind(kind ?? .text)
        output.appendText(text, of: bytes)
    }
}
