import ChatBytes
import ChatModel

/// Recognises conversations made for training language models, and says what to export instead.
struct MemoTraceTrainingJSON: ExportReader {

    let format = FormatDescription(
        id: "memotrace-train-json", name: "MemoTrace training JSON (refused)", platform: .wechat, extensions: ["json"],
        origin: "MemoTrace: 导出聊天数据 → 训练数据 `<备注>_train.json`, `<备注>_dev.json`.",
        shape: """
            [{"conversations":[{"role":"user","content":"在吗"},{"role":"assistant","content":"在的"}]}]
            """,
        fieldMap: "nothing: the file is refused with the reason",
        timeZone: "No times.",
        quirks: "The conversations are shuffled and carry no names, ids or times.",
        notSupported: "Reading it: export TXT, CSV or HTML from MemoTrace instead.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root != .object, json.has("[].conversations[].role", "[].conversations[].content") else { return 0 }
        return 0.9
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        throw ImportError(
            .unsupported, "this JSON is made for training language models: it has no names, accounts or times; export TXT, CSV or HTML instead",
            at: SourcePosition(file: source.path, line: 1))
    }
}
