import ChatBytes
public import ChatModel
public import CustomerPool
import Glibc
public import PoolWriters

/// Where files are about to be written, and what stands there already: nothing that the pool cannot write again is written over.
///
/// | what stands there | what becomes of it |
/// |---|---|
/// | nothing, or what this pool wrote, as it was written | written over |
/// | the pool's workbook or CSV, changed | its changes come into the pool; kept beside where not all of them could |
/// | another file that this pool wrote, changed | kept beside |
/// | anything else | refused; when the user insists, kept beside |
public struct OutputPlaces: Sendable {
    private struct Place {
        var path: String
        var isKept = false
        /// Whether it may turn out to be just what is written, so that keeping it is needless.
        var mayBeSame = false
    }

    private var places: [String: [Place]] = [:]
    /// What came of workbooks that stand there.
    public private(set) var readBack = ReadBack()
    /// Files that were kept beside, each with the name under which they are now.
    public private(set) var kept: [(path: String, name: String)] = []

    /// Looks at the places, and takes over what the seller changed in workbooks that stand there.
    ///
    /// - Parameters:
    ///   - paths: where files are about to be written; `-` is passed over.
    ///   - run: the run over the pool that is written.
    ///   - isForced: whether files that this pool did not write may be replaced, and kept beside.
    /// - Throws: `.cannotWrite` when one of the files must not be written over, before anything was done.
    public init(_ paths: [String], of run: ImportRun, isForced: Bool) throws(ImportError) {
        let written = try WrittenFiles(of: run.pool)
        let paths = paths.filter { $0 != "-" }
        // Nothing is taken over before it is known that all can be written.
        var changed: [(path: String, place: Place, output: String)] = []
        for output in paths {
            OutputPlaces.clear(output)
            for path in WrittenFiles.parts(of: output, mostly: 50) {
                var status = stat()
                guard unsafe stat(path, &status) == 0 else { continue }
                guard status.st_mode & S_IFMT == S_IFREG else {
                    throw ImportError(.cannotWrite, "cannot be written: there is no file but a folder or a device", at: SourcePosition(file: path))
                }
                if status.st_size == 0 || written.holds(path) { continue }
                if try run.isOwnWorkbook(path) {
                    changed.append((path, Place(path: path), output))
                } else if written.isClaimed(path) {
                    places[output, default: []].append(Place(path: path, isKept: true, mayBeSame: true))
                } else if isForced {
                    places[output, default: []].append(Place(path: path, isKept: true))
                } else {
                    throw ImportError(
                        .cannotWrite, "is there already, and this pool did not write it; --force keeps it beside under another name and writes",
                        at: SourcePosition(file: path))
                }
            }
        }
        for (path, place, output) in changed {
            let result = try run.takeOver(path)
            readBack.add(result)
            var place = place
            place.isKept = !result.isWhole
            places[output, default: []].append(place)
        }
    }

    /// Writes an output, keeping beside what has to be kept.
    public mutating func write(_ writer: any PoolWriter, _ contents: PoolContents, to path: String, in pool: PoolStore) throws(ImportError) -> [Diagnostic] {
        guard path != "-" else { return try writer.write(contents, to: path) }
        try WrittenFiles.claim(path, in: pool)
        var names: [(place: Place, name: String)] = []
        for place in places[path] ?? [] where place.isKept { names.append((place, try OutputPlaces.keep(place.path))) }
        let diagnostics: [Diagnostic]
        do throws(ImportError) {
            diagnostics = try writer.write(contents, to: path)
        } catch {
            for (_, name) in names { unsafe unlink(name) }
            throw error
        }
        if writer.format.handsParcels { try HandedParcels.remember(contents, in: pool) }
        for (place, name) in names {
            if place.mayBeSame, let old = try? FileMark.of(name), let new = try? FileMark.of(place.path), old == new {
                unsafe unlink(name)
            } else {
                kept.append((place.path, name))
            }
        }
        try WrittenFiles.remember(path, in: pool)
        return diagnostics
    }

    /// What the names of kept files have before their date; folders that are read are not searched for them.
    static let keptMark = ".kept-"

    /// Gives a file a second name with the time in it: until the new file is in its place the old one is there under both.
    private static func keep(_ path: String) throws(ImportError) -> String {
        let digits = Timestamp(wallSeconds: PoolStore.now, precision: .second).description.utf8.filter { 0x30...0x39 ~= $0 }
        let time = String(decoding: digits, as: UTF8.self)
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let dot = path.lastIndex(of: ".").flatMap { $0 > slash && $0 != path.startIndex ? $0 : nil } ?? path.endIndex
        var number = 1
        while number < 1000 {
            let name = path[..<dot] + keptMark + time + (number > 1 ? "-\(number)" : "") + path[dot...]
            if unsafe link(path, String(name)) == 0 { return String(name) }
            let code = errno
            if code != EEXIST {
                // A file system without second names.
                try copy(path, to: String(name))
                return String(name)
            }
            number += 1
        }
        throw ImportError(.cannotWrite, "cannot be kept beside", at: SourcePosition(file: path))
    }

    private static func copy(_ path: String, to name: String) throws(ImportError) {
        let source = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw ImportError(.cannotWrite, "cannot be kept beside: \(systemErrorText(errno))", at: SourcePosition(file: path)) }
        defer { close(source) }
        let file = try AtomicFile(name)
        var output = OutputBuffer(descriptor: file.descriptor)
        var block = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let n = unsafe block.withUnsafeMutableBytes { unsafe read(source, $0.baseAddress, $0.count) }
            if n < 0, errno == EINTR { continue }
            guard n >= 0 else { throw ImportError(.cannotWrite, "cannot be kept beside: \(systemErrorText(errno))", at: SourcePosition(file: path)) }
            if n == 0 { break }
            output.append(0..<n, of: block)
            try output.flushIfFull()
        }
        try output.flush()
        try file.commit()
    }

    /// Takes away what processes that ended left of an output: files that were never put in their place.
    private static func clear(_ path: String) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        for file in InputList.names(in: folder) ?? [] where file.hasPrefix(name + AtomicFile.partialMark) {
            AtomicFile.removeIfAbandoned(slash == nil ? file : folder + file)
        }
    }
}
