/// The readers that come with chatpool. A new reader is one line here, its own file, and a fixture folder of its id.
///
/// One reader a line with a comma behind it, by app and alphabetically inside, so that lines of two branches merge.
public enum BuiltinReaders {
    /// All of them, in the order of the documentation.
    public static let all: [any ExportReader] = weChat + qq + shops + international + tables

    // swift-format-ignore
    static let weChat: [any ExportReader] = [
        AddressBlocks(),
        ChatLabJSON(),
        ChatLabLines(),
        ChatlogContactsJSON(),
        ChatlogCSV(),
        ChatlogJSON(),
        ChatlogKeeperJSON(),
        ChatlogLists(),
        ChatlogText(),
        ChatTable.cipherTalk,
        ChatTable.memoTrace3,
        ChatTable.weClone,
        ChatTable.weFlowExcel,
        CipherTalkHTML(),
        ContactTable.chatlog,
        ContactTable.memoTrace,
        ContactTable.weFlow,
        DataAnalysisJSON(),
        DataAnalysisNotes(),
        DataAnalysisText(),
        EchotraceHTML(),
        EchotraceJSON(),
        MacWeChatJSON(),
        MemoTraceCSV(),
        MemoTraceHTML(),
        MemoTraceMarkdown(),
        MemoTraceText(),
        MemoTraceTrainingJSON(),
        MemoTraceTrainingText(),
        PyWxDumpContacts(),
        PyWxDumpCSV(),
        PyWxDumpJSON(),
        SolitaireText(),
        WeChatCopy(),
        WechatDumpHTML(),
        WechatDumpText(),
        WechatExporterContacts(),
        WechatExporterHTML(),
        WechatExporterText(),
        WeChatMail(),
        WeChatMailHTML(),
        WeComArchive(),
        WeComContacts(),
        WeFlowContactsJSON(),
        WeFlowHTML(),
        WeFlowJSON(),
        WeFlowMarkdown(),
        WeFlowText(),
        WetraceJSON(),
    ]

    // swift-format-ignore
    static let qq: [any ExportReader] = [
        ChatTable.qqExcel,
        QQChatExporterChunk(),
        QQChatExporterHTML(),
        QQChatExporterJSON(),
        QQChatExporterText(),
        QQCopy(),
        QQMHT(),
        QQNTExportJSON(),
        QQNTExportText(),
        QQRootMarkdown(),
        QQText(),
        WeQText(),
    ]

    // swift-format-ignore
    static let shops: [any ExportReader] = [
        FeishuCopy(),
        FeishuJSON(),
        QianniuCopy(),
    ]

    // swift-format-ignore
    static let international: [any ExportReader] = [
        ChatTable.discord,
        ChatTable.kakaoTalk,
        DiscordHTML(),
        DiscordJSON(),
        DiscordText(),
        GoogleChatJSON(),
        IMessageHTML(),
        IMessageText(),
        InstagramConversations(),
        KakaoTalkText(),
        LineOfficialAccountCSV(),
        LineText(),
        MessengerEncryptedJSON(),
        MetaHTML(),
        MetaJSON(),
        SignalHTML(),
        SignalLines(),
        SignalMarkdown(),
        SkypeJSON(),
        SlackJSON(),
        SlackUsers(),
        SMSBackup(),
        TelegramCopy(),
        TelegramHTML(),
        TelegramJSON(),
        ViberCSV(),
        WhatsAppText(),
    ]

    // swift-format-ignore
    static let tables: [any ExportReader] = [
        BillTable.alipay,
        BillTable.weChatPay,
        ContactTable.google,
        ContactTable.youzan,
        OrderTable.alibaba,
        OrderTable.douyin,
        OrderTable.jingdong,
        OrderTable.kuaituantuan,
        OrderTable.pinduoduo,
        OrderTable.taobao,
        OrderTable.weidian,
        OrderTable.weixinShop,
        OrderTable.youzan,
        PoolWorkbook(),
        SellerTable.foreign,
        SellerTable.messages,
        SellerTable.orders,
        SellerTable.people,
        VCardFile(),
    ]
}
