import ChatBytes
import ChatModel

/// Reads the pages of WeChatDataAnalysis (WeChat 4).
struct DataAnalysisHTML: ExportReader {
    let format = FormatDescription(
        id: "wechatdataanalysis-html", name: "WeChatDataAnalysis HTML", platform: .wechat, extensions: ["html"],
        origin: "WeChatDataAnalysis: export chats as HTML: `conversations/<number>_<name>_<account>_<hash>/messages.html`.",
        shape: """
            <a data-wce-session-item="1" aria-current="page" data-wce-session-name="小溪" data-wce-session-username="wxid_xiaoxi">小溪</a>
            <div id="wceMessageList"><div data-render-type="text" data-wce-create-time="1709601131">
              <div class="wce-msg-row wce-msg-row-received"><div class="msg-bubble">那款茶叶还有吗</div></div></div> … </div>
            """,
        fieldMap: """
            the current entry of the list of chats, else meta.json → chat.id, chat.title; meta.json → chat.kind
            data-wce-create-time → sent_at; data-render-type → kind; .wce-msg-row-sent, -received → sender.is_owner
            the small line before the bubble → sender.name in a group; in a chat of two the chat's name
            .msg-bubble → text; the box behind it → quote; .wechat-transfer-amount, -status → payment
            """,
        timeZone: "Unix seconds, shown on a clock in China.",
        quirks: """
            The list of chats names all of the export: it is no list of customers.
            A long chat is cut into pages, of which the file holds the last: how many messages are missing is said.
            """,
        notSupported: "The page files of long chats, the accounts of members of groups: export JSON for them.")

    private enum PageKey: String, JSONKey {
        case totalPages, totalMessages
    }

