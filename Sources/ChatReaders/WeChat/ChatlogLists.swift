import ChatBytes
import ChatModel

/// Reads chatlog's lists of sessions and of rooms.
struct ChatlogLists: ExportReader {

    let format = FormatDescription(
        id: "chatlog-lists", name: "chatlog sessions and rooms", platform: .wechat, extensions: ["csv"],
        origin: "chatlog: `GET /api/v1/session?format=csv` or `/api/v1/chatroom?format=csv`, the answer saved as a file.",
        shape: """
            UserName,NOrder,NickName,Content,NTime
            wxid_synthetic0001,1709601121,林小溪,好的，谢谢,2024-03-05 09:12:01
            Name,Remark,NickName,Owner,UserCount
            45678@chatroom,,样例团购群,wxid_shop,120
            """,
        fieldMap: """
            sessions: UserName → contact.id, NickName → contact.nickname
            rooms: recognised, no contacts
            """,
        timeZone: "No times are read.",
        quirks: "The values are joined by commas without quotes, and the last message may hold commas and line ends: only lines that begin as a session count.",
        notSupported: "The last message of a session: export the chat. Members of rooms are no contacts of the seller.")

    private static let sessions: StaticString = "UserName,NOrder,NickName,Content,NTime"
    private static let rooms: StaticString = "Name,Remark,NickName,Owner,UserCount"

    func sniff(_ head: SourceHead) -> Double {
        guard let first = head.lines.first(where: { !$0.isEmpty }) else { return 0 }
        let bytes = head.bytes.span
        return TextScan.equals(bytes, first, Self.sessions) || TextScan.equals(bytes, first, Self.rooms) ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var at = 0
            var number = 0
            while let line = ByteScanning.line(in: bytes, at: at) {
                number += 1
                let size = line.next - at
                at = line.next
                if let contact = Self.session(bytes, line.content) {
                    output.account(messageBytes: size)
                    try output.contact(contact, line: number)
                } else {
                    output.account(decorationBytes: size)
                }
            }
        }
    }

    /// `account,order,name,…`: the order is a number, the account has neither blanks nor other scripts.
    private static func session(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Contact? {
        guard let first = ByteScanning.first(0x2C, in: bytes, line), let second = ByteScanning.first(0x2C, in: bytes, first + 1..<line.upperBound),
            let third = ByteScanning.first(0x2C, in: bytes, second + 1..<line.upperBound), first > line.lowerBound, second > first + 1
        else { return nil }
        for at in line.lowerBound..<first where bytes[at] <= 0x20 || bytes[at] >= 0x7F { return nil }
        for at in first + 1..<second where !(48...57 ~= bytes[at]) { return nil }
        let id = ByteScanning.string(bytes, line.lowerBound..<first)
        guard WeChatRows.isPerson(id) else { return nil }
        let name = TextScan.trim(bytes, second + 1..<third)
        return Contact(platform: .wechat, id: id, nickname: name.isEmpty ? nil : ByteScanning.string(bytes, name))
    }
}
