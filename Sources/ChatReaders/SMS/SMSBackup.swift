import ChatBytes
import ChatModel

/// Reads the XML of the Android app SMS Backup & Restore.
struct SMSBackup: ExportReader {

    let format = FormatDescription(
        id: "sms-backup", name: "SMS Backup & Restore XML", platform: Platform(rawValue: "sms"), extensions: ["xml"],
        origin: "The Android app SMS Backup & Restore: sms-YYYYMMDDhhmmss.xml, or calls-….xml.",
        shape: """
            <smses count="2"><sms address="+6281200000001" date="1720163730000" type="1" body="Halo&#10;Jl. Mawar 5" contact_name="Rina" />
            <mms date="1720164100000" msg_box="1" address="+62…~+62…" contact_name="Rina, Budi"><parts><part ct="text/plain" text="Hi" /></parts></mms></smses>
            """,
        fieldMap: """
            address → chat.id; contact_name, else the address → chat.title; several addresses → kind group
            type 2–6 and msg_box 2–5 → sender is the owner; 1 → the address, in groups the sender (type 137) of addrs
            date (ms) → sent_at
            body; text of the text/plain parts → text; pictures and other parts → kind
            call number, date, type, duration → kind call
            """,
        timeZone: "Milliseconds in UTC.",
        quirks: """
            Emoji as two references to surrogates, which no XML parser accepts; `null` and `(Unknown)` are absent values.
            Drafts were never sent and are passed over. A number is one person however it is written.
            Pictures stand in attributes as base64 of any size and are passed over where they lie.
            """,
        notSupported: "Pictures and other attachments.")

    func sniff(_ head: SourceHead) -> Double { head.contains("<smses") || (head.contains("<calls") && head.contains("<call ")) ? 0.98 : 0 }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = Reading()
            var scanner = MarkupScanner(bytes, language: .xml)
            var fragment = MarkupFragment()
            walk: while true {
                switch scanner.next(bytes) {
                case .start where scanner.isNamed("sms", bytes) || scanner.isNamed("call", bytes):
                    if try reading.row(scanner, bytes, isCall: scanner.isNamed("call", bytes), output) {
                        output.account(messageBytes: scanner.offset - scanner.start)
                    }
                case .start where scanner.isNamed("mms", bytes):
                    let start = scanner.start
                    fragment.read(&scanner, bytes) { $0.isNamed("mms", bytes) }
                    try reading.multimedia(fragment, bytes, start, output)
                    output.account(messageBytes: scanner.offset - start)
                case .atEnd: break walk
                default: continue
                }
            }
            MarkupWalk.accountRest(bytes, output)
        }
    }
}

/// One backup being read.
private struct Reading {
    private static let platform = Platform(rawValue: "sms")
    private static let draft = 3
    private var chats = NameTable()
    private var accounts = AccountTable()
    private var owner: Int32?
    private var number = 0
    private var key: [UInt8] = []
    private var text: [UInt8] = []

