import ChatBytes
import ChatModel

/// Reads a table that holds one chat, a message a row, under a header that names its columns.
///
/// What differs between the exporters is data: the columns, the words that mark the owner, where the chat's name stands.
struct ChatTable: ExportReader {
    /// The columns of such tables. Those that a table does not have are simply absent.
    enum Column: Int, CaseIterable, Sendable {
        case text, time, sender, senderID, remark, nickname, groupName, isOwner, type, recalled, clock, attachments
        /// Columns by which the format is told from others, and that hold nothing for a chat.
        case mark, otherMark
    }

    /// Where the name of the chat stands.
    enum Title: Sendable {
        /// In the file's name.
        case fileName
        /// In the folder's name, `<name>(<account>)`.
        case folderName
        /// In the rows above the header, behind these words.
        case preamble([String])
    }

    let format: FormatDescription
    /// The header names of each column; the header must have those of the first `required` listed.
    let columns: [(column: Column, names: [String])]
    let required: Int
    let title: Title
    /// Words in the owner column that mark the owner, and others that mark the other side.
    var ownerWords: (owner: [String], other: [String]) = (["1"], ["0"])
    /// Whether the owner column says who is the owner; some formats only have names.
    var quotes: QuoteStyle?
    /// What a text stands for in the app's own words; nil where the format has none of its own.
    var kindOf: (@Sendable (Span<UInt8>, Range<Int>) -> MessageKind?)?
    var confidence = 0.98
    /// The table of members that stands in another sheet of the workbook.
    var members: ContactTable?

    private var names: [[String]] { columns.map(\.names) }

    func sniff(_ head: SourceHead) -> Double { HeadedTable.isPlausible(head, names, required: required) ? confidence : 0 }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = ChatTableReading(self, source)
            reading.survey(bytes, names)
            var table = HeadedTable(bytes, names, required: required)
            if case .preamble = title {} else { table.beginsWithHeader = true }
            while table.next(bytes, output) {
                reading.enter(table.sheet)
                try reading.message(&table, bytes, output)
            }
            try members?.readBeside(bytes, into: output)
        }
    }

    /// Where a column stands among the asked ones; -1 when the format does not have it.
    func place(_ column: Column) -> Int { columns.firstIndex { $0.column == column } ?? -1 }
}

/// One table being read.
struct ChatTableReading {
    private let format: ChatTable
    private let source: ExportSource
    /// Places of the columns among the asked ones, by raw value; -1 for one that the format does not have.
    private let places: [Int]
    private var conversation: Int32?
    private var senders = NameTable()
    private var peer: String?
    private var others = 0
    private var hasRoom = false
    private var preamble: [[String]] = []
    /// The title of a further sheet's chat.
    private var title: String?
    private var sheet: String??
    private var firstSheet: String?

    init(_ format: ChatTable, _ source: ExportSource) {
        self.format = format
        self.source = source
        places = ChatTable.Column.allCases.map { format.place($0) }
    }

    private func range(_ column: ChatTable.Column, _ table: HeadedTable) -> Range<Int> {
        let place = places[column.rawValue]
        return place < 0 ? 0..<0 : table.range(place)
    }

    private func value(_ column: ChatTable.Column, _ table: HeadedTable, _ bytes: Span<UInt8>) -> String? {
        let place = places[column.rawValue]
        return place < 0 ? nil : table.value(place, bytes)
    }

    /// Looks over the first rows: how many others write, and who.
    mutating func survey(_ bytes: Span<UInt8>, _ names: [[String]]) {
        var table = HeadedTable(bytes, names, required: format.required)
        var known = NameTable()
        var rows = 0
        while rows < 20_000, table.next(bytes) {
            if rows == 0 {
                preamble = table.preamble
                hasRoom = preamble.joined().contains { $0.hasSuffix("@chatroom") }
            }
            rows += 1
            let key = senderKey(table)
            guard !key.isEmpty, isOwner(table, bytes) != true, !isSystem(table, bytes), known.index(of: key, in: bytes, tag: 0) == nil else { continue }
            known.insert(key, of: bytes, tag: 0, index: 0)
            others += 1
            if others == 1 { peer = name(table, bytes) }
        }
    }

