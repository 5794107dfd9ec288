import CReaderData
import ChatBytes
import ChatModel

/// WhatsApp's own words in the languages of the format note §2.7, out of `whatsapp_phrases.tsv`.
struct WhatsAppPhrases: Sendable {
    /// What a phrase means.
    enum Meaning: String, CaseIterable {
        case encryption, attached
        case attachedIOS = "attached-ios"
        case attachedBehind = "attached-behind"
        case omitted, image, video, voice, sticker, file, card, deleted
        case deletedOwn = "deleted-own"
        case edited, call, location, system, title, label, created
    }

    static let shared = WhatsAppPhrases()

    /// By the meaning's place among the cases.
    private let phrases: [[[UInt8]]]
    private let whole: [[UInt8]: Meaning]
    /// Which first byte and length a phrase that is a whole body may have.
    private let fits: [Bool]
    /// First two bytes of the phrases for calls.
    private let callFirsts: [Bool]

    private init() {
        let size = whatsapp_phrases_size
        var bytes: [UInt8] = []
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: whatsapp_phrases_start(), count: size))
        var phrases = [[[UInt8]]](repeating: [], count: Meaning.allCases.count)
        var whole: [[UInt8]: Meaning] = [:]
        var fits = [Bool](repeating: false, count: 256 * 128)
        var callFirsts = [Bool](repeating: false, count: 65_536)
        for line in bytes.split(separator: 0x0A) {
            guard let tab = line.firstIndex(of: 0x09), let meaning = Meaning(rawValue: String(decoding: line[..<tab], as: UTF8.self)) else { continue }
            let phrase = Array(line[(tab + 1)...])
            phrases[meaning.place].append(phrase)
            switch meaning {
            case .omitted, .image, .video, .voice, .sticker, .file, .card, .deleted, .deletedOwn:
                whole[phrase] = meaning
                if let first = phrase.first, phrase.count < 127 {
                    fits[Int(first) << 7 | phrase.count] = true
                    fits[Int(first) << 7 | phrase.count + 1] = true
                }
            case .call: if phrase.count > 1 { callFirsts[Int(phrase[0]) << 8 | Int(phrase[1])] = true }
            default: break
            }
        }
        (self.phrases, self.whole, self.fits, self.callFirsts) = (phrases, whole, fits, callFirsts)
    }

    /// What a body is that is one of WhatsApp's phrases as a whole; a full stop behind it is allowed.
    func meaning(_ bytes: Span<UInt8>, _ body: Range<Int>) -> Meaning? {
        guard 2..<127 ~= body.count, fits[Int(bytes[body.lowerBound]) << 7 | body.count] else { return nil }
        var key: [UInt8] = []
        ByteScanning.append(body, of: bytes, to: &key)
        if let meaning = whole[key] { return meaning }
        guard key.last == 0x2E else { return nil }
        key.removeLast()
        return whole[key]
    }

    /// Whether one of the phrases stands in a piece.
    func contains(_ meaning: Meaning, _ bytes: Span<UInt8>, _ piece: Range<Int>) -> Bool {
        phrases[meaning.place].contains { Self.find($0, bytes, piece) != nil }
    }

    /// Whether a piece is one of the phrases.
    func isOne(_ meaning: Meaning, _ bytes: Span<UInt8>, _ piece: Range<Int>) -> Bool {
        phrases[meaning.place].contains { ByteScanning.equal(piece, of: bytes, $0) }
    }

    /// Whether a piece begins with one of the phrases.
    func begins(_ meaning: Meaning, _ bytes: Span<UInt8>, _ piece: Range<Int>) -> Bool {
        guard piece.count > 1, meaning != .call || callFirsts[Int(bytes[piece.lowerBound]) << 8 | Int(bytes[piece.lowerBound + 1])] else { return false }
        return phrases[meaning.place].contains {
            $0.count <= piece.count && ByteScanning.equal(piece.lowerBound..<piece.lowerBound + $0.count, of: bytes, $0)
        }
    }

    /// The chat's name out of a file's name, by the patterns with a `*` in its place.
    func title(_ name: String) -> String? {
        var bytes = Array(name.utf8)
        // A browser's mark of a second copy.
        if bytes.last == 0x29, let open = bytes.lastIndex(of: 0x28), open > 1, bytes[open - 1] == 0x20,
            bytes[(open + 1)..<(bytes.count - 1)].allSatisfy({ 48...57 ~= $0 })
        {
            bytes.removeLast(bytes.count - open + 1)
        }
        let spaced = bytes.map { $0 == 0x5F ? 0x20 : $0 }
        for pattern in phrases[Meaning.title.place] {
            guard let star = pattern.firstIndex(of: 0x2A) else { continue }
            let (head, tail) = (pattern[..<star], pattern[(star + 1)...])
            guard spaced.count > head.count + tail.count, spaced.starts(with: head), spaced.reversed().starts(with: tail.reversed()) else { continue }
            return String(decoding: bytes[head.count..<(bytes.count - tail.count)], as: UTF8.self)
        }
        return nil
    }

    private static func find(_ phrase: [UInt8], _ bytes: Span<UInt8>, _ piece: Range<Int>) -> Int? {
        guard let first = phrase.first, piece.count >= phrase.count else { return nil }
        var from = piece.lowerBound
        while let hit = ByteScanning.first(first, in: bytes, from..<piece.upperBound), hit + phrase.count <= piece.upperBound {
            if ByteScanning.equal(hit..<hit + phrase.count, of: bytes, phrase) { return hit }
            from = hit + 1
        }
        return nil
    }
}

extension WhatsAppPhrases.Meaning {
    /// The place among the cases.
    fileprivate var place: Int {
        switch self {
        case .encryption: 0
        case .attached: 1
        case .attachedIOS: 2
        case .attachedBehind: 3
        case .omitted: 4
        case .image: 5
        case .video: 6
        case .voice: 7
        case .sticker: 8
        case .file: 9
        case .card: 10
        case .deleted: 11
        case .deletedOwn: 12
        case .edited: 13
        case .call: 14
        case .location: 15
        case .system: 16
        case .title: 17
        case .label: 18
        case .created: 19
        }
    }
}