    private static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        range.isEmpty || TextScan.equals(bytes, range, "null") || TextScan.equals(bytes, range, "(Unknown)") ? nil : range
    }

    private static func instant(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Timestamp? {
        guard let value = TimeText.number(bytes, at: range.lowerBound, end: range.upperBound, maxDigits: 16)?.value else { return nil }
        return InstantTime.unix(value, platform: platform)
    }

    /// A phone number without the blanks, dashes and brackets by which it is written differently from one message to the next; anything else as it is.
    private static func append(number address: Range<Int>, of bytes: Span<UInt8>, to key: inout [UInt8]) {
        var isNumber = !address.isEmpty
        for at in address where !(48...57 ~= bytes[at] || [0x2B, 0x20, 0x2D, 0x28, 0x29, 0x2E, 0x7E].contains(bytes[at])) { isNumber = false }
        for at in address where !isNumber || 48...57 ~= bytes[at] || bytes[at] == 0x2B || bytes[at] == 0x7E { key.append(bytes[at]) }
    }

    private mutating func chat(_ address: Range<Int>, _ name: Range<Int>?, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        let shown = name ?? address
        key.removeAll(keepingCapacity: true)
        Self.append(number: address, of: bytes, to: &key)
        let key = key
        if let index = chats.index(of: 0..<key.count, in: key.span, tag: 0) { return index }
        let isGroup = ByteScanning.first(0x7E, in: bytes, address) != nil
        let index = output.conversation(
            Conversation(
                platform: Self.platform, format: "sms-backup", id: address.isEmpty ? nil : MarkupText.string(0..<key.count, of: key.span),
                title: MarkupText.string(shown, of: bytes), kind: isGroup ? .group : .direct))
        chats.insert(0..<key.count, of: key.span, tag: 0, index: index)
        return index
    }

    private mutating func sender(isOwner: Bool, _ address: Range<Int>, _ name: Range<Int>?, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        if isOwner {
            if let owner { return owner }
            owner = output.participant(Participant(name: "", isOwner: true))
            return owner
        }
        guard !address.isEmpty else { return nil }
        key.removeAll(keepingCapacity: true)
        Self.append(number: address, of: bytes, to: &key)
        if key.count < address.count {
            let shown = MarkupText.string(name ?? address, of: bytes)
            return output.participant(Participant(id: MarkupText.string(0..<key.count, of: key.span), name: shown, isOwner: false))
        }
        return accounts.participant(id: address, name: name ?? address, isOwner: false, of: bytes, output)
    }

    /// Reads one text message or call; false for a draft, which was never said.
    mutating func row(_ scanner: MarkupScanner, _ bytes: Span<UInt8>, isCall: Bool, _ output: MessageOutput) throws(ImportError) -> Bool {
        var address = 0..<0
        var date = 0..<0
        var name: Range<Int>?
        var body = 0..<0
        var type = 1
        var duration = 0..<0
        MarkupName.forEachAttribute(bytes, scanner.attributes) { key, value in
            switch key.count {
            case 4:
                if TextScan.equals(bytes, key, "body") {
                    body = value
                } else if TextScan.equals(bytes, key, "date") {
                    date = value
                } else if TextScan.equals(bytes, key, "type") {
                    type = TimeText.number(bytes, at: value.lowerBound, end: value.upperBound, maxDigits: 3)?.value ?? 1
                }
            case 6: if TextScan.equals(bytes, key, "number") { address = value }
            case 7: if TextScan.equals(bytes, key, "address") { address = value }
            case 8: if TextScan.equals(bytes, key, "duration") { duration = value }
            case 12: if TextScan.equals(bytes, key, "contact_name") { name = Self.value(bytes, value) }
            default: break
            }
        }
        let isOwner = isCall ? type == 2 : type != 1
        address = Self.value(bytes, address) ?? 0..<0
        if type == Self.draft, !isCall { return false }
        number += 1
        let conversation = chat(address, name, bytes, output)
        try output.begin(
            conversation: conversation, sender: sender(isOwner: isOwner, address, name, bytes, output), sentAt: Self.instant(bytes, date),
            kind: isCall ? .call : .text, line: number, byteOffset: scanner.start)
        if isCall {
            if !duration.isEmpty {
                output.appendText(duration, of: bytes)
                output.appendText(" s")
            }
        } else if let words = Self.value(bytes, body) {
            append(words, bytes, output)
        }
        try output.end()
        return true
    }

    private mutating func append(_ range: Range<Int>, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard ByteScanning.first(0x26, in: bytes, range) != nil else { return output.appendText(range, of: bytes) }
        text.removeAll(keepingCapacity: true)
        MarkupText.append(range, of: bytes, to: &text)
        output.appendText(text)
    }

    mutating func multimedia(_ message: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ output: MessageOutput) throws(ImportError) {
        number += 1
        let address = message.attribute("address", bytes).flatMap { Self.value(bytes, $0) } ?? 0..<0
        let name = message.attribute("contact_name", bytes).flatMap { Self.value(bytes, $0) }
        let box = message.attribute("msg_box", bytes).flatMap { TimeText.number(bytes, at: $0.lowerBound, end: $0.upperBound, maxDigits: 2)?.value } ?? 1
        let isGroup = ByteScanning.first(0x7E, in: bytes, address) != nil
        var from = address
        var fromName = name
        if isGroup {
            // In a group the names are a list; the sender is an address of its own.
            fromName = nil
            from = author(message, bytes) ?? 0..<0
        }
        let conversation = chat(address, name, bytes, output)
        let sentAt = message.attribute("date", bytes).flatMap { Self.instant(bytes, $0) }
        try output.begin(
            conversation: conversation, sender: sender(isOwner: box != 1, from, fromName, bytes, output), sentAt: sentAt, line: number, byteOffset: offset)
        var kind: MessageKind?
        for node in message.nodes.indices where !message.nodes[node].isText && MarkupName.equals(bytes, message.nodes[node].name, "part") {
            guard let type = message.attribute("ct", of: node, bytes) else { continue }
            if TextScan.starts(bytes, type, with: "text/plain") {
                guard let words = message.attribute("text", of: node, bytes), let value = Self.value(bytes, words) else { continue }
                if !output.isTextEmpty { output.appendByte(0x0A) }
                append(value, bytes, output)
            } else if TextScan.starts(bytes, type, with: "image/") {
                kind = .image
            } else if TextScan.starts(bytes, type, with: "video/") {
                kind = .video
            } else if TextScan.starts(bytes, type, with: "audio/") {
                kind = .voice
            } else if ByteScanning.find("vcard", in: bytes, type) != nil {
                kind = .contactCard
            } else if !TextScan.starts(bytes, type, with: "application/smil") {
                kind = kind ?? .file
            }
        }
        if let kind, output.isTextEmpty { output.setKind(kind) }
        try output.end()
    }

    /// The address of type 137, “from”.
    private func author(_ message: MarkupFragment, _ bytes: Span<UInt8>) -> Range<Int>? {
        for node in message.nodes.indices where !message.nodes[node].isText && MarkupName.equals(bytes, message.nodes[node].name, "addr") {
            if let type = message.attribute("type", of: node, bytes), TextScan.equals(bytes, type, "137") {
                return message.attribute("address", of: node, bytes)
            }
        }
        return nil
    }
}
