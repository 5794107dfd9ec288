public import ChatModel

/// What a seller may set once and for all, in a file beside the pool.
public struct Settings: Hashable, Sendable {
    /// The file's name, looked for beside the pool.
    public static let fileName = "chatpool.yaml"

    /// The seller's names as the chats show them; empty to infer them.
    public var owner: [String] = []
    /// The shop's country, ISO 3166 alpha-2; nil to find it out of the chats.
    public var region: String?
    /// The product list, a path relative to the file.
    public var catalog: String?
    /// Stages, scores, rhythms, lists.
    public var insights = InsightsOptions()
    /// What is shown.
    public var privacy = PrivacyOptions()

    /// The defaults.
    public init() {}
}
