import ChatModel
import CustomerPool
import Foundation
import Glibc
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

    /// A folder of files that is gone when the test is over, and the pool made of it.
    private func imported(_ files: [(name: String, text: String)], owner: [String], account: String = "", _ body: (PoolStore, RunReport) throws -> Void) throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let store = try PoolStore(path: ":memory:")
        var options = ImportRun.Options()
        options.ownerNames = owner
        options.account = account
        try body(store, try ImportRun(pool: store, options: options).run(InputList([folder.path])))
    }

    private static func whatsApp(_ rows: [(String, String, String)]) -> String {
        rows.map { "2024/3/\($0.0) - \($0.1): \($0.2)\n" }.joined()
    }

    @Test func `two phones with a chat of one title are two chats where the user names the accounts, and a second import adds nothing`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let shared = [("1, 10:00", "小雨", "在吗"), ("1, 10:01", "Toko", "在的")]
        let store = try PoolStore(path: ":memory:")
        for (account, more) in [("A", ("1, 10:02", "小雨", "要2罐红茶")), ("B", ("2, 10:02", "小雨", "要5盒绿茶")), ("A", ("1, 10:02", "小雨", "要2罐红茶"))] {
            let file = folder.appending(path: "\(account)/WhatsApp Chat with 小雨.txt")
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(Self.whatsApp(shared + [more]).utf8).write(to: file)
            var options = ImportRun.Options()
            options.ownerNames = ["Toko"]
            options.account = account
            _ = try ImportRun(pool: store, options: options).run(InputList([file.path]))
        }
        #expect(try texts(store) == [["在吗", "在的", "要2罐红茶"], ["在吗", "在的", "要5盒绿茶"]])
    }

    @Test func `a message that says what another sender's says in the same minute is kept, and what is passed over is counted`() throws {
        let short = Self.whatsApp([("1, 10:00", "阿木", "好的"), ("1, 10:05", "Toko", "行"), ("1, 10:06", "阿木", "嗯")])
        let long = Self.whatsApp([("1, 10:00", "Toko", "好的"), ("1, 10:05", "Toko", "行"), ("1, 10:06", "阿木", "嗯"), ("1, 10:07", "阿木", "多谢")])
        for files in [[("a", short), ("b", long)], [("a", long), ("b", short)]] {
            let named = files.map { (name: "\($0.0)/WhatsApp Chat with 阿木.txt", text: $0.1) }
            let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            for (name, text) in named {
                let file = folder.appending(path: name)
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            let store = try PoolStore(path: ":memory:")
            var options = ImportRun.Options()
            options.ownerNames = ["Toko"]
            options.account = "A"
            let report = try ImportRun(pool: store, options: options).run(InputList([folder.path]))
            #expect(try texts(store).map { $0.sorted() } == [["好的", "好的", "嗯", "多谢", "行"].sorted()])
            #expect(report.newMessages == 5 && report.repeatedMessages == 2)
        }
    }

    @Test func `a person who goes by another name in a later export says nothing twice`() throws {
        let early = Self.whatsApp([("1, 10:00", "阿木", "好的"), ("1, 10:05", "Toko", "行")])
        let late = Self.whatsApp([("1, 10:00", "阿木（老客）", "好的"), ("1, 10:05", "Toko", "行"), ("1, 10:07", "阿木（老客）", "多谢")])
        try imported([("a/WhatsApp Chat with 阿木.txt", early), ("a/b/WhatsApp Chat with 阿木.txt", late)], owner: ["Toko"], account: "A") { store, report in
            #expect(report.newMessages == 3 && report.repeatedMessages == 2)
        }
    }

    private func texts(_ store: PoolStore) throws -> [[String]] {
        try store.conversations().map { chat in
            var texts: [String] = []
            try store.forEachMessage(of: chat) { texts.append($0.text) }
            return texts
        }
    }

    @Test func `files that begin with the newest message are read in the order of time, also within a minute`() throws {
        func entry(_ name: String, _ milliseconds: Int, _ text: String) -> String {
            "{\"sender_name\": \"\(name)\", \"timestamp_ms\": \(milliseconds), \"content\": \"\(text)\"}"
        }
        let entries = [
            entry("Melati Shop", 1_720_164_125_000, "five"), entry("Rina", 1_720_164_122_000, "four"), entry("Melati Shop", 1_720_164_000_900, "three"),
            entry("Rina", 1_720_164_000_500, "two"), entry("Rina", 1_720_163_990_000, "one"),
        ]
        let file =
            "{\"participants\": [{\"name\": \"Rina\"}, {\"name\": \"Melati Shop\"}], \"messages\": [" + entries.joined(separator: ", ")
            + "], \"title\": \"Rina\", \"is_still_participant\": true, \"thread_path\": \"inbox/rina_1000000001\", \"magic_words\": []}"
        try imported([("messages/inbox/rina_1000000001/message_1.json", file)], owner: ["Melati Shop"]) { store, _ in
            let found = try texts(store)
            #expect(found == [["one", "two", "three", "four", "five"]])
        }
    }

    @Test func `several mails of one chat, one of them twice and one in MIME, are one chat with each message once`() throws {
        func mail(_ day: String, _ lines: [(String, String, String)]) -> String {
            "Dear:\n\n    小满 和 阿禾 在微信上的聊天记录如下，请查收。\n\n—————  \(day)  —————\n\n\n"
                + lines.map { "\($0.0)  \($0.1)\n\n\($0.2)\n\n\n" }.joined()
        }
        let first = mail("2024-03-05", [("小满", "09:12", "在吗"), ("阿禾", "09:13", "在的"), ("小满", "09:14", "1"), ("小满", "09:14", "1")])
        let second = mail("2024-03-05", [("小满", "09:14", "1"), ("小满", "09:14", "1"), ("阿禾", "09:20", "收到")])
        let encoded = Data(mail("2024-03-06", [("小满", "10:00", "再来一份")]).utf8).base64EncodedString(options: .lineLength76Characters)
        let third =
            "From: a@example.invalid\r\nTo: b@example.invalid\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b1\"\r\n\r\n--b1\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\(encoded)\r\n--b1\r\nContent-Type: text/html\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n\(Data("<p>…</p>".utf8).base64EncodedString())\r\n--b1--\r\n"
        try imported([("1.txt", first), ("1 (1).txt", first), ("2.txt", second), ("3.eml", third)], owner: ["阿禾"]) { store, report in
            #expect(report.conversations == 1)
            let found = try texts(store)
            #expect(found == [["在吗", "在的", "1", "1", "收到", "再来一份"]])
        }
    }

    @Test(arguments: [true, false]) func `mails of one title are two people's where name, number and city are others'`(isOther: Bool) throws {
        func mail(_ day: String, _ block: String) -> String {
            let lines = ["可可  17:50\n\n您好 有货吗", "阿禾  17:55\n\n有的 68一支", "可可  17:56\n\n来一支 \(block)", "阿禾  17:59\n\n好的"]
            return "Dear:\n\n    可可 和 阿禾 在微信上的聊天记录如下，请查收。\n\n—————  \(day)  —————\n\n\n" + lines.map { $0 + "\n\n\n" }.joined()
        }
        let first = mail("2022-05-06", "胡可昕 15527640981 湖北省武汉市武昌区徐东大街12号1单元601")
        let second = mail("2024-06-18", isOther ? "佟海洋 18640279915 辽宁省沈阳市铁西区启工北巷9号3-1-17" : "胡可昕 15527640981 湖北省武汉市武昌区徐东大街12号1单元601")
        try imported([("1.txt", first), ("1 (2).txt", second)], owner: ["阿禾"]) { store, report in
            #expect(report.conversations == 1)
            #expect(report.customers == (isOther ? 2 : 1))
        }
    }

    @Test func `files whose names are not UTF-8 are read under the names that were meant`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // 手机/小雨.txt in GBK.
        let inner = Array(folder.utf8) + [0x2F, 0xCA, 0xD6, 0xBB, 0xFA]
        let file = inner + [0x2F, 0xD0, 0xA1, 0xD3, 0xEA] + Array(".txt".utf8)
        func text(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
        #expect(unsafe mkdir(text(inner), 0o700) == 0)
        let descriptor = unsafe Glibc.open(text(file), O_WRONLY | O_CREAT, 0o600)
        let contents = Array(Self.whatsApp([("1, 10:00", "小雨", "在吗"), ("1, 10:01", "Toko", "在的")]).utf8)
        #expect(unsafe write(descriptor, contents, contents.count) == contents.count)
        close(descriptor)
        let store = try PoolStore(path: ":memory:")
        let report = try ImportRun(pool: store).run(InputList([folder]))
        #expect(report.files.map(\.path) == [folder + "/手机/小雨.txt"])
        #expect(try store.conversations().map(\.conversation.title) == ["小雨"])
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
