import ChatBytes
import ChatModel

/// Reads address books and contact cards as vCards of the versions 2.1, 3.0 and 4.0.
struct VCardFile: ExportReader {

    let format = FormatDescription(
        id: "vcard", name: "vCard", platform: .unknown, extensions: ["vcf"],
        origin: "Any phone's address book, Google and Apple contacts, WeFlow's contact list, contact cards in WhatsApp archives.",
        shape: """
            BEGIN:VCARD
            VERSION:3.0
            FN:林小溪
            N:林;小溪;;;
            TEL;TYPE=CELL:+86 138 0000 1234
            ADR;TYPE=HOME:;;样例路1号;杭州市;浙江省;310000;中国
            END:VCARD
            """,
        fieldMap: """
            FN, N → name; NICKNAME → nickname; TEL → phones; EMAIL → emails; ADR → addresses (country, region, city, street, code)
            BDAY → birthDate; CATEGORIES → tags; ORG → company; NOTE → note; X-WECHAT-ID → id on WeChat; GENDER → gender
            """,
        timeZone: "No times.",
        quirks: """
            A card that a WhatsApp chat beside it names is that message's card, and nobody's address book.
            Folded lines, quoted-printable with soft line breaks (2.1), groups (item1.TEL), escapes, cards without a name.
            UTF-8 is assumed inside quoted-printable; other charsets are decoded with the file.
            """,
        notSupported: "Pictures and keys are passed over.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        guard let first = head.firstByte, first | 0x20 == 0x62 else { return 0 }
        for line in head.lines.prefix(5) where !line.isEmpty { return VCardLine.isBegin(bytes, line) ? 0.99 : 0 }
        return 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        guard !Self.isAttachment(source) else { return output.accountRest() }
        try source.withBytes { (bytes) throws(ImportError) in
            var lines = VCardLine.Cursor()
            var card: VCardReading?
            var cardLine = 0
            var cardStart = 0
            while let line = lines.next(bytes) {
                if line.name == "BEGIN" {
                    if card != nil { output.report("card-without-end", line: cardLine, byteOffset: cardStart, "a card without END:VCARD") }
                    if let open = card { try hand(open, cardLine, output) }
                    card = VCardReading()
                    (cardLine, cardStart) = (line.number, line.start)
                } else if line.name == "END" {
                    if let open = card { try hand(open, cardLine, output) }
                    card = nil
                } else if card == nil || line.name.isEmpty {
                    let size = line.end - line.start
                    if line.name.isEmpty, line.value.isEmpty {
                        output.account(decorationBytes: size)
                    } else {
                        output.report("stray-line", line: line.number, byteOffset: line.start, byteCount: size, "a line that is no part of a card")
                    }
                    continue
                } else {
                    card?.take(line)
                }
                output.account(messageBytes: line.end - line.start)
            }
            if let open = card {
                output.report("card-without-end", line: cardLine, byteOffset: cardStart, "a card without END:VCARD")
                try hand(open, cardLine, output)
            }
        }
    }

    /// Whether a chat that stands beside the card names it: then it is a message's, somebody whom a customer passed on, and no address book.
    private static func isAttachment(_ source: ExportSource) -> Bool {
        let name = Array(source.fileName.utf8)
        guard name.count > 4 else { return false }
        let chats = source.siblingNames().filter { name in
            let lower = name.lowercased()
            return lower.hasSuffix(".txt") && (lower.contains("whatsapp") || lower == "_chat.txt")
        }
        return chats.prefix(20).contains { chat in
            guard let text = source.sibling(named: chat, maximumSize: 64 << 20) else { return false }
            return text.withBytes { bytes in
                var at = 0
                while let hit = ByteScanning.first(name[0], in: bytes, at..<bytes.count) {
                    if ByteScanning.equal(hit..<min(hit + name.count, bytes.count), of: bytes, name) { return true }
                    at = hit + 1
                }
                return false
            }
        }
    }

    private func hand(_ card: VCardReading, _ line: Int, _ output: MessageOutput) throws(ImportError) {
        if let contact = card.contact { try output.contact(contact, line: line) }
    }
}

extension VCardReading {
    /// The person of a file's first card that names one.
    static func first(in source: ExportSource) -> Contact? {
        source.withBytes { bytes in
            var lines = VCardLine.Cursor()
            var card = VCardReading()
            while let line = lines.next(bytes) {
                if line.name == "BEGIN" { card = VCardReading() }
                if line.name == "END", let contact = card.contact { return contact }
                card.take(line)
            }
            return card.contact
        }
    }
}

/// One card being read.
struct VCardReading {
    private var result = Contact(platform: .unknown)
    private var structured: [String] = []
    private var shown: String?

    /// The contact, or nil when the card says nothing of a person.
    var contact: Contact? {
        var contact = result
        let family = structured.first ?? ""
        let given = structured.count > 1 ? structured[1] : ""
        let isHan = (family + given).unicodeScalars.contains { $0.value >= 0x2E80 }
        let joined = (isHan ? [family, given] : [given, family]).filter { !$0.isEmpty }.joined(separator: isHan ? "" : " ")
        contact.name = joined.isEmpty ? shown : joined
        if let shown, shown != contact.name, contact.remark == nil, !joined.isEmpty { contact.remark = shown }
        if contact.name == nil { contact.name = contact.company }
        let isEmpty = contact.name == nil && contact.nickname == nil && contact.phones.isEmpty && contact.id == nil
        return isEmpty ? nil : contact
    }

    mutating func take(_ line: VCardLine) {
        let text = VCardLine.unescape(line.value)
        guard !HeadedTable.clean(text).isEmpty else { return }
        switch line.name {
        case "FN": shown = HeadedTable.clean(text)
        case "N": structured = line.parts(";")
        case "NICKNAME": result.nickname = HeadedTable.clean(text)
        case "TEL":
            let phone = HeadedTable.clean(text.hasPrefix("tel:") ? String(text.dropFirst(4)) : text)
            if !result.phones.contains(phone) { result.phones.append(phone) }
        case "EMAIL": result.emails.append(HeadedTable.clean(text))
        case "ADR":
            let parts = line.parts(";")
            guard parts.count >= 3 else {
                result.addresses.append(HeadedTable.clean(text))
                return
            }
            func part(_ i: Int) -> String { i < parts.count ? HeadedTable.clean(parts[i]) : "" }
            let isEastern = parts.contains { $0.unicodeScalars.contains { $0.value >= 0x2E80 } }
            let order = isEastern ? [6, 4, 3, 2, 1, 0, 5] : [0, 2, 1, 3, 4, 5, 6]
            let ordered = order.map { part($0) }.filter { !$0.isEmpty }
            if !ordered.isEmpty { result.addresses.append(ordered.joined(separator: isEastern ? " " : ", ")) }
        case "BDAY": result.birthDate = TableCell.birthDate(text)
        case "CATEGORIES": result.tags += line.parts(",").flatMap { TableCell.tags($0) }
        case "ORG": result.company = line.parts(";").map { HeadedTable.clean($0) }.filter { !$0.isEmpty }.joined(separator: " ")
        case "NOTE": result.note = HeadedTable.clean(text)
        case "GENDER": result.gender = TableCell.gender(String(text.prefix(1)))
        case "X-WECHAT-ID", "X-WECHAT":
            result.id = HeadedTable.clean(text)
            result.platform = .wechat
        case "X-QQ":
            if result.id == nil {
                result.id = HeadedTable.clean(text)
                result.platform = .qq
            }
        default: break
        }
    }
}
