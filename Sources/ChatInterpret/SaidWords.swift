import CIdentityData

/// The words of `said_words.tsv`, by class: who people say they are, whose a number or a parcel is.
public enum SaidWords {
    private static let classes: [String: [[UInt8]]] = {
        var text: [UInt8] = []
        text.reserveCapacity(said_words_size())
        for i in 0..<said_words_size() { text.append(unsafe said_words_bytes()[i]) }
        var classes: [String: [[UInt8]]] = [:]
        for line in text.split(separator: 0x0A) where line.first != 0x23 {
            guard let tab = line.firstIndex(of: 0x09) else { continue }
            let words = line[(tab + 1)...].split(separator: 0x7C).map { word in word.map { $0 == 0x5F ? 0x20 : $0 } }
            classes[String(decoding: line[..<tab], as: UTF8.self), default: []] += words
        }
        return classes
    }()

    /// The words of a class as UTF-8, in the order of the file.
    public static func bytes(_ name: String) -> [[UInt8]] { classes[name] ?? [] }

    /// The words of a class, in the order of the file.
    public static func list(_ name: String) -> [String] { bytes(name).map { String(decoding: $0, as: UTF8.self) } }
}
