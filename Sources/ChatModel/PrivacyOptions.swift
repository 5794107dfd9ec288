/// What of a pool may be shown, and how long it is kept.
public struct PrivacyOptions: Hashable, Sendable, Codable {
    /// Whether names, numbers and addresses are shown in part only: 张*, 138****5678, addresses down to the district.
    public var masks = false
    /// Whether people who never ordered are left out.
    public var onlyBuyers = false
    /// Whether health remarks and the like are shown.
    public var includesSensitive = false
    /// Days after which the text of messages is dropped from the pool; nil to keep it.
    public var retentionDays: Int?

    /// Everything is shown but sensitive remarks, and kept.
    public init() {}
}
