/// Names of provinces, prefectures and counties, long and short, found at the head of an address.
struct DivisionNames: Sendable {
    private struct Name {
        var code: UInt32
        var rest: [UInt16]
    }

    private var byHead: [UInt32: [Name]] = [:]

    init() {}

    mutating func insert(_ characters: ArraySlice<UInt16>, code: UInt32) {
        let i = characters.startIndex
        let head = UInt32(characters[i]) << 16 | UInt32(characters[i + 1])
        byHead[head, default: []].append(Name(code: code, rest: Array(characters[(i + 2)...])))
    }

    /// The longest names that begin at `at`: their length and codes (several counties share a name).
    func longest(in text: [UInt16], at: Int, codes: inout [UInt32]) -> Int {
        codes.removeAll(keepingCapacity: true)
        guard at + 1 < text.count, let names = byHead[UInt32(text[at]) << 16 | UInt32(text[at + 1])] else { return 0 }
        var best = 0
        for name in names {
            let length = name.rest.count + 2
            guard length >= best, at + length <= text.count else { continue }
            var i = 0
            while i < name.rest.count, text[at + 2 + i] == name.rest[i] { i += 1 }
            guard i == name.rest.count else { continue }
            if length > best {
                best = length
                codes.removeAll(keepingCapacity: true)
            }
            codes.append(name.code)
        }
        return best
    }
}
