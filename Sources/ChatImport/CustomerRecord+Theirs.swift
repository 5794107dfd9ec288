import ChatModel

/// What may be the holder's own: said outright, or of a recipient who is not known to be somebody else.
extension CustomerRecord {
    /// Full names.
    var theirNames: [String] { names.map(\.value) + recipients.filter { $0.isSelf != false }.compactMap(\.recipient.name) }

    /// Numbers, E.164, each once.
    var theirNumbers: Set<String> { Set(phones.map(\.value) + recipients.filter { $0.isSelf != false }.flatMap(\.recipient.phones)) }
}
