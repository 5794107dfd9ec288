import ChatBytes
public import ChatModel

/// What exports write where a picture, a voice message or a payment was.
///
/// Phrases after the writers of the formats (format notes: WeChat mail §1a, MemoTrace §1c, chatlog §1e, WechatExporter §1f).
public enum PlaceholderText {
    private static let words: [(word: StaticString, kind: MessageKind)] = [
        ("图片", .image), ("照片", .image), ("语音通话", .call), ("视频通话", .call), ("音视频通话", .call), ("视频/语音通话", .call), ("语音", .voice), ("视频号", .link),
        ("视频", .video), ("动画表情", .sticker), ("表情包", .sticker), ("表情", .sticker), ("文件", .file), ("位置分享", .location), ("位置", .location),
        ("链接", .link), ("分享链接", .link), ("红包", .redPacket), ("微信红包", .redPacket), ("转账", .transfer), ("微信转账", .transfer), ("发起转账", .transfer),
        ("名片", .contactCard), ("个人名片", .contactCard), ("小程序", .miniProgram), ("合并转发", .forward), ("合并转发的聊天记录", .forward),
        ("转发的聊天记录", .forward), ("聊天记录", .forward), ("转发消息", .forward), ("接龙", .solitaire), ("GIF表情", .sticker), ("音乐", .link), ("音乐分享", .link),
        ("笔记", .link), ("视频号直播", .link), ("群公告", .text), ("实时位置共享", .location), ("视频号名片", .contactCard), ("红包封面", .redPacket), ("QQ红包", .redPacket),
        ("转账收款", .transfer), ("已收款", .transfer), ("已退还", .transfer), ("拍一拍", .system), ("语音消息", .voice), ("文件消息", .file), ("位置消息", .location),
        ("Photo", .image), ("Video", .video), ("Emoji", .sticker), ("Audio", .voice), ("File", .file), ("Link", .link), ("Red Packet", .redPacket),
        ("Transfer", .transfer), ("Contact Card", .contactCard), ("Video/Audio Call", .call), ("Channel Card", .contactCard), ("Sticker", .sticker),
        ("Location", .location),
    ]

    /// The words with their first three bytes, by which nearly all are turned away.
    private static let keyed = words.map { word, kind in
        let start = unsafe word.utf8Start
        return unsafe (word: word, kind: kind, key: key(start[0], start[1], start[2]))
    }

    private static func key(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> UInt32 { UInt32(a) << 16 | UInt32(b) << 8 | UInt32(c) }

    /// The kind that a text shows which is one placeholder in `[…]` or `【…】`, or nil.
    ///
    /// A placeholder may carry a tail inside the bracket (`[图片: 1.jpg(请在附件中查看)]`, `[语音 3"]`); a text that only begins like one is text.
    public static func kind(of text: ArraySlice<UInt8>) -> MessageKind? { kind(text.span, 0..<text.count) }

    /// The kind that a piece of text shows which is one placeholder, or nil. Blanks, and the `!` of a Markdown picture, may stand before it.
    static func kind(_ bytes: Span<UInt8>, _ range: Range<Int>) -> MessageKind? {
        var start = range.lowerBound
        let end = range.upperBound
        guard range.count < 2000 else { return nil }
        while start < end, bytes[start] == 0x20 { start += 1 }
        if start + 1 < end, bytes[start] == 0x21, bytes[start + 1] == 0x5B { start += 1 }
        guard start < end else { return nil }
        let wide = ByteScanning.has("【", in: bytes, at: start)
        guard wide || bytes[start] == 0x5B else { return nil }
        start += wide ? 3 : 1
        guard start + 4 < end else { return nil }
        let key = Self.key(bytes[start], bytes[start + 1], bytes[start + 2])
        for (word, kind, wordKey) in keyed where wordKey == key {
            let next = start + word.utf8CodeUnitCount
            guard next < end, ByteScanning.has(word, in: bytes, at: start) else { continue }
            if wide {
                if ByteScanning.has("】", in: bytes, at: next) { return kind }
                continue
            }
            if bytes[next] == 0x5D { return isAlone(bytes, next + 1, end, kind) ? kind : nil }
            if bytes[next] == 0x3A || bytes[next] == 0x20 || bytes[next] == 0x7C {
                return bytes[end - 1] == 0x5D || bytes[end - 1] == 0x29 || kind == .transfer || kind == .location || kind == .forward ? kind : nil
            }
        }
        return nil
    }

    /// Payment, place and card placeholders may be followed by what they show; `[图片]好看吗` is a text, `[图片](http…)` a picture with its address.
    private static func isAlone(_ bytes: Span<UInt8>, _ next: Int, _ end: Int, _ kind: MessageKind) -> Bool {
        if next == end || (bytes[next] == 0x28 && bytes[end - 1] == 0x29) { return true }
        return kind == .transfer || kind == .redPacket || kind == .location || kind == .contactCard || kind == .link || kind == .miniProgram || kind == .file
            || kind == .forward || kind == .solitaire
    }

    /// Gives the open message the kind that its text shows.
    public static func classify(_ output: MessageOutput) {
        guard output.openKind == .text, let first = output.openFirstByte, first == 0x5B || first == 0xE3, let kind = kind(of: output.openText[...]) else {
            return
        }
        output.setKind(kind)
    }
}
