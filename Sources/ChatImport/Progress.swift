import ChatBytes
import Synchronization

/// How far a run has come.
public struct Progress: Sendable {
    /// Files read to their end.
    public var filesDone = 0
    /// All files.
    public var files = 0
    /// Bytes read so far: of files that are done, and of those being read as far as they have come. What lies inside an archive counts when the archive is done.
    public var bytesDone = 0
    /// Bytes of all files.
    public var totalBytes = 0
    /// Messages read so far.
    public var messages = 0
    /// Messages understood so far, in chats in which something is new; this comes after all files are read.
    public var messagesUnderstood = 0
}

/// Counts over threads and tells now and then.
final class ProgressMeter: Sendable {
    private let state: Mutex<Progress>
    private let report: @Sendable (Progress) -> Void
    /// Messages after which somebody is told again.
    static let step = 1024

    init(totalBytes: Int, files: Int, report: @escaping @Sendable (Progress) -> Void) {
        state = Mutex(Progress(files: files, totalBytes: totalBytes))
        self.report = report
    }

    /// Adds messages, and bytes of their file that lie behind them.
    func add(messages: Int, bytes: Int) {
        tell {
            $0.messages += messages
            $0.bytesDone += bytes
        }
    }

    /// Adds messages that were understood.
    func add(understood: Int) { tell { $0.messagesUnderstood += understood } }

    /// Ends a file: adds its bytes but for those that were added while it was read.
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
        report(now)
    }
}

/// Where in one source its reader is, in bytes of the file on disk.
struct ReadingPlace {
    private let sourceBytes: Int
    private let fileBytes: Int
    /// Bytes of the file that were told of.
    private(set) var told = 0

    /// The place in a source of so many bytes as it is read, out of a file of so many; 0 for the latter where it says nothing of how far the file is.
    init(sourceBytes: Int, fileBytes: Int) {
        self.sourceBytes = sourceBytes
        self.fileBytes = fileBytes
    }

    /// The place in an input's source; a part of an input (a member of an archive) says nothing of how far the whole is.
    init(_ source: ExportSource, of entry: InputList.Entry) {
        self.init(sourceBytes: source.size, fileBytes: source.path == entry.path ? entry.size : 0)
    }

    /// Moves on to an offset of the source as it is read.
    ///
    /// - Returns: the bytes of the file that this is more; readers may go back, the place does not.
    mutating func advance(to offset: Int) -> Int {
        guard sourceBytes > 0, fileBytes > 0, offset > 0 else { return 0 }
        let place = Int(Double(fileBytes) * min(1, Double(offset) / Double(sourceBytes)))
        let more = max(0, place - told)
        told += more
        return more
    }
}
