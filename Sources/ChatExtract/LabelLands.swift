/// The countries in whose languages the labels of a form are written.
enum LabelLands {
    private static let lands: [[UInt8]: [String]] = {
        var lands: [[UInt8]: [String]] = [:]
        for word in AddressWordList.shared.words(of: "label.land") {
            guard let mark = word.lastIndex(of: 0x3A) else { continue }
            var label = NormalizedText()
            label.load(AddressWordList.spaced(word[..<mark]).span)
            lands[label.bytes] = word[(mark + 1)...].split(separator: 0x2C).map { String(decoding: $0, as: UTF8.self) }
        }
        return lands
    }()

    /// The countries of a label's language, the likeliest first; none for a label that is at home in many.
    static func of(_ bytes: [UInt8], _ label: Range<Int>) -> [String] {
        var end = label.upperBound
        while end > label.lowerBound, bytes[end - 1] == 0x3A || bytes[end - 1] == 0x20 || bytes[end - 1] == 0x2E { end -= 1 }
        return lands[bytes[label.lowerBound..<end].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }] ?? []
    }
}
