/// What people say about themselves that bears on who they are.
public enum IdentityNote: String, Hashable, Sendable, Codable, CaseIterable {
    /// “换号了”: an old number may be somebody else's by now.
    case changedNumber = "changed_number"
    /// “这是我另一个微信”: a second account of the platform is no sign of a second person.
    case otherAccount = "other_account"
    /// “我是上次那个…”: the person was seen before under another name.
    case returning
    /// Orders for others, so that phones and addresses tell little.
    case ordersForOthers = "orders_for_others"
}

extension KeyedDecodingContainer {
    /// Reads notes; none where a pool of an earlier version has none.
    func decode(_ type: Set<IdentityNote>.Type, forKey key: Key) throws -> Set<IdentityNote> { try decodeIfPresent(type, forKey: key) ?? [] }
}
