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
    /// The first second of the day that `dayText` shows, and the offset that `offsetText` shows.
    private var midnight = Int64.max
    private var offset: Int16?
    /// `"sent_at":"2024-03-05T`
    private var dayText: [UInt8] = []
    private var dayTextEnd = 0
    /// What follows the seconds: the offset, and the quote that ends the time.
    private var offsetText: [UInt8] = []
    private var offsetTextEnd = 0
    private var lineDigits = CountingDigits()
    private var indexDigits = CountingDigits()

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
            rendered.append(contentsOf: repeatElement(0, count: OutputBuffer.padding))
        }
        rendered.removeLast(OutputBuffer.padding)
        while chats.count < batch.conversations.count { chats.append(render(MessageLines.chatPrefix(batch.conversations[chats.count]))) }
        while senders.count < batch.participants.count { senders.append(render(MessageLines.senderPart(batch.participants[senders.count]))) }
        rendered.append(contentsOf: repeatElement(0, count: OutputBuffer.padding))
        var at = 0
        while at < batch.rows.count { at = try writeSome(of: batch, from: at) }
    }

    /// Writes a line of another kind among the messages.
    public mutating func write(line: [UInt8]) throws(ImportError) {
        output.append(line)
        try output.flushIfFull()
    }

    /// Writes rows until the buffer is full or the day changes; answers the first row that is left.
    private mutating func writeSome(of batch: borrowing MessageBatch, from start: Int) throws(ImportError) -> Int {
        let first = batch.rows[start]
        if let time = first.sentAt, time.precision != .day { setDay(time) }
        var at = start
        unsafe rendered.withUnsafeBufferPointer { rendered in
            unsafe batch.bytes.withUnsafeBufferPointer { bytes in
                unsafe dayText.withUnsafeBufferPointer { dayText in
                    unsafe offsetText.withUnsafeBufferPointer { offsetText in
                        while at < batch.rows.count {
                            let row = batch.rows[at]
                            if let time = row.sentAt, time.precision != .day {
                                guard time.wallSeconds >= midnight, time.wallSeconds &- midnight < 86_400, time.offsetMinutes == offset else { return }
                            }
                            at += 1
                            let chat = chats[Int(row.conversation)]
                            let sender = row.sender < 0 ? 0..<0 : senders[Int(row.sender)]
                            let room = chat.count + sender.count + source.count + OutputBuffer.quotedRoom(row.text.count) + 200
                            var cursor = output.cursor(room: room)
                            unsafe cursor.put(padded: chat, of: rendered)
                            if row.sender >= 0 { unsafe cursor.put(padded: sender, of: rendered) }
                            if let time = row.sentAt {
                                if time.precision == .day {
                                    unsafe MessageLines.dayPart(time).withUnsafeBufferPointer { unsafe cursor.put(0..<$0.count, of: $0) }
                                } else {
                                    let seconds = Int(truncatingIfNeeded: time.wallSeconds &- midnight)
                                    let minutes = seconds / 60
                                    unsafe cursor.put(padded: 0..<dayTextEnd, of: dayText)
                                    cursor.put(twoDigits: minutes / 60)
                                    cursor.put(0x3A)
                                    cursor.put(twoDigits: minutes % 60)
                                    cursor.put(0x3A)
                                    cursor.put(twoDigits: seconds &- minutes &* 60)
                                    unsafe cursor.put(padded: 0..<offsetTextEnd, of: offsetText)
                                }
                            }
                            if row.kind == .text {
                                cursor.put(#""kind":"text","text":"#)
                            } else {
                                cursor.put(#""kind":""#)
                                cursor.put(MessageLines.name(row.kind))
                                cursor.put(#"","text":"#)
                            }
                            unsafe cursor.put(quoted: row.text, of: bytes)
                            if row.extra >= 0 {
                                output.commit(cursor)
                                output.append(MessageLines.extraPart(batch.extras[Int(row.extra)]))
                                cursor = output.cursor(room: source.count + 200)
                            }
                            unsafe cursor.put(padded: source, of: rendered)
                            lineDigits.put(Int(row.line), at: &cursor)
                            cursor.put(#","index":"#)
                            indexDigits.put(Int(row.index), at: &cursor)
                            cursor.put("}}\n")
                            output.commit(cursor)
                            if output.isFull { return }
                        }
                    }
                }
            }
        }
        try output.flushIfFull()
        return at
    }

    /// Writes what waits.
    public mutating func finish() throws(ImportError) { try output.flush() }

    private mutating func render(_ bytes: [UInt8]) -> Range<Int> {
        let start = rendered.count
        rendered += bytes
        return start..<rendered.count
    }

    private mutating func setDay(_ time: Timestamp) {
        guard time.wallSeconds < midnight || time.wallSeconds &- midnight >= 86_400 || time.offsetMinutes != offset else { return }
        midnight = Int64(time.dayNumber) &* 86_400
        offset = time.offsetMinutes
        var text: [UInt8] = []
        Timestamp(wallSeconds: midnight, offsetMinutes: offset).appendISO8601(to: &text)
        // The clock is eight bytes before an offset of six, or before the end.
        let end = text.count - (offset == nil ? 0 : 6)
        let padding = [UInt8](repeating: 0, count: OutputBuffer.padding)
        dayText = Array(#""sent_at":""#.utf8) + text[..<(end - 8)]
        dayTextEnd = dayText.count
        dayText += padding
        offsetText = text[end...] + Array("\",".utf8)
        offsetTextEnd = offsetText.count
        offsetText += padding
    }

    private static func dayPart(_ time: Timestamp) -> [UInt8] { Array("\"sent_at\":\"\(time.description)\",".utf8) }

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
