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

    @Test("A PDF is told, plain text is not")
    func others() throws {
        #expect(try Self.sentence("%PDF-1.7 x")?.contains("PDF") == true)
        #expect(try Self.sentence("hello") == nil)
    }
}
