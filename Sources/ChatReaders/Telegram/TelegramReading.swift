import ChatBytes
import ChatModel

/// One Telegram export being read: the account's parts and its chats, in the order in which they stand.
struct TelegramReading {
    private enum ChatKey: String, JSONKey {
        case name, type, id, messages
    }

    private enum PersonKey: String, JSONKey {
        case userID = "user_id"
        case firstName = "first_name"
        case lastName = "last_name"
        case phoneNumber = "phone_number"
        case username
    }

    private let format: String
    private let stem: String
    private var owner: String?
    private var message = TelegramMessage()
    /// How many records have been read, contacts among them.
    private(set) var number = 0

    init(format: String, stem: String) {
        self.format = format
        self.stem = stem
    }

    /// The root: an account, or a chat.
    mutating func document(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        var root = scanner
        guard root.enterObject(bytes) else { return }
        while let key = root.nextKey(bytes) {
            if key.equals("personal_information", in: bytes) {
                var fields = JSONFields(PersonKey.self)
                if fields.read(&root, bytes) { owner = fields[PersonKey.userID].text(in: bytes) }
            } else if key.equals("contacts", in: bytes) {
                try list(&root, bytes) { (reading, scanner) throws(ImportError) in try reading.contact(&scanner, bytes, output) }
            } else if key.equals("chats", in: bytes) || key.equals("left_chats", in: bytes) {
                try list(&root, bytes) { (reading, scanner) throws(ImportError) in try reading.chat(&scanner, bytes, output) }
            } else if key.equals("messages", in: bytes), root.peek(bytes) == .array {
                return try chat(&scanner, bytes, output)
            } else {
                _ = root.value(bytes) { output.source.discard(upTo: $0) }
            }
        }
        scanner = root
    }

    /// The elements of `{"about": …, "list": […]}`.
    private mutating func list(
        _ scanner: inout JSONScanner, _ bytes: Span<UInt8>, _ body: (inout TelegramReading, inout JSONScanner) throws(ImportError) -> Void
    ) throws(ImportError) {
        guard scanner.enterObject(bytes) else { return }
        while let key = scanner.nextKey(bytes) {
            guard key.equals("list", in: bytes), scanner.enterArray(bytes) else { continue }
            while scanner.nextElement(bytes) { try body(&self, &scanner) }
        }
    }

    private mutating func contact(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let start = scanner.offset
        var fields = JSONFields(PersonKey.self)
        guard fields.read(&scanner, bytes) else { return }
        number += 1
        output.account(messageBytes: scanner.offset - start)
        let name = Self.name(fields[PersonKey.firstName].string(in: bytes), fields[PersonKey.lastName].string(in: bytes))
        let id = fields[PersonKey.userID].integer(in: bytes).flatMap { $0 > 0 ? "user\($0)" : nil }
        var contact = Contact(platform: .telegram, id: id, nickname: name)
        contact.alias = fields[PersonKey.username].text(in: bytes)
        contact.phones = [fields[PersonKey.phoneNumber].text(in: bytes)].compactMap { $0 }
        guard id != nil || name != nil || !contact.phones.isEmpty else { return }
        try output.contact(contact, line: number)
    }

    static func name(_ first: String?, _ last: String?) -> String? {
        let parts = [first, last].compactMap { $0 }.filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    // MARK: Chats

    private mutating func chat(_ scanner: inout JSONScanner, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        var fields = JSONFields(ChatKey.self)
        guard fields.readHead(&scanner, bytes, before: ChatKey.messages) else { return }
        if fields[ChatKey.id].kind == .missing || fields[ChatKey.type].kind == .missing {
            JSONDocument.readTail(ChatKey.messages, &fields, scanner, bytes, output)
        }
        guard var records = JSONRecords(arrayAt: scanner, bytes, after: number) else { return }
        let id = fields[ChatKey.id].text(in: bytes)
        let type = fields[ChatKey.type].string(in: bytes) ?? ""
        let isPersonal = type == "personal_chat" || type == "bot_chat"
        let conversation = output.conversation(
            Conversation(
                platform: .telegram, format: format, id: id.map { isPersonal ? "user" + $0 : $0 }, title: fields[ChatKey.name].string(in: bytes) ?? "",
                kind: TelegramJSON.types[type] ?? .unknown))
        message.begin(peer: isPersonal ? id : nil, owner: owner)
        while message.next(&records, bytes, output) { try message.push(records, to: conversation, bytes, output) }
        number = records.number
        scanner = records.position
        // What stands behind the messages, up to the end of the chat.
        while scanner.nextKey(bytes) != nil {}
    }
}
