import CICU

/// Names of archive members: UTF-8 by today's rule, the writer's own code page in zips of older Windows systems.
enum MemberName {
    /// The name as a string; bytes that are not UTF-8 are taken for GB18030, which every Chinese system writes.
    static func decode(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var status = U_ZERO_ERROR
        guard let source = unsafe cicu_open("GB18030", &status), let target = unsafe cicu_open("UTF-8", &status) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        defer {
            unsafe cicu_close(source)
            unsafe cicu_close(target)
        }
        var out = [CChar](repeating: 0, count: bytes.count * 4 + 8)
        let used = unsafe out.withUnsafeMutableBufferPointer { out -> Int in
            unsafe bytes.withUnsafeBytes { raw -> Int in
                let input = unsafe raw.bindMemory(to: CChar.self)
                var to = out.baseAddress
                var from = input.baseAddress
                unsafe cicu_convert(
                    target, source, &to, out.baseAddress! + out.count, &from, input.baseAddress! + input.count, nil, nil, nil, nil, 1, 1, &status)
                return unsafe to! - out.baseAddress!
            }
        }
        guard status.rawValue <= 0 else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: out[..<used].map { UInt8(bitPattern: $0) }, as: UTF8.self)
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
