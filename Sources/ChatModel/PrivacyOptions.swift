/// What of a pool may be shown.
public struct PrivacyOptions: Hashable, Sendable, Codable {
    /// Whether names, numbers and addresses are shown in part only: 张*, 138****5678, addresses down to the district.
    public var masks = false
    /// Whether people who never ordered are left out.
    public var onlyBuyers = false
    /// Whether health remarks and the like are shown.
    public var includesSensitive = false

    /// Everything is shown but sensitive remarks.
    public init() {}
}
