import ChatModel
import CustomerPool
import Foundation
import TestSupport
import Testing

@testable import ChatImport

@Suite struct ImportTests {
    @Test func `the exports of one chat by two tools are one chat with each message once`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let mail = """
            Dear:

                小满 和 阿禾 在微信上的聊天记录如下，请查收。

            —————  2024-03-05  —————


            小满  09:12

            要两罐红茶

            阿禾  09:13

            好的
            """
        let exporter = "小满 - 微信聊天记录\n\n小满 (2024-03-05 09:12:30):要两罐红茶\n阿禾 (2024-03-05 09:13:02):好的\n小满 (2024-03-05 09:20:00):谢谢\n"
        try mail.write(to: folder.appending(path: "mail.txt"), atomically: true, encoding: .utf8)
        try exporter.write(to: folder.appending(path: "小满.txt"), atomically: true, encoding: .utf8)
        let store = try PoolStore(path: ":memory:")
        var options = ImportRun.Options()
        options.ownerNames = ["阿禾"]
        let report = try ImportRun(pool: store, options: options).run(InputList([folder.path]))
        #expect(report.conversations == 1)
        #expect(report.customers == 1)
        #expect(report.messages == 5)
    }

    @Test func `folders are walked in name order, hidden files are passed over`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "b"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["b/2.txt", "b/1.txt", "a.txt", ".hidden"] { try Data("x".utf8).write(to: folder.appending(path: name)) }
        let list = InputList([folder.path, "nowhere"])
        #expect(list.entries.map { $0.path.replacingOccurrences(of: folder.path + "/", with: "") } == ["a.txt", "b/1.txt", "b/2.txt"])
        #expect(list.failures.count == 1)
    }
}
