import ChatBytes
import ChatModel

/// Reads the pages of Telegram Desktop's HTML export.
struct TelegramHTML: ExportReader {

    let format = FormatDescription(
        id: "telegram-html", name: "Telegram Desktop HTML", platform: .telegram, extensions: ["html"],
        origin: "Telegram Desktop → chat menu → Export chat history → HTML; messages.html, messages2.html …, 1000 messages a page.",
        shape: """
            <div class="page_header">…<div class="text bold">Мария П</div>…
            <div class="message default clearfix" id="message101"><div class="body"><div class="pull_right date details" title="05.07.2024 10:15:30 UTC+03:00">10:15</div>
              <div class="from_name">Мария П</div><div class="text">Здравствуйте!<br>2 шт</div></div></div>
            """,
        fieldMap: """
            .page_header .text.bold → chat.title
            .from_name → sender.name; a message that is .joined has the sender of the one before
            title of .date → sent_at
            .text → text; .forwarded.body → a forward with its author's words
            .media_* → kind; .media_contact title and status → contact card
            div.message.service → kind system; bare dates are decoration
            """,
        timeZone: "The offset printed behind the time, which is the zone's standard one; older pages print none.",
        quirks: """
            The name in a forward never becomes the sender; " via @bot" is taken off a name.
            The page marks no owner and holds no user ids.
            Every page is an input of its own with the same chat title.
            """,
        notSupported: "Reactions, and what a reply refers to: the page has its number only.")

    func sniff(_ head: SourceHead) -> Double {
        guard head.contains("page_header"), head.contains("class=\"history\"") || head.contains("message default clearfix") else { return 0 }
        return 0.97
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = Reading(bytes, stem: source.stem, output)
            try MarkupWalk.run(bytes, output, isRecord: { $0.hasClass("message", bytes) && $0.attribute("id", bytes) != nil }) {
                (message, offset, number) throws(ImportError) in
                try reading.message(message, bytes, offset, number, output)
            }
        }
    }
}

/// One page being read.
private struct Reading {
    private let conversation: Int32
    private var lastSender: Int32?
    private var memory = QuoteMemory()
    private var name: [UInt8] = []
    private var text: [UInt8] = []

    init(_ bytes: Span<UInt8>, stem: String, _ output: MessageOutput) {
        var title = stem
        if let header = MarkupWalk.text(ofClass: "page_header", bytes) { title = header }
        conversation = output.conversation(
            Conversation(platform: .telegram, format: "telegram-html", title: title, kind: Reading.kind(bytes, title: title)))
    }

    /// Two names of which one is the title's are a chat of two; more names are a group.
    private static func kind(_ bytes: Span<UInt8>, title: String) -> Conversation.Kind {
        var scanner = MarkupScanner(bytes, 0..<min(bytes.count, 1 << 20))
        var names: Set<String> = []
        var isForward = false
        while names.count < 4 {
            let token = scanner.next(bytes)
            if case .atEnd = token { break }
            guard case .start = token, !scanner.classes.isEmpty else { continue }
            if scanner.hasClass("forwarded", bytes), scanner.hasClass("body", bytes) { isForward = true }
            guard scanner.hasClass("from_name", bytes), case .text = scanner.next(bytes) else { continue }
            var name = TextTrimming.trim(bytes, scanner.name)
            if let via = ByteScanning.find(" via @", in: bytes, name) { name = name.lowerBound..<via }
            if !isForward { names.insert(MarkupText.string(TextTrimming.trim(bytes, name), of: bytes)) }
            isForward = false
        }
        return names.count > 2 ? .group : names.contains(title) ? .direct : .unknown
    }

    mutating func message(_ message: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ number: Int, _ output: MessageOutput) throws(ImportError) -> Bool {
        guard let body = message.child("body", bytes) else { return false }
        text.removeAll(keepingCapacity: true)
        if message.hasClass("service", 0, bytes) {
            message.appendText(of: body, bytes, to: &text)
            TextTrimming.trim(&text)
            // Rows between days have numbers below zero.
            if let id = message.attribute("id", bytes), ByteScanning.find("message-", in: bytes, id) != nil { return false }
            try output.begin(conversation: conversation, sender: nil, sentAt: nil, kind: .system, line: number, byteOffset: offset)
            output.appendText(text)
            try output.end()
            return true
        }
        var sentAt: Timestamp?
        if let date = message.child("date", of: body, bytes), let title = message.attribute("title", of: date, bytes) {
            sentAt = TelegramDate.timestamp(bytes, title)
        }
        if let from = message.child("from_name", of: body, bytes) {
            lastSender = sender(message, from, bytes, output)
        } else if !message.hasClass("joined", 0, bytes) {
            lastSender = nil
        }
        try output.begin(conversation: conversation, sender: lastSender, sentAt: sentAt, line: number, byteOffset: offset)
        content(message, body, bytes, output)
        if let reply = message.child("reply_to", of: body, bytes), let asked = Self.asked(message, reply, bytes) { memory.fill(asked, bytes, output) }
        if let id = message.attribute("id", bytes), id.count > 7, ByteScanning.has("message", in: bytes, at: id.lowerBound) {
            memory.keep(id.lowerBound + 7..<id.upperBound, sender: lastSender, bytes, output)
        }
        try output.end()
        return true
    }

