import ChatModel
import CustomerPool
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ChatImport

@Suite struct ProgressTests {
    /// What a run told of its way over files of so many messages.
    private func told(_ counts: [Int], threads: Int) throws -> [ChatImport.Progress] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "chatpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (file, count) in counts.enumerated() {
            var text = "客\(file) - 微信聊天记录\n\n"
            for i in 0..<count {
                text += "\(i % 3 == 0 ? "阿禾" : "客\(file)") (2024-03-\(10 + i / 1440 % 20) \(10 + i / 60 % 14):\(10 + i % 50):00):第\(i)句\n"
            }
            try text.write(to: folder.appending(path: "客\(file).txt"), atomically: true, encoding: .utf8)
        }
        let told = Mutex<[ChatImport.Progress]>([])
        var options = ImportRun.Options()
        options.threads = threads
        let run = ImportRun(pool: try PoolStore(path: ":memory:"), options: options)
        let report = try run.run(InputList([folder.path])) { progress in told.withLock { $0.append(progress) } }
        #expect(report.messages == counts.reduce(0, +))
        return told.withLock(\.self)
    }

    @Test func `within one file messages and bytes grow until all are there`() throws {
        let told = try told([5000], threads: 1)
        let within = told.filter { $0.filesDone == 0 }
        #expect(within.count >= 4)
        #expect(within.allSatisfy { $0.bytesDone > 0 && $0.bytesDone <= $0.totalBytes && $0.messages > 0 })
        for (a, b) in zip(told, told.dropFirst()) {
            #expect(a.bytesDone <= b.bytesDone && a.messages <= b.messages && a.messagesUnderstood <= b.messagesUnderstood)
        }
        let last = try #require(told.last)
        #expect(last.filesDone == 1 && last.bytesDone == last.totalBytes && last.messages == 5000 && last.messagesUnderstood == 5000)
    }

    @Test func `over several files and threads nothing counts twice`() throws {
        let told = try told([3000, 10, 2500, 1], threads: 4)
        let last = try #require(told.max { ($0.filesDone, $0.messagesUnderstood) < ($1.filesDone, $1.messagesUnderstood) })
        #expect(last.filesDone == 4 && last.bytesDone == last.totalBytes && last.messages == 5511 && last.messagesUnderstood == 5511)
    }

    @Test func `a place does not go back, and leaves its file's end at most`() {
        var place = ReadingPlace(sourceBytes: 200, fileBytes: 100)
        #expect(place.advance(to: 100) == 50)
        #expect(place.advance(to: 40) == 0)
        #expect(place.advance(to: 500) == 50)
        #expect(place.told == 100)
        var part = ReadingPlace(sourceBytes: 200, fileBytes: 0)
        #expect(part.advance(to: 100) == 0)
    }
}
