import ChatModel
import Foundation
import TestSupport
import Testing

@testable import PoolWriters

/// A pool with everything that is dangerous in a name, and one that is plain.
enum SamplePool {
    static let contents: PoolContents = {
        var plain = Customer(id: "c_plain")
        plain.name = "苏小满"
        plain.nicknames = ["小满"]
        plain.accounts = [CustomerAccount(platform: .wechat, id: "wxid_x", nickname: "小满")]
        plain.phones = [CustomerPhone(number: "+8613700009001", kind: "mobile")]
        plain.recipients = [
            CustomerRecipient(
                name: "苏小满", phone: "+8613700009001",
                address: PostalAddress(country: "CN", province: "浙江省", city: "杭州市", district: "余杭区", town: "良渚街道", detail: "柳絮路9号"), isSelf: true,
                lastUsed: Timestamp(iso8601: "2024-06-10T09:00:00"))
        ]
        var order = Order(
            placedAt: Timestamp(iso8601: "2024-06-10T09:00:00"), status: .paid, items: [OrderItem(product: "高山红茶", quantity: 2, unit: "罐", unitPrice: 128)],
            amount: 256, currency: "CNY")
        order.recipient = 0
        order.trackings = [Tracking(courier: "SF", number: "SF1390012345678")]
        plain.orders = [order]
        plain.stage = .new
        var hostile = Customer(id: "c_hostile")
        hostile.name = "=HYPERLINK(\"http://x\",\"y\")"
        hostile.nicknames = ["+1", "@x", "-2", "<script>alert(1)</script>", "\"><img onerror=x>", "a,b\"c\nd", "\u{202E}gnp", "\u{200B}", "\u{1}\u{8}"]
        hostile.remark = String(repeating: "长", count: 40_000)
        return PoolContents(customers: [plain, hostile])
    }()
}

@Suite struct WriterTests {
    private func written(_ writer: any PoolWriter) throws -> Data {
        let file = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString).\(writer.format.fileExtension)")
        defer { try? FileManager.default.removeItem(at: file) }
        try writer.write(SamplePool.contents, to: file.path)
        return try Data(contentsOf: file)
    }

    @Test(arguments: ["csv", "csv-raw", "jsonl"]) func `a writer writes what it wrote`(id: String) throws {
        let writer = try BuiltinWriters.writer(for: "x", format: id)
        let text = String(decoding: try written(writer), as: UTF8.self).replacingOccurrences(of: String(repeating: "长", count: 40_000), with: "长×40000")
        if let difference = Golden.difference(text, Repository.fixtures.appending(path: "writers/\(id).expected")) { Issue.record("\(difference)") }
    }

    @Test func `every writer has its own id`() {
        let ids = BuiltinWriters.all.map(\.format.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `no cell of the CSV for Excel begins like a formula`() throws {
        let text = String(decoding: try written(CustomerCSV(profile: .excel)), as: UTF8.self)
        #expect(text.unicodeScalars.first == "\u{FEFF}")
        for start in [",=", ",+", ",-", ",@", "\"=", "\"+", "\"@", "\n=", "\n+"] { #expect(!text.contains(start), "\(start)") }
    }

    @Test func `a workbook is a zip that holds both sheets`() throws {
        let data = try written(ExcelWorkbook())
        #expect(data.starts(with: [0x50, 0x4B, 3, 4]))
        #expect(data.count > 4000)
    }

    @Test func `an output that cannot be written leaves nothing behind`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for writer in BuiltinWriters.all {
            #expect(throws: ImportError.self) { try writer.write(SamplePool.contents, to: folder.appending(path: "missing/x").path) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
