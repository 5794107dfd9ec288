@testable import ChatBytes
import ChatModel
import Testing

@Suite struct ArchiveTests {
    private final class Seen {
        var members: [(path: String, text: String)] = []
        var codes: [String] = []
    }

    private func unpack(_ bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws -> (seen: Seen, error: ImportError?) {
        let seen = Seen()
        do throws(ImportError) {
            let source = try ExportSource.bytes(bytes, path: "a.zip")
            try Archive.forEachMember(of: source, limits: limits, report: { seen.codes.append($0.code) }) { member in
                seen.members.append((member.path, String(decoding: member.head(), as: UTF8.self)))
            }
            return (seen, nil)
        } catch {
            return (seen, error)
        }
    }

    private func zip(_ build: (inout ZipBuilder) -> Void) -> [UInt8] {
        var zip = ZipBuilder()
        build(&zip)
        return zip.finished
    }

    @Test func `members come in order with their paths, media is passed over`() throws {
        let bytes = zip {
            $0.add("聊天/林小溪.txt", Array("在吗".utf8))
            $0.add("聊天/图.jpg", [0xFF, 0xD8])
            $0.add("two.json", Array("[]".utf8))
        }
        let (seen, error) = try unpack(bytes)
        #expect(error == nil)
        #expect(seen.members.map(\.path) == ["a.zip/聊天/林小溪.txt", "a.zip/two.json"])
        #expect(seen.members.map(\.text) == ["在吗", "[]"])
    }

    @Test func `names in GBK are read`() throws {
        let bytes = zip { $0.add([0xC1, 0xC4, 0xCC, 0xEC] + Array(".txt".utf8), [0x61]) }
        #expect(try unpack(bytes).seen.members.map(\.path) == ["a.zip/聊天.txt"])
    }

    @Test func `nested archives are opened to the depth limit`() throws {
        var inner = zip { $0.add("deep.txt", [0x61]) }
        for level in (2...4).reversed() {
            let nested = inner
            inner = zip {
                $0.add("t\(level - 1).txt", [0x62])
                $0.add("l\(level).zip", nested)
            }
        }
        let (seen, _) = try unpack(inner)
        #expect(seen.members.map(\.path) == ["a.zip/t1.txt", "a.zip/l2.zip/t2.txt", "a.zip/l2.zip/l3.zip/t3.txt"])
        #expect(seen.codes == ["archive-too-deep"])
    }

    @Test func `a workbook is a member and not an archive`() throws {
        let book = zip {
            $0.add("[Content_Types].xml", Array("<Types/>".utf8))
            $0.add("xl/workbook.xml", Array("<workbook/>".utf8))
        }
        let source = try ExportSource.decode(MappedBytes(book), path: "orders.xlsx", diskPath: nil, opensWorkbooks: false)
        #expect(Archive.kind(of: source) == .workbook)
        let document = try PackagedDocument(source)
        #expect(document.names == ["[Content_Types].xml", "xl/workbook.xml"])
        #expect(try document.member(named: "xl/workbook.xml") == Array("<workbook/>".utf8))
        #expect(try document.source(named: "xl/workbook.xml")?.head() == Array("<workbook/>".utf8))
        #expect(try document.member(named: "xl/none.xml") == nil)
        #expect(try unpack(zip { $0.add("orders.xlsx", book) }).seen.members.map(\.path) == ["a.zip/orders.xlsx"])
    }

    @Test func `a truncated archive gives what is there and says that it is cut`() throws {
        var zip = ZipBuilder()
        zip.add("one.txt", Array(repeating: 0x61, count: 2000))
        zip.add("two.txt", Array(repeating: 0x62, count: 2000))
        let (seen, error) = try unpack(zip.cut(to: 3000))
        #expect(error == nil)
        #expect(seen.members.first?.path == "a.zip/one.txt")
        #expect(seen.codes.contains("archive-truncated"))
    }

    @Test func `every prefix of an archive is safe`() throws {
        let whole = zip {
            $0.addZeros("zeros.txt", 5000)
            $0.add("two.txt", [0x62])
        }
        for count in stride(from: 4, to: whole.count, by: 7) { _ = try unpack(Array(whole.prefix(count))) }
    }

    @Test func `a bomb is stopped at the ratio and names the limit`() throws {
        var limits = ArchiveLimits()
        limits.ratio = 100
        limits.ratioFloor = 1 << 20
        let (seen, error) = try unpack(zip { $0.addZeros("zeros.txt", 4 << 20) }, limits: limits)
        #expect(error?.code == .limitExceeded)
        #expect(error?.message.contains("100 times") == true)
        #expect(seen.members.isEmpty)
    }

    @Test func `member and total limits end the archive and keep what came before`() throws {
        let bytes = zip { for i in 0..<5 { $0.add("\(i).txt", Array(repeating: 0x61, count: 1000)) } }
        var limits = ArchiveLimits()
        limits.totalBytes = 2500
        let (seen, error) = try unpack(bytes, limits: limits)
        #expect(error?.code == .limitExceeded)
        #expect(seen.members.count == 2)
        limits = ArchiveLimits()
        limits.memberBytes = 999
        #expect(try unpack(bytes, limits: limits).error?.code == .limitExceeded)
    }

    @Test func `an encrypted archive says so, and its open members are read`() throws {
        let closed = zip { $0.add("secret.txt", [1, 2, 3], isEncrypted: true) }
        #expect(try unpack(closed).error?.code == .encrypted)
        let mixed = zip {
            $0.add("secret.txt", [1, 2, 3], isEncrypted: true)
            $0.add("open.txt", [0x61])
        }
        let (seen, error) = try unpack(mixed)
        #expect(error == nil)
        #expect(seen.members.map(\.path) == ["a.zip/open.txt"])
        #expect(seen.codes == ["archive-encrypted"])
    }
}
