import ChatBytes
import ChatModel

/// The bodies of WeCom's message types: each has its object under its own key.
enum WeComBody {
    enum Key: String, JSONKey {
        case msgid, action, from, tolist, roomid, msgtime, msgtype, time, user
        case text, image, voice, video, file, revoke, agree, disagree, card, location, emotion, link, weapp, chatrecord, mixed, redpacket, todo, vote, collect
        case meeting, calendar, doc, docmsg, info, markdown, news, sphfeed
        case voiceCall = "meeting_voice_call"
        case documentCall = "voip_doc_share"
        case encrypted = "encrypt_chat_msg"
    }

    private enum Field: String, JSONKey {
        case content, title, description, address, filename, corpname, userid, displayname, wish, item, topic, type
        case linkURL = "link_url"
        case totalAmount = "totalamount"
        case voteTitle = "votetitle"
        case feedDescription = "feed_desc"
    }

    /// What a message type is, where its body stands, and which of its fields make the text.
    private struct Shape {
        var kind: MessageKind
        var body: Key
        var text: [Field] = []
    }

    private static func shape(_ type: String) -> Shape {
        switch type {
        case "text": Shape(kind: .text, body: .text, text: [.content])
        case "image": Shape(kind: .image, body: .image)
        case "voice": Shape(kind: .voice, body: .voice)
        case "video": Shape(kind: .video, body: .video)
        case "file": Shape(kind: .file, body: .file, text: [.filename])
        case "emotion": Shape(kind: .sticker, body: .emotion)
        case "location": Shape(kind: .location, body: .location, text: [.title, .address])
        case "link": Shape(kind: .link, body: .link, text: [.title, .description, .linkURL])
        case "weapp": Shape(kind: .miniProgram, body: .weapp, text: [.title, .displayname])
        case "card": Shape(kind: .contactCard, body: .card, text: [.corpname])
        case "redpacket", "external_redpacket": Shape(kind: .redPacket, body: .redpacket, text: [.wish])
        case "revoke": Shape(kind: .recall, body: .revoke)
        case "agree": Shape(kind: .system, body: .agree)
        case "disagree": Shape(kind: .system, body: .disagree)
        case "chatrecord": Shape(kind: .forward, body: .chatrecord, text: [.title])
        case "mixed": Shape(kind: .text, body: .mixed)
        case "markdown": Shape(kind: .text, body: .info, text: [.content])
        case "news": Shape(kind: .link, body: .info)
        case "todo": Shape(kind: .unknown, body: .todo, text: [.title, .content])
        case "vote": Shape(kind: .unknown, body: .vote, text: [.voteTitle])
        case "collect": Shape(kind: .unknown, body: .collect, text: [.title])
        case "calendar": Shape(kind: .unknown, body: .calendar, text: [.title])
        case "meeting": Shape(kind: .call, body: .meeting, text: [.topic])
        case "docmsg": Shape(kind: .link, body: .doc, text: [.title, .linkURL])
        case "meeting_voice_call": Shape(kind: .call, body: .voiceCall)
        case "voip_doc_share", "voiptext": Shape(kind: .call, body: .documentCall)
        case "sphfeed": Shape(kind: .link, body: .sphfeed, text: [.feedDescription])
        default: Shape(kind: .unknown, body: .info)
        }
    }

    /// The kind of a message type; `.unknown` for one that is not known.
    static func kind(_ type: String) -> MessageKind { shape(type).kind }

    /// Puts a message's body into the open message.
    static func append(_ message: JSONFields, type: String, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        let shape = shape(type)
        var body = message[shape.body]
        if type == "docmsg", !body.isObject { body = message[Key.docmsg] }
        if !body.isObject, type == "markdown" { body = message[Key.markdown] }
        var fields = JSONFields(Field.self)
        guard body.isObject, fields.read(body, bytes) else { return }
        for key in shape.text where fields[key].isString && !fields[key].isEmpty {
            if !output.isTextEmpty { output.appendByte(0x0A) }
            output.appendText(fields[key], of: bytes)
        }
        switch type {
        case "redpacket", "external_redpacket":
            let amount = fields[Field.totalAmount].number(in: bytes).map { $0 / 100 }
            output.setExtra { $0.payment = Payment(amount: amount, state: .sent) }
        case "card":
            var card = Contact(platform: .wecom, id: fields[Field.userid].text(in: bytes))
            card.company = fields[Field.corpname].text(in: bytes)
            output.setExtra { $0.card = card }
        case "chatrecord", "mixed", "news": items(fields[Field.item], bytes, output)
        default: break
        }
    }

    /// The pieces of a merged record or a mixed message; their contents are JSON inside a string.
    private static func items(_ list: JSONValue, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        guard list.isArray else { return }
        var scanner = JSONScanner(bytes, at: list)
        var item = JSONFields(Field.self)
        var inner = JSONFields(Field.self)
        var scratch: [UInt8] = []
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            guard item.read(&scanner, bytes) else { continue }
            if item[Field.content].isString {
                scratch.removeAll(keepingCapacity: true)
                item[Field.content].append(to: &scratch, of: bytes)
                var content = JSONScanner(scratch.span)
                if inner.read(&content, scratch.span) {
                    line(inner, scratch.span, output)
                    continue
                }
            }
            line(item, bytes, output)
        }
    }

    private static func line(_ fields: JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput) {
        for key in [Field.content, .title, .address, .filename] where fields[key].isString && !fields[key].isEmpty {
            if !output.isTextEmpty { output.appendByte(0x0A) }
            output.appendText(fields[key], of: bytes)
        }
    }
}
