/// Links, whose words are nobody's name and address.
extension BlockTokenizer {
    /// The end of a link that begins at an offset with `http://`, `https://` or `www.`; nil where none does.
    ///
    /// Han characters are a part of it behind a slash or another of its signs, and words of their own behind a letter: `…/h.abc浙江省`.
    func linkEnd(_ at: Int, _ bytes: [UInt8]) -> Int? {
        guard at == 0 || !(0x61...0x7A ~= bytes[at - 1] | 0x20) else { return nil }
        guard var end = Self.heads.lazy.compactMap({ Self.skip($0, bytes, at) }).first else { return nil }
        while end < bytes.count, bytes[end] > 0x20, !Self.closing.contains(bytes[end]) {
            if bytes[end] >= 0x80, bytes[end - 1] < 0x80, !Self.signs.contains(bytes[end - 1]) { break }
            end += 1
        }
        return end
    }

    private static let heads = ["http://", "https://", "www."].map { Array($0.utf8) }
    /// What ends a link.
    private static let closing = Set(",;\"<>)]|".utf8)
    /// Behind what a link goes on in any script.
    private static let signs = Set("/=&?-_%#".utf8)

    /// The end of a word in small letters that stands at an offset in either case.
    private static func skip(_ word: [UInt8], _ bytes: [UInt8], _ at: Int) -> Int? {
        guard at + word.count < bytes.count else { return nil }
        for i in word.indices where (0x41...0x5A ~= bytes[at + i] ? bytes[at + i] | 0x20 : bytes[at + i]) != word[i] { return nil }
        return at + word.count
    }
}
