/// Phones as they are dialled in the country of an address.
extension RecipientReader {
    /// The phones of a message, dialled from anywhere or in the country, and where they stand.
    func phonesAbroad(_ message: borrowing MessageText, _ country: String) -> (phones: [BlockPhone], ranges: [Range<Int>]) {
        let bytes = message.text.bytes
        var phones: [BlockPhone] = []
        var ranges: [Range<Int>] = []
        for piece in pieces where piece.kind == .number && piece.label != .sender && piece.label != .postcode {
            let number = message.numbers[piece.number]
            guard let phone = phoneAbroad(number, country, message.text) else { continue }
            ranges.append(withTrunk(number.range, phone.value, country, bytes))
            if !phones.contains(where: { $0.value == phone.value }) { phones.append(phone) }
        }
        guard country != "CN", country != "ZZ" else { return (phones, ranges) }
        for run in digitRuns(bytes) where !ranges.contains(where: { $0.overlaps(run) }) {
            guard let (range, value) = dialled(run, country, bytes) else { continue }
            ranges.append(range)
            let field = ParsedField(.phone, message.text.originalRange(range), confidence: 0.8, rule: .phoneNational)
            if !phones.contains(where: { $0.value == value }) { phones.append(BlockPhone(value: value, field: field)) }
        }
        // 07700 900456: numbers kept for examples are in no plan.
        if phones.isEmpty, let calling = CountryNames.code(of: country) {
            for run in digitRuns(bytes) where !ranges.contains(where: { $0.overlaps(run) }) {
                // 07700 900456 12 High Street: the house's number stands behind the phone's.
                let run = withoutLastGroup(run, longest: 11, bytes)
                let digits = bytes[run].filter { $0 &- 0x30 < 10 }
                guard 9...11 ~= digits.count, digits[0] == 0x30 else { continue }
                ranges.append(run)
                let value = "+" + calling + String(decoding: digits.dropFirst(), as: UTF8.self)
                let field = ParsedField(.phone, message.text.originalRange(run), confidence: 0.5, rule: .phoneNational)
                phones.append(BlockPhone(value: value, field: field))
                break
            }
        }
        return (phones, ranges)
    }

    /// A number's range with the digit before it that is dialled first at home: 8 705 555 47 90.
    private func withTrunk(_ range: Range<Int>, _ value: String, _ country: String, _ bytes: [UInt8]) -> Range<Int> {
        let start = range.lowerBound
        guard start >= 2, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x2D, bytes[start - 2] == 0x38 || bytes[start - 2] == 0x30,
            start == 2 || !(bytes[start - 3] &- 0x30 < 10 || 0x61...0x7A ~= bytes[start - 3] | 0x20)
        else { return range }
        let digits = [bytes[start - 2]] + bytes[range].filter { $0 &- 0x30 < 10 }
        return NumberScanner.parse(digits, region: country) == value ? start - 2..<range.upperBound : range
    }

    /// Runs of digits with the marks of phones among them, of seven digits and more, that no letter touches.
    private func digitRuns(_ bytes: [UInt8]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var at = 0
        while at < bytes.count {
            guard bytes[at] &- 0x30 < 10 || bytes[at] == 0x2B || bytes[at] == 0x28 else {
                at += 1
                continue
            }
            let start = at
            var end = at
            var digits = 0
            while at < bytes.count, bytes[at] &- 0x30 < 10 || [0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E].contains(bytes[at]) {
                if bytes[at] &- 0x30 < 10 {
                    digits += 1
                    end = at + 1
                }
                at += 1
            }
            let touches = start > 0 && (0x61...0x7A ~= bytes[start - 1] | 0x20 || bytes[start - 1] == 0x23)
            if digits >= 7, !touches { runs.append(start..<end) }
            at = max(at, start + 1)
        }
        return runs
    }

    /// The number of a country that ends a run of digits, from the longest on.
    private func dialled(_ run: Range<Int>, _ country: String, _ bytes: [UInt8]) -> (Range<Int>, String)? {
        var start = run.lowerBound
        while start < run.upperBound {
            let begin = start
            let digits = bytes[start..<run.upperBound].filter { $0 &- 0x30 < 10 }
            if digits.count < 7 { return nil }
            if digits.count <= 15, isGrouped(start..<run.upperBound, country, bytes) {
                let plain = NumberScanner.parse(digits, region: country)
                if let value = plain ?? NumberScanner.parse(digits), CountryNames.calling(value).map({ CountryNames.share($0, country) }) ?? false {
                    return (start..<run.upperBound, value)
                }
            }
            // On to the next group of digits.
            while start < run.upperBound, bytes[start] &- 0x30 < 10 { start += 1 }
            while start < run.upperBound, bytes[start] &- 0x30 >= 10, bytes[start] != 0x28, bytes[start] != 0x2B { start += 1 }
            // A bracket or a plus that opens no number is passed over: 750+450+550.
            if start == begin { start += 1 }
        }
        return nil
    }

    /// A run of digits without its last group where all of them are more than a number has.
    private func withoutLastGroup(_ run: Range<Int>, longest: Int, _ bytes: [UInt8]) -> Range<Int> {
        guard bytes[run].count(where: { $0 &- 0x30 < 10 }) > longest, let gap = bytes[run].lastIndex(where: { !($0 &- 0x30 < 10) }) else { return run }
        let end = bytes[run.lowerBound..<gap].lastIndex { $0 &- 0x30 < 10 }.map { $0 + 1 } ?? run.upperBound
        return run.lowerBound..<end
    }

    /// Whether the groups of a number are those in which a country writes its numbers: 1450 - 920 77 1 is none of North America.
    private func isGrouped(_ range: Range<Int>, _ country: String, _ bytes: [UInt8]) -> Bool {
        guard CountryNames.share("US", country) else { return true }
        let groups = bytes[range].split { !($0 &- 0x30 < 10) }.map(\.count)
        return [[10], [11], [3, 7], [3, 3, 4], [1, 3, 3, 4], [1, 10], [6, 4], [1, 3, 7]].contains(groups)
    }

    private func phoneAbroad(_ number: NumberRun, _ country: String, _ text: NormalizedText) -> BlockPhone? {
        func phone(_ value: String, _ rule: FieldRule, _ confidence: Double) -> BlockPhone {
            BlockPhone(value: value, field: ParsedField(.phone, text.originalRange(number.range), confidence: confidence, rule: rule))
        }
        // 06 39… beside an address in France is no number of the shop's country.
        if number.kind == .foreign, country != home, country != "CN", country != "ZZ", !Self.isInternational(number.range, text.bytes) {
            let digits = text.bytes[number.range].filter { $0 &- 0x30 < 10 }
            if let value = NumberScanner.parse(digits, region: country) { return phone(value, .phoneNational, 0.85) }
        }
        if number.isPhone, number.kind != .landline && number.kind != .service || country == "CN" {
            return phone(number.value, PhoneNumbers.rule(number) ?? .phone, number.confidence)
        }
        guard number.kind == .local || number.kind == .taiwan || number.kind == .landline || number.kind == .service || number.kind == .mobile else {
            return nil
        }
        let digits = text.bytes[number.range].filter { $0 &- 0x30 < 10 }
        if country != "ZZ", digits.count >= 6, let value = NumberScanner.parse(digits, region: country) { return phone(value, .phoneNational, 0.85) }
        return number.label == .phone ? phone(number.isPhone ? number.value : text.string(number.range), .phoneLabel, 0.5) : nil
    }
}
