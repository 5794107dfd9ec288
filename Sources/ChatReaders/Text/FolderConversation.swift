import ChatBytes
import ChatModel

/// The conversation of a file that names it in its path alone.
enum FolderConversation {
    /// By the folder's or file's name.
    static func make(_ source: ExportSource, _ bytes: Span<UInt8>, format: FormatDescription) -> Conversation {
        let name = FolderName(source: source)
        return Conversation(platform: format.platform, format: format.id, id: name.id, title: name.title, kind: name.kind)
    }
}
