import ChatBytes
import ChatModel

/// Finds the participant of an account and its name by their bytes, so that no string is made per message.
struct AccountTable {
    private var names = NameTable()
    private var key: [UInt8] = []

    /// The index of the participant with this id and name, both with their entities; an empty id is none.
    mutating func participant(
        id: Range<Int>?, name: Range<Int>, isOwner: Bool?, of bytes: Span<UInt8>, _ output: MessageOutput
    ) -> Int32 {
        key.removeAll(keepingCapacity: true)
        if let id { ByteScanning.append(id, of: bytes, to: &key) }
        key.append(0)
        ByteScanning.append(name, of: bytes, to: &key)
        let tag: UInt8 = isOwner == nil ? 0 : isOwner == true ? 1 : 2
        if let index = names.index(of: 0..<key.count, in: key.span, tag: tag) { return index }
        let index = output.participant(
            Participant(
                id: id.flatMap { $0.isEmpty ? nil : MarkupText.string($0, of: bytes) }, name: MarkupText.string(name, of: bytes), isOwner: isOwner))
        let made = key
        names.insert(0..<made.count, of: made.span, tag: tag, index: index)
        return index
    }
}
