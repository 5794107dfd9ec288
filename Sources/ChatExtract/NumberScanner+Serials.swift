extension NumberScanner {
    /// A code of letters and digits: SF1234567890123, A12, 3F. Its digits are no number of their own.
    func code(_ i: Int, _ bytes: [UInt8], _ floor: Int) -> Found? {
        let group = groups[i]
        var start = group.lowerBound
        while start > floor, isWord(bytes[start - 1]), bytes[start - 1] != 0x5F { start -= 1 }
        let head = bytes[start..<group.lowerBound]
        guard !head.isEmpty else { return nil }
        // Letters that are a label are not part of the number.
        if group.count >= 5, NumberLabel.before(group.lowerBound, in: bytes) != .none { return nil }
        guard head.count + group.count >= 8 || group.count >= 7 else { return nil }
        let capital = head.first.map { $0 >= 0x41 && $0 <= 0x5A } == true
        // B座 and a phone: A1218869828199; a name and a phone: Vivian15966517375.
        if capital, head.count == 1, group.count >= 11, group.count <= 16, isMobileHead(group.upperBound - 11, bytes), start == 0 || bytes[start - 1] >= 0x80 {
            return nil
        }
        if capital, head.count >= 3, group.count == 11, isMobileHead(group.lowerBound, bytes), head.dropFirst().allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) {
            return nil
        }
        var end = group.upperBound
        var next = i + 1
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        while next < groups.count, groups[next].lowerBound < end { next += 1 }
        return Found(NumberRun(.serial, start..<end, label: NumberLabel.before(start, in: bytes)), next: next)
    }

    /// Twelve digits and more: identity card, bank card, or the number of an order, a parcel or a payment.
    func longNumber(_ i: Int, _ bytes: [UInt8]) -> Found? {
        let group = groups[i]
        if let card = idCard(i, bytes) { return card }
        if group.count == 4 || group.count >= 15, let card = bankCard(i, bytes) { return card }
        guard group.count >= 12 || (group.count >= 9 && bytes[group.lowerBound] != 0x30) else { return nil }
        if group.count == 10, bytes[group].starts(with: "400".utf8) || bytes[group].starts(with: "800".utf8) { return nil }
        let label = NumberLabel.before(group.lowerBound, in: bytes)
        if group.count < 12 {
            if label == .phone { return nil }
            return Found(NumberRun(label == .qq || label == .wechat ? .plain : .serial, group, label: label, confidence: 0.6), next: i + 1)
        }
        if group.count == 12, bytes[group.lowerBound] == 0x30, label == .none || label == .phone { return nil }
        var end = group.upperBound
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        return Found(NumberRun(.serial, group.lowerBound..<end, label: label), next: i + 1)
    }

    /// Eighteen places with a region, a birth date and a check digit (GB 11643), or 15 digits behind a label.
    private func idCard(_ i: Int, _ bytes: [UInt8]) -> Found? {
        let length = groups[i].count
        guard length == 6 || length == 15 || length == 17 || length == 18 else { return nil }
        var next = i + 1
        var end = groups[i].upperBound
        var digits = Array(bytes[groups[i]])
        if digits.count == 6, joint(i, bytes) == 1, next < groups.count, groups[next].count >= 8 {
            // 110101 19900101 1237
            while next < groups.count, joint(next - 1, bytes) == 1, digits.count + groups[next].count <= 18 {
                digits.append(contentsOf: bytes[groups[next]])
                end = groups[next].upperBound
                next += 1
            }
        }
        if digits.count == 17, end < bytes.count, bytes[end] | 0x20 == 0x78 {
            digits.append(0x58)
            end += 1
        }
        let range = groups[i].lowerBound..<end
        if digits.count == 15 {
            guard NumberLabel.before(range.lowerBound, in: bytes) == .idCard else { return nil }
            return Found(NumberRun(.idCard, range, label: .idCard, value: String(decoding: digits, as: UTF8.self), confidence: 0.9), next: next)
        }
        guard digits.count == 18, 0x31...0x38 ~= digits[0] else { return nil }
        func value(_ a: Int, _ b: Int) -> Int { digits[a..<b].reduce(0) { $0 * 10 + Int($1 & 0x0F) } }
        let plausible = 1900...2035 ~= value(6, 10) && 1...12 ~= value(10, 12) && 1...31 ~= value(12, 14)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 & 0x0F) * $1.1 }
        let checks = Array("10X98765432".utf8)[sum % 11] == digits[17]
        let label = NumberLabel.before(range.lowerBound, in: bytes)
        guard plausible || label == .idCard, checks || label != .order && label != .tracking else { return nil }
        let confidence = plausible && checks ? 0.99 : label == .idCard ? 0.9 : 0.7
        return Found(NumberRun(.idCard, range, label: label, value: String(decoding: digits, as: UTF8.self), confidence: confidence), next: next)
    }

    /// 15 to 19 digits that pass Luhn's check and begin like a card, or that a label calls one; also in groups of four.
    private func bankCard(_ i: Int, _ bytes: [UInt8]) -> Found? {
        var next = i + 1
        var digits = Array(bytes[groups[i]])
        if digits.count == 4 {
            while next < groups.count, joint(next - 1, bytes) == 1, groups[next].count <= 4, digits.count + groups[next].count <= 19 {
                digits.append(contentsOf: bytes[groups[next]])
                next += 1
            }
        }
        guard digits.count >= 15, digits.count <= 19 else { return nil }
        let range = groups[i].lowerBound..<groups[next - 1].upperBound
        if range.upperBound < bytes.count, isWord(bytes[range.upperBound]) { return nil }
        let label = NumberLabel.before(range.lowerBound, in: bytes)
        guard label != .order, label != .tracking, label != .idCard else { return nil }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = Int(digit & 0x0F) * (place % 2 == 1 ? 2 : 1)
            sum += value > 9 ? value - 9 : value
        }
        let checks = sum % 10 == 0
        let begins = digits.starts(with: "62".utf8) || digits[0] == 0x34 || digits[0] == 0x35 || digits.starts(with: "37".utf8) || digits.starts(with: "9".utf8)
        guard label == .bankCard || (checks && begins && digits.count >= 16) || digits.starts(with: "622".utf8) else { return nil }
        let confidence = checks ? (label == .bankCard ? 0.99 : 0.85) : 0.7
        return Found(NumberRun(.bankCard, range, label: label, value: String(decoding: digits, as: UTF8.self), confidence: confidence), next: next)
    }

    /// 2024-05-20, 2024年5月20日, 5月20日, 20240520, 13:14.
    func dateOrTime(_ i: Int, _ bytes: [UInt8]) -> Found? {
        let group = groups[i]
        let end = group.upperBound
        guard group.count <= 8, end < bytes.count || group.count == 8 else { return nil }
        if group.count <= 2, bytes[end] == 0x3A, i + 1 < groups.count, groups[i + 1].lowerBound == end + 1, groups[i + 1].count == 2, value(group, bytes) < 25,
            value(groups[i + 1], bytes) < 60
        {
            var last = i + 1
            if last + 1 < groups.count, groups[last + 1].lowerBound == groups[last].upperBound + 1, bytes[groups[last].upperBound] == 0x3A { last += 1 }
            return Found(NumberRun(.time, group.lowerBound..<groups[last].upperBound), next: last + 1)
        }
        if group.count == 4, 1900...2100 ~= value(group, bytes), i + 2 < groups.count {
            let month = groups[i + 1]
            let day = groups[i + 2]
            let mark = bytes[end]
            let dashed =
                (mark == 0x2D || mark == 0x2F || mark == 0x2E) && month.lowerBound == end + 1 && day.lowerBound == month.upperBound + 1
                && bytes[month.upperBound] == mark
            let worded =
                has("年", at: end, bytes) && month.lowerBound == end + 3 && has("月", at: month.upperBound, bytes) && day.lowerBound == month.upperBound + 3
            if dashed || worded, month.count <= 2, day.count <= 2, 1...12 ~= value(month, bytes), 1...31 ~= value(day, bytes) {
                return Found(NumberRun(.date, group.lowerBound..<day.upperBound), next: i + 3)
            }
        }
        if group.count == 4, 1900...2100 ~= value(group, bytes), has("年", at: end, bytes) { return Found(NumberRun(.date, group), next: i + 1) }
        if group.count <= 2, has("月", at: end, bytes), i + 1 < groups.count, groups[i + 1].lowerBound == end + 3, groups[i + 1].count <= 2,
            1...12 ~= value(group, bytes),
            1...31 ~= value(groups[i + 1], bytes)
        {
            return Found(NumberRun(.date, group.lowerBound..<groups[i + 1].upperBound), next: i + 2)
        }
        if group.count == 8, stands(alone: group, bytes), NumberLabel.before(group.lowerBound, in: bytes) != .phone {
            let whole = value(group, bytes)
            if 1900...2035 ~= whole / 10_000, 1...12 ~= whole / 100 % 100, 1...31 ~= whole % 100 { return Found(NumberRun(.date, group), next: i + 1) }
        }
        return nil
    }

    private func value(_ group: Range<Int>, _ bytes: [UInt8]) -> Int { bytes[group].prefix(9).reduce(0) { $0 * 10 + Int($1 & 0x0F) } }

    private func has(_ word: StaticString, at: Int, _ bytes: [UInt8]) -> Bool {
        let count = word.utf8CodeUnitCount
        guard at >= 0, at + count <= bytes.count else { return false }
        var i = 0
        while i < count {
            guard unsafe bytes[at + i] == word.utf8Start[i] else { return false }
            i += 1
        }
        return true
    }
}
