/// The readers that come with chatpool. A new reader is one line here, its own file, and a fixture folder of its id.
public enum BuiltinReaders {
    /// All of them, in the order of the documentation.
    public static let all: [any ExportReader] = [
        WeChatMail()
    ]
}
