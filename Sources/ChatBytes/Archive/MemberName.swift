import CICU

/// Names of archive members: UTF-8 by today's rule, the writer's own code page in zips of older Windows systems.
enum MemberName {
    /// The name as a string; bytes that are not UTF-8 are taken for GB18030, which every Chinese system writes.
    static func decode(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var out = [UInt8](repeating: 0, count: bytes.count * 4 + 8)
        let used = unsafe out.withUnsafeMutableBufferPointer { out in
            unsafe bytes.withUnsafeBufferPointer { unsafe cicu_gb18030_to_utf8($0.baseAddress, Int32($0.count), out.baseAddress, Int32(out.count)) }
        }
        return String(decoding: used < 0 ? bytes[...] : out[..<Int(used)], as: UTF8.self)
    }

    /// The extension in lower case, without the dot; empty when there is none.
    static func fileExtension(_ name: String) -> String {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return "" }
        return last[last.index(after: dot)...].lowercased()
    }

    /// Whether a member holds media or system clutter, by its name: nothing that a reader could use, so that it need not be unpacked.
    static func isClutter(_ name: String) -> Bool {
        if name.hasPrefix("__MACOSX/") || name.split(separator: "/").last?.hasPrefix("._") == true { return true }
        return media.contains(fileExtension(name))
    }

    private static let media: Set<String> = [
        "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff", "svg", "ico", "mp4", "mov", "m4v", "avi", "mkv", "3gp", "webm", "mp3", "m4a",
        "aac", "amr", "silk", "opus", "ogg", "oga", "wav", "flac", "ttf", "otf", "woff", "woff2", "css", "apk", "exe", "dll", "so",
    ]
}
