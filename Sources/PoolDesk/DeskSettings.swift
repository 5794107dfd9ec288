public import ChatModel

/// The settings of the shop as the desk shows and keeps them; where they lie, and what keys there are, is the caller's.
public struct DeskSettings: Sendable {
    /// A setting.
    public struct Field: Hashable, Sendable {
        /// What it is called in the file.
        public var id: String
        /// The group that it stands in; empty for the first.
        public var section: String
        /// What it does.
        public var words: Wording
        /// What it takes.
        public var allowed: Wording
        /// Its value as it is typed.
        public var value: String
        /// An example; may be empty.
        public var example: String
        /// Whether it is on or off.
        public var isFlag: Bool

        /// A setting.
        public init(id: String, section: String, words: Wording, allowed: Wording, value: String, example: String, isFlag: Bool) {
            (self.id, self.section, self.words, self.allowed) = (id, section, words, allowed)
            (self.value, self.example, self.isFlag) = (value, example, isFlag)
        }
    }

    /// The settings as they stand.
    public var fields: @Sendable () throws(ImportError) -> [Field]
    /// Keeps what was typed and answers the ids of those whose value is not taken; nothing of these is kept.
    public var keep: @Sendable ([String: String]) throws(ImportError) -> Set<String>

    /// Settings that lie somewhere.
    public init(fields: @escaping @Sendable () throws(ImportError) -> [Field], keep: @escaping @Sendable ([String: String]) throws(ImportError) -> Set<String>)
    {
        self.fields = fields
        self.keep = keep
    }
}
