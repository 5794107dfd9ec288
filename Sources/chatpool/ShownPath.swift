import ChatImport
import ChatModel

/// Paths as they may be said.
///
/// Exports are named after the people in them. Who watches the terminal sees names of files; a log, which is kept and passed on, does not hold them: there a path is
/// shown as it was typed, and what lies below it by a hash of its name, the same that masked outputs show.
enum ShownPath {
    /// A path that may have been found in a folder or an archive that was named.
    static func of(_ path: String) -> String {
        if Terminal.isInteractive { return path }
        if typed.contains(path) { return path }
        let roots = typed.filter { !$0.isEmpty && path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
        guard let root = roots.max(by: { $0.utf8.count < $1.utf8.count }) else { return path.contains("/") ? PrivatePath.masked(path) : path }
        let below = path.dropFirst(root.utf8.count == path.utf8.count ? 0 : root.count)
        let rest = below.hasPrefix("/") ? below.dropFirst() : below
        return (root.hasSuffix("/") ? root : root + "/") + PrivatePath.masked(String(rest))
    }

    static func of(_ position: SourcePosition) -> SourcePosition {
        var position = position
        position.file = of(position.file)
        return position
    }

    /// What stands on the command line, also behind the = of an option.
    private static let typed: Set<String> = Set(
        CommandLine.arguments.dropFirst().flatMap { argument -> [String] in
            guard argument.hasPrefix("-"), let at = argument.firstIndex(of: "=") else { return [argument] }
            return [argument, String(argument[argument.index(after: at)...])]
        })
}
