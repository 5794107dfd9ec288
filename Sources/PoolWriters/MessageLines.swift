import ChatBytes
public import ChatModel

/// Writes messages as JSON lines, as the contract lays them out.
///
/// What stays the same over many messages (platform, chat, sender, file) is rendered once; a message is then a few copies of memory.
public struct MessageLines: ~Copyable {
    private var output: OutputBuffer
    private var file: String?
    /// What was rendered once, one after the other; `chats` and `senders` say where.
    private var rendered: [UInt8] = []
    private var chats: [Range<Int>] = []
    private var senders: [Range<Int>] = []
    private var source = 0..<0
    private var day = Int.min
    private var dayText: [UInt8] = []

    /// A writer into a descriptor.
    public init(descriptor: Int32) { output = OutputBuffer(descriptor: descriptor) }

    /// Writes every message of a batch.
    public mutating func write(_ batch: borrowing MessageBatch) throws(ImportError) {
        if file != batch.file {
            file = batch.file
            rendered.removeAll()
            chats.removeAll()
            senders.removeAll()
            source = render(MessageLines.sourcePrefix(batch.file))
        }
        while chats.count < batch.conversations.count { chats.append(render(MessageLines.chatPrefix(batch.conversations[chats.count]))) }
        while senders.count < batch.participants.count { senders.append(render(MessageLines.senderPart(batch.participants[senders.count]))) }
        for row in batch.rows {
            output.append(chats[Int(row.conversation)], of: rendered)
            if row.sender >= 0 { output.append(senders[Int(row.sender)], of: rendered) }
            if let at = row.sentAt { write(at) }
            output.append(#""kind":""#)
            output.append(MessageLines.name(row.kind))
            output.append(#"","text":"#)
            output.append(row.text, of: batch.bytes, quoted: ())
            if row.extra >= 0 { output.append(MessageLines.extraPart(batch.extras[Int(row.extra)])) }
            output.append(source, of: rendered)
            output.append(decimal: Int(row.line))
            output.append(#","index":"#)
            output.append(decimal: Int(row.index))
            output.append("}}\n")
            try output.flushIfFull()
        }
    }

    /// Writes what waits.
    public mutating func finish() throws(ImportError) { try output.flush() }

    private mutating func render(_ bytes: [UInt8]) -> Range<Int> {
        let start = rendered.count
        rendered += bytes
        return start..<rendered.count
    }

    private mutating func write(_ at: Timestamp) {
        output.append(#""sent_at":""#)
        let number = at.dayNumber
        if number != day {
            day = number
            dayText = Array(Timestamp(wallSeconds: Int64(number) * 86_400, precision: .day).description.utf8)
        }
        output.append(0..<dayText.count, of: dayText)
        if at.precision != .day {
            let seconds = Int(at.wallSeconds - Int64(number) * 86_400)
            output.append(0x54)
            output.append(twoDigits: seconds / 3600)
            output.append(0x3A)
            output.append(twoDigits: seconds / 60 % 60)
            output.append(0x3A)
            output.append(twoDigits: seconds % 60)
            if let offset = at.offsetMinutes {
                output.append(offset < 0 ? 0x2D : 0x2B)
                output.append(twoDigits: abs(Int(offset)) / 60)
                output.append(0x3A)
                output.append(twoDigits: abs(Int(offset)) % 60)
            }
        }
        output.append(#"","#)
    }

    private static func chatPrefix(_ chat: Conversation) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("platform")
        json.string(chat.platform.rawValue)
        json.key("format")
        json.string(chat.format)
        json.key("chat")
        json.beginObject()
        if let id = chat.id {
            json.key("id")
            json.string(id)
        }
        if !chat.title.isEmpty {
            json.key("title")
            json.string(chat.title)
        }
        if chat.kind != .unknown {
            json.key("kind")
            json.string(chat.kind.rawValue)
        }
        json.endObject()
        return json.bytes + [0x2C]
    }

    private static func senderPart(_ sender: Participant) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        if let id = sender.id {
            json.key("id")
            json.string(id)
        }
        json.key("name")
        json.string(sender.name)
        if let isOwner = sender.isOwner {
            json.key("is_owner")
            json.bool(isOwner)
        }
        json.endObject()
        return Array(#""sender":"#.utf8) + json.bytes + [0x2C]
    }

    private static func sourcePrefix(_ file: String) -> [UInt8] {
        var json = JSONWriter()
        json.string(file)
        return Array(#","source":{"file":"#.utf8) + json.bytes + Array(#","line":"#.utf8)
    }

    private static func extraPart(_ extra: MessageBatch.Extra) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        if let payment = extra.payment {
            json.key("payment")
            json.payment(payment)
        }
        if let quote = extra.quote {
            json.key("quote")
            json.beginObject()
            if let sender = quote.sender {
                json.key("sender")
                json.string(sender)
            }
            json.key("text")
            json.string(quote.text)
            json.endObject()
        }
        if let card = extra.card {
            json.key("card")
            json.contact(card)
        }
        if !extra.solitaire.isEmpty {
            json.key("solitaire")
            json.beginArray()
            for entry in extra.solitaire {
                json.beginObject()
                json.key("account")
                json.string(entry.account)
                json.key("text")
                json.string(entry.text)
                json.endObject()
            }
            json.endArray()
        }
        guard json.bytes.count > 1 else { return [] }
        return [0x2C] + json.bytes.dropFirst()
    }

    private static func name(_ kind: MessageKind) -> StaticString {
        switch kind {
        case .text: "text"
        case .image: "image"
        case .voice: "voice"
        case .video: "video"
        case .file: "file"
        case .sticker: "sticker"
        case .location: "location"
        case .contactCard: "contact_card"
        case .link: "link"
        case .miniProgram: "mini_program"
        case .transfer: "transfer"
        case .redPacket: "red_packet"
        case .call: "call"
        case .system: "system"
        case .recall: "recall"
        case .forward: "forward"
        case .solitaire: "solitaire"
        case .unknown: "unknown"
        }
    }
}
