import ChatModel

extension ChatTable {
    /// WeQ's table: CSV, and the workbook with the same columns.
    static let weQ = ChatTable(
        format: FormatDescription(
            id: "weq-table", name: "WeQ CSV and XLSX", platform: .qq, extensions: ["csv", "xlsx"],
            origin: "WeQ over the database of QQ NT: export a chat as CSV or XLSX.",
            shape: """
                时间,发送者QQ,发送者ID,内容,消息ID,序号
                2024-03-05 09:12:01,100000001,u_testxiaoxi,那款茶叶还有吗,7300000000000000001,1
                2024-03-05 09:12:11,100000009,u_testshop,[回复: 那款茶叶还有吗] 有的,7300000000000000002,2
                """,
            fieldMap: """
                file name → chat.title; 发送者QQ → sender.id
                时间 → sent_at; 内容 → text; `[回复: …] ` → quote
                """,
            timeZone: "Wall clock of the exporting machine, to the second; the file names no zone.",
            quirks: "A workbook goes on in the sheets 消息2, 消息3 … of a million rows each. A quote holds the first thirty characters of what it answers to.",
            notSupported: "Names and which side is the owner are not in the file: WeQ's HTML and ChatLab have them."),
        columns: [
            (.text, ["内容"]), (.time, ["时间"]), (.senderID, ["发送者QQ"]), (.mark, ["发送者ID"]), (.otherMark, ["消息ID"]),
        ], required: 5, title: .fileName, quotes: .replyHead, kindOf: { PlaceholderText.kind($0, $1) })
}