    /// The number of the message that `<a href="#go_to_message201">` leads to; numbers are one chat's, over all of its pages.
    private static func asked(_ message: MarkupFragment, _ reply: Int, _ bytes: Span<UInt8>) -> Range<Int>? {
        for node in reply..<message.nodes[reply].subtreeEnd where !message.nodes[node].isText && MarkupName.equals(bytes, message.nodes[node].name, "a") {
            guard let link = message.attribute("href", of: node, bytes), let mark = ByteScanning.find("#go_to_message", in: bytes, link) else { continue }
            return mark + 14..<link.upperBound
        }
        return nil
    }

    private mutating func sender(_ message: MarkupFragment, _ from: Int, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        name.removeAll(keepingCapacity: true)
        message.appendText(of: from, bytes, to: &name)
        let found = name
        var range = TextTrimming.trim(found.span, 0..<found.count)
        if let via = ByteScanning.find(" via @", in: found.span, range) { range = TextTrimming.trim(found.span, range.lowerBound..<via) }
        return output.participant(named: range, of: found.span)
    }

    private mutating func content(_ message: MarkupFragment, _ body: Int, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        var inner = body
        if let forwarded = message.child("forwarded", of: body, bytes), message.hasClass("body", forwarded, bytes) {
            inner = forwarded
        } else {
            var at = body + 1
            while at < message.nodes[body].subtreeEnd {
                if message.hasClass("forwarded", at, bytes), message.hasClass("body", at, bytes) { inner = at }
                at = message.nodes[at].subtreeEnd
            }
        }
        if let media = message.child("media_wrap", of: inner, bytes) { append(media: media, message, bytes, output) }
        if let words = message.child("text", of: inner, bytes) {
            if !text.isEmpty { text.append(0x0A) }
            message.appendText(of: words, bytes, to: &text)
        }
        TextTrimming.trim(&text)
        output.appendText(text)
        if inner != body { output.setKind(.forward) }
    }

    private mutating func append(media wrap: Int, _ message: MarkupFragment, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        let kinds: [(StaticString, MessageKind)] = [
            ("media_contact", .contactCard), ("media_photo", .image), ("photo_wrap", .image), ("media_video", .video), ("video_file_wrap", .video),
            ("animated_wrap", .video), ("media_voice_message", .voice), ("media_audio_file", .file), ("sticker_wrap", .sticker), ("media_location", .location),
            ("media_live_location", .location), ("media_venue", .location), ("media_call", .call), ("media_invoice", .link), ("media_file", .file),
            ("media_game", .link), ("media_poll", .unknown),
        ]
        guard let (word, kind) = kinds.first(where: { message.first($0.0, in: wrap, bytes) != nil }), let media = message.first(word, in: wrap, bytes) else {
            message.appendText(of: wrap, bytes, to: &text)
            return
        }
        output.setKind(kind)
        let title = message.first("title", in: media, bytes).map { message.text(of: $0, bytes) } ?? ""
        let description = message.first("description", in: media, bytes).map { message.text(of: $0, bytes) } ?? ""
        let status = message.first("status", in: media, bytes).map { message.text(of: $0, bytes) } ?? ""
        switch kind {
        case .contactCard:
            var card = Contact(platform: .telegram, nickname: title)
            let phone = status.components(before: " - ")
            if phone.utf8.contains(where: { 48...57 ~= $0 }) { card.phones = [phone] }
            output.setExtra { $0.card = card }
            text.append(contentsOf: title.utf8)
            if !phone.isEmpty { text.append(contentsOf: ("\n" + phone).utf8) }
        case .location, .link, .file:
            for line in [title, description, kind == .location || kind == .link ? status : ""] where !line.isEmpty {
                if !text.isEmpty { text.append(0x0A) }
                text.append(contentsOf: line.utf8)
            }
        case .call: text.append(contentsOf: status.utf8)
        case .unknown: message.appendText(of: media, bytes, to: &text)
        default: break
        }
    }
}

extension String {
    /// The part before a separator, or all of it.
    fileprivate func components(before separator: String) -> String {
        let all = Array(utf8)
        let mark = Array(separator.utf8)
        guard all.count >= mark.count else { return self }
        for i in 0...all.count - mark.count where all[i..<i + mark.count].elementsEqual(mark) { return String(decoding: all[..<i], as: UTF8.self) }
        return self
    }
}
