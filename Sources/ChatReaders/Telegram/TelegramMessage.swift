import ChatBytes
import ChatModel

/// Turns Telegram's message objects into messages.
struct TelegramMessage {
    private enum Key: String, JSONKey {
        case id, type, date, from, actor, action, text, photo, file, poll, amount, currency, title, address
        case dateUnix = "date_unixtime"
        case fromID = "from_id"
        case actorID = "actor_id"
        case fileName = "file_name"
        case mediaType = "media_type"
        case contact = "contact_information"
        case location = "location_information"
        case placeName = "place_name"
        case forwardedFrom = "forwarded_from"
        case savedFrom = "saved_from"
        case invoice = "invoice_information"
        case game = "game_title"
        case replyTo = "reply_to_message_id"
    }

    private enum PartKey: String, JSONKey {
        case text, question, title, description
        case firstName = "first_name"
        case lastName = "last_name"
        case phoneNumber = "phone_number"
    }

    private var fields = JSONFields(Key.self)
    private var parts = JSONFields(PartKey.self)
    private var senders = SenderTable()
    private var peer: String?
    private var owner: String?
    private var quotes = QuoteMemory()

    /// Starts on a chat: its other side, where it has one, and the account that made the export, where that is known.
    mutating func begin(peer: String?, owner: String?) {
        senders = SenderTable()
        quotes = QuoteMemory()
        self.peer = peer
        self.owner = owner
    }

    mutating func next(_ records: inout JSONRecords, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Bool { records.next(&fields, bytes, output) }

    /// Pushes the record read last.
    mutating func push(_ records: JSONRecords, to conversation: Int32, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
        let isService = fields[Key.type].equals("service", in: bytes)
        let id = fields[isService ? Key.actorID : Key.fromID]
        let sentAt = InstantTime.joined(
            local: InstantTime.iso8601(fields[Key.date], bytes), unix: InstantTime.unix(fields[Key.dateUnix], bytes, platform: .telegram))
        if sentAt == nil { output.report("no-time", line: records.number, byteOffset: records.start, "a message without a time") }
        let name = fields[isService ? Key.actor : Key.from]
        let sender =
            id.kind == .number ? bareSender(id, name, bytes, output) : senders.index(id: id, name: name, isOwner: isOwner(id, bytes), bytes, output)
        try output.begin(
            conversation: conversation, sender: sender, sentAt: sentAt, kind: isService ? .system : kind(bytes), line: records.number,
            byteOffset: records.start)
        appendText(fields[Key.text], bytes, output)
        if isService { service(bytes, output) } else { media(bytes, output) }
        if output.openKind == .text, output.openFirstByte == 0x23 {
            let text = output.openText
            if text.first == 0x23, WeChatRendering.isSolitaire(text.span, 0..<text.count) { output.setKind(.solitaire) }
        }
        quotes.fill(fields[Key.replyTo], bytes, output)
        // An answer to a service message, such as the one that opened a forum's topic, quotes nobody.
        if !isService { quotes.keep(fields[Key.id], sender: sender, bytes, output) }
        try output.end()
    }

    /// Exports before 2021 give the number alone.
    private func bareSender(_ id: JSONValue, _ name: JSONValue, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        guard let number = id.integer(in: bytes) else { return nil }
        return output.participant(Participant(id: "user\(number)", name: name.string(in: bytes) ?? "", isOwner: isOwner(id, bytes)))
    }

    /// In a personal chat the chat's id tells; elsewhere the account's, where the export has it.
    private func isOwner(_ id: JSONValue, _ bytes: Span<UInt8>) -> Bool? {
        guard let known = peer ?? owner, !id.isEmpty else { return nil }
        var start = id.start
        if ByteScanning.has("user", in: bytes, at: start) { start += 4 }
        let isKnown = ByteScanning.equal(start..<max(start, id.end), of: bytes, Array(known.utf8))
        return peer == nil ? isKnown : !isKnown
    }

    private func kind(_ bytes: Span<UInt8>) -> MessageKind {
        if fields[Key.forwardedFrom].kind != .missing || fields[Key.savedFrom].exists { return .forward }
        if fields[Key.contact].isObject { return .contactCard }
        if fields[Key.location].isObject || fields[Key.placeName].exists { return .location }
        let media = fields[Key.mediaType]
        if media.exists {
            if media.equals("sticker", in: bytes) || media.equals("animation", in: bytes) { return .sticker }
            if media.equals("voice_message", in: bytes) { return .voice }
            if media.equals("video_message", in: bytes) || media.equals("video_file", in: bytes) { return .video }
            return .file
        }
        if fields[Key.photo].exists { return .image }
        if fields[Key.file].exists { return .file }
        if fields[Key.poll].exists || fields[Key.invoice].exists || fields[Key.game].exists { return .unknown }
        return .text
    }

    /// A string, or a list of strings and of objects with a text.
    private mutating func appendText(_ value: JSONValue, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard value.isArray else {
            if value.isString { output.appendText(value, of: bytes) }
            return
        }
        var scanner = JSONScanner(bytes, at: value)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            if parts.read(&scanner, bytes) {
                output.appendText(parts[PartKey.text], of: bytes)
            } else {
                output.appendText(scanner.value(bytes), of: bytes)
            }
        }
    }

