public import ChatModel
import GRDB

extension PoolStore {
    /// The message that evidence points to, cut to a few words around it; nil where the place is no message, such as a row of a table.
    ///
    /// - Parameters:
    ///   - evidence: where something was said.
    ///   - recordID: the record that holds the evidence, which says in which chat to look.
    ///   - length: characters at most.
    public func excerpt(_ evidence: Evidence, of recordID: String, length: Int = 40) throws(ImportError) -> String? {
        guard let index = evidence.position.index else { return nil }
        let text = try read { db in
            try String.fetchOne(
                db,
                sql: """
                    SELECT m.text FROM message m JOIN source s ON s.id = m.source_id WHERE s.path = ?1 AND m.idx = ?2 AND (m.conversation_id =
                        (SELECT conversation_id FROM record WHERE record_id = ?3) OR m.conversation_id IN (SELECT c.id FROM conversation c
                        JOIN record r ON r.record_id = ?3 WHERE coalesce(c.chat_id, c.title) = json_extract(r.json, '$.conversation'))) LIMIT 1
                    """, arguments: [evidence.position.file, index, recordID])
        }
        guard let text else { return nil }
        let bytes = Array(text.utf8)
        let start = evidence.start.map { String(decoding: bytes[..<min(max($0, 0), bytes.count)], as: UTF8.self).count } ?? 0
        let characters = Array(text)
        let from = start + length <= characters.count ? max(0, min(start, characters.count) - 4) : max(0, characters.count - length)
        let piece = characters[from..<min(from + length, characters.count)].map { $0.isNewline || $0 == "\t" ? " " : $0 }
        return (from > 0 ? "…" : "") + String(piece) + (from + length < characters.count ? "…" : "")
    }
}
