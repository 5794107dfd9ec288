import ChatBytes
import ChatModel

/// Reads the HTML of Facebook's and Instagram's “download your information”, in its three generations.
struct MetaHTML: ExportReader {

    let format = FormatDescription(
        id: "meta-html", name: "Messenger and Instagram HTML (Meta)", platform: Platform(rawValue: "messenger"), extensions: ["html", "htm"],
        origin: "Facebook or Instagram → Download your information → HTML: messages/inbox/<name>_<id>/message_1.html, message_2.html …",
        shape: """
            2022–:   <div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="… _a6-h">Rina</div><div class="… _a6-p"><div><div></div><div>Halo</div></div></div><div class="… _a6-o">Jan 2, 2023 4:05 pm</div></div>
            2018–21: the same with _2lek, _2let, _2lem      –2018: <div class="message"><div class="message_header"><span class="user">Rina</span><span class="meta">…</span></div></div><p>Halo</p>
            """,
        fieldMap: """
            folder's name behind the last `_` → chat.id; ._a70e, ._3b0d, else the page's title → chat.title
            ._a6-h, ._2lek, ._2lel, .user → sender.name
            ._a6-o, ._a72d, ._2lem, .meta → sent_at
            second division of ._a6-p, ._2let; the paragraph → text; media → kind
            a block without a date names the participants → chat.kind
            """,
        timeZone: "Wall clock of the account, in its language; the oldest pages print a zone's letters.",
        quirks: """
            Newest message first; nothing is sorted.
            Classes are matched one by one, since Meta adds others around them.
            Dates in other languages are read by their month's name (22 languages); a date that is not read leaves the message without a time and is reported.
            Lists of reactions are no text.
            """,
        notSupported: "Reactions, shared posts beyond their link. The page marks no owner.")

    func sniff(_ head: SourceHead) -> Double {
        if head.contains("_a6-g") || head.contains("_2lek") { return 0.97 }
        return head.contains("message_header") && head.contains("class=\"user\"") ? 0.97 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var page = MetaPage(bytes, source: source, output)
            try page.run(bytes, output)
            MarkupWalk.accountRest(bytes, output)
        }
    }
}
