internal import ChatModel
internal import Gazetteer

/// Blocks of other countries among those of a Chinese shop: read as people there write theirs.
extension RecipientReader {
    /// Countries whose addresses have a reader of their own.
    private static let chinese: Set<String> = ["CN", "HK", "MO", "TW"]

    /// The recipient of a block that is written as people of one of some countries write theirs; nil where no address of that kind stands in it.
    mutating func read(_ message: borrowing MessageText, asIn lands: [String]) -> ParsedRecipient? {
        guard !lands.isEmpty else { return nil }
        let own = home
        defer {
            home = own
            tokenizer.cut(message)
        }
        let written = message.text.original
        for land in lands {
            home = land
            // Numbers are told apart as they are dialled there.
            var there = MessageText()
            there.home = land
            there.load(written.span)
            guard readsSegments(there) else { continue }
            tokenizer.cut(there)
            guard let found = readSegments(there, within: land), found.recipient.address != nil else { continue }
            if found.recipient.name != nil || !found.recipient.phones.isEmpty { return found }
        }
        return nil
    }

    /// Whether a block is written in Japanese: a postcode's mark or kana in it, and no mobile of the mainland.
    func isJapanese(_ message: borrowing MessageText) -> Bool {
        guard isEager, message.text.classes.contains(.other), Self.chinese.contains(home) else { return false }
        let bytes = message.text.bytes
        var kana = 0
        var isMarked = false
        var at = 0
        while at < bytes.count {
            guard bytes[at] >= 0xE3 else {
                at += 1
                continue
            }
            let (value, length) = Han.scalar(bytes, at)
            if 0x3041...0x30FF ~= value { kana += 1 }
            if Han.has(PostcodeShape.mark, bytes, at: at) { isMarked = true }
            at += max(1, length)
        }
        // A shop's name may have one の in it.
        return (kana >= 3 || isMarked) && !message.numbers.contains { $0.kind == .mobile }
    }

    /// Countries that a block may be of, the likeliest first: named or called, told by towns and postcodes, told by its language.
    func landsElsewhere(_ message: borrowing MessageText) -> [String] {
        guard Self.chinese.contains(home), isEager || message.numbers.contains(where: { $0.kind == .foreign }) else { return [] }
        let bytes = message.text.bytes
        var lands: [String] = []
        func add(_ land: String?) {
            if let land, land != "ZZ", !Self.chinese.contains(land), !lands.contains(land) { lands.append(land) }
        }
        add(country(of: message, nil))
        for hint in CountryHints.points(bytes) where !phonesAbroad(message, hint.country).phones.isEmpty { add(hint.country) }
        var finder = RegionFinder()
        finder.beginChat()
        finder.read(String(decoding: bytes, as: UTF8.self))
        if let found = finder.found()?.region, !phonesAbroad(message, found).phones.isEmpty { add(found) }
        return lands
    }
}
