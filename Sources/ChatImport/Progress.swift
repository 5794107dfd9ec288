import Synchronization

/// How far a run has come.
public struct Progress: Sendable {
    /// Files read to their end.
    public var filesDone = 0
    /// All files.
    public var files = 0
    /// Bytes of the files that are done.
    public var bytesDone = 0
    /// Bytes of all files.
    public var totalBytes = 0
    /// Messages read so far.
    public var messages = 0
}

/// Counts over threads and tells now and then.
final class ProgressMeter: Sendable {
    private let state: Mutex<Progress>
    private let report: (@Sendable (Progress) -> Void)?

    init(totalBytes: Int, files: Int, report: (@Sendable (Progress) -> Void)?) {
        state = Mutex(Progress(files: files, totalBytes: totalBytes))
        self.report = report
    }

    func add(messages: Int) { tell { $0.messages += messages } }

    func fileDone(bytes: Int) {
        tell {
            $0.filesDone += 1
            $0.bytesDone += bytes
        }
    }

    private func tell(_ change: (inout sending Progress) -> Void) {
        let now = state.withLock { progress in
            change(&progress)
            return progress
        }
        report?(now)
    }
}
