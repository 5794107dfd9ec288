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
        // How many folders of the export's path the label's name keeps is not known: the longest name that there is. An archive with one chat is labelled by its own name.
        let parts = heard.message.source.file.split(separator: "/")
        for end in [parts.count, parts.count - 1] where end > 0 {
            for start in 0..<end {
                if let file = files[parts[start..<end].joined(separator: "__")] { return file[index] ?? [] }
            }
        }
        return []
    }
}
