import ChatModel
import CustomerPool
import TestSupport
import Testing

@Suite struct SpoolTests {
    private func batch(_ file: String, title: String = "小满", id: String? = nil, _ lines: [(minute: Int, sender: String, text: String)]) -> MessageBatch {
        var batch = MessageBatch(file: file)
        batch.conversations = [Conversation(platform: .wechat, format: "test", id: id, title: title, kind: .direct)]
        for (i, line) in lines.enumerated() {
            let sender = batch.participants.firstIndex { $0.name == line.sender } ?? batch.participants.count
            if sender == batch.participants.count { batch.participants.append(Participant(name: line.sender)) }
            let start = Int32(batch.bytes.count)
            batch.bytes += Array(line.text.utf8)
            batch.rows.append(
                MessageBatch.Row(
                    conversation: 0, sender: Int32(sender), kind: .text, sentAt: Timestamp(wallSeconds: Int64(line.minute) * 60, precision: .minute),
                    textStart: start,
                    textEnd: Int32(batch.bytes.count), line: Int32(i + 1), index: Int32(i), byteOffset: Int64(i)))
        }
        return batch
    }

    private func add(_ batch: MessageBatch, to store: PoolStore) throws -> Int {
        let source = try SourceImport(store, id: try store.nextSourceID(), path: batch.file, format: "test", bytes: 0)
        try source.append(batch)
        try source.finish()
        return source.added
    }

    private func texts(_ store: PoolStore) throws -> [String] {
        var texts: [String] = []
        for chat in try store.conversations() { try store.forEachMessage(of: chat) { texts.append($0.text) } }
        return texts
    }

    @Test func `a message said twice in one minute stays two, an export read twice stays one`() throws {
        let store = try PoolStore(path: ":memory:")
        let chat = batch("a.txt", [(1, "小满", "1"), (1, "小满", "1"), (2, "老板", "好"), (2, "小满", "1")])
        #expect(try add(chat, to: store) == 4)
        #expect(try add(chat, to: store) == 0)
        #expect(try texts(store) == ["1", "1", "好", "1"])
    }

    @Test func `two exports that overlap give each message once and in order`() throws {
        let store = try PoolStore(path: ":memory:")
        let first = batch("a.txt", [(1, "小满", "在吗"), (2, "老板", "在"), (3, "小满", "要两盒")])
        let second = batch("b.txt", [(2, "老板", "在"), (3, "小满", "要两盒"), (4, "老板", "好的")])
        #expect(try add(second, to: store) == 3)
        #expect(try add(first, to: store) == 1)
        #expect(try texts(store) == ["在吗", "在", "要两盒", "好的"])
    }

    @Test func `order of import does not change what the pool holds`() throws {
        let parts = (0..<4).map { n in batch("\(n).txt", (0..<12).map { (n * 8 + $0, $0 % 2 == 0 ? "小满" : "老板", "第\(n * 8 + $0)句") }) }
        var results: Set<[String]> = []
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
            let store = try PoolStore(path: ":memory:")
            for i in order { _ = try add(parts[i], to: store) }
            results.insert(try texts(store))
        }
        #expect(results.count == 1)
        #expect(results.first?.count == 36)
    }
    @Test(arguments: [2047, 2048, 2049, 6000])
    func `a chat longer than what is held of it comes whole and in order`(count: Int) throws {
        let store = try PoolStore(path: ":memory:")
        #expect(try add(batch("a.txt", (0..<count).map { ($0 / 3, $0 % 2 == 0 ? "小满" : "老板", "第\($0)句") }), to: store) == count)
        #expect(try texts(store) == (0..<count).map { "第\($0)句" })
    }

    @Test func `each message has the path of the source that shows it`() throws {
        let store = try PoolStore(path: ":memory:")
        for (file, minute) in [("a.txt", 1), ("b.txt", 2)] { _ = try add(batch(file, [(minute, "小满", "在吗 \(file)")]), to: store) }
        var places: [String] = []
        for chat in try store.conversations() { try store.forEachMessage(of: chat) { places.append("\($0.text) \($0.source.file)") } }
        #expect(places == ["在吗 a.txt a.txt", "在吗 b.txt b.txt"])
    }
}
