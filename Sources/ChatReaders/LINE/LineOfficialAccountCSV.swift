import ChatBytes
import ChatModel

/// Reads the chat tables that LINE's Official Account Manager gives a shop.
struct LineOfficialAccountCSV: ExportReader {

    let format = FormatDescription(
        id: "line-oa-csv", name: "LINE Official Account CSV", platform: .line, extensions: ["csv"],
        origin: "LINE Official Account Manager: chat → download: one table per customer, `YYYYMMDD_YYYYMMDD_<name>.csv`, in a zip.",
        shape: """
            アカウント名,Melati Shop
            タイムゾーン,'+09:00
            ダウンロード日時,2026/02/01 14:34
            送信者タイプ,送信者名,送信日,送信時刻,内容
            User,山田花子,2026/01/05,09:00:00,こんにちは
            """,
        fieldMap: """
            sender type User → the customer, Account → the owner
            sender name → sender.name, of the first customer → chat.title
            day, clock, time zone line → sent_at
            content → text, kind
            """,
        timeZone: "The offset that the second line gives.",
        quirks: """
            Only Japanese headers are attested: the shape (rows of two cells, a header of five, User or Account in front) is what counts.
            Cells may begin with a spreadsheet's guard ' and hold _x000D_.
            Rows may stand newest first; the order of the file is kept.
            """,
        notSupported: "Pictures, videos and stickers are sentences only.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        guard head.contains("User,") || head.contains("Account,") || head.contains("送信者タイプ,") else { return 0 }
        var scanner = CSVScanner(dialect: CSVDialect())
        var row = CSVRow()
        var pairs = 0
        for _ in 0..<12 {
            guard scanner.next(bytes, into: &row) else { return 0 }
            if row.count == 2 { pairs += 1 }
            if row.count == 5, pairs >= 2, Self.side(row, bytes) != nil || row.text(0, of: bytes) == "送信者タイプ" { return 0.97 }
        }
        return 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let chat = output.conversation(Conversation(platform: .line, format: format.id, title: Self.customer(bytes) ?? source.stem, kind: .direct))
            var scanner = CSVScanner(dialect: CSVDialect())
            scanner.expectedCount = 5
            var row = CSVRow()
            var offset: Int16?
            var cell: [UInt8] = []
            while scanner.next(bytes, into: &row) {
                let size = row.end - row.start
                guard let isOwner = Self.side(row, bytes) else {
                    if row.count == 2 { offset = offset ?? Self.offset(row.text(1, of: bytes)) }
                    if row.damage != nil || (row.count > 1 && output.totals.messages > 0) || row.count == 1 && !row.isBlank {
                        output.report("bad-row", line: row.record, byteOffset: row.start, byteCount: size, "a row without a sender type")
                    } else {
                        output.account(decorationBytes: size)
                    }
                    continue
                }
                try output.begin(
                    conversation: chat, sender: output.participant(named: Self.unguarded(bytes, row.range(1)), of: bytes, isOwner: isOwner),
                    sentAt: Self.time(row, bytes, offset), line: row.record, byteOffset: row.start)
                cell.removeAll(keepingCapacity: true)
                row.append(4, of: bytes, to: &cell)
                Self.fill(output, cell.span)
                output.account(messageBytes: size)
                try output.end()
            }
        }
    }

    /// Whether a row is the owner's; nil when it is no message.
    private static func side(_ row: CSVRow, _ bytes: Span<UInt8>) -> Bool? {
        guard row.count >= 4 else { return nil }
        let range = unguarded(bytes, row.range(0))
        if range.count == 4, ByteScanning.has("User", in: bytes, at: range.lowerBound) { return false }
        if range.count == 7, ByteScanning.has("Account", in: bytes, at: range.lowerBound) { return true }
        return nil
    }

    private static func customer(_ bytes: Span<UInt8>) -> String? {
        var scanner = CSVScanner(dialect: CSVDialect())
        var row = CSVRow()
        for _ in 0..<5000 {
            guard scanner.next(bytes, into: &row) else { return nil }
            if side(row, bytes) == false { return ByteScanning.string(bytes, unguarded(bytes, row.range(1))) }
        }
        return nil
    }

    private static func time(_ row: CSVRow, _ bytes: Span<UInt8>, _ offset: Int16?) -> Timestamp? {
        let (day, clock) = (unguarded(bytes, row.range(2)), unguarded(bytes, row.range(3)))
        guard let date = TimeText.day(bytes, at: day.lowerBound, end: day.upperBound),
            let time = TimeText.clock(bytes, at: clock.lowerBound, end: clock.upperBound)
        else { return nil }
        var stamp = TimeText.timestamp(date.value, time.value)
        stamp?.offsetMinutes = offset
        return stamp
    }

    /// `'+09:00` as minutes.
    private static func offset(_ text: String) -> Int16? {
        let text = HeadedTable.clean(text)
        guard text.utf8.count == 6, let sign = text.first, sign == "+" || sign == "-" else { return nil }
        return Timestamp(iso8601: "2000-01-01T00:00:00" + text)?.offsetMinutes
    }

    /// A cell without the guard that spreadsheets put before signs.
    private static func unguarded(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        !range.isEmpty && bytes[range.lowerBound] == 0x27 ? range.lowerBound + 1..<range.upperBound : range
    }

    private static let kinds: [(word: StaticString, kind: MessageKind)] = [
        ("写真を送信しました", .image), ("画像を送信しました", .image), ("動画を送信しました", .video), ("スタンプを送信しました", .sticker), ("ボイスメッセージを送信しました", .voice),
        ("音声を送信しました", .voice), ("ファイルを送信しました", .file), ("位置情報を送信しました", .location), ("送信が取り消されたメッセージです", .recall),
        ("連絡先を送信しました", .contactCard),
    ]

    private static func fill(_ output: MessageOutput, _ cell: Span<UInt8>) {
        var from = 0
        if cell.count > 1, cell[0] == 0x27, [0x3D, 0x2B, 0x2D, 0x40].contains(cell[1]) { from = 1 }
        for (word, kind) in kinds where ByteScanning.has(word, in: cell, at: from) && cell.count - from <= word.utf8CodeUnitCount + 3 { output.setKind(kind) }
        while let mark = ByteScanning.find("_x000D_", in: cell, from..<cell.count) {
            output.appendText(from..<mark, of: cell)
            from = mark + 7
        }
        output.appendText(from..<cell.count, of: cell)
    }
}
