import ChatBytes
import ChatModel

/// The words by which exporters of WeChat name message types, in Chinese and English; format notes §1c, §1d and §1h.
enum WeChatTypeNames {
    /// The kind that a type's name tells, or nil for a name that is not known.
    static func kind(_ bytes: Span<UInt8>, _ range: Range<Int>) -> MessageKind? {
        var start = range.lowerBound
        // `(分享)卡片式链接`, and the exporter's own guesses `…(猜)`.
        if ByteScanning.has("(分享)", in: bytes, at: start) { start += 8 }
        let rest = start..<range.upperBound
        for (word, kind) in words where rest.count >= word.utf8CodeUnitCount && ByteScanning.has(word, in: bytes, at: start) { return kind }
        return nil
    }

    /// A name counts when it begins with one of these; longer ones stand before their beginnings.
    private static let words: [(word: StaticString, kind: MessageKind)] = [
        ("文本", .text), ("text", .text), ("粘贴的文本", .text), ("引用", .text), ("群公告", .text),
        ("图片", .image), ("image", .image), ("语音通话", .call), ("语音/视频通话", .call), ("音视频通话", .call), ("视频通话", .call), ("通话", .call), ("call", .call),
        ("语音", .voice), ("voice", .voice), ("视频号名片", .contactCard), ("视频号", .link), ("视频", .video), ("video", .video),
        ("动画表情", .sticker), ("表情", .sticker), ("用户上传的GIF", .sticker), ("sticker", .sticker), ("emoji", .sticker),
        ("位置", .location), ("location", .location), ("文件", .file), ("file", .file),
        ("接龙", .solitaire), ("转账", .transfer), ("transfer", .transfer), ("赠送红包封面", .link), ("红包封面", .link), ("红包", .redPacket), ("red_packet", .redPacket),
        ("合并转发", .forward), ("聊天记录", .forward), ("小程序", .miniProgram), ("个人/公众号名片", .contactCard), ("名片", .contactCard),
        ("企业微信名片", .contactCard), ("推荐公众号", .contactCard), ("企业微信", .system),
        ("音乐", .link), ("卡片式链接", .link), ("链接", .link), ("分享链接", .link), ("图文", .link), ("笔记", .link), ("收藏", .link), ("link", .link),
        ("系统", .system), ("添加好友", .system), ("消息撤回", .recall), ("撤回", .recall), ("拍一拍", .system), ("邀请加群", .system), ("system", .system),
        ("其他", .unknown), ("未知", .unknown),
    ]
}