    /// Notes the sheet that the rows stand in: one named like the first with a number goes on with its chat, any other that has the header holds a chat of its own.
    mutating func enter(_ name: String?) {
        guard let last = sheet else {
            sheet = .some(name)
            firstSheet = name
            return
        }
        guard name != last else { return }
        sheet = .some(name)
        let tail = name.flatMap { name in firstSheet.flatMap { name.hasPrefix($0) ? name.dropFirst($0.count) : nil } }
        let isSame = tail?.utf8.allSatisfy { 48...57 ~= $0 } ?? false
        if !isSame || title != nil {
            conversation = nil
            title = isSame ? nil : name
        }
    }

    mutating func message(_ table: inout HeadedTable, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let size = table.row.end - table.row.start
        let time = self.time(table, bytes)
        guard time != nil || !range(.text, table).isEmpty else {
            output.report("bad-row", line: table.row.record, byteOffset: table.row.start, byteCount: size, "a row without a time and a text")
            return
        }
        let isSystem = isSystem(table, bytes)
        let type = range(.type, table)
        var kind = type.isEmpty ? MessageKind.text : WeChatTypeNames.kind(bytes, type) ?? .text
        if isSystem, kind != .recall { kind = .system }
        if let recalled = value(.recalled, table, bytes), ["是", "true", "1", "TRUE", "Yes"].contains(recalled) { kind = .recall }
        try output.begin(
            conversation: conversationIndex(output), sender: isSystem ? nil : sender(table, bytes, output), sentAt: time, kind: kind, line: table.row.record,
            byteOffset: table.row.start)
        if places[ChatTable.Column.text.rawValue] >= 0 {
            let quotes = format.quotes
            let isWeChat = format.format.platform == .wechat
            let kindOf = format.kindOf
            table.withCell(places[ChatTable.Column.text.rawValue], bytes) { value, range in
                WeChatRows.fill(output, value, range, quotes: quotes, isTyped: !type.isEmpty || !isWeChat)
                if let kindOf, output.openKind == .text, let kind = kindOf(value, range) {
                    output.setKind(kind)
                    if kind == .system { output.setSender(nil) }
                }
            }
        }
        if output.isTextEmpty, let attachments = value(.attachments, table, bytes) {
            output.appendText(attachments)
            output.setKind(.file)
        }
        output.account(messageBytes: size)
        try output.end()
    }

    // MARK: Cells

    private func time(_ table: HeadedTable, _ bytes: Span<UInt8>) -> Timestamp? {
        let range = range(.time, table)
        if let time = WeChatRows.time(bytes, range) { return time }
        let clockRange = self.range(.clock, table)
        guard let day = TimeText.day(bytes, at: range.lowerBound, end: range.upperBound) else { return nil }
        guard let clock = TimeText.clock(bytes, at: clockRange.lowerBound, end: clockRange.upperBound) else {
            return Timestamp(year: day.value.year, month: day.value.month, day: day.value.day, precision: .day)
        }
        return TimeText.timestamp(day.value, clock.value)
    }

    private func senderKey(_ table: HeadedTable) -> Range<Int> {
        let id = range(.senderID, table)
        return id.isEmpty ? range(.sender, table) : id
    }

    private func isSystem(_ table: HeadedTable, _ bytes: Span<UInt8>) -> Bool {
        let type = range(.type, table)
        if !type.isEmpty, let kind = WeChatTypeNames.kind(bytes, type), kind == .system || kind == .recall { return true }
        let key = range(.sender, table)
        return senderKey(table).isEmpty || key.count == 12 && ByteScanning.has("系统消息", in: bytes, at: key.lowerBound)
    }

    private func isOwner(_ table: HeadedTable, _ bytes: Span<UInt8>) -> Bool? {
        if let word = value(.isOwner, table, bytes) {
            if format.ownerWords.owner.contains(word) { return true }
            if format.ownerWords.other.contains(word) { return false }
        }
        let name = range(.sender, table)
        if name.count == 3, ByteScanning.has("我", in: bytes, at: name.lowerBound) { return true }
        return nil
    }

