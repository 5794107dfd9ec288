/// One chat with one person or one group, as an export names it.
public struct Conversation: Hashable, Sendable, Codable {
    /// Whether a chat has two sides or many.
    public enum Kind: String, Sendable, Codable {
        case direct, group, unknown
    }

    /// Where the chat was held.
    public var platform: Platform
    /// The export format's id, such as `wechat-mail`.
    public var format: String
    /// The platform's own id of the chat (peer account or room), where the export has one.
    public var id: String?
    /// The chat's name as the export shows it; empty when it shows none.
    public var title: String
    /// Direct or group.
    public var kind: Kind

    /// A chat as an export names it.
    public init(platform: Platform, format: String, id: String? = nil, title: String = "", kind: Kind = .unknown) {
        self.platform = platform
        self.format = format
        self.id = id
        self.title = title
        self.kind = kind
    }
}

/// Someone who writes in a conversation.
public struct Participant: Hashable, Sendable, Codable {
    /// The platform's own id of the account, where the export has one.
    public var id: String?
    /// The name as the export shows it.
    public var name: String
    /// Whether this is the account that made the export; nil when the export does not say.
    public var isOwner: Bool?

    /// A participant as an export shows them.
    public init(id: String? = nil, name: String, isOwner: Bool? = nil) {
        self.id = id
        self.name = name
        self.isOwner = isOwner
    }
}
