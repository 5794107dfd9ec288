import ChatBytes
import ChatModel

/// Reads the pages that WechatExporter writes: the chat's HTML file and the pages in its `Data/msg-*.js`.
struct WechatExporterHTML: ExportReader {

    let format = FormatDescription(
        id: "wechatexporter-html", name: "WechatExporter HTML", platform: .wechat, extensions: ["html", "js"],
        origin: "BlueMatthew/WechatExporter over an iTunes backup of an iPhone; HTML is its default. Longer chats go on in Data/msg-1.js, msg-2.js …",
        shape: """
            <title>林小溪 - 微信聊天记录</title>
            <div class="msg chat left" msgid="1" msgtype="1"><div class="nt-box"><span class="dspname left" wxId="wxid_example01">林小溪</span> 2024-03-05 09:12:01</div>
              <div class="content-box"><span class="dont-break-out msg-text"><pre>在吗</pre></span></div></div>
            <div class="msg chat-notice" msgid="2"><div class="content-box"><span class="msg-text">你撤回了一条消息</span></div></div>
            """,
        fieldMap: """
            title before ` - 微信聊天记录` → chat.title
            class `right` → sender.is_owner true, `left` → false
            .dspname → sender.name, its wxId → sender.id; the only wxId on the left → chat.id
            text of .nt-box behind the name → sent_at
            .msg-text → text; .refermsg `「name：text」` → quote; .card-name → contact card; transfer block → payment
            msgtype, media elements → kind
            .chat-notice → kind system or recall
            """,
        timeZone: "Wall clock of the computer that exported; the file names no zone.",
        quirks: """
            Three generations of class names (`chat left`, `chat-left`, `ntBox`).
            The script pages hold the same elements as strings in a list; each page is an input of its own, and the chat's name comes from its folder.
            Notices and some quotes carry no time and no author.
            A chat with several accounts on the left in its first pages is a group.
            """,
        notSupported: "Contents of pictures, voice and video; red packets have no amount in the database.")

    func sniff(_ head: SourceHead) -> Double {
        if head.contains("moreWechatMsgs") { return 0.97 }
        guard head.contains("msgid=") else { return 0 }
        if head.contains("nt-box") || head.contains("ntBox") { return 0.97 }
        return head.contains("chat-notice") ? 0.9 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var page = WechatExporterPage(bytes, source: source, output: output)
            if page.isScript { try page.readScript(bytes, output) } else { try page.readPage(bytes, 0..<bytes.count, base: 0, output) }
            output.account(decorationBytes: max(0, bytes.count - output.totals.messageBytes - output.totals.diagnosedBytes))
        }
    }
}