    func sniff(_ head: SourceHead) -> Double {
        guard head.firstByte == 0x3C, head.contains("data-wce-") else { return 0 }
        return head.contains("wceMessageList") || head.contains("data-wce-session") ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            let chat = Self.chat(bytes, source)
            if chat.id == "__favorites__" {
                output.report("favourites", .note, line: 1, "the list of favourites is no chat: nothing was read")
                return MarkupWalk.accountRest(bytes, output)
            }
            var reading = Reading(conversation: output.conversation(chat), chat: chat)
            var count = 0
            try MarkupWalk.run(bytes, output, isRecord: { $0.attribute("data-wce-create-time", bytes) != nil }) {
                (message, offset, number) throws(ImportError) in
                try reading.message(message, bytes, offset, number, output)
                count += 1
                return true
            }
            Self.comparePages(count, bytes, output)
        }
    }

    private static func chat(_ bytes: Span<UInt8>, _ source: ExportSource) -> Conversation {
        var chat = Conversation(platform: .wechat, format: "wechatdataanalysis-html", title: MarkupWalk.title(bytes) ?? source.stem)
        var scanner = MarkupScanner(bytes, 0..<min(bytes.count, 4 << 20))
        walk: while true {
            switch scanner.next(bytes) {
            case .atEnd: break walk
            case .start:
                guard scanner.attribute("data-wce-session-item", bytes) != nil, scanner.attribute("aria-current", bytes) != nil else {
                    if scanner.attribute("data-wce-create-time", bytes) != nil { break walk }
                    continue
                }
                chat.id = scanner.attribute("data-wce-session-username", bytes).map { MarkupText.string($0, of: bytes) }.flatMap { $0.isEmpty ? nil : $0 }
                if let name = scanner.attribute("data-wce-session-name", bytes), !name.isEmpty { chat.title = MarkupText.string(name, of: bytes) }
                break walk
            default: continue
            }
        }
        var isGroup = chat.id?.hasSuffix("@chatroom")
        if let meta = DataAnalysis.meta(beside: source), chat.id == nil || chat.id == meta.id {
            chat.id = meta.id
            if let name = meta.title { chat.title = name }
            isGroup = meta.isGroup ?? meta.id.hasSuffix("@chatroom")
        }
        chat.kind = isGroup.map { $0 ? .group : .direct } ?? .unknown
        return chat
    }

    /// Says how many messages stand in page files that are not read.
    private static func comparePages(_ count: Int, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard let mark = ByteScanning.find("\"wcePageMeta\"", in: bytes, 0..<bytes.count), let open = ByteScanning.first(0x7B, in: bytes, mark..<bytes.count)
        else { return }
        var fields = JSONFields(PageKey.self)
        var scanner = JSONScanner(bytes, open..<bytes.count)
        guard fields.read(&scanner, bytes), let total = fields[PageKey.totalMessages].integer(in: bytes), total > count else { return }
        output.report("messages-missing", byteOffset: mark, "\(total - count) of \(total) messages are in the page files beside: export the chat as JSON")
    }

    /// One page being read.
    private struct Reading {
        let conversation: Int32
        let chat: Conversation
        private var text: [UInt8] = []

        init(conversation: Int32, chat: Conversation) { (self.conversation, self.chat) = (conversation, chat) }

        mutating func message(
            _ message: MarkupFragment, _ bytes: Span<UInt8>, _ offset: Int, _ number: Int, _ output: MessageOutput
        ) throws(ImportError) {
            let type = message.attribute("data-render-type", bytes).map { ByteScanning.string(bytes, $0) } ?? ""
            var kind = DataAnalysis.kind(type)
            let system = message.first("wce-system", bytes)
            if system != nil { kind = .system }
            let row = message.first("wce-msg-row", bytes)
            let sentAt = message.attribute("data-wce-create-time", bytes).flatMap { WeChatRows.time(bytes, $0) }
            if sentAt == nil { output.report("no-time", line: number, byteOffset: offset, "a message without a time") }
            try output.begin(
                conversation: conversation, sender: kind == .system ? nil : sender(message, row, bytes, output), sentAt: sentAt, kind: kind, line: number,
                byteOffset: offset)
            text.removeAll(keepingCapacity: true)
            fill(message, kind, system, bytes, output)
            TextTrimming.trim(&text)
            if kind == .system, SystemText.isRecall(text.span, 0..<text.count) { output.setKind(.recall) }
            output.appendText(text)
            try output.end()
        }

        private func sender(_ message: MarkupFragment, _ row: Int?, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
            guard let row else { return nil }
            if message.hasClass("wce-msg-row-sent", row, bytes) {
                return output.participant(Participant(name: "我", isOwner: true))
            }
            guard chat.kind == .group else { return output.participant(Participant(id: chat.id, name: chat.title, isOwner: false)) }
            guard let line = message.first("text-gray-500", in: row, bytes) else { return nil }
            let name = message.text(of: line, bytes)
            return name.isEmpty ? nil : output.participant(Participant(name: name, isOwner: false))
        }

        private mutating func fill(_ message: MarkupFragment, _ kind: MessageKind, _ system: Int?, _ bytes: Span<UInt8>, _ output: MessageOutput) {
            func add(_ word: StaticString) {
                guard let node = message.first(word, bytes) else { return }
                if !text.isEmpty { text.append(0x0A) }
                message.appendText(of: node, bytes, to: &text)
            }
            if let system { return message.appendText(of: system, bytes, to: &text) }
            switch kind {
            case .transfer:
                let amount = message.first("wechat-transfer-amount", bytes).map { message.text(of: $0, bytes) }.flatMap(DataAnalysis.amount)
                let status = message.first("wechat-transfer-status", bytes).map { message.text(of: $0, bytes) } ?? ""
                output.setExtra { $0.payment = Payment(amount: amount, state: DataAnalysis.state(status, nil)) }
                if DataAnalysis.isMemo(status) { text += Array(status.utf8) }
            case .redPacket: add("wechat-redpacket-text")
            case .file: add("wechat-file-name")
            case .voice: add("wechat-voice-transcript--success")
            case .call: add("wechat-voip-text")
            case .link, .miniProgram:
                add("wechat-link-title")
                add("wechat-link-desc")
            case .location:
                add("wechat-location-card__title")
                add("wechat-location-card__subtitle")
            default: break
            }
            if text.isEmpty, let bubble = message.first("msg-bubble", bytes) {
                message.appendText(of: bubble, blanks: .raw, bytes, to: &text)
                quote(message, behind: bubble, bytes, output)
            }
        }

        /// The box behind a bubble holds the speaker and the words that it answers to.
        private func quote(_ message: MarkupFragment, behind bubble: Int, _ bytes: Span<UInt8>, _ output: MessageOutput) {
            let next = message.nodes[bubble].subtreeEnd
            guard next < message.nodes.count, !message.nodes[next].isText, message.nodes[next].parent == message.nodes[bubble].parent,
                ByteScanning.find("bg-[#e1e1e1]", in: bytes, message.nodes[next].classes) != nil
            else { return }
            let words = Array(message.text(of: next, bytes).utf8)
            guard !words.isEmpty else { return }
            output.setExtra { $0.quote = WeChatQuote.named(words.span, 0..<words.count) }
        }
    }
}
