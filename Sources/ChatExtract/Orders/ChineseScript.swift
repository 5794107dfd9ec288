/// Which Chinese a chat is written in, by its first messages: where a shop's 元 are no yuan.
///
/// Most messages in traditional characters: Taiwan; with words that only Cantonese writes: Hong Kong. Names alone do not make a chat traditional.
public struct ChineseScript: Sendable {
    private var messages = 0
    private var traditional = 0
    private var cantonese = 0
    /// So many messages tell; looking at more would cost every long chat.
    private static let most = 40

    /// A chat of which nothing is known.
    public init() {}

    /// Takes a message, UTF-8.
    public mutating func take(_ text: [UInt8]) {
        guard messages < Self.most else { return }
        var han = 0
        var changed = 0
        var spoken = 0
        var at = 0
        while at &+ 2 < text.count {
            guard text[at] & 0xF0 == 0xE0 else {
                at &+= 1
                continue
            }
            let (c, length) = Han.scalar(text, at)
            at &+= length
            guard 0x4E00...0x9FFF ~= c else { continue }
            han += 1
            if UInt32(CharacterFold.simplified[Int(c &- 0x4E00)]) != c { changed += 1 }
            switch c {
            case 0x5187, 0x5497, 0x54CB, 0x5514, 0x5572, 0x55BA, 0x55F0, 0x5605, 0x5622, 0x569F: spoken += 1  // 冇咗哋唔啲喺嗰嘅嘢嚟
            default: break
            }
        }
        guard han >= 2 else { return }
        messages += 1
        if changed > 0 { traditional += 1 }
        if spoken > 0 { cantonese += 1 }
    }

    /// ISO 3166 alpha-2 of where it is written so; nil for simplified characters, and while too little was read.
    public var region: String? {
        guard traditional >= 2, traditional * 2 >= messages else { return nil }
        return cantonese * 5 >= messages ? "HK" : "TW"
    }
}
