/// Paths shown without the names in them.
public enum PrivatePath {
    /// `file-1a2b3c4d.txt`: known again by its owner, as masked outputs show it; the extension stays where it is one.
    public static func masked(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        let end = name.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
        let isExtension = end.utf8.count < name.utf8.count && 1...5 ~= end.utf8.count && end.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 | 0x20 }
        return Masking.file(path) + (isExtension ? "." + end : "")
    }
}
