import ChatBytes
import ChatModel

/// Reads what WhatsApp's Cloud API sends to a shop's own server, as the shop logs it: webhook bodies, one a line or in a list.
struct WhatsAppCloud: ExportReader {
    let format = FormatDescription(
        id: "whatsapp-cloud-json", name: "WhatsApp Cloud API webhooks", platform: .whatsapp, extensions: ["jsonl", "json"],
        origin: "A shop's own server: the bodies of the webhooks of WhatsApp's Cloud API, one JSON object a line, or a list of them.",
        shape: """
            {"object":"whatsapp_business_account","entry":[{"id":"200","changes":[{"field":"messages","value":{"metadata":{"display_phone_number":"+15550000009"},
              "contacts":[{"wa_id":"15550000001","profile":{"name":"Rina"}}],
              "messages":[{"from":"15550000001","id":"wamid.1","timestamp":"1709601121","type":"text","text":{"body":"Two boxes please"}}]}}]}]}
            """,
        fieldMap: """
            from, of the owner's messages to → chat.id, sender.id; profile.name → sender.name, chat.title; wa_id → a contact with its phone
            message_echoes, messages from the display number → sender.is_owner
            timestamp → sent_at; type → kind; text.body, captions, file names, titles of buttons, places → text; context.id → quote
            state_sync → contacts
            """,
        timeZone: "Unix seconds: exact.",
        quirks: "A webhook comes again until it is answered: a message's id counts once. A picture of the history that comes later fills its place.",
        notSupported: "Receipts (statuses) are no messages. The owner's own messages are there only where the business app is used beside the API.")

