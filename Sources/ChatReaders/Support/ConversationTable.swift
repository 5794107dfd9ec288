import ChatBytes
import ChatModel

/// From the bytes of a chat's id and title to the conversation, for files that name the chat in every record; no string is made for one already seen.
struct ConversationTable {
    private let platform: Platform
    private let format: String
    private var table = NameTable()
    private var key: [UInt8] = []

    init(platform: Platform, format: String) {
        self.platform = platform
        self.format = format
    }

    /// The conversation of an id and a title.
    mutating func index(id: JSONValue, title: JSONValue, kind: Conversation.Kind, _ bytes: Span<UInt8>, _ output: MessageOutput) -> Int32 {
        key.removeAll(keepingCapacity: true)
        id.append(to: &key, of: bytes)
        key.append(0)
        title.append(to: &key, of: bytes)
        let tag: UInt8 = kind == .direct ? 1 : kind == .group ? 2 : 0
        if let index = table.index(of: 0..<key.count, in: key.span, tag: tag) { return index }
        let index = output.conversation(
            Conversation(platform: platform, format: format, id: id.text(in: bytes), title: title.string(in: bytes) ?? "", kind: kind))
        table.insert(Array(key), tag: tag, index: index)
        return index
    }
}
