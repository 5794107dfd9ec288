/// The readers that come with chatpool. A new reader is one line here, its own file, and a fixture folder of its id.
public enum BuiltinReaders {
    /// All of them, in the order of the documentation.
    public static let all: [any ExportReader] = weChat + qq + shops + international + tables

    // swift-format-ignore
    static let weChat: [any ExportReader] = [
        AddressBlocks(),
        ChatlogText(),
        MemoTraceText(),
        MemoTraceTrainingText(),
        SolitaireText(),
        WeChatCopy(),
    public static let all: [any ExportReader] = [
        ContactTable.chatlog,
        ChatlogCSV(),
        ContactTable.memoTrace,
        ChatTable.memoTrace3,
        MemoTraceCSV(),
        PyWxDumpCSV(),
        ContactTable.weFlow,
        WechatExporterContacts(),
        LineOfficialAccountCSV(),
        ViberCSV(),
        ChatTable.weClone,
        ChatTable.weFlowExcel,
        ChatTable.qqExcel,
        ChatTable.kakaoTalk,
        ChatTable.discord,
        ContactTable.google,
        WeChatMail(),
        WechatDumpText(),
        WechatExporterText(),
        WeFlowText(),
    ]

    // swift-format-ignore
    static let qq: [any ExportReader] = [
        QQChatExporterText(),
        QQCopy(),
        QQText(),
    ]

    // swift-format-ignore
    static let shops: [any ExportReader] = [
        FeishuCopy(),
        QianniuCopy(),
    ]

    // swift-format-ignore
    static let international: [any ExportReader] = [
    ]

    // swift-format-ignore
    static let tables: [any ExportReader] = [
    ]
}