    private func name(_ table: HeadedTable, _ bytes: Span<UInt8>) -> String {
        value(.remark, table, bytes) ?? value(.sender, table, bytes) ?? value(.nickname, table, bytes) ?? value(.senderID, table, bytes) ?? ""
    }

    private mutating func sender(_ table: HeadedTable, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        let key = senderKey(table)
        guard !key.isEmpty else { return nil }
        let isOwner = isOwner(table, bytes)
        let tag: UInt8 = isOwner == nil ? 0 : isOwner == true ? 1 : 2
        if let index = senders.index(of: key, in: bytes, tag: tag) { return index }
        var participant = Participant(id: value(.senderID, table, bytes), name: name(table, bytes), isOwner: isOwner)
        if let account = account, participant.id == nil, others <= 2, isTitle(participant.name, table, bytes) {
            participant.id = account
            participant.isOwner = false
        }
        let index = output.participant(participant)
        senders.insert(key, of: bytes, tag: tag, index: index)
        return index
    }

    private func isTitle(_ name: String, _ table: HeadedTable, _ bytes: Span<UInt8>) -> Bool {
        let title = chatTitle
        return name == title || value(.sender, table, bytes) == title || value(.nickname, table, bytes) == title
    }

    // MARK: The chat

    /// The account in the folder's name, of a direct chat.
    private var account: String? {
        guard case .folderName = format.title, let folder = source.folderName, folder.hasSuffix(")"), let open = folder.lastIndex(of: "(") else { return nil }
        let id = String(folder[folder.index(after: open)...].dropLast())
        return id.isEmpty || id.contains("(") ? nil : id
    }

    private var chatTitle: String {
        if let title { return title }
        switch format.title {
        case .fileName: return source.stem
        case .folderName:
            guard account != nil, let folder = source.folderName, let open = folder.lastIndex(of: "(") else { return source.stem }
            return String(folder[..<open])
        case .preamble(let words):
            for word in words {
                for row in preamble { if let name = Self.value(behind: word, in: row) { return name } }
            }
            return source.stem
        }
    }

    /// What stands in a row behind a word: in the next filled cell, or behind a colon in the same one.
    private static func value(behind word: String, in row: [String]) -> String? {
        for (i, cell) in row.enumerated() {
            let cell = HeadedTable.clean(cell)
            guard cell.hasPrefix(word) else { continue }
            let rest = cell.dropFirst(word.count)
            if rest.isEmpty || rest == ":" || rest == "：" { return row[(i + 1)...].lazy.compactMap { TableCell.value($0) }.first }
            if rest.first == ":" || rest.first == "：" { return TableCell.value(String(rest.dropFirst())) }
        }
        return nil
    }

    private mutating func conversationIndex(_ output: MessageOutput) -> Int32 {
        if let conversation { return conversation }
        var chat = Conversation(platform: format.format.platform, format: format.format.id, title: chatTitle)
        chat.id = account ?? preambleID
        let hasOwner = places[ChatTable.Column.isOwner.rawValue] >= 0
        if chat.id?.hasSuffix("@chatroom") == true || hasRoom {
            chat.kind = .group
        } else if hasOwner {
            chat.kind = others > 1 ? .group : others == 1 ? .direct : .unknown
            if others == 1, chat.title == source.stem, case .preamble = format.title, let peer { chat.title = peer }
        } else {
            chat.kind = others > 2 ? .group : chat.id != nil ? .direct : .unknown
        }
        let index = output.conversation(chat)
        conversation = index
        return index
    }

    /// The chat's account in the rows above the header.
    private var preambleID: String? {
        for row in preamble {
            for (i, cell) in row.enumerated() where ["微信ID", "会话ID", "微信Id", "wxid"].contains(HeadedTable.clean(cell)) {
                return row[(i + 1)...].lazy.compactMap { TableCell.value($0) }.first
            }
        }
        return nil
    }
}
