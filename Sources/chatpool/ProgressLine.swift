import ChatImport
import Glibc
import Synchronization

/// One line on the terminal that shows how far the run has come.
final class ProgressLine: Sendable {
    private struct State {
        var started = ProgressLine.now()
        var shown = 0.0
        var isShown = false
    }

    private let state = Mutex(State())

    /// Shows the progress, at most ten times a second.
    func show(_ progress: Progress) {
        state.withLock { state in
            let now = Self.now()
            guard now - state.shown >= 0.1 else { return }
            state.shown = now
            state.isShown = true
            let seconds = max(now - state.started, 0.001)
            Terminal.write("\r\u{1B}[K\(Self.line(progress, seconds: seconds))")
        }
    }

    /// What the line says after so many seconds.
    static func line(_ progress: Progress, seconds: Double) -> String {
        if progress.filesDone == progress.files, progress.messagesUnderstood > 0 {
            return Words.say(
                "\(progress.messages) messages read, \(progress.messagesUnderstood) understood",
                "已读取 \(progress.messages) 条消息，已理解 \(progress.messagesUnderstood) 条")
        }
        let (done, total) = (progress.bytesDone >> 20, progress.totalBytes >> 20)
        let rate = Int(Double(progress.messages) / seconds)
        var line = Words.say(
            "\(progress.filesDone)/\(progress.files) files, \(done)/\(total) MB, \(progress.messages) messages, \(rate) messages/s",
            "\(progress.filesDone)/\(progress.files) 个文件，\(done)/\(total) MB，\(progress.messages) 条消息，每秒 \(rate) 条")
        if progress.bytesDone > 0, progress.bytesDone < progress.totalBytes {
            let left = Int(seconds * Double(progress.totalBytes - progress.bytesDone) / Double(progress.bytesDone)) + 1
            line += Words.say(", \(left) s left", "，还需 \(left) 秒")
        }
        return line
    }

    /// Takes the line away.
    func clear() {
        state.withLock { if $0.isShown { Terminal.write("\r\u{1B}[K") } }
    }

    private static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
