/// How a value is shown in part (GB/T 35273 practice): enough to know it again, not enough to use it.
enum Masking {
    /// `张*`: the first character; an empty text stays empty.
    static func name(_ text: String) -> String { text.first.map { "\($0)*" } ?? "" }

    /// `138****5678`, `+60********89`: the first three and last four digits of a mainland mobile; of other numbers the country code and the last two.
    static func phone(_ text: String) -> String {
        let main = text.split(separator: ";", maxSplits: 1).first.map(String.init) ?? text
        let digits = main.utf8.filter { 48...57 ~= $0 }
        let hasPlus = main.utf8.first == 0x2B
        if hasPlus, digits.count == 13, digits.starts(with: [0x38, 0x36, 0x31]) {
            return "\(String(decoding: digits[2..<5], as: UTF8.self))****\(String(decoding: digits.suffix(4), as: UTF8.self))"
        }
        if !hasPlus, digits.count == 11, digits.first == 0x31 {
            return "\(String(decoding: digits[..<3], as: UTF8.self))****\(String(decoding: digits.suffix(4), as: UTF8.self))"
        }
        guard digits.count > 6 else { return String(repeating: "*", count: max(3, digits.count)) }
        let head = String(decoding: digits[..<2], as: UTF8.self)
        return "\(hasPlus ? "+" : "")\(head)\(String(repeating: "*", count: digits.count - 4))\(String(decoding: digits.suffix(2), as: UTF8.self))"
    }

    /// `wx***`: the first two characters.
    static func account(_ text: String) -> String { text.isEmpty ? "" : "\(text.prefix(2))***" }

    /// `a***@example.com`.
    static func email(_ text: String) -> String {
        guard let at = text.lastIndex(of: "@") else { return account(text) }
        return "\(text.prefix(1))***\(text[at...])"
    }

    /// `SF***5678`: of parcel and order numbers the first two and last four characters.
    static func serial(_ text: String) -> String { text.count > 8 ? "\(text.prefix(2))***\(text.suffix(4))" : "***" }

    /// `--05-12`: a birthday without its year.
    static func birthday(_ text: String) -> String {
        let parts = text.split(separator: "-")
        return parts.count == 3 ? "--\(parts[1])-\(parts[2])" : text
    }

    /// `file-1a2b3c4d`: a file known again by its owner; exports are named after the people in them.
    static func file(_ path: String) -> String {
        var hash: UInt32 = 0x811c_9dc5
        for byte in path.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        let digits = String(hash, radix: 16)
        return "file-" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
