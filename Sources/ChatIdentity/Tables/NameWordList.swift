import CIdentityData

/// The words of `name_words.tsv`, by class, as UTF-16.
enum NameWordList {
    private static let classes: [String: [[UInt16]]] = {
        var text: [UInt8] = []
        text.reserveCapacity(name_words_size())
        for i in 0..<name_words_size() { text.append(unsafe name_words_bytes()[i]) }
        var classes: [String: [[UInt16]]] = [:]
        for line in text.split(separator: 0x0A) where line.first != 0x23 {
            guard let tab = line.firstIndex(of: 0x09) else { continue }
            let words = line[(tab + 1)...].split(separator: 0x7C).map { Array(String(decoding: $0, as: UTF8.self).utf16) }
            classes[String(decoding: line[..<tab], as: UTF8.self), default: []] += words
        }
        return classes
    }()

    /// The words of a class, in the order of the file.
    static func words(_ name: String) -> [[UInt16]] { classes[name] ?? [] }
}
