import ChatBytes
import ChatModel

/// One table of messages being read: what a service desk, a CRM or a bot has logged, of one chat or of many.
struct MessageTableReading {
    private let format: FormatDescription
    private let source: ExportSource
    private var layout: TableLayout?
    private var sheet: String?
    private var cells = OrderCells()
    /// The customer's name in each chat.
    private var peers: [String: String] = [:]
    /// Customers of whom it has been said how they are reached.
    private var known: Set<String> = []
    /// Whether the words of the direction column mean `user` as the seller's side.
    private var userIsOwner = false
    /// The day of the last row that has one.
    private var lastDay: Timestamp?

    init(_ format: FormatDescription, _ source: ExportSource) {
        self.format = format
        self.source = source
    }

    /// Goes over to another table.
    mutating func begin(_ layout: TableLayout, sheet: String?, _ bytes: Span<UInt8>) {
        self.layout = layout
        self.sheet = sheet
        cells.find(layout)
        let words = TableWords.shared
        let said = Set(layout.directionWords.compactMap { words.meaning("direction", of: $0) })
        findPeers(bytes)
        userIsOwner = said.contains("in") || !said.contains("out") && !said.contains("neither")
    }

    /// Looks over the rows for the customers' names, by which chats are called that have a number only.
    private mutating func findPeers(_ bytes: Span<UInt8>) {
        guard let layout, layout.has(.conversation), layout.has(.sender), layout.has(.direction) else { return }
        var walk = TableWalk(source, bytes)
        var rows = 0
        while rows < 20_000, walk.next(bytes, nil) {
            rows += 1
            guard walk.sheet == sheet else { continue }
            cells.read(walk.row, bytes)
            if side(bytes) == .customer, let chat = cells.string(.conversation, bytes), let name = cells.string(.sender, bytes), peers[chat] == nil {
                peers[chat] = name
            }
        }
    }

    mutating func row(_ row: CSVRow, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let size = row.end - row.start
        cells.read(row, bytes)
        guard cells.has(.text) || cells.has(.sentAt) || cells.has(.kind) else {
            output.report("bad-row", line: row.record, byteOffset: row.start, byteCount: size, "a row without a time and a text")
            return
        }
        let side = side(bytes)
        var kind = kind(bytes)
        if side == .neither, kind == .text { kind = .system }
        let sender = kind == .system ? nil : participant(side, bytes)
        if side == .customer, let sender { try note(sender, row, bytes, output) }
        let conversation = output.conversation(conversation(side, sender, bytes))
        try output.begin(
            conversation: conversation, sender: sender.map { output.participant($0) }, sentAt: time(bytes), kind: kind, line: row.record, byteOffset: row.start)
        output.appendText(text(bytes))
        output.account(messageBytes: size)
        try output.end()
    }

    /// Says once how a customer is reached whose number the account does not tell.
    private mutating func note(_ sender: Participant, _ row: CSVRow, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        guard let id = sender.id, !id.hasPrefix("+") || cells.has(.email), known.count < 100_000 else { return }
        var contact = Contact(platform: format.platform)
        (contact.id, contact.nickname) = (id, sender.name)
        if let phone = cells.string(.phone, bytes), !id.hasPrefix("+") { contact.phones = TableCell.phones(phone) }
        contact.emails = cells.string(.email, bytes).map { TableCell.list($0).filter { $0.contains("@") } } ?? []
        guard !contact.phones.isEmpty || !contact.emails.isEmpty, known.insert(id).inserted else { return }
        try output.contact(contact, line: row.record)
    }

    private enum Side { case owner, customer, neither, unknown }

    private func side(_ bytes: Span<UInt8>) -> Side {
        if let word = cells.string(.direction, bytes) {
            switch TableWords.shared.meaning("direction", of: word) {
            case "in": return .customer
            case "out": return .owner
            case "neither": return .neither
            case "user": return userIsOwner ? .owner : .customer
            default: break
            }
        }
        if cells.has(.agent), !cells.has(.direction), cells.string(.agent, bytes) == cells.string(.sender, bytes) { return .owner }
        // 客服小美, 商家: the sender's name says whose side it is.
        guard let name = cells.string(.sender, bytes) else { return .unknown }
        let head = String(name.prefix(2))
        return [name, head.utf8.count == 6 ? head : ""].contains { TableWords.shared.meaning("direction", of: $0) == "out" } ? .owner : .unknown
    }

    private func kind(_ bytes: Span<UInt8>) -> MessageKind {
        guard let word = cells.string(.kind, bytes), let name = TableWords.shared.meaning("kind", of: word) else { return .text }
        return MessageKind(rawValue: name) ?? .text
    }