    private enum Key: String, JSONKey {
        case entry, changes, field, value, metadata, contacts, messages, history, threads, statuses
        case messageEchoes = "message_echoes"
        case stateSync = "state_sync"
        case displayNumber = "display_phone_number"
        case waID = "wa_id"
        case profile, name, from, to, id, timestamp, type, text, body, caption, filename, context, reaction, emoji, button, interactive
        case buttonReply = "button_reply"
        case listReply = "list_reply"
        case title, location, address, image, video, audio, document, sticker, contact
        case fullName = "full_name"
        case firstName = "first_name"
        case phoneNumber = "phone_number"
    }

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, head.contains("whatsapp_business_account") else { return 0 }
        return json.hasAny("entry[].changes", "[].entry[].changes") ? 0.98 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = Reading()
            try Self.walk(bytes, nil) { (value, _, _) in reading.survey(value, bytes) }
            try Self.walk(bytes, output) { (value, number, start) throws(ImportError) in try reading.read(value, number, start, bytes, output) }
            output.accountRest()
        }
    }

    /// Lends the value of every change with the number and the place of the record that it stands in.
    private static func walk(
        _ bytes: Span<UInt8>, _ output: MessageOutput?, _ body: (JSONValue, Int, Int) throws(ImportError) -> Void
    ) throws(ImportError) {
        var fields = JSONFields(Key.self)
        let first = (0..<bytes.count).first { bytes[$0] > 0x20 }
        let isList = first.map { bytes[$0] == 0x5B } ?? false
        if !isList {
            // One object over several lines is no list of lines.
            var scanner = JSONScanner(bytes)
            if fields.read(&scanner, bytes), scanner.problem == nil, scanner.isAtEnd(bytes) {
                output?.account(messageBytes: scanner.offset)
                return try record(fields[Key.entry], 1, first ?? 0, bytes, body)
            }
        }
        guard var records = isList ? JSONRecords(arrayAt: JSONScanner(bytes), bytes) : JSONRecords(lines: bytes) else { return }
        while records.next(&fields, bytes, output) { try record(fields[Key.entry], records.number, records.start, bytes, body) }
    }

    private static func record(
        _ entries: JSONValue, _ number: Int, _ start: Int, _ bytes: Span<UInt8>, _ body: (JSONValue, Int, Int) throws(ImportError) -> Void
    ) throws(ImportError) {
        for entry in WhatsAppCloud.elements(entries, bytes) {
            var fields = JSONFields(Key.self)
            guard fields.read(entry, bytes) else { continue }
            for change in WhatsAppCloud.elements(fields[Key.changes], bytes) {
                var fields = JSONFields(Key.self)
                if fields.read(change, bytes), fields[Key.value].isObject { try body(fields[Key.value], number, start) }
            }
        }
    }

    private static func elements(_ list: JSONValue, _ bytes: Span<UInt8>) -> [JSONValue] {
        guard list.isArray else { return [] }
        var scanner = JSONScanner(bytes, at: list)
        var values: [JSONValue] = []
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) { values.append(scanner.value(bytes)) }
        return values
    }

    /// One log being read.
    private struct Reading {
        private var names: [String: String] = [:]
        /// What messages say, by their ids, for those that answer to them; of those without words nothing.
        private var said: [String: (sender: String, text: String)] = [:]
        private var filled: Set<String> = []
        private var seen: Set<String> = []
        private var known: Set<String> = []

        /// Digits of an id that is a number; nil for other ids.
        private static func number(_ id: String?) -> String? {
            guard let id else { return nil }
            let digits = id.utf8.filter { $0 != 0x2B && $0 != 0x20 && $0 != 0x2D }
            return 7...15 ~= digits.count && digits.allSatisfy { 48...57 ~= $0 } ? String(decoding: digits, as: UTF8.self) : nil
        }

        mutating func survey(_ value: JSONValue, _ bytes: Span<UInt8>) {
            var fields = JSONFields(Key.self)
            guard fields.read(value, bytes) else { return }
            for contact in WhatsAppCloud.elements(fields[Key.contacts], bytes) {
                var person = JSONFields(Key.self)
                var profile = JSONFields(Key.self)
                guard person.read(contact, bytes), let id = person[Key.waID].text(in: bytes) else { continue }
                if profile.read(person[Key.profile], bytes), let name = profile[Key.name].text(in: bytes) { names[id] = name }
            }
            for message in messages(fields, bytes) {
                var row = JSONFields(Key.self)
                guard row.read(message, bytes), let id = row[Key.id].text(in: bytes), !row[Key.type].equals("media_placeholder", in: bytes) else { continue }
                filled.insert(id)
                let words = Self.words(row, bytes).text
                if said.count < 100_000, !words.isEmpty { said[id] = (row[Key.from].text(in: bytes) ?? "", words) }
            }
        }

        /// The messages of a change: those that came, those that the owner wrote, those of the history.
        private func messages(_ fields: JSONFields, _ bytes: Span<UInt8>) -> [JSONValue] {
            var rows = WhatsAppCloud.elements(fields[Key.messages], bytes) + WhatsAppCloud.elements(fields[Key.messageEchoes], bytes)
            for chunk in WhatsAppCloud.elements(fields[Key.history], bytes) {
                var part = JSONFields(Key.self)
                guard part.read(chunk, bytes) else { continue }
                for thread in WhatsAppCloud.elements(part[Key.threads], bytes) {
                    var chat = JSONFields(Key.self)
                    if chat.read(thread, bytes) { rows += WhatsAppCloud.elements(chat[Key.messages], bytes) }
                }
            }
            return rows
        }

        mutating func read(_ value: JSONValue, _ number: Int, _ start: Int, _ bytes: Span<UInt8>, _ output: MessageOutput) throws(ImportError) {
            var fields = JSONFields(Key.self)
            guard fields.read(value, bytes) else { return }
            var metadata = JSONFields(Key.self)
            _ = metadata.read(fields[Key.metadata], bytes)
            let owner = Self.number(metadata[Key.displayNumber].text(in: bytes))
            for item in WhatsAppCloud.elements(fields[Key.stateSync], bytes) {
                var row = JSONFields(Key.self)
                var person = JSONFields(Key.self)
                guard row.read(item, bytes), person.read(row[Key.contact], bytes), let id = Self.number(person[Key.phoneNumber].text(in: bytes)) else {
                    continue
                }
                try contact(id, person[Key.fullName].text(in: bytes) ?? person[Key.firstName].text(in: bytes), number, output, isSaved: true)
            }
            for item in WhatsAppCloud.elements(fields[Key.contacts], bytes) {
                var row = JSONFields(Key.self)
                if row.read(item, bytes), let id = Self.number(row[Key.waID].text(in: bytes)), id != owner { try contact(id, names[id], number, output) }
            }
            for message in messages(fields, bytes) { try self.message(message, owner, number, start, bytes, output) }
        }

        private mutating func contact(_ id: String, _ name: String?, _ line: Int, _ output: MessageOutput, isSaved: Bool = false) throws(ImportError) {
            guard known.insert(isSaved ? "+" + id : id).inserted else { return }
            var contact = Contact(platform: .whatsapp, id: id, nickname: isSaved ? nil : name)
            if isSaved { contact.remark = name }
            contact.phones = ["+" + id]
            try output.contact(contact, line: line)
        }

        private mutating func message(
            _ value: JSONValue, _ owner: String?, _ number: Int, _ start: Int, _ bytes: Span<UInt8>, _ output: MessageOutput
        ) throws(ImportError) {
            var row = JSONFields(Key.self)
            guard row.read(value, bytes), let id = row[Key.id].text(in: bytes), let from = row[Key.from].text(in: bytes) else {
                return output.report("bad-row", line: number, byteOffset: start, "a message without an id or a sender")
            }
            if row[Key.type].equals("media_placeholder", in: bytes), filled.contains(id) { return }
            guard seen.insert(id).inserted else { return }
            let isOwner = Self.number(from) == owner && owner != nil || row[Key.to].exists && Self.number(row[Key.to].text(in: bytes)) != owner
            let peer = isOwner ? row[Key.to].text(in: bytes) ?? from : from
            let conversation = output.conversation(
                Conversation(
                    platform: .whatsapp, format: "whatsapp-cloud-json", id: peer, title: names[peer] ?? Self.number(peer).map { "+" + $0 } ?? peer,
                    kind: .direct))
            let name = names[from] ?? Self.number(from).map { "+" + $0 } ?? from
            let sentAt = InstantTime.unix(row[Key.timestamp], bytes, platform: .whatsapp)
            if sentAt == nil { output.report("no-time", line: number, byteOffset: start, "a message without a time") }
            let (kind, text) = Self.words(row, bytes)
            try output.begin(
                conversation: conversation, sender: output.participant(Participant(id: from, name: name, isOwner: isOwner)), sentAt: sentAt, kind: kind,
                line: number, byteOffset: start)
            output.appendText(text)
            var context = JSONFields(Key.self)
            if context.read(row[Key.context], bytes), let quoted = context[Key.id].text(in: bytes).flatMap({ said[$0] }) {
                let sender = names[quoted.sender] ?? Self.number(quoted.sender).map { "+" + $0 }
                output.setExtra { $0.quote = Quote(sender: sender, text: quoted.text) }
            }
            try output.end()
        }

        /// The kind and the words of a message.
        private static func words(_ row: JSONFields, _ bytes: Span<UInt8>) -> (kind: MessageKind, text: String) {
            func part(_ key: Key, _ names: Key...) -> String {
                var fields = JSONFields(Key.self)
                guard fields.read(row[key], bytes) else { return "" }
                return names.compactMap { fields[$0].text(in: bytes) }.joined(separator: "\n")
            }
            switch row[Key.type].string(in: bytes) ?? "" {
            case "text": return (.text, part(.text, .body))
            case "image": return (.image, part(.image, .caption))
            case "video": return (.video, part(.video, .caption))
            case "audio", "voice": return (.voice, "")
            case "sticker": return (.sticker, "")
            case "document": return (.file, part(.document, .filename, .caption))
            case "location": return (.location, part(.location, .name, .address))
            case "button": return (.text, part(.button, .text))
            case "reaction": return (.sticker, part(.reaction, .emoji))
            case "contacts": return (.contactCard, "")
            case "interactive":
                var fields = JSONFields(Key.self)
                var reply = JSONFields(Key.self)
                guard fields.read(row[Key.interactive], bytes) else { return (.text, "") }
                for key in [Key.buttonReply, .listReply] {
                    if reply.read(fields[key], bytes), let title = reply[Key.title].text(in: bytes) { return (.text, title) }
                }
                return (.text, "")
            default: return (.unknown, "")
            }
        }
    }
}