    // MARK: What is not text

    private mutating func media(_ bytes: Span<UInt8>, _ output: MessageOutput) {
        if fields[Key.contact].isObject, parts.read(fields[Key.contact], bytes) {
            var card = Contact(
                platform: .telegram, nickname: TelegramReading.name(parts[PartKey.firstName].string(in: bytes), parts[PartKey.lastName].string(in: bytes)))
            card.phones = [parts[PartKey.phoneNumber].text(in: bytes)].compactMap { $0 }
            output.setExtra { $0.card = card }
        }
        guard output.isTextEmpty else { return }
        line(fields[Key.placeName], bytes, output)
        line(fields[Key.address], bytes, output)
        if fields[Key.poll].isObject, parts.read(fields[Key.poll], bytes) { line(parts[PartKey.question], bytes, output) }
        if fields[Key.invoice].isString { invoice(bytes, output) }
        if output.isTextEmpty { line(fields[Key.fileName], bytes, output) }
    }

    /// An invoice is an object written into a string.
    private mutating func invoice(_ bytes: Span<UInt8>, _ output: MessageOutput) {
        var scratch: [UInt8] = []
        fields[Key.invoice].append(to: &scratch, of: bytes)
        var scanner = JSONScanner(scratch.span)
        guard parts.read(&scanner, scratch.span) else { return }
        line(parts[PartKey.title], scratch.span, output)
        line(parts[PartKey.description], scratch.span, output)
    }

    private func line(_ value: JSONValue, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard value.isString, !value.isEmpty else { return }
        if !output.isTextEmpty { output.appendByte(0x0A) }
        output.appendText(value, of: bytes)
    }

    private func service(_ bytes: Span<UInt8>, _ output: MessageOutput) {
        let action = fields[Key.action]
        if action.equals("phone_call", in: bytes) || action.equals("group_call", in: bytes) { output.setKind(.call) }
        if action.equals("send_payment", in: bytes), let amount = fields[Key.amount].number(in: bytes) {
            let currency = fields[Key.currency].text(in: bytes) ?? "USD"
            output.setKind(.transfer)
            output.setExtra { $0.payment = Payment(amount: amount / Self.minorUnits(currency), currency: currency, state: .sent) }
        }
        if output.isTextEmpty { line(action, bytes, output) }
    }

    /// How many of the smallest unit make one of the main unit: Telegram counts money in the smallest.
    private static func minorUnits(_ currency: String) -> Double {
        switch currency {
        case "JPY", "KRW", "VND", "CLP", "ISK", "UGX", "PYG", "XTR": 1
        default: 100
        }
    }
}
