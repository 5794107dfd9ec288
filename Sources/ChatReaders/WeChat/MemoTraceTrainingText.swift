import ChatBytes
import ChatModel

/// Recognises MemoTrace's text for training language models, which masks what a customer pool needs, and says what to export instead.
struct MemoTraceTrainingText: ExportReader {
    let format = FormatDescription(
        id: "memotrace-ai-txt", name: "MemoTrace text for AI (refused)", platform: .wechat, extensions: ["txt"],
        origin: "MemoTrace: 导出聊天数据 → AI 对话 `<备注>_chat.txt`.",
        shape: """
            ********************2024-03-05********************

            林小溪:老板 我的电话是[phone xxx]
            """,
        fieldMap: "nothing: the file is refused with the reason",
        timeZone: "Days alone.",
        quirks: "Phones, e-mail addresses, passwords and account numbers are masked by the exporter.",
        notSupported: "Reading it: export TXT, CSV or HTML from MemoTrace instead.")

    func sniff(_ head: SourceHead) -> Double {
        let bytes = head.bytes.span
        for line in head.lines where line.count >= 50 && TextScan.starts(bytes, line, with: "********************") {
            if TimeText.day(bytes, at: line.lowerBound + 20, end: line.upperBound) != nil { return 0.9 }
        }
        return 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        throw ImportError(
            .unsupported, "this MemoTrace text is made for training: phones and accounts are masked in it; export TXT, CSV or HTML instead",
            at: SourcePosition(file: source.path, line: 1))
    }
}
