import ChatBytes
import ChatModel

extension WeChatPayload {
    /// Reads an app message: everything of type 49.
    mutating func readApp(_ tree: PayloadTree, _ app: Int, _ bytes: Span<UInt8>, _ depth: Int) {
        let type = Int(tree.childText("type", of: app, bytes)) ?? 0
        let title = Self.shown(tree.childText("title", of: app, bytes))
        kind = WeChatMessageType.appKind(type)
        switch type {
        case 57:
            text = title
            quote = Self.quote(tree, app, bytes, depth)
            kind = Self.isChainList(title) ? .solitaire : .text
        case 2000: readTransfer(tree, app, bytes)
        case 2001:
            let pay = tree.first("wcpayinfo", in: app, bytes) ?? app
            let words = [tree.text("sendertitle", in: pay, bytes), tree.text("receivertitle", in: pay, bytes), title].first { !$0.isEmpty } ?? ""
            text = words
            let id = tree.text("paymsgid", in: pay, bytes)
            payment = Payment(amount: nil, state: .sent, id: id.isEmpty ? nil : id)
        case 19, 40:
            let item = tree.first("recorditem", in: app, bytes).map { tree.raw(of: $0, bytes) } ?? []
            let records = WeChatRecords.read(item, depth: depth + 1) ?? tree.childText("des", of: app, bytes)
            text = [title, records].filter { !$0.isEmpty }.joined(separator: "\n")
        case 53:
            text = title
            if let info = tree.first("solitaire_info", in: app, bytes) {
                solitaire = WeChatSolitaire.entries(tree.raw(of: info, bytes), title: title)
            }
        case 33, 36:
            let name = tree.childText("sourcedisplayname", of: app, bytes)
            text = [title, name == title ? "" : name].filter { !$0.isEmpty }.joined(separator: "\n")
        case 87: text = [title, Self.shown(tree.text("textannouncement", in: app, bytes))].filter { !$0.isEmpty }.joined(separator: "\n")
        case 1, 6, 62, 74: text = title
        case 51, 63:
            let feed = tree.first("finderfeed", in: app, bytes) ?? tree.first("finderlive", in: app, bytes) ?? app
            text = [tree.text("nickname", in: feed, bytes), tree.text("desc", in: feed, bytes)].filter { !$0.isEmpty }.joined(separator: "\n")
        case 50, 44:
            let name = tree.text("nickname", in: app, bytes)
            text = name.isEmpty ? title : name
            card = Contact(platform: .wechat, nickname: text)
        default:
            if type == 0, tree.first("refermsg", in: app, bytes) != nil {
                kind = .text
                quote = Self.quote(tree, app, bytes, depth)
                text = title
                return
            }
            let lines = [title, Self.shown(tree.childText("des", of: app, bytes)), tree.childText("url", of: app, bytes)]
            text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
            if kind == .unknown, Self.isChainList(title) {
                kind = .solitaire
                text = title
            }
        }
    }

    private mutating func readTransfer(_ tree: PayloadTree, _ app: Int, _ bytes: Span<UInt8>) {
        let pay = tree.first("wcpayinfo", in: app, bytes) ?? app
        let fee = tree.text("feedesc", in: pay, bytes)
        let memo = tree.text("pay_memo", in: pay, bytes)
        let words = Array((fee.isEmpty ? tree.childText("des", of: app, bytes) : fee).utf8)
        // Without a fee the sentence for old clients names it: 收到转账336.00元.
        let amount = WeChatPaymentText.amount(words.span, 0..<words.count)
        let id = [tree.text("transferid", in: pay, bytes), tree.text("transcationid", in: pay, bytes)].first { !$0.isEmpty }
        let subtype = Int(tree.text("paysubtype", in: pay, bytes)) ?? 1
        payment = Payment(amount: amount, state: Self.state(ofTransfer: subtype), id: id)
        let first = fee.isEmpty ? "[转账]" : "[转账] \(fee)"
        text = memo.isEmpty ? first : "\(first)\n\(memo)"
    }

    /// What an answer refers to; its words belong to whom `displayname` names.
    private static func quote(_ tree: PayloadTree, _ app: Int, _ bytes: Span<UInt8>, _ depth: Int) -> Quote? {
        guard let refer = tree.first("refermsg", in: app, bytes) else { return nil }
        let sender = tree.childText("displayname", of: refer, bytes)
        let content = tree.fragment.child(named: "content", of: refer, bytes).map { tree.raw(of: $0, bytes) } ?? []
        let type = Int(tree.childText("type", of: refer, bytes)) ?? 1
        var words = String(decoding: content, as: UTF8.self)
        if isPayload(content.span, 0..<content.count) {
            let inner = read(content, depth: depth + 1)
            let kind = WeChatMessageType.kind(type) ?? .unknown
            words = inner.map { $0.text.isEmpty ? placeholder($0.kind) : $0.text } ?? placeholder(kind)
        }
        return Quote(sender: sender.isEmpty ? nil : sender, text: words)
    }

    /// A short word for a message without text, as the app shows it.
    static func placeholder(_ kind: MessageKind) -> String {
        switch kind {
        case .image: "[图片]"
        case .voice: "[语音]"
        case .video: "[视频]"
        case .sticker: "[动画表情]"
        case .file: "[文件]"
        case .location: "[位置]"
        case .contactCard: "[名片]"
        case .transfer: "[转账]"
        case .redPacket: "[红包]"
        case .call: "[通话]"
        case .forward: "[聊天记录]"
        case .miniProgram: "[小程序]"
        case .link: "[链接]"
        default: ""
        }
    }

    /// A title, but not the sentence by which the app says that it is too old to show the message.
    private static func shown(_ title: String) -> String { title.hasPrefix("当前微信版本不支持展示") || title.hasPrefix("当前版本不支持") ? "" : title }

    private static func isChainList(_ title: String) -> Bool {
        let bytes = Array(title.utf8.prefix(64))
        return WeChatRendering.isSolitaire(bytes.span, 0..<bytes.count)
    }
}
