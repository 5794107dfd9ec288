internal import Gazetteer

/// What people say around addresses and numbers, in whichever language `address_words.tsv` lists.
public enum AddressTalk {
    private static func list(_ name: StaticString) -> [[UInt8]] { AddressWordList.shared.words(of: name).map(AddressWordList.spaced) }
    private static let questions = list("ask.address")
    private static let owns = list("phone.own")
    private static let senders = list("phone.sender")
    private static let others = list("phone.other")

    /// Whether a text in lower case asks where goods go.
    public static func asksAddress(_ text: [UInt8]) -> Bool { holds(questions, text) }

    /// Whether a text in lower case says of a number that it is the speaker's.
    public static func isOwnNumber(_ text: [UInt8]) -> Bool { holds(owns, text) }

    /// Whether a text in lower case says of a number that it is somebody else's.
    public static func isOthersNumber(_ text: [UInt8]) -> Bool { holds(others, text) || OtherPerson.isNamed(in: text) }

    /// Whether the last words of a text in lower case name who sends: `pengirim Toko Melati`.
    public static func isSender(_ text: [UInt8]) -> Bool { holds(senders, text) }

    private static let labels = WordSet(AddressWordList.shared.words(of: "abroad.phone"))

    /// Whether the last word of a text in lower case is one for a phone: hp, tel, WhatsApp.
    public static func endsInPhoneWord(_ text: [UInt8]) -> Bool {
        guard let word = SegmentWords.words(0..<text.count, text).last else { return false }
        return labels.contains(text, word) && text[word.upperBound...].allSatisfy { $0 == 0x20 || $0 == 0x3A || $0 == 0x2E }
    }

    private static func holds(_ phrases: [[UInt8]], _ text: [UInt8]) -> Bool {
        phrases.contains { phrase in
            guard let first = phrase.first, let last = phrase.last, phrase.count <= text.count else { return false }
            return (0...text.count - phrase.count).contains { at in
                guard text[at] == first, text[at..<at + phrase.count].elementsEqual(phrase) else { return false }
                let end = at + phrase.count
                // Words of scripts that part none stand anywhere.
                return (first >= 0xE0 || at == 0 || !isLetter(text[at - 1])) && (last >= 0x80 && first >= 0xE0 || end == text.count || !isLetter(text[end]))
            }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 || byte >= 0x80 }
}
