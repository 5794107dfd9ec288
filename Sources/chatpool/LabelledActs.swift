import ChatBytes
import ChatExtract
import ChatModel
import Foundation

/// Acts that a person labelled: a file of ``MessageActs`` lines for each export.
struct LabelledActs: ActSource, Sendable {
    /// By the export's name with `/` as `__`, by index of the message.
    private var files: [String: [Int: [DialogueAct]]] = [:]

    /// Reads a folder of `<export file name with / as __>.jsonl`.
    init(folder: String) throws(ImportError) {
        let place = SourcePosition(file: folder)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw ImportError(.unreadable, "there is no folder of labelled acts here", at: place)
        }
        for name in names.sorted() where name.hasSuffix(".jsonl") {
            let path = folder + "/" + name
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw ImportError(.unreadable, "cannot be read", at: SourcePosition(file: path))
            }
            var acts: [Int: [DialogueAct]] = [:]
            for (n, line) in text.split(whereSeparator: \.isNewline).enumerated() {
                guard let message = try? JSONDecoder().decode(MessageActs.self, from: Data(line.utf8)) else {
                    throw ImportError(.unreadable, "no line of acts", at: SourcePosition(file: path, line: n + 1))
                }
                acts[message.index] = message.acts
            }
            files[String(name.dropLast(6)), default: [:]].merge(acts) { $1 }
        }
    }

    mutating func acts(of heard: HeardMessage) -> [DialogueAct] {
        guard let index = heard.message.source.index else { return [] }
        // The folders of the export's path that the label's name keeps are not known: the longest name that there is.
        let parts = heard.message.source.file.split(separator: "/")
        for count in (1...max(1, min(4, parts.count))).reversed() {
            if let file = files[parts.suffix(count).joined(separator: "__")] { return file[index] ?? [] }
        }
        return []
    }
}
