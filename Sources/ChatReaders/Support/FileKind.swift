import ChatModel

/// What kind of message an attached file makes, by its name or its media type.
enum FileKind {
    /// By a name's extension.
    static func kind(_ name: String) -> MessageKind {
        switch name.split(separator: ".").last.map({ $0.lowercased() }) ?? "" {
        case "jpg", "jpeg", "png", "webp", "heic", "bmp": .image
        case "gif": .sticker
        case "mp4", "mov", "3gp", "webm", "mkv": .video
        case "ogg", "opus", "m4a", "aac", "mp3", "amr", "wav": .voice
        default: .file
        }
    }

    /// By a media type such as `image/png`.
    static func kind(mediaType: String) -> MessageKind {
        if mediaType.hasPrefix("image/") { return .image }
        if mediaType.hasPrefix("video/") { return .video }
        return mediaType.hasPrefix("audio/") ? .voice : .file
    }
}
