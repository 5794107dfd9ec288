public import ChatModel
public import ShopSettings

/// The settings of the shop as the desk shows and keeps them; where they lie, and what keys there are, is the caller's.
public struct DeskSettings: Sendable {
    /// The settings as they stand.
    public var fields: @Sendable () throws(ImportError) -> [SettingsForm.Field]
    /// Keeps what was typed and answers the ids of those whose value is not taken; nothing of these is kept.
    public var keep: @Sendable ([String: String]) throws(ImportError) -> Set<String>

    /// Settings that lie somewhere.
    public init(
        fields: @escaping @Sendable () throws(ImportError) -> [SettingsForm.Field],
        keep: @escaping @Sendable ([String: String]) throws(ImportError) -> Set<String>
    ) {
        self.fields = fields
        self.keep = keep
    }
}
