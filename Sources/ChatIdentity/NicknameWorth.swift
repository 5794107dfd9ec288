import CIdentityData

/// How much a name that messengers show tells of who bears it.
public enum NicknameWorth: Comparable, Sendable {
    /// A single sign or letter, or nothing but ornaments: nobody's.
    case none
    /// Many people bear it: a saying, what people are called, a surname with a title.
    case common
    /// Of a few characters, as another person of a shop may bear it.
    case short
    /// As good as nobody else's.
    case distinctive

    /// What a name tells.
    public init(_ nickname: String) {
        let bytes = Array(nickname.utf8)
        var text = NormalText(.shared)
        text.read(bytes, 0..<bytes.count)
        let units = text.units
        let weight = units.reduce(0) { $0 + (HanTable.isHan($1) || $1 >= 0x3041 ? 2 : 1) }
        let letters = units.count { !(0x30...0x39 ~= $0) }
        // A single Han character is a given name.
        guard weight >= 2 else {
            self = .none
            return
        }
        if letters == 0 {
            self = weight >= 7 ? .distinctive : .none
        } else if Self.widespread.contains(units) || Self.isTitled(nickname) {
            // An ornament that both places show tells more than the words.
            self = Self.hasOrnament(nickname) ? .short : .common
        } else {
            self = weight >= 6 ? .distinctive : .short
        }
    }

    private static func hasOrnament(_ nickname: String) -> Bool {
        nickname.unicodeScalars.contains {
            $0.value >= 0x2190 && !$0.properties.isAlphabetic && !$0.properties.isVariationSelector && !$0.properties.isWhitespace
        }
    }

    /// Whether a name is a surname with a title, or with 小 or 老 before it: 王姐, 李先生, 小王.
    private static func isTitled(_ nickname: String) -> Bool {
        var row = Row()
        var reader = NameReader(.shared)
        var pool: [UInt16] = []
        let bytes = Array(nickname.utf8)
        reader.read(bytes, 0..<bytes.count, into: &row, pool: &pool)
        return row.nameKind == .surname || row.nameKind == .alias && HanTable.shared.surnameShare(row.g0) >= 100
    }

    private static let widespread: Set<[UInt16]> = {
        var text: [UInt8] = []
        for i in 0..<identity_nicknames_size() { text.append(unsafe identity_nicknames_bytes()[i]) }
        let lines = text.split(separator: 0x0A).filter { $0.first != 0x23 }
        return Set(lines.flatMap { $0.split(separator: 0x20) }.map { Array(String(decoding: $0, as: UTF8.self).utf16) })
    }()
}
