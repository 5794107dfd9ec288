import ChatModel

/// The exporters that write a chat as a table with a header.
extension ChatTable {
    static let memoTrace3Format = FormatDescription(
        id: "memotrace-v3-csv", name: "MemoTrace 3 CSV and XLSX (留痕)", platform: .wechat, extensions: ["csv", "xlsx"],
        origin: "MemoTrace (WeChatMsg) 3.x: export a chat as CSV or Excel into `聊天记录/<remark>(<wxid>)/`.",
        shape: """
            消息ID,类型,发送人,时间,内容,备注,昵称,更多信息
            1,文本,林小溪-老客,2024-03-05 09:12:01,我要2盒,林小溪-老客,小溪,more
            """,
        fieldMap: """
            folder name `<remark>(<wxid>)` → chat.title, chat.id
            备注, 发送人 → sender.name; the sender of the folder's name gets its wxid
            时间 → sent_at, 类型 → kind, 内容 → text; 【发起转账】:￥… → payment, 引用：name: text → quote
            """,
        timeZone: "Wall clock of the exporting machine.", quirks: "The workbook's second sheet lists members; the account is only in the folder's name.",
        notSupported: "The table does not say who the owner is.")

    /// MemoTrace 3: CSV, and the workbook with the same columns.
    static let memoTrace3 = ChatTable(
        format: memoTrace3Format,
        columns: [
            (.text, ["内容"]), (.time, ["时间"]), (.sender, ["发送人"]), (.type, ["类型"]), (.remark, ["备注"]), (.nickname, ["昵称"]),
        ], required: 6, title: .folderName, quotes: .referenceLine, members: .memoTrace3Members)

    /// WeFlow's table for training chat models.
    static let weClone = ChatTable(
        format: FormatDescription(
            id: "weflow-weclone-csv", name: "WeFlow “weclone” CSV", platform: .wechat, extensions: ["csv"],
            origin: "WeFlow: export a chat in the “weclone” layout.",
            shape: """
                id,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime
                1,1000000000000000001,text,0,小溪,我要2箱,,2024-03-05T01:12:01.000Z
                """,
            fieldMap: "file name → chat.title; talker → sender.name; is_sender → sender.is_owner; CreateTime → sent_at; type_name → kind; msg → text",
            timeZone: "UTC, as written.", quirks: "talker is a display name, not an account.", notSupported: "Accounts are not in the file."),
        columns: [
            (.text, ["msg"]), (.sender, ["talker"]), (.time, ["CreateTime"]), (.isOwner, ["is_sender"]), (.type, ["type_name"]),
        ], required: 5, title: .fileName, quotes: .referenceTail, confidence: 0.95)

    /// WeFlow and echotrace: the sheet 聊天记录.
    static let weFlowExcel = ChatTable(
        format: FormatDescription(
            id: "weflow-excel", name: "WeFlow and echotrace Excel", platform: .wechat, extensions: ["xlsx", "csv"],
            origin: "WeFlow or echotrace: export a chat as Excel; also saved again as CSV.",
            shape: """
                会话信息
                微信ID,wxid_synthetic0001,昵称,小溪,备注,林小溪-老客
                序号,时间,发送者昵称,发送者微信ID,发送者备注,发送者身份,消息类型,内容
                1,2024-03-05 09:12:01,小溪,wxid_synthetic0001,林小溪-老客,对方,文本消息,我要2箱
                """,
            fieldMap: """
                微信ID, 备注, 昵称 above the header → chat.id, chat.title
                发送者微信ID, 发送者备注, 发送者昵称 → sender.id, sender.name; 发送者身份 我 → the owner
                时间 → sent_at, 消息类型 → kind, 内容 → text; [转账] (A 转账给 B) ￥… → payment, [引用 name：text] → quote
                """,
            timeZone: "Wall clock of the exporting machine.", quirks: "Rows above the header differ between versions: the header is found by its names.",
            notSupported: "Pictures and voice are placeholders."),
        columns: [
            (.text, ["内容"]), (.time, ["时间"]), (.sender, ["发送者昵称"]), (.senderID, ["发送者微信ID"]), (.type, ["消息类型"]), (.remark, ["发送者备注"]),
            (.isOwner, ["发送者身份"]), (.groupName, ["群昵称"]),
        ], required: 5, title: .preamble(["备注", "昵称", "会话名称"]), ownerWords: (["我", "自己", "本人"], ["对方", "好友", "群成员", "成员", "其他", "他人"]),
        quotes: .referenceTail)

    /// QQChatExporter: the sheet 聊天记录.
    static let qqExcel = ChatTable(
        format: FormatDescription(
            id: "qce-excel", name: "QQChatExporter Excel", platform: .qq, extensions: ["xlsx", "csv"],
            origin: "QQChatExporter: export a chat as Excel; also saved again as CSV.",
            shape: """
                序号,时间,发送者,发送者QQ号,消息类型,消息内容,是否撤回,资源数量
                1,2024-03-05 09:12:01,小溪,10001,文本,我要2箱,否,0
                """,
            fieldMap: "file name → chat.title; 发送者QQ号, 发送者 → sender.id, sender.name; 时间 → sent_at; 消息类型 → kind; 消息内容 → text; 是否撤回 → kind recall",
            timeZone: "Wall clock of the exporting machine.", quirks: "The other sheets hold statistics and are passed over.",
            notSupported: "The table does not say who the owner is."),
        columns: [
            (.text, ["消息内容"]), (.time, ["时间"]), (.sender, ["发送者"]), (.senderID, ["发送者QQ号"]), (.type, ["消息类型"]), (.recalled, ["是否撤回"]),
            (.groupName, ["群头衔"]),
        ], required: 5, title: .fileName)

    /// KakaoTalk on a Mac.
    static let kakaoTalk = ChatTable(
        format: FormatDescription(
            id: "kakaotalk-csv", name: "KakaoTalk CSV (Mac)", platform: Platform(rawValue: "kakaotalk"), extensions: ["csv"],
            origin: "KakaoTalk on a Mac: chat → … → save chat.",
            shape: """
                Date,User,Message
                2021-12-29 20:36:00,"mina","두 개 주문할게요"
                """,
            fieldMap: "file name → chat.title; User → sender.name; Date → sent_at; Message → text", timeZone: "Wall clock of the Mac.",
            quirks: "A row without a date or a user is a notice of the app.", notSupported: "The table does not say who the owner is."),
        columns: [(.text, ["Message"]), (.time, ["Date"]), (.sender, ["User"])], required: 3, title: .fileName,
        kindOf: { KakaoScan.cellKind($0, $1) }, confidence: 0.9)

    /// DiscordChatExporter.
    static let discord = ChatTable(
        format: FormatDescription(
            id: "discord-csv", name: "Discord CSV (DiscordChatExporter)", platform: Platform(rawValue: "discord"), extensions: ["csv"],
            origin: "DiscordChatExporter: export a channel as CSV.",
            shape: """
                AuthorID,Author,Date,Content,Attachments,Reactions
                "100","rina","2024-07-05T10:15:30.0000000+07:00","Two pcs please","",""
                """,
            fieldMap:
                "file name → chat.title; AuthorID, Author → sender.id, sender.name; Date → sent_at; Content → text; Attachments → text of a message without words",
            timeZone: "Offset from UTC in every row.", quirks: "A message with attachments only shows their addresses.",
            notSupported: "The table does not say who the owner is, nor what a message answers to."),
        columns: [
            (.text, ["Content"]), (.time, ["Date"]), (.sender, ["Author"]), (.senderID, ["AuthorID"]), (.attachments, ["Attachments"]),
        ], required: 5, title: .fileName)
}
