import ChatModel

/// Numbers of Hong Kong, Macao and Taiwan as people there dial and write them.
enum LocalPhone {
    /// The form beside an address of the same place: eight digits in Hong Kong and Macao, a leading zero in Taiwan unless the writer gave the country code.
    static func dialled(_ number: String, _ parsed: borrowing ParsedRecipient) -> String {
        switch parsed.recipient.address?.country {
        case "HK" where number.hasPrefix("+852") && !parsed.isLatin: String(number.dropFirst(4))
        case "MO" where number.hasPrefix("+853") && !parsed.isLatin: String(number.dropFirst(4))
        case "TW" where number.hasPrefix("+886") && parsed.fields.contains { $0.kind == .phone && $0.rule == .phoneTaiwan }: "0" + String(number.dropFirst(4))
        default: extended(number)
        }
    }

    /// Whether a number is a mainland mobile without an extension, which is written as it is.
    static func isPlainMobile(_ number: String) -> Bool {
        guard number.utf8.count == 14 else { return false }
        var place = 0
        for byte in number.utf8 {
            switch place {
            case 1 where byte != 0x38, 2 where byte != 0x36, 3 where byte != 0x31: return false
            case 4: return byte != 0x30
            default: place += 1
            }
        }
        return false
    }

    /// Whether a mainland number is a mobile: +86 1 and then no zero, which begins Beijing's landlines.
    private static func isMobile(_ number: String) -> Bool {
        let rest = number.utf8.dropFirst(3)
        return rest.first == 0x31 && rest.dropFirst().first != 0x30
    }

    /// A landline's extension behind a dash, as it is written on paper.
    private static func extended(_ number: String) -> String {
        guard number.hasPrefix("+86"), !isMobile(number), let mark = number.utf8.firstIndex(of: 0x3B) else { return number }
        return number[..<mark] + "-" + number[mark...].dropFirst(5)
    }
}

extension ParsedRecipient {
    /// Whether the address was written in Latin letters.
    var isLatin: Bool { !(recipient.address?.detail?.utf8.contains { $0 >= 0xE0 } ?? false) }
}
