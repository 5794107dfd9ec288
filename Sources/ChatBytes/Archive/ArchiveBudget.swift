import ChatModel

/// Counts what comes out of an archive and its nested archives, and stops at the first limit that is reached.
final class ArchiveBudget {
    let limits: ArchiveLimits
    private var total = 0
    private var members = 0

    init(_ limits: ArchiveLimits) { self.limits = limits }

    /// What has come out of one archive and its current member.
    struct Level {
        let path: String
        let size: Int
        var unpacked = 0
        var member = 0
    }

    func countMember(_ level: inout Level) throws(ImportError) {
        level.member = 0
        members += 1
        if members > limits.members { throw exceeded("more than \(limits.members) members", level) }
    }

    func count(_ bytes: Int, _ level: inout Level) throws(ImportError) {
        level.member += bytes
        level.unpacked += bytes
        total += bytes
        if level.member > limits.memberBytes { throw exceeded("a member unpacks to more than \(ArchiveBudget.size(limits.memberBytes))", level) }
        if total > limits.totalBytes { throw exceeded("unpacks to more than \(ArchiveBudget.size(limits.totalBytes)) in all", level) }
        if level.unpacked > limits.ratioFloor, level.unpacked / limits.ratio > level.size {
            throw exceeded("unpacks to more than \(limits.ratio) times its size", level)
        }
    }

    private func exceeded(_ sentence: String, _ level: Level) -> ImportError {
        ImportError(.limitExceeded, "archive stopped: \(sentence)", at: SourcePosition(file: level.path))
    }

    private static func size(_ bytes: Int) -> String {
        bytes >= 1 << 30 ? "\(bytes >> 30) GiB" : bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
    }
}