    private func participant(_ side: Side, _ bytes: Span<UInt8>) -> Participant {
        let isOwner: Bool? = side == .owner ? true : side == .customer ? false : nil
        var name = cells.string(.sender, bytes)
        // Some desks repeat the customer in every row and name who answered beside.
        if side == .owner, cells.has(.direction), let agent = cells.string(.agent, bytes) { name = agent }
        if name == nil { name = side == .owner ? cells.string(.agent, bytes) : cells.string(.conversation, bytes) }
        var id = cells.string(.senderID, bytes)
        if side == .customer, id == nil, let phone = cells.string(.phone, bytes) { id = Self.account(phone) }
        return Participant(id: id, name: name ?? id ?? (isOwner == true ? "Agent" : sheet ?? source.stem), isOwner: isOwner)
    }

    /// A number with its country, as accounts are called by it; any other as it is written.
    private static func account(_ phone: String) -> String {
        let digits = String(decoding: phone.utf8.filter { 48...57 ~= $0 }, as: UTF8.self)
        guard phone.unicodeScalars.allSatisfy({ "0123456789 +-().".unicodeScalars.contains($0) }) else { return phone }
        if phone.hasPrefix("+") || phone.hasPrefix("(+") { return "+" + digits }
        return CellShape(phone).contains(.phone) && digits.utf8.count == 11 && digits.hasPrefix("1") ? "+86" + digits : phone
    }

    /// The chat: its own column, else the other side, else the sheet or the file.
    private func conversation(_ side: Side, _ sender: Participant?, _ bytes: Span<UInt8>) -> Conversation {
        let title: String?
        if let chat = cells.string(.conversation, bytes) {
            title = peers[chat] ?? chat
        } else if let phone = cells.string(.phone, bytes) {
            title = phone
        } else if side == .customer {
            title = sender?.name
        } else {
            title = cells.string(.receiver, bytes)
        }
        var chat = Conversation(platform: format.platform, format: format.id, title: title ?? sheet ?? source.stem)
        chat.kind = title == nil ? .unknown : .direct
        return chat
    }

    private mutating func time(_ bytes: Span<UInt8>) -> Timestamp? {
        // A merged cell's day stands for the rows below it, each with its own clock.
        if !cells.has(.sentAt), cells.has(.clock), let day = lastDay, let clock = cells.string(.clock, bytes).flatMap({ DatePieces.clock(of: $0) }) {
            return TimeText.timestamp(CivilDay.date(day.dayNumber), clock) ?? day
        }
        guard let text = cells.string(.sentAt, bytes) else { return nil }
        let day = cells.time(.sentAt, bytes) ?? unix(text)
        lastDay = day ?? lastDay
        guard let day, day.precision == .day, let clock = cells.string(.clock, bytes).flatMap({ DatePieces.clock(of: $0) }) else {
            return Timestamp(iso8601: text) ?? day
        }
        let date = CivilDay.date(day.dayNumber)
        return TimeText.timestamp(date, clock) ?? day
    }

    /// Seconds or milliseconds since 1970.
    private func unix(_ text: String) -> Timestamp? {
        guard let number = Int64(text), text.utf8.count == 10 || text.utf8.count == 13 else { return nil }
        return Timestamp(unixSeconds: text.utf8.count == 13 ? number / 1000 : number)
    }

    /// The words: JSON that a bot platform logs is opened.
    private func text(_ bytes: Span<UInt8>) -> String {
        guard let text = cells.string(.text, bytes) else { return "" }
        guard text.hasPrefix("{"), text.hasSuffix("}") else { return text }
        for key in ["\"text\":\"", "\"content\":\"", "\"body\":\"", "\"caption\":\""] {
            guard let at = text.range(of: key) else { continue }
            var value = ""
            var isEscaped = false
            for character in text[at...] {
                if isEscaped {
                    value.append(character == "n" ? "\n" : character)
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    return value
                } else {
                    value.append(character)
                }
            }
        }
        return text
    }
}

extension String {
    /// The place behind the first occurrence of a word.
    fileprivate func range(of word: String) -> Index? {
        let (bytes, needle) = (Array(utf8), Array(word.utf8))
        guard bytes.count >= needle.count else { return nil }
        for start in 0...bytes.count - needle.count where bytes[start..<start + needle.count].elementsEqual(needle) {
            return utf8.index(startIndex, offsetBy: start + needle.count)
        }
        return nil
    }
}
