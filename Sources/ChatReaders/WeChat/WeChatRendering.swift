import ChatBytes
import ChatModel

/// What a text says that an exporter wrote in place of a payment, a quote, a picture or a card.
struct RenderedMessage {
    /// Which kind of message it stands for.
    var kind: MessageKind = .text
    /// Money moved.
    var payment: Payment?
    /// What it answers to.
    var quote: Quote?
    /// The sender's own words: the text without what is quoted.
    var text: Range<Int>
}

/// How exporters write a quoted message and the answer to it into one text.
enum QuoteStyle {
    /// chatlog: `> name(id) 03-05 09:12:01`, `> text` lines, then the answer.
    case angleLines
    /// MemoTrace: the answer, then `引用:name:text` or `引用：name: text`.
    case referenceLine
    /// PyWxDump: the answer, a blank line, `[引用](time)name:text`.
    case referenceBlock
    /// WeFlow: `answer[引用 name：text]`.
    case referenceTail
    /// WechatExporter, and old clients themselves: `「name：text」`, a rule of dashes, the answer.
    case cornerBrackets
    /// WeQ: `[回复: the first words of the other message] answer`.
    case replyHead
}

/// The texts that exporters of WeChat write for messages that are no text; format notes §1c–§1h and §6.2–§6.7.
enum WeChatRendering {
    /// What a text stands for; nil when it is nothing but a text.
    ///
    /// - Parameter quotes: how the format writes quotes; nil where it has them in fields of their own.
    static func read(_ bytes: Span<UInt8>, _ range: Range<Int>, quotes: QuoteStyle? = nil) -> RenderedMessage? {
        guard !range.isEmpty, range.upperBound <= bytes.count else { return nil }
        if let quotes, let quoted = WeChatQuote.read(bytes, range, quotes) {
            guard let reply = read(bytes, quoted.text) else { return quoted }
            return RenderedMessage(kind: reply.kind, payment: reply.payment, quote: quoted.quote, text: quoted.text)
        }
        if isSolitaire(bytes, range) { return RenderedMessage(kind: .solitaire, text: range) }
        if let payment = WeChatPaymentText.read(bytes, range) { return RenderedMessage(kind: payment.kind, payment: payment.payment, text: range) }
        // chatlog's words for a type that it does not know.
        if ByteScanning.has("Type: ", in: bytes, at: range.lowerBound), ByteScanning.find(" Content: ", in: bytes, range) != nil {
            return RenderedMessage(kind: .unknown, text: range)
        }
        guard let kind = placeholder(bytes, range) else { return nil }
        return RenderedMessage(kind: kind, text: range)
    }

    /// Whether a text is a chain list.
    static func isSolitaire(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        if ByteScanning.has("[接龙]", in: bytes, at: at) { return true }
        guard range.count >= 7, bytes[at] == 0x23 else { return false }
        at += 1
        return ByteScanning.has("接龙", in: bytes, at: at) || ByteScanning.has("Group Note", in: bytes, at: at)
    }

    /// Whether a text of the app says that a message was taken back.
    static func isRecall(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count < 400 else { return false }
        return ByteScanning.find("撤回了一条", in: bytes, range) != nil || ByteScanning.find("撤回了成员", in: bytes, range) != nil
            || ByteScanning.find("recalled a message", in: bytes, range) != nil
    }

    private static func placeholder(_ bytes: Span<UInt8>, _ range: Range<Int>) -> MessageKind? {
        var start = range.lowerBound
        if bytes[start] == 0x21 { start += 1 }
        guard start < range.upperBound, bytes[start] == 0x5B || bytes[start] == 0xE3 else { return nil }
        if let kind = PlaceholderText.kind(bytes, start..<min(range.upperBound, start + 1900)) { return kind }
        for (word, kind) in tagged where ByteScanning.has(word, in: bytes, at: start) {
            let next = start + word.utf8CodeUnitCount
            guard next < range.upperBound else { continue }
            if bytes[next - 1] == 0x28 || bytes[next - 1] == 0x5D { return kind }
            // A closing bracket, a bar before the title, or a colon: `[链接|title](url)`, `[小程序]title`, `[文件: a.pdf]`.
            let byte = bytes[next]
            if byte == 0x5D || byte == 0x7C || byte == 0x3A || byte == 0x20 || ByteScanning.has("】", in: bytes, at: next) { return kind }
        }
        return nil
    }

    /// Tags that may be followed by what they show.
    private static let tagged: [(word: StaticString, kind: MessageKind)] = [
        ("[链接", .link), ("[文件", .file), ("[合并转发", .forward), ("[转发的聊天记录", .forward), ("[聊天记录", .forward), ("[笔记", .link), ("[小程序", .miniProgram),
        ("[视频号直播", .link), ("[视频号", .link), ("[音乐", .link), ("[分享]", .link), ("[位置", .location), ("[名片", .contactCard), ("[红包封面", .link),
        ("[GIF表情", .sticker), ("[动画表情", .sticker), ("[语音通话", .call), ("[视频通话", .call), ("[通话", .call), ("[图片](", .image), ("[视频](", .video),
        ("[语音](", .voice), ("[群公告", .text),
    ]
}
