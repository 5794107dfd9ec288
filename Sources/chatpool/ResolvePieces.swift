import ChatBytes
import ChatIdentity
import ChatModel
import Foundation
import Glibc

/// `resolve` in pieces, for records that no one process sees together.
struct ResolvePieces {
    /// The piece that was asked for.
    enum Piece { case keys, shares, train, links, clusters }

    /// Lines that one step takes on at a time, where their values allow.
    private static let chunk = 20_000

    let file: String
    let parts: IdentityParts
    /// What was counted or learned before.
    let known: IdentityCounts?

    init(file: String, options: IdentityResolver.Options, model: String?) throws(ImportError) {
        self.file = file
        parts = IdentityParts(options: options)
        known = try model.map { (path) throws(ImportError) in try Self.counts(path) }
    }

    private static func counts(_ path: String) throws(ImportError) -> IdentityCounts {
        let source = try ExportSource.open(path)
        guard let counts = try? JSONDecoder().decode(IdentityCounts.self, from: Data(source.head(source.size))), counts.isReadable else {
            throw ImportError(.unreadable, "is no model of 'resolve --train' of this version", at: SourcePosition(file: path))
        }
        return counts
    }

    /// The rows and values of every record of a table.
    func keys(of table: RecordTable) throws(ImportError) {
        var output = LineOutput()
        var waiting: [UInt8] = []
        let unnamed = try parts.forEachKeyLine(of: table) { (line) throws(ImportError) in
            waiting += line
            guard waiting.count > 1 << 20 else { return }
            output.append(waiting)
            waiting.removeAll(keepingCapacity: true)
            try output.flushIfFull()
        }
        output.append(waiting)
        try output.flush()
        guard unnamed > 0 else { return }
        Terminal.error(Words.say("chatpool: \(unnamed) records have no record_id and were left out", "chatpool：\(unnamed) 条记录没有 record_id，已跳过"))
    }

    /// How many people share the values of the lines, and which rows repeat others.
    func shares() throws(ImportError) {
        var output = LineOutput()
        try forEachChunk(wantsValue: true) { (part) throws(ImportError) in
            output.append(parts.shareLines(part))
            try output.flushIfFull()
        }
        try output.flush()
    }

    /// The links within the blocks of the lines.
    func links() throws(ImportError) {
        let model = try weights()
        var output = LineOutput()
        try forEachChunk(wantsValue: true) { (part) throws(ImportError) in
            output.append(parts.linkLines(part, model: model) ?? [])
            try output.flushIfFull()
        }
        try output.flush()
    }

    /// Who is who among the records of the lines.
    func clusters() throws(ImportError) {
        let model = try weights()
        var part = PartTable()
        try forEachLine { (bytes, range, number) throws(ImportError) in
            if !part.add(bytes, range) { throw bad(number) }
        }
        guard let found = parts.clusters(of: part, model: model) else { throw unlearned() }
        do throws(RecordReadError) {
            try ClusterLines.write(found.clusters, of: found.table, to: STDOUT_FILENO)
        } catch {
            throw ImportError(.cannotWrite, "cannot be written", at: SourcePosition(file: "-"), systemError: error.errorNumber)
        }
    }

    private enum Key: String, JSONKey { case key, size, blocks, surnames, rows }

    /// Adds up counts, and counts what is no count yet.
    ///
    /// - Parameter learns: whether weights are learned of the sum and of what was counted before.
    func train(learns: Bool) throws(ImportError) {
        var sum = learns ? known ?? IdentityCounts() : IdentityCounts()
        var fields = JSONFields(Key.self)
        try forEachChunk(wantsValue: false) { (part) throws(ImportError) in
            if let known { parts.count(part, known: known, into: &sum) } else { parts.countNames(part, into: &sum) }
        } other: { (bytes, range, number) throws(ImportError) in
            var scanner = JSONScanner(bytes, range)
            guard fields.read(&scanner, bytes), !fields[Key.rows].isString else { return false }
            if fields[Key.key].isString {
                guard let key = fields[Key.key].string(in: bytes), let size = fields[Key.size].integer(in: bytes),
                    let blocks = fields[Key.blocks].integer(in: bytes), sum.add(blocks: blocks, of: size, key: key)
                else { throw bad(number) }
                return true
            }
            guard fields[Key.surnames].exists else { return false }
            var json: [UInt8] = []
            ByteScanning.append(range, of: bytes, to: &json)
            guard let counts = try? JSONDecoder().decode(IdentityCounts.self, from: Data(json)), sum.add(counts) else { throw bad(number) }
            return true
        }
        if learns {
            guard sum.learn(threads: parts.options.threads) else {
                throw ImportError(.unreadable, "nothing was counted that weights could be learned of", at: SourcePosition(file: file))
            }
            if sum.passedBlocks > 0 {
                Terminal.error(
                    Words.say(
                        "chatpool: \(sum.passedBlocks) blocks are larger than their keys allow and were passed over: finer keys take their pairs",
                        "chatpool：\(sum.passedBlocks) 个分组过大，已略过：其中的记录由更细的键比较"))
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(sum) else { throw ImportError(.unsupported, "counts that JSON cannot hold") }
        try Output.write(Array(data) + [0x0A])
    }

    private func weights() throws(ImportError) -> IdentityCounts {
        guard let known, known.model != nil else { throw unlearned() }
        return known
    }

    private func unlearned() -> ImportError {
        ImportError(.unreadable, "no weights were learned: 'resolve --train --learn' does", at: SourcePosition(file: file))
    }

    private func bad(_ number: Int) -> ImportError {
        ImportError(.unreadable, "no line of this piece of 'resolve'", at: SourcePosition(file: file == "-" ? "-" : file, line: number))
    }

    private func forEachLine(_ body: (Span<UInt8>, Range<Int>, Int) throws(ImportError) -> Void) throws(ImportError) {
        var number = 0
        try LineInput.forEachLine(of: file) { (bytes, range) throws(ImportError) in
            number += 1
            if !range.isEmpty { try body(bytes, range, number) }
        } atPause: { () throws(ImportError) in
        }
    }

    /// Lends tables of lines in which every value is whole: lines come in the order of their values.
    ///
    /// - Parameters:
    ///   - wantsValue: whether every line has to name the value for which it comes.
    ///   - other: takes lines of another form; false for those that it does not know.
    private func forEachChunk(
        wantsValue: Bool, _ body: (PartTable) throws(ImportError) -> Void,
        other: (Span<UInt8>, Range<Int>, Int) throws(ImportError) -> Bool = { (_, _, _) throws(ImportError) in false }
    ) throws(ImportError) {
        var part = PartTable()
        var lines = 0
        var last: String?
        try forEachLine { (bytes, range, number) throws(ImportError) in
            if try other(bytes, range, number) { return }
            let value = part.value(bytes, range)
            if let last, let value, value.utf8.lexicographicallyPrecedes(last.utf8) {
                throw ImportError(.unreadable, "the lines are not in the order of their values", at: SourcePosition(file: file, line: number))
            }
            if wantsValue, value == nil { throw bad(number) }
            if lines >= Self.chunk && (value == nil || value != last) || lines > 0 && (value == nil) != (last == nil) {
                try body(part)
                part = PartTable()
                lines = 0
            }
            guard part.add(bytes, range) else { throw bad(number) }
            lines += 1
            last = value
        }
        if lines > 0 { try body(part) }
    }
}
