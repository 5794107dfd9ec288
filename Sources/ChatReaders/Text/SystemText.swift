import ChatBytes

/// Notices that the apps write themselves, in the words of the format note §6.6.
enum SystemText {
    private static let notices: [StaticString] = [
        "撤回了一条消息", "加入了群聊", "移出了群聊", "加入群聊", "以上是打招呼的内容", "现在可以开始聊天了", "现在我们可以开始聊天了", "消息已发出，但被对方拒收了", "开启了朋友验证",
        "修改群名为", "拍了拍", "领取了你的红包", "你领取了", "邀请你加入了群聊", "分享的二维码加入", "加入本群", "加入了本群", "退出了群聊", "个共同好友", "recalled a message", "撤回了成员",
    ]

    /// Whether a line is a notice of the app: it ends with, or is, such words.
    static func isNotice(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        guard line.count < 400, hasSign(bytes, line) else { return false }
        return notices.contains { ByteScanning.find($0, in: bytes, line) != nil }
    }

    /// Every notice holds 了, 群, 招, 码, 友 or `recalled`: one pass in place of all the searches.
    private static func hasSign(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        var at = line.lowerBound
        while at + 2 < line.upperBound {
            let byte = bytes[at]
            guard byte >= 0xE0 else {
                if byte == 0x72, ByteScanning.has("recalled", in: bytes, at: at) { return true }
                at += 1
                continue
            }
            switch (byte, bytes[at + 1], bytes[at + 2]) {
            case (0xE4, 0xBA, 0x86), (0xE7, 0xBE, 0xA4), (0xE6, 0x8B, 0x9B), (0xE7, 0xA0, 0x81), (0xE5, 0x8F, 0x8B): return true
            default: at += 3
            }
        }
        return false
    }

    /// Whether a line says that a message was taken back.
    static func isRecall(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
        ByteScanning.find("撤回了", in: bytes, line) != nil && ByteScanning.find("消息", in: bytes, line) != nil
            || ByteScanning.find("recalled a message", in: bytes, line) != nil
    }
}
