import ChatBytes
import ChatModel

/// Reads the contact list of WechatExporter: four quoted cells a row, no header.
struct WechatExporterContacts: ExportReader {

    let format = FormatDescription(
        id: "wechatexporter-contacts", name: "WechatExporter contacts", platform: .wechat, extensions: ["csv"],
        origin: "WechatExporter (iOS backups): `<user>_Contacts.csv` beside the chats.",
        shape: """
            "wxid_synthetic0001","小溪","https://example.com/head/0","老客"
            """,
        fieldMap: "cell 1 → id, cell 2 → nickname, cell 4 → tags", timeZone: "No times.", quirks: "Rooms and official accounts are left out.",
        notSupported: "The picture's address is left out.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        guard head.firstByte == 0x22 else { return 0 }
        var scanner = CSVScanner(dialect: CSVDialect())
        var row = CSVRow()
        var good = 0
        var accounts = 0
        for _ in 0..<30 {
            guard scanner.next(bytes, into: &row), row.end < bytes.count || head.isWhole else { break }
            if row.isBlank { continue }
            let isQuoted = row.count == 4 && (0..<4).allSatisfy { row.isQuoted($0) }
            let link = row.range(2)
            guard isQuoted, WeChatRows.isAccount(bytes, row.range(0)), link.isEmpty || ByteScanning.has("http", in: bytes, at: link.lowerBound) else {
                return 0
            }
            good += 1
            let id = ByteScanning.string(bytes, row.range(0))
            if id.hasPrefix("wxid_") || id.hasSuffix("@chatroom") || id.hasPrefix("gh_") || !link.isEmpty { accounts += 1 }
        }
        return accounts > 0 && good > 0 ? 0.9 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var scanner = CSVScanner(dialect: CSVDialect())
            scanner.expectedCount = 4
            var row = CSVRow()
            while scanner.next(bytes, into: &row) {
                let size = row.end - row.start
                guard let id = TableCell.value(row.text(0, of: bytes)) else {
                    output.account(decorationBytes: size)
                    continue
                }
                guard WeChatRows.isPerson(id), row.count >= 2 else {
                    output.account(decorationBytes: size)
                    continue
                }
                var contact = Contact(platform: .wechat, id: id, nickname: TableCell.value(row.text(1, of: bytes)))
                contact.tags = TableCell.tags(row.text(3, of: bytes))
                output.account(messageBytes: size)
                try output.contact(contact, line: row.record)
            }
        }
    }
}
