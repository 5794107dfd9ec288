import ChatBytes
import ChatModel

/// Reads the pages that MemoTrace (留痕) writes, versions 2 and 3, and the list that version 3 puts beside its page.
struct MemoTraceHTML: ExportReader {

    let format = FormatDescription(
        id: "memotrace-html", name: "MemoTrace HTML (留痕)", platform: .wechat, extensions: ["html", "json"],
        origin: "LC044/WeChatMsg, MemoTrace 2 and 3: export a chat as HTML; version 3 writes the messages into <name>.html.json too.",
        shape: """
            <title>林小溪</title> …
            const wxid="wxid_example01"; const chatMessages = [{"type": "1", "is_send": false, "timestamp": 1709601121, "display_name": "林小溪", "text": "在吗", …}, …];
            const chatMessages = [{ type:1, text:'在吗', is_send:0, timestamp:1709601121, is_chatroom:0, displayname:'林小溪', }, …]     (version 2)
            """,
        fieldMap: """
            wxid, else the folder's `name(wxid)` → chat.id; title → chat.title
            display_name / displayname → sender.name; is_send → sender.is_owner; in a chat of two the chat's wxid → the other side's sender.id
            timestamp → sent_at
            text, title, label … by type → text; quote_text / refer_text → quote; fee_desc, pay_subtype → payment; username, nickname, alias → card
            type and sub_type, or the upper half of the 64-bit type → kind
            """,
        timeZone: "Unix seconds; shown on a clock in China.",
        quirks: """
            Version 2 writes JavaScript literals and not JSON, its values escaped for HTML; version 3 writes JSON as it is.
            Version 2 names no account at all.
            A forwarded record keeps its messages as lines `name: text`, nested ones too.
            """,
        notSupported: "A page saved from the browser after its script ran, which holds no literals any more.")

    func sniff(_ head: SourceHead) -> Double {
        if head.contains("const chatMessages") { return 0.98 }
        guard head.firstByte == 0x5B, head.contains("\"is_send\""), head.contains("\"display_name\""), head.contains("\"server_id\"") else { return 0 }
        return head.contains("\"xml_dict\"") || head.contains("\"avatar_src\"") ? 0.98 : 0.6
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        try source.withBytes { (bytes) throws(ImportError) in
            var reading = MemoTracePage(bytes, source: source, output: output)
            try reading.run(bytes, output)
            output.accountRest()
        }
    }
}
