import ChatBytes
import ChatExtract
import ChatIdentity
import ChatImport
import ChatInterpret
import ChatModel
import ChatReaders
import CustomerPool
import Glibc

// libFuzzer gives random bytes to one part of the program, which `FUZZ_TARGET` names; see scripts/fuzz/run.sh.

/// A part of the program that takes bytes of strangers.
enum FuzzTarget: String, CaseIterable {
    case readers, archive, workbook, extract, parse, resolve, pool

    func run(_ bytes: [UInt8]) {
        switch self {
        case .readers: Self.read(bytes, "chat")
        case .archive: Self.withFile(bytes) { path in _ = try? FileReading().read(path) { _, _ in NullSink() } }
        case .workbook: Self.withFile(Zip.workbook(sheet: bytes)) { path in _ = try? FileReading().read(path) { _, _ in NullSink() } }
        case .extract:
            var context = ConversationContext()
            for line in bytes.split(separator: 0x0A).prefix(40) {
                let text = String(decoding: line, as: UTF8.self)
                var json = JSONWriter()
                Self.reader.read(Array(text.utf8), kind: .text, payment: nil, speaker: .customer, account: 0, in: &context).append(index: 0, to: &json)
            }
        case .parse:
            let isAbroad = bytes.first.map { $0 % 4 == 0 } ?? false
            let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
            var json = JSONWriter()
            let found = isAbroad ? Self.abroad.recipients(in: text.span) : Self.home.recipients(in: text.span)
            RecipientJSON.append(found, to: &json, options: [.localPhones, .details])
        case .resolve:
            Self.withFile(bytes) { path in
                let descriptor = open(path, O_RDONLY)
                defer { close(descriptor) }
                var skipped = 0
                guard var table = try? RecordLines.read(descriptor: descriptor, threads: 1, skipped: &skipped) else { return }
                var options = IdentityResolver.Options()
                options.threads = 1
                _ = IdentityResolver(options: options).clusters(of: &table)
            }
        case .pool:
            Self.withFile(bytes) { path in
                guard let pool = try? PoolStore(path: path, for: .reading) else { return }
                _ = try? pool.conversations()
                _ = try? pool.customers()
                _ = try? pool.decisions()
                _ = try? pool.auditTrail()
            }
        }
    }

    // Made once: what they hold is large, and one that was used before is what programs have.
    nonisolated(unsafe) private static var reader = MessageReader(catalog: nil, region: "CN", showsCards: false)
    nonisolated(unsafe) private static var home = RecipientParser(region: "CN")
    nonisolated(unsafe) private static var abroad = RecipientParser(region: "MY")

    private static func read(_ bytes: [UInt8], _ name: String) {
        guard let source = try? ExportSource.bytes(bytes, path: name) else { return }
        _ = try? FileReading().read(source) { _, _ in NullSink() }
    }

    private static let path = "/dev/shm/chatpool-fuzz-\(getpid())"

    private static func withFile(_ bytes: [UInt8], _ body: (String) -> Void) {
        for end in ["-wal", "-shm", "-journal"] { unlink(path + end) }
        let descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        body(path)
        unlink(path)
    }
}

private final class NullSink: MessageSink {
    func receive(_ batch: borrowing MessageBatch) throws(ImportError) {}
    func receive(_ contact: Contact, at position: SourcePosition) {}
    func receive(_ order: TableOrder, at position: SourcePosition) {}
    func receive(_ entry: BillEntry, at position: SourcePosition) {}
    func report(_ diagnostic: Diagnostic) {}
}

/// A workbook around a sheet of any bytes, so that they meet the reader of sheets and not the one of zips.
enum Zip {
    static func workbook(sheet: [UInt8]) -> [UInt8] {
        let parts = sheet.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
        let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"客户总表\" r:id=\"r1\"/></sheets></workbook>"
        return stored([
            ("xl/workbook.xml", Array(book.utf8)), ("xl/worksheets/sheet1.xml", parts[0]), ("xl/sharedStrings.xml", parts.count > 1 ? parts[1] : []),
        ])
    }

    private static func stored(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        func put(_ value: Int, _ size: Int, _ to: inout [UInt8]) { for i in 0..<size { to.append(UInt8(truncatingIfNeeded: value >> (8 * i))) } }
        for (name, bytes) in files {
            let offset = out.count
            var common: [UInt8] = []
            for (value, size) in [
                (20, 2), (0x800, 2), (0, 2), (0, 2), (33, 2), (crc(bytes), 4), (bytes.count, 4), (bytes.count, 4), (name.utf8.count, 2), (0, 2),
            ] {
                put(value, size, &common)
            }
            put(0x0403_4B50, 4, &out)
            out += common + Array(name.utf8) + bytes
            put(0x0201_4B50, 4, &directory)
            put(20, 2, &directory)
            directory += common
            for (value, size) in [(0, 2), (0, 2), (0, 2), (0, 4), (offset, 4)] { put(value, size, &directory) }
            directory += Array(name.utf8)
        }
        let start = out.count
        out += directory
        put(0x0605_4B50, 4, &out)
        for (value, size) in [(0, 2), (0, 2), (files.count, 2), (files.count, 2), (directory.count, 4), (start, 4), (0, 2)] { put(value, size, &out) }
        return out
    }

    private static let table: [UInt32] = (0..<256).map { n in (0..<8).reduce(UInt32(n)) { c, _ in c & 1 == 1 ? 0xEDB8_8320 ^ (c >> 1) : c >> 1 } }

    private static func crc(_ bytes: [UInt8]) -> Int { Int(~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }) }
}

private let target: FuzzTarget = {
    guard let name = getenv("FUZZ_TARGET").map({ String(cString: $0) }), let target = FuzzTarget(rawValue: name) else {
        print("FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
        exit(2)
    }
    return target
}()

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The program's `main`, by the name that Swift's package manager gives it.
@_cdecl("fuzz_main")
public func fuzzMain(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    var (count, arguments) = (count, arguments)
    return runDriver(&count, &arguments, fuzzOne)
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    target.run(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}
