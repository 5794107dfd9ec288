import ChatExtract
import ChatModel

/// Masks the names, numbers and addresses that stand within a text.
///
/// A number is any run of five digits or more, also with spaces and hyphens in it; a name is any name or nickname of two characters or more of anybody in the pool; an
/// address is one that is known, and any number with a door's word behind it.
struct TextMask {
    /// Names by their first two characters, the longest first.
    private var names: [[Character]: [[Character]]] = [:]
    private static let doors: Set<Character> = ["号", "室", "栋", "幢", "座", "弄", "楼", "层", "单"]

    /// The names, accounts and addresses of everybody in a pool.
    struct Names {
        fileprivate var all: Set<String> = []

        mutating func add(_ customer: Customer) {
            all.formUnion(customer.nicknames)
            if let name = customer.name { all.insert(name) }
            for recipient in customer.recipients {
                if let name = recipient.name { all.insert(name) }
                if let detail = recipient.address?.detail { all.insert(detail) }
            }
            for account in customer.accounts {
                if let nickname = account.nickname { all.insert(nickname) }
                if let id = account.id { all.insert(id) }
            }
            all.formUnion(customer.emails)
        }
    }

    init(_ known: Names = Names()) {
        for name in known.all {
            let characters = Array(name)
            guard characters.count >= 2 else { continue }
            names[Array(characters.prefix(2)), default: []].append(characters)
        }
        for key in names.keys { names[key]?.sort { ($1.count, String($0)) < ($0.count, String($1)) } }
    }

    /// What somebody said, masked: names that nobody in the pool bears are taken for names too where they look like some.
    func maskedTalk(_ text: String) -> String {
        // Names that are known are known whole: they go first.
        let text = masked(text)
        let bytes = Array(text.utf8)
        var out = ""
        var at = 0
        for range in NamesInTalk.ranges(in: text).sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= at {
            out += String(decoding: bytes[at..<range.lowerBound], as: UTF8.self)
            out += Masking.name(String(decoding: bytes[range], as: UTF8.self))
            at = range.upperBound
        }
        return out + String(decoding: bytes[at...], as: UTF8.self)
    }

    func masked(_ text: String) -> String {
        let characters = Array(text)
        var out = ""
        var i = 0
        while i < characters.count {
            if let length = name(characters, i) {
                out += Masking.name(String(characters[i..<i + length]))
                i += length
            } else if Self.isDate(characters, i) {
                // Days and sums stay readable: 2024-05-01, 128.
                out += String(characters[i..<i + 10])
                i += 10
            } else if let end = number(characters, i) {
                out += Self.shown(characters[i..<end])
                i = end
            } else {
                out.append(characters[i])
                i += 1
            }
        }
        return out
    }

    private func name(_ text: [Character], _ i: Int) -> Int? {
        guard i + 2 <= text.count, let candidates = names[[text[i], text[i + 1]]] else { return nil }
        return candidates.first { $0.count <= text.count - i && text[i..<i + $0.count].elementsEqual($0) }?.count
    }

    /// The end of a number that is worth hiding.
    private func number(_ text: [Character], _ i: Int) -> Int? {
        guard Self.isDigit(text[i]) else { return nil }
        var (end, digits, j) = (i, 0, i)
        while j < text.count {
            if Self.isDigit(text[j]) {
                digits += 1
                end = j + 1
            } else if !(text[j] == " " || text[j] == "-" || text[j] == "*") || j + 1 >= text.count || !(Self.isDigit(text[j + 1]) || text[j + 1] == "*") {
                break
            }
            j += 1
        }
        if digits >= 5 { return end }
        return end < text.count && Self.doors.contains(text[end]) ? end : nil
    }

    /// Whether a date stands here, `2024-05-01`, and no longer number.
    private static func isDate(_ text: [Character], _ i: Int) -> Bool {
        guard i + 10 <= text.count, i + 10 == text.count || !isDigit(text[i + 10]), i == 0 || !isDigit(text[i - 1]) else { return false }
        return (0..<10).allSatisfy { $0 == 4 || $0 == 7 ? text[i + $0] == "-" : isDigit(text[i + $0]) }
    }

    private static func shown(_ piece: ArraySlice<Character>) -> String {
        let digits = String(piece.filter(isDigit))
        return digits.count < 5
            ? "*" : digits.count == 11 || digits.count == 13 && digits.hasPrefix("86") ? Masking.phone(digits.count == 13 ? "+" + digits : digits) : "***"
    }

    private static func isDigit(_ c: Character) -> Bool { c.isASCII ? c.isNumber : c.unicodeScalars.first.map { 0xFF10...0xFF19 ~= $0.value } ?? false }
}
