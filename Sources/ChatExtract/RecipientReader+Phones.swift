internal import ChatModel
internal import Gazetteer

/// A phone of a block.
struct BlockPhone {
    var value: String
    var field: ParsedField
}

extension RecipientReader {
    /// Adds the phones of a block: those that are phones anywhere, and local numbers where the address says how to dial them.
    func addPhones(_ block: Range<Int>, _ draft: AddressDraft?, _ name: NameCandidate?, _ message: borrowing MessageText, to parsed: inout ParsedRecipient) {
        let land = draft.map { country($0.region) } ?? "CN"
        var certain = 0
        for j in block where pieces[j].kind == .number && message.numbers[pieces[j].number].isPhone { certain += 1 }
        let isWhole = block.contains { isPhone(pieces[$0], message) && message.numbers[pieces[$0].number].kind != .maskedPhone }
        let gone = numbersOutOfUse(block, message)
        for j in block where pieces[j].kind == .number && pieces[j].label != .sender && !gone.contains(j) {
            let number = message.numbers[pieces[j].number]
            // 旧的138****0001不用了: beside a whole number a masked one says nothing.
            if isWhole, number.kind == .maskedPhone { continue }
            let isAlone = certain == (number.isPhone ? 1 : 0)
            guard let (value, rule, confidence) = read(number, land, alone: isAlone, touchesName: touches(j, name, block), message.text),
                !parsed.recipient.phones.contains(value)
            else { continue }
            parsed.recipient.phones.append(value)
            parsed.fields.append(ParsedField(.phone, message.text.originalRange(number.range), confidence: confidence, rule: rule))
        }
    }

    /// The pieces of numbers that are said to be no longer in use; none where no other number would be left.
    private func numbersOutOfUse(_ block: Range<Int>, _ message: borrowing MessageText) -> [Int] {
        let phones = block.filter { isPhone(pieces[$0], message) && pieces[$0].label != .sender }
        guard phones.count > 1 else { return [] }
        let gone = phones.filter { j in
            let range = message.numbers[pieces[j].number].range
            let before = message.text.bytes[..<range.lowerBound].suffix(24).reversed().drop { Self.isGap($0) }
            let behind = message.text.bytes[range.upperBound...].prefix(24).drop { Self.isGap($0) }
            return Self.oldWords.contains { before.starts(with: $0.reversed()) } || Self.goneWords.contains { behind.starts(with: $0) }
        }
        return gone.count < phones.count ? gone : []
    }

    private static func isGap(_ byte: UInt8) -> Bool { [0x20, 0x28, 0x2C, 0x3A].contains(byte) }

    private static let oldWords = AddressWordList.shared.words(of: "phone.old").map(Array.init)
    private static let goneWords = AddressWordList.shared.words(of: "phone.gone").map(Array.init)

    private func touches(_ j: Int, _ name: NameCandidate?, _ block: Range<Int>) -> Bool {
        guard let name, name.piece >= 0 else { return false }
        return abs(name.piece - j) == 1
    }

    private func read(_ number: NumberRun, _ land: String, alone: Bool, touchesName: Bool, _ text: borrowing NormalizedText) -> (String, FieldRule, Double)? {
        switch number.kind {
        case .mobile, .landline, .service, .foreign, .maskedPhone:
            if number.label == .wechat, !alone { return nil }
            return (number.value, PhoneNumbers.rule(number) ?? .phone, number.confidence)
        case .taiwan:
            // Nobody else dials ten digits from 09.
            return land == "TW" || number.label == .phone || isEager && alone ? (number.value, .phoneTaiwan, 0.95) : nil
        case .local:
            let digits = text.bytes[number.range].filter { $0 &- 0x30 < 10 }
            let plain = String(decoding: digits, as: UTF8.self)
            if land == "HK", digits.count == 8 { return ("+852" + plain, .phoneHongKong, 0.9) }
            if land == "MO", digits.count == 8 { return ("+853" + plain, .phoneMacau, 0.9) }
            if land == "TW", digits.first == 0x30, let value = NumberScanner.parse(digits, region: "TW") { return (value, .phoneTaiwan, 0.9) }
            guard alone, number.label == .phone || touchesName, digits.count == 7 || digits.count == 8 else { return nil }
            return (plain, .phoneLocal, 0.6)
        default: return nil
        }
    }
}
