import ChatModel
import TestSupport
import Testing

@testable import ChatBytes

@Suite("Fast looks at text agree with slow ones")
struct TextScanningTests {
    /// Bytes out of valid characters of every length, broken now and then.
    private static func bytes(_ random: inout SplitMix64, _ most: Int) -> [UInt8] {
        var result: [UInt8] = []
        let parts: [[UInt8]] = [
            [0x41], [0x0A], [0x0D], [0x3A], [0x22], [0x5C], [0x09], [0xC3, 0xA9], [0xE4, 0xB8, 0xAD], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80],
            [0xF0, 0x9F, 0x98, 0x80],
            [0xF4, 0x8F, 0xBF, 0xBF], Array("abcdefghijklmnop".utf8),
        ]
        let broken: [UInt8] = [0x80, 0x8F, 0x90, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF]
        for _ in 0..<Int.random(in: 0...most, using: &random) {
            if Int.random(in: 0..<60, using: &random) == 0 {
                result.append(broken.randomElement(using: &random) ?? 0)
            } else {
                result += parts.randomElement(using: &random) ?? []
            }
        }
        return result
    }

    @Test("A text is taken for UTF-8 exactly when it is", arguments: [1, 2, 3] as [UInt64])
    func validation(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<4000 {
            let bytes = Self.bytes(&random, 120)
            let isValid = (try? UTF8Span(validating: bytes.span)) != nil
            let found = unsafe bytes.withUnsafeBufferPointer { unsafe UTF8Validation.firstInvalid($0, from: 0, discarding: nil) }
            #expect((found == nil) == isValid, "seed \(seed), round \(round)")
        }
    }

    @Test("Lines and what they hold are found alike", arguments: [4, 5] as [UInt64])
    func lines(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for round in 0..<2000 {
            let bytes = Self.bytes(&random, 60)
            var at = 0
            while let plain = ByteScanning.line(in: bytes.span, at: at) {
                guard let (line, traits) = ByteScanning.scannedLine(in: bytes.span, at: at) else {
                    Issue.record("seed \(seed), round \(round): no line at \(at)")
                    return
                }
                let whole = bytes[at..<(plain.next > at && bytes[plain.next - 1] == 0x0A ? plain.next - 1 : plain.next)]
                #expect(line.content == plain.content && line.next == plain.next, "seed \(seed), round \(round)")
                #expect(
                    traits.contains(.colon) == whole.contains(0x3A) && traits.contains(.carriageReturn) == whole.contains(0x0D), "seed \(seed), round \(round)")
                at = plain.next
            }
            #expect(ByteScanning.scannedLine(in: bytes.span, at: bytes.count) == nil)
        }
    }

    @Test("Counting digits write every number as it is")
    func digits() throws {
        var random = SplitMix64(seed: 6)
        var numbers = [0, 1, 9, 10, 99, 100, 999, 1000, 1001, 1999, 2000, 999_999, 1_000_000, Int(Int32.max)]
        for _ in 0..<500 { numbers.append(Int.random(in: 0..<4_000_000, using: &random)) }
        let file = try TemporaryFile()
        var output = OutputBuffer(descriptor: file.descriptor)
        var counting = CountingDigits()
        for number in numbers {
            var cursor = output.cursor(room: 80)
            counting.put(number, at: &cursor)
            cursor.put(0x0A)
            cursor.put(decimal: -number)
            cursor.put(0x0A)
            output.commit(cursor)
        }
        try output.flush()
        let written = try ExportSource.descriptor(file.descriptor, path: "")
        #expect(String(decoding: written.head(1 << 20), as: UTF8.self) == numbers.map { "\($0)\n\(-$0)\n" }.joined())
    }

    @Test("A JSON string is escaped as the plain writer does it", arguments: [7, 8] as [UInt64])
    func escaping(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let file = try TemporaryFile()
        var output = OutputBuffer(descriptor: file.descriptor)
        var expected = JSONWriter()
        for _ in 0..<1500 {
            let bytes = Self.bytes(&random, 40)
            output.append(0..<bytes.count, of: bytes, quoted: ())
            output.append(0x0A)
            expected.string(bytes.span, 0..<bytes.count)
            expected.endLine()
        }
        try output.flush()
        let written = try ExportSource.descriptor(file.descriptor, path: "")
        let same = written.withBytes { ByteScanning.equal(0..<$0.count, of: $0, expected.bytes) }
        #expect(same || written.encoding != .utf8 || !written.diagnostics.isEmpty, "seed \(seed)")
    }
}
