import CICU

/// Names of archive members: UTF-8 by today's rule, the writer's own code page in zips of older Windows systems.
enum MemberName {
    /// The name as a string; bytes that are not UTF-8 are taken for GB18030, which every Chinese system writes.
    static func decode(_ bytes: [UInt8]) -> String {
        if !isForeign(bytes, isAmongForeign: false), let text = String(validating: bytes, as: UTF8.self) { return text }
        return decodeForeign(bytes)
    }

    /// Whether a name that may be read as UTF-8 is one of a Chinese system nevertheless: GB18030 of some pairs of Han characters is UTF-8 of two letters.
    ///
    /// Such a name has letters of two bytes alone, and those of several scripts side by side, or others beside it are no UTF-8.
    static func isForeign(_ bytes: [UInt8], isAmongForeign: Bool) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return true }
        var scripts: Set<Int> = []
        for scalar in text.unicodeScalars where scalar.value >= 0x80 {
            guard scalar.value < 0x800 else { return false }
            scripts.insert(script(scalar.value))
        }
        guard isAmongForeign ? !scripts.isEmpty : scripts.count > 1 else { return false }
        let meant = decodeForeign(bytes)
        return meant.unicodeScalars.allSatisfy { $0.value < 0x80 || 0x3000...0x9FFF ~= $0.value || 0xFF00...0xFFEF ~= $0.value }
    }

    /// The script of a letter of two bytes, by its block.
    private static func script(_ scalar: UInt32) -> Int {
        switch scalar {
        case ..<0x300: 0
        case 0x300..<0x370: 1
        case 0x370..<0x3E2, 0x3F0..<0x400: 2
        case 0x3E2..<0x3F0: 3
        case 0x400..<0x530: 4
        case 0x530..<0x590: 5
        case 0x590..<0x600: 6
        case 0x600..<0x780: 7
        default: 8
        }
    }

    /// A name that is no UTF-8, taken for GB18030.
    static func decodeForeign(_ bytes: [UInt8]) -> String {
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
