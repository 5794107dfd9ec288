public import ChatModel
import Glibc

/// Unpacking archives: zip, tar, 7z, rar and files compressed by gzip, bzip2, xz or zstd, nested ones too.
///
/// Nothing is written by a member's name: members go into unlinked temporary files, or into memory when they are small.
public enum Archive {
    /// Lends every member that may be an export as a source of its own, in the archive's order; its path is `archive.zip/member.txt`.
    ///
    /// Archives inside the archive are opened as well; workbooks and other documents that are zips are members. Members that hold media (by their extension)
    /// are passed over. A truncated archive gives what is readable, and a diagnostic says where it was cut.
    ///
    /// - Throws: `.limitExceeded` when a limit is reached, `.encrypted` when nothing can be read without a password, `.unreadable`, `.damaged`, and what
    ///   `body` throws. Members lent before stay valid.
    public static func forEachMember(
        of path: String, shownAs shown: String? = nil, limits: ArchiveLimits = ArchiveLimits(), report: @escaping (Diagnostic) -> Void,
        _ body: @escaping (ExportSource) throws(ImportError) -> Void
    ) throws(ImportError) {
        let name = shown ?? path
        let descriptor = DiskNames.open(path)
        guard descriptor >= 0 else {
            throw ImportError(.unreadable, "cannot be read: \(systemErrorText(errno))", at: SourcePosition(file: name), systemError: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            throw ImportError(.unreadable, "cannot be read: \(systemErrorText(errno))", at: SourcePosition(file: name), systemError: errno)
        }
        let handle = try ArchiveHandle(descriptor: descriptor, path: name)
        let siblings = ArchiveSiblings(diskPath: path, shownPath: name)
        try Unpacking(budget: ArchiveBudget(limits), siblings: siblings, report: report, body: body)
            .run(handle, path: name, size: Int(status.st_size), depth: 1)
    }

    /// Lends every member of an archive that is already a source, such as standard input.
    ///
    /// - Throws: as `forEachMember(of:)` does for a path.
    public static func forEachMember(
        of source: ExportSource, limits: ArchiveLimits = ArchiveLimits(), report: @escaping (Diagnostic) -> Void,
        _ body: @escaping (ExportSource) throws(ImportError) -> Void
    ) throws(ImportError) {
        let handle = try ArchiveHandle(bytes: source.mapped, path: source.path)
        try Unpacking(budget: ArchiveBudget(limits), siblings: nil, report: report, body: body).run(
            handle, path: source.path, size: source.originalSize, depth: 1)
    }

    /// What kind of container a source is, or nil when it is none.
    public static func kind(of source: ExportSource) -> ContainerKind? {
        guard let signature = source.withBytes({ ContainerKind.Signature($0) }) else { return nil }
        guard signature == .zip, let handle = try? ArchiveHandle(bytes: source.mapped, path: source.path) else { return .archive }
        return kind(handle)
    }

    /// A zip's kind, by the names that the office formats demand.
    static func kind(_ handle: ArchiveHandle) -> ContainerKind {
        var hasTypes = false
        var hasSheets = false
        var count = 0
        while count < 2000, case .entry(let entry) = handle.next() {
            count += 1
            if count == 1, entry.name == "mimetype" { return .document }
            if entry.name == "[Content_Types].xml" { hasTypes = true }
            if entry.name.hasPrefix("xl/") { hasSheets = true }
            if hasTypes && hasSheets { return .workbook }
        }
        return hasTypes ? .document : .archive
    }
}

/// One run over an archive and the archives in it.
private struct Unpacking {
    let budget: ArchiveBudget
    let siblings: ArchiveSiblings?
    let report: (Diagnostic) -> Void
    let body: (ExportSource) throws(ImportError) -> Void

    init(
        budget: ArchiveBudget, siblings: ArchiveSiblings?, report: @escaping (Diagnostic) -> Void, body: @escaping (ExportSource) throws(ImportError) -> Void
    ) {
        self.budget = budget
        self.siblings = siblings
        self.report = report
        self.body = body
    }

    func run(_ handle: ArchiveHandle, path: String, size: Int, depth: Int) throws(ImportError) {
        var level = ArchiveBudget.Level(path: path, size: max(size, 1))
        var encrypted = 0
        var read = 0
        reading: while true {
            switch handle.next() {
            case .end: break reading
            case .broken:
                if handle.hasEncryptedEntries {
                    encrypted += 1
                } else {
                    say("archive-truncated", path, "the archive is cut or damaged: members from here on are lost")
                }
                break reading
            case .entry(let entry):
                guard entry.isFile, !MemberName.isClutter(entry.name) else { continue }
                guard !entry.isEncrypted else {
                    encrypted += 1
                    continue
                }
                try budget.countMember(&level)
                let name = handle.isBareStream ? bareName(path) : entry.name
                read += 1
                try member(handle, path: "\(path)/\(name)", level: &level, depth: depth)
            }
        }
        guard encrypted > 0 else { return }
        guard read > 0 else { throw ImportError(.encrypted, "the archive is encrypted: unpack it with its password first", at: SourcePosition(file: path)) }
        report(Diagnostic("archive-encrypted", at: SourcePosition(file: path), "encrypted members were left out", count: encrypted))
    }

    private func member(_ handle: ArchiveHandle, path: String, level: inout ArchiveBudget.Level, depth: Int) throws(ImportError) {
        let store = MemberStore()
        var counting = level
        let ending = try handle.readData(into: store) { (count) throws(ImportError) in try budget.count(count, &counting) }
        level = counting
        switch ending {
        case .whole: break
        case .cut: say("archive-truncated", path, "the member is cut: what could be unpacked is read")
        case .damaged: say("archive-damaged", path, "the member does not fit its checksum or size: it is read as it came out")
        }
        let bytes = try store.mapped(path: path)
        if isArchive(bytes, path: path) {
            guard depth < budget.limits.depth else {
                say("archive-too-deep", path, "archives inside archives are opened to a depth of \(budget.limits.depth)")
                return
            }
            do throws(ImportError) {
                try unsafe run(ArchiveHandle(bytes: bytes, path: path), path: path, size: bytes.buffer.count, depth: depth + 1)
            } catch  where error.code == .encrypted || error.code == .damaged {
                say("archive-\(error.code.name)", path, error.message)
            }
            return
        }
        try body(ExportSource.decode(bytes, path: path, diskPath: nil, archive: depth == 1 ? siblings : nil))
    }

    private func isArchive(_ bytes: MappedBytes, path: String) -> Bool {
        guard let signature = unsafe ContainerKind.Signature(Span(_unsafeElements: bytes.buffer.bindMemory(to: UInt8.self))) else { return false }
        guard signature == .zip, let handle = try? ArchiveHandle(bytes: bytes, path: path) else { return true }
        return Archive.kind(handle) == .archive
    }

    /// `chat.txt` for `chat.txt.gz`.
    private func bareName(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
        return String(last[..<dot])
    }

    private func say(_ code: String, _ path: String, _ sentence: String) { report(Diagnostic(code, at: SourcePosition(file: path), sentence)) }
}
