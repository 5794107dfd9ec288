internal import Gazetteer

extension RecipientReader {
    /// The country of a message: named on its own or at an end of a piece, else that of a phone, else that of the labels' language.
    func country(of message: borrowing MessageText, _ region: RegionCandidate?) -> String? {
        let bytes = message.text.bytes
        var calling: String?
        for number in message.numbers where number.kind == .foreign { calling = calling ?? CountryNames.calling(number.value) }
        var named: String?
        for piece in pieces where piece.kind == .text && piece.label != .name {
            let range = trimmed(piece.range, bytes)
            if let country = CountryNames.named(bytes, range) ?? CountryNames.ending(bytes, range)?.country ?? CountryNames.opening(bytes, range)?.country,
                country != "CN"
            {
                named = country
                if country == calling { break }
            }
        }
        // A country's name in talk is no address: a phone, or labels, must stand by it.
        let hasPhone = message.numbers.contains { $0.isPhone || $0.kind == .local || $0.kind == .taiwan }
        let labelled = hasAddressLabel(bytes)
        // Without a number of another country only somebody who was asked, or pasted a block, names one for an address.
        let hint = isEager || calling != nil ? CountryHints.likeliest(bytes) : nil
        if let named, hasPhone || labelled || hint == named { return named }
        if let region, hasPhone || labelled, hint == nil || self.country(region) != "CN" { return self.country(region) }
        if let calling {
            // +1 is the United States and Canada, which their postcodes tell.
            if let hint, CountryNames.share(hint, calling) { return hint }
            return calling
        }
        if let hint, !message.numbers.contains(where: { $0.kind == .mobile }) { return hint }
        guard hasPhone, cores.isEmpty, labelled || home != "CN" && !message.text.classes.contains(.han) else { return nil }
        if home != "CN", isDialled(in: home, message) { return home }
        return labelled ? landOfLabels(message) : nil
    }

    /// Whether a number of a message can be dialled in a country.
    private func isDialled(in land: String, _ message: borrowing MessageText) -> Bool {
        for number in message.numbers where number.mayBePhone || number.label == .phone {
            let digits = message.text.bytes[number.range].filter { $0 &- 0x30 < 10 }
            if digits.count >= 6, NumberScanner.parse(digits, region: land) != nil { return true }
        }
        return false
    }

    /// Whether an address is labelled: with a colon, or in a script whose labels stand without one.
    func hasAddressLabel(_ bytes: [UInt8]) -> Bool {
        pieces.contains { $0.kind == .label && $0.label == .address && ($0.colon || 0xC3...0xE0 ~= bytes[$0.range.lowerBound]) }
    }

    /// The first country of the labels' language in which a phone of the message can be dialled; `ZZ` for labels in Latin letters that say nothing of a country.
    private func landOfLabels(_ message: borrowing MessageText) -> String? {
        let bytes = message.text.bytes
        var isLatin = false
        var likeliest: String?
        for piece in pieces where piece.kind == .label {
            let lands = LabelLands.of(bytes, piece.range)
            likeliest = likeliest ?? lands.first
            for land in lands where isDialled(in: land, message) { return land }
            isLatin = isLatin || bytes[piece.range.lowerBound] < 0x80
        }
        return likeliest ?? (isLatin ? "ZZ" : nil)
    }

    /// Whether a piece begins with the name of another country in Han characters.
    func opensAbroad(_ message: borrowing MessageText) -> Bool {
        for piece in pieces where piece.kind == .text && piece.label != .name {
            if let found = CountryNames.opening(message.text.bytes, piece.range), !["CN", "HK", "MO", "TW"].contains(found.country),
                piece.range.upperBound - found.end >= 9
            {
                return true
            }
        }
        return false
    }
}
