import ChatBytes
import Testing

@Suite("Files that no reader knows are answered with what they are")
struct FileHintTests {
    static func sentence(_ text: String) throws -> String? { FileHint.sentence(for: try ExportSource.bytes(Array(text.utf8), path: "exports/x")) }

    @Test("A database is told by its tables")
    func databases() throws {
        #expect(try Self.sentence("SQLite format 3\0 CREATE TABLE chat_message_join (a)")?.contains("iMessage") == true)
        #expect(try Self.sentence("SQLite format 3\0 CREATE TABLE ZWAMESSAGE (a)")?.contains("iPhone") == true)
        #expect(try Self.sentence("SQLite format 3\0 CREATE TABLE other (a)")?.contains("a database") == true)
    }

    static func sentence(_ bytes: [UInt8], named name: String) throws -> String? {
        FileHint.sentence(for: try ExportSource.bytes(bytes, path: "exports/" + name))
    }

    @Test("What lies under a key, and old documents, are told by their names")
    func locked() throws {
        var state: UInt64 = 20_261_201
        let noise: [UInt8] = (0..<4096).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        #expect(try Self.sentence(noise, named: "msgstore.db.crypt15")?.contains("WhatsApp") == true)
        #expect(try Self.sentence(noise, named: "chats.zip.wec")?.contains("WeChatDataAnalysis") == true)
        #expect(try Self.sentence([0x53, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9] + Array("QQ_NT DB".utf8) + noise, named: "nt_msg")?.contains("QQ") == true)
        #expect(try Self.sentence(noise, named: "MSG0.db")?.contains("under a key") == true)
        #expect(try Self.sentence(Array(noise.prefix(4000)), named: "cache.db") == nil)
        let old = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 2000)
        #expect(try Self.sentence(old, named: "letter.doc")?.contains("Office before 2007") == true)
        #expect(try Self.sentence(old, named: "setup.msi") == nil)
    }

    @Test("A PDF is told, plain text is not")
    func others() throws {
        #expect(try Self.sentence("%PDF-1.7 x")?.contains("PDF") == true)
        #expect(try Self.sentence("hello") == nil)
    }
}
