import ChatModel

extension ChatTable {
    /// CipherTalk's workbook.
    static let cipherTalk = ChatTable(
        format: FormatDescription(
            id: "ciphertalk-excel", name: "CipherTalk Excel", platform: .wechat, extensions: ["xlsx", "csv"],
            origin: "CipherTalk: export a chat as Excel; also saved again as CSV.",
            shape: """
                序号,时间,日期,时刻,星期,发送者,微信ID,消息类型,消息内容,原始类型代码,时间戳
                1,2024/03/05 09:12:01,2024/3/5,09:12:01,星期二,小溪,wxid_xiaoxi,文本消息,在吗,1,1709601121
                """,
            fieldMap: """
                file name → chat.title; 发送者, 微信ID → sender.name, sender.id
                时间戳 → sent_at; 消息类型 → kind; 消息内容 → text, payment
                """,
            timeZone: "Unix seconds, shown on a clock in China.",
            quirks: """
                The written times may read 24:05:00: only the seconds are taken.
                Columns of avatars and of forwarded records are there when a row has them.
                """,
            notSupported: "The table does not say who the owner is; quoted texts and forwarded records are not read."),
        columns: [
            (.text, ["消息内容"]), (.time, ["时间戳"]), (.sender, ["发送者"]), (.senderID, ["微信ID"]), (.type, ["消息类型"]), (.clock, ["时刻"]),
        ], required: 6, title: .fileName, quotes: .referenceTail)
}
