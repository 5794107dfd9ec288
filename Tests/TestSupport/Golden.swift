public import Foundation

/// Comparing results with files that hold what they must be; `RECORD=1` in the environment writes the files anew.
public enum Golden {
    /// Whether golden files are being written anew.
    public static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

    /// What is wrong with a result, or nil when it is as its golden file says.
    ///
    /// While recording, a result that differs is written to the file and still reported, so that a recording run never passes unseen.
    public static func difference(_ result: String, _ file: URL) -> String? {
        let expected = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
        if expected == result { return nil }
        if isRecording {
            do { try Data(result.utf8).write(to: file) } catch { return "\(file.lastPathComponent) cannot be written: \(error)" }
            return "\(file.lastPathComponent) recorded: read the change, then run again without RECORD"
        }
        guard let expected else { return "\(file.path) is missing: run with RECORD=1" }
        return firstDifference(expected, result, file.lastPathComponent)
    }

    private static func firstDifference(_ expected: String, _ result: String, _ name: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = result.split(separator: "\n", omittingEmptySubsequences: false)
        var line = 0
        while line < old.count, line < new.count, old[line] == new[line] { line += 1 }
        return """
            \(name) differs at line \(line + 1) (\(old.count) lines expected, \(new.count) found)
            expected: \(line < old.count ? String(old[line]) : "(end)")
               found: \(line < new.count ? String(new[line]) : "(end)")
            """
    }
}
