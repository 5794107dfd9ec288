import ChatBytes
import ChatModel

/// What the name of a chat's folder or file says of the chat.
struct FolderName {
    /// The name without the id.
    var title: String
    /// The account or room in brackets behind it: `小溪(wxid_…)`, `团购群(123@chatroom)`.
    var id: String?
    /// What the id tells of the chat's kind.
    var kind: Conversation.Kind

    /// Reads `name(id)`.
    init(_ name: String) {
        title = name
        kind = .unknown
        guard name.hasSuffix(")"), let bracket = name.lastIndex(of: "(") else { return }
        let inside = String(name[name.index(after: bracket)..<name.index(before: name.endIndex)])
        guard FolderName.isAccount(inside) else { return }
        id = inside
        title = String(name[..<bracket])
        kind = inside.hasSuffix("@chatroom") ? .group : .direct
    }

    /// The chat that a source holds: by its folder when that carries an id, else by the file's own name.
    init(source: ExportSource) {
        let own = FolderName(source.stem)
        if own.id == nil, let folder = source.folderName {
            let outer = FolderName(folder)
            if outer.id != nil {
                self = outer
                return
            }
        }
        self = own
    }

    private static func isAccount(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        if text.hasPrefix("wxid_") || text.hasPrefix("gh_") || text.hasSuffix("@chatroom") || text.hasSuffix("@openim") { return true }
        guard 6...20 ~= bytes.count, 65...90 ~= bytes[0] || 97...122 ~= bytes[0] else { return false }
        return bytes.allSatisfy { 48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 0x5F || $0 == 0x2D }
    }
}
