import ChatModel
import Testing

@testable import ChatReaders

@Suite("Texts that exporters write for payments, quotes and pictures")
struct WeChatRenderingTests {
    private func read(_ text: String, _ style: QuoteStyle? = nil) -> (kind: MessageKind, payment: Payment?, quote: Quote?, text: String)? {
        let bytes = Array(text.utf8)
        guard let read = WeChatRendering.read(bytes.span, 0..<bytes.count, quotes: style) else { return nil }
        return (read.kind, read.payment, read.quote, String(decoding: bytes[read.text], as: UTF8.self))
    }

    @Test(
        "A transfer's text gives amount and state",
        arguments: [
            ("[转账|发送 ￥89.00](收货地址见上)", 89, .sent), ("[转账|接收 ￥1,299.50]", 1299.5, .received), ("[转账|退还 ￥5]", 5, .refunded), ("[转账] ￥178.00", 178, .sent),
            ("[转账]￥178", 178, .sent), ("[转账] (小溪 转账给 小店) ￥336.00 两盒", 336, .sent), ("[转账收款] (小溪 转账给 小店) ￥336.00", 336, .received),
            ("【发起转账】:￥336.00\n备注: 茶叶", 336, .sent), ("【已收款】:￥336.00", 336, .received), ("【已退还】:￥0.01", 0.01, .refunded),
            ("转账：￥336.00\n转账说明：茶叶\n转账时间：2024-03-05", 336, .sent), ("已收款：￥336.00\n转账说明：", 336, .received), ("微信转账 ￥20.00 - 已收款", 20, .received),
            ("微信转账 ￥20.00 - 已被退还\r\n备注", 20, .refunded), ("[Money Transfer]\n收到转账336.00元。如需收钱，请点此升级至最新版本", 336, .sent), ("[转账]", nil, .sent),
            ("[微信转账] ¥66.6", 66.6, .sent),
        ] as [(String, Double?, Payment.State)])
    func transfers(text: String, amount: Double?, state: Payment.State) {
        let read = read(text)
        #expect(read?.kind == .transfer && read?.payment == Payment(amount: amount, state: state) && read?.text == text)
    }

    @Test(
        "Other placeholders give their kinds",
        arguments: [
            ("![图片](http://localhost/image/a,b)", .image), ("[图片]", .image), ("![动画表情](http://x/y)", .sticker), ("[语音](http://x)", .voice),
            ("![视频](http://x)", .video),
            ("[链接|春茶上新](https://example.org)", .link), ("[文件|报价单.xlsx](http://x)", .file), ("[小程序|下单](x)", .miniProgram),
            ("[位置|幸福路1号|样例市|30.1|120.2]", .location),
            ("[名片]", .contactCard), ("[红包]恭喜发财", .redPacket), ("【红包】: 恭喜发财", .redPacket), ("[合并转发|群聊的聊天记录]\n  小溪 09:12\n  在吗", .forward), ("[语音通话]", .call),
            ("#接龙\n茶叶\n\n1. 小溪 2盒", .solitaire), ("[接龙] 茶叶", .solitaire), ("#Group Note\n1. A", .solitaire),
        ] as [(String, MessageKind)])
    func kinds(text: String, kind: MessageKind) { #expect(read(text)?.kind == kind) }

    @Test(
        "Ordinary texts stay texts",
        arguments: [
            "老板在吗", "[图片]好看吗", "转账给你了", "微信转账可以吗", "已收款，谢谢", "转账：明天转", "> 大于号", "「书名」好看", "#接", "[", "!", "[转", "好的[微笑]", "引用:无",
        ])
    func texts(text: String) {
        for style in [nil, .angleLines, .referenceBlock, .referenceTail, .cornerBrackets] as [QuoteStyle?] { #expect(read(text, style) == nil) }
    }

    @Test(
        "Quotes are parted from the answer",
        arguments: [
            ("> 小店老板(wxid_a) 03-05 09:12:01\n> 寄到哪里\n> 电话也给我\n幸福路1号", .angleLines, "小店老板", "寄到哪里\n电话也给我", "幸福路1号"),
            ("> A (B)(wxid_a) 03-05 09:12:01\n> x\ny", .angleLines, "A (B)", "x", "y"), ("> [引用]\n好的", .angleLines, nil, "", "好的"),
            ("[引用]", .angleLines, nil, "", ""),
            ("好的\n引用:小店老板:寄到哪里\n电话", .referenceLine, "小店老板", "寄到哪里\n电话", "好的"), ("好的\n引用：小店老板: 寄到", .referenceLine, "小店老板", "寄到", "好的"),
            ("好的\n引用:未知", .referenceLine, nil, "未知", "好的"), ("好的\n\n[引用](2024-03-05 09:12:01)小店:寄到", .referenceBlock, "小店", "寄到", "好的"),
            ("好的[引用 小店：寄到哪里]", .referenceTail, "小店", "寄到哪里", "好的"), ("「小店：寄到哪里」\n- - - - - - - - - - - - - - -\n好的", .cornerBrackets, "小店", "寄到哪里", "好的"),
        ] as [(String, QuoteStyle, String?, String, String)])
    func quotes(text: String, style: QuoteStyle, sender: String?, quoted: String, own: String) {
        let read = read(text, style)
        #expect(read?.quote == Quote(sender: sender, text: quoted) && read?.text == own && read?.kind == .text)
    }

    @Test("Type numbers tell kinds, in both ways of writing sub-types")
    func types() {
        #expect(WeChatMessageType.kind(1) == .text && WeChatMessageType.kind(49, subType: 2000) == .transfer)
        #expect(WeChatMessageType.kind(8_589_934_592_049) == .transfer && WeChatMessageType.kind(244_813_135_921) == .text)
        #expect(WeChatMessageType.kind(227_633_266_737) == .solitaire && WeChatMessageType.kind(51) == nil && WeChatMessageType.kind(-7) == .unknown)
    }
}
