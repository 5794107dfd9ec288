/// What of a pool may be shown.
public struct PrivacyOptions: Hashable, Sendable, Codable {
    /// Whether names, numbers and addresses are shown in part only: 张*, 138****5678, addresses down to the district.
    public var masks = false
    /// Whether people who never ordered are left out.
    public var onlyBuyers = false
    /// Whether health remarks and the like are shown.
    public var includesSensitive = false
    /// Months after which people of whom nothing new was seen leave the pool with their chats, counted back from the newest day in the pool; nil to keep them.
    public var keepMonths: Double?

    /// Everything is shown but sensitive remarks.
    public init() {}
}
