/// Whether words, in whichever language `lands.tsv` lists, say that goods are for somebody else than the speaker.
public enum OtherPerson {
    /// Whether a text in lower case names somebody else who receives: `mi hija`, `на маму`, `義母`.
    public static func isNamed(in text: [UInt8]) -> Bool {
        LandTable.shared.otherPersons.contains { word in
            guard let first = word.first, word.count <= text.count else { return false }
            return (0...text.count - word.count).contains { at in
                text[at] == first && text[at..<at + word.count].elementsEqual(word) && (first >= 0xE0 || at == 0 || !isLetter(text[at - 1]))
                    && (first >= 0xE0 || at + word.count == text.count || !isLetter(text[at + word.count]))
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 || byte >= 0x80 }
}
