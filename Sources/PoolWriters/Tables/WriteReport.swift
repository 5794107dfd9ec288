import ChatModel

/// What a writer had to change or leave out, counted: it becomes the diagnostics of the output.
struct WriteReport {
    private let path: String
    private var found: [Diagnostic] = []

    /// A report about the output at a path.
    init(_ path: String) { self.path = path }

    /// Counts one more of the same thing.
    mutating func add(_ code: String, _ message: @autoclosure () -> String, severity: Diagnostic.Severity = .warning, count: Int = 1) {
        guard count > 0 else { return }
        if let at = found.firstIndex(where: { $0.code == code && ($0.message == message()) }) {
            found[at].count += count
        } else {
            found.append(Diagnostic(code, severity, at: SourcePosition(file: path), message(), count: count))
        }
    }

    /// The diagnostics in the order in which each kind came first.
    var diagnostics: [Diagnostic] { found }
}
