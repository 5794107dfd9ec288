/// What a file is that could never have been a chat: pictures, sounds and the files that systems and web pages leave beside an export.
///
/// A folder of an exporter holds thousands of them; they are counted and not listed.
public enum FileClutter: Hashable, Sendable {
    case picture, film, sound, font, style, program
    /// A system's own file, or contents that nobody knows, by name or extension.
    case named(String)

    /// What a source is; nil for one that could have been a chat.
    public init?(_ source: ExportSource) {
        let name = source.fileName
        let suffix = MemberName.fileExtension(name)
        if Self.systemFiles.contains(name.lowercased()) {
            self = .named(name)
        } else if !source.looksBinary {
            guard suffix == "css" || suffix == "js" || suffix == "map" || suffix == "svg" else { return nil }
            self = suffix == "svg" ? .picture : .style
        } else if FileHint.sentence(for: source) != nil {
            return nil
        } else {
            let head = source.head(16)
            self = Self.kind(head.span) ?? Self.kind(suffix) ?? .named(suffix.isEmpty ? name : "." + suffix)
        }
    }

    private static let systemFiles: Set<String> = ["desktop.ini", "thumbs.db", ".ds_store", "folder.htt", "autorun.inf", "icon\r", "ehthumbs.db"]

    private static func kind(_ head: Span<UInt8>) -> FileClutter? {
        func has(_ word: StaticString, _ at: Int = 0) -> Bool { ByteScanning.has(word, in: head, at: at) }
        guard head.count >= 12 else { return nil }
        if has("PNG", 1) || has("GIF8") || head[0] == 0xFF && head[1] == 0xD8 { return .picture }
        if has("RIFF") { return has("WEBP", 8) ? .picture : has("WAVE", 8) ? .sound : .film }
        if has("ftyp", 4) { return has("hei", 8) || has("mif1", 8) || has("avif", 8) ? .picture : has("M4A", 8) ? .sound : .film }
        if has("OggS") || has("ID3") || has("#!AMR") || has("#!SILK", 1) { return .sound }
        if has("ELF", 1) || has("MZ") { return .program }
        if has("wOFF") || has("wOF2") || has("OTTO") { return .font }
        return nil
    }

    private static func kind(_ suffix: String) -> FileClutter? {
        switch suffix {
        case "jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "bmp", "tif", "tiff", "ico": .picture
        case "mp4", "mov", "m4v", "avi", "mkv", "3gp", "webm": .film
        case "mp3", "m4a", "aac", "amr", "silk", "slk", "opus", "ogg", "oga", "wav", "flac": .sound
        case "ttf", "otf", "woff", "woff2": .font
        case "exe", "dll", "so", "apk", "dmg", "msi": .program
        default: nil
        }
    }
}
