import ChatBytes
import ChatModel

/// From the bytes of a sender's id, or of the name where there is no id, to the participant; no string is made for one already seen.
///
/// An id keeps the first name that it is given in a chat, so that one account is one participant there.
struct SenderTable {
    private var table = NameTable()
    private var key: [UInt8] = []
    private var entries: [(participant: Int32, isNamed: Bool)] = []

    /// The participant of an id and a name, either of which may be missing; nil when both are.
    mutating func index(id: JSONValue, name: JSONValue, isOwner: Bool?, in chat: Int32 = 0, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32? {
        guard !id.isEmpty || !name.isEmpty else { return nil }
        key.removeAll(keepingCapacity: true)
        for shift in [0, 8, 16, 24] as [Int32] { key.append(UInt8(truncatingIfNeeded: chat >> shift)) }
        (id.isEmpty ? name : id).append(to: &key, of: bytes)
        let tag: UInt8 = (isOwner.map { $0 ? 1 : 2 } ?? 0) + (id.isEmpty ? 4 : 0)
        let entry = table.index(of: 0..<key.count, in: key.span, tag: tag).map(Int.init)
        if let entry, entries[entry].isNamed || name.isEmpty { return entries[entry].participant }
        let participant = output.participant(Participant(id: id.text(in: bytes), name: name.string(in: bytes) ?? "", isOwner: isOwner))
        if let entry {
            entries[entry] = (participant, true)
        } else {
            table.insert(Array(key), tag: tag, index: Int32(entries.count))
            entries.append((participant, !name.isEmpty))
        }
        return participant
    }
}
