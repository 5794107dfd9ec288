public import ChatModel

/// What exports write where a picture, a voice message or a payment was.
///
/// Phrases after the writers of the formats (format notes: WeChat mail §1a, MemoTrace §1c, chatlog §1e, WechatExporter §1f).
public enum PlaceholderText {
    private static let words: [(word: StaticString, kind: MessageKind)] = [
        ("图片", .image), ("照片", .image), ("语音通话", .call), ("视频通话", .call), ("音视频通话", .call), ("视频/语音通话", .call), ("语音", .voice), ("视频号", .link),
        ("视频", .video), ("动画表情", .sticker), ("表情包", .sticker), ("表情", .sticker), ("文件", .file), ("位置分享", .location), ("位置", .location),
        ("链接", .link), ("分享链接", .link), ("红包", .redPacket), ("微信红包", .redPacket), ("转账", .transfer), ("微信转账", .transfer), ("发起转账", .transfer),
        ("名片", .contactCard), ("个人名片", .contactCard), ("小程序", .miniProgram), ("合并转发", .forward), ("聊天记录", .forward),
        ("Photo", .image), ("Video", .video), ("Emoji", .sticker), ("Audio", .voice), ("File", .file), ("Link", .link), ("Red Packet", .redPacket),
        ("Transfer", .transfer), ("Contact Card", .contactCard),
    ]

    /// The kind that a text shows which is one placeholder in `[…]` or `【…】`, or nil.
    ///
    /// A placeholder may carry a tail inside the bracket (`[图片: 1.jpg(请在附件中查看)]`, `[语音 3"]`); a text that only begins like one is text.
    public static func kind(of text: ArraySlice<UInt8>) -> MessageKind? {
        guard let first = text.first, first == 0x5B || first == 0xE3, text.count < 2000 else { return nil }
        let wide = first == 0xE3
        if wide { guard text.starts(with: [0xE3, 0x80, 0x90]) else { return nil } }
        let start = text.startIndex + (wide ? 3 : 1)
        for (word, kind) in words {
            let count = word.utf8CodeUnitCount
            let end = start + count
            guard end < text.endIndex else { continue }
            let matches = unsafe text[start..<end].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: count))
            guard matches else { continue }
            let next = text[end]
            if !wide, next == 0x5D { return isAlone(text, after: end + 1, kind) ? kind : nil }
            if !wide, next == 0x3A || next == 0x20 || next == 0x7C { return text.last == 0x5D || kind == .transfer || kind == .location ? kind : nil }
            if wide, next == 0xE3 { return kind }
        }
        return nil
    }

    /// Payment, place and card placeholders may be followed by what they show; `[图片]好看吗` is a text.
    private static func isAlone(_ text: ArraySlice<UInt8>, after end: Int, _ kind: MessageKind) -> Bool {
        end == text.endIndex || kind == .transfer || kind == .redPacket || kind == .location || kind == .contactCard || kind == .link || kind == .miniProgram
            || kind == .file || kind == .forward
    }

    /// Gives the open message the kind that its text shows.
    public static func classify(_ output: MessageOutput) {
        guard output.openKind == .text, let first = output.openFirstByte, first == 0x5B || first == 0xE3, let kind = kind(of: output.openText[...]) else {
            return
        }
        output.setKind(kind)
    }
}
