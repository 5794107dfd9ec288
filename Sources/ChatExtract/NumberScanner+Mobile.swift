extension NumberScanner {
    /// 138****1234: eleven places, a mobile's beginning, at least three of them hidden.
    func maskedPhone(_ i: Int, _ bytes: [UInt8]) -> Found? {
        let group = groups[i]
        guard group.count >= 3, group.count <= 8, isMobileHead(group.lowerBound, bytes), group.upperBound < bytes.count else { return nil }
        var at = group.upperBound
        var hidden = 0
        if bytes[at] == 0x20 || bytes[at] == 0x2D { at += 1 }
        while at < bytes.count, bytes[at] == 0x2A || bytes[at] | 0x20 == 0x78 {
            hidden += 1
            at += 1
        }
        guard hidden >= 3, group.count + hidden <= 11 else { return nil }
        var places = group.count + hidden
        var next = i + 1
        if places < 11, next < groups.count {
            if at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x2D { at += 1 }
            guard groups[next].lowerBound == at else { return nil }
            places += groups[next].count
            at = groups[next].upperBound
            next += 1
        }
        guard places == 11 else { return nil }
        let text = String(decoding: bytes[group.lowerBound..<at].filter { $0 != 0x20 && $0 != 0x2D }, as: UTF8.self)
        return Found(NumberRun(.maskedPhone, group.lowerBound..<at, value: text, confidence: 0.95), next: next)
    }

    func isMobileHead(_ at: Int, _ bytes: [UInt8]) -> Bool {
        at + 1 < bytes.count && bytes[at] == 0x31 && bytes[at + 1] >= 0x33 && bytes[at + 1] <= 0x39
    }

    /// A mainland mobile in any spacing, with or without 86 before it.
    func mobile(_ i: Int, _ bytes: [UInt8], _ floor: Int) -> Found? {
        let group = groups[i]
        if group.count == 11 { return isMobileHead(group.lowerBound, bytes) ? finish(i, i + 1, group.lowerBound, group.lowerBound, bytes, 0.99) : nil }
        if group.count == 13, bytes[group.lowerBound] == 0x38, bytes[group.lowerBound + 1] == 0x36, isMobileHead(group.lowerBound + 2, bytes) {
            return finish(i, i + 1, group.lowerBound + 2, group.lowerBound, bytes, 0.9)
        }
        if group.count == 15, bytes[group].starts(with: "0086".utf8), isMobileHead(group.lowerBound + 4, bytes) {
            return finish(i, i + 1, group.lowerBound + 4, group.lowerBound, bytes, 0.97)
        }
        if group.count == 12, bytes[group.lowerBound] == 0x30, isMobileHead(group.lowerBound + 1, bytes) {
            return finish(i, i + 1, group.lowerBound + 1, group.lowerBound, bytes, 0.85)
        }
        if group.count <= 4, bytes[group].elementsEqual("86".utf8) || bytes[group].elementsEqual("0086".utf8), i + 1 < groups.count, joint(i, bytes) != nil,
            isMobileHead(groups[i + 1].lowerBound, bytes), let end = mobileEnd(i + 1, bytes)
        {
            return finish(i + 1, end, groups[i + 1].lowerBound, group.lowerBound, bytes, 0.98)
        }
        guard isMobileHead(group.lowerBound, bytes), group.count < 11, i + 1 < groups.count, let end = mobileEnd(i, bytes) else {
            return spacedDigits(i, bytes)
        }
        return finish(i, end, group.lowerBound, group.lowerBound, bytes, 0.96)
    }

    /// The group after a mobile that begins with group `i`: 3-4-4, 3-8, 7-4 and other splits into parts of two digits and more.
    private func mobileEnd(_ i: Int, _ bytes: [UInt8]) -> Int? {
        // A room before a phone: 1702 159-4021-2250.
        if i + 1 < groups.count, groups[i].count == 4, groups[i + 1].count == 3 || groups[i + 1].count == 11, isMobileHead(groups[i + 1].lowerBound, bytes),
            join(i + 1, digits: 11, atMost: 4, bytes) != nil
        {
            return nil
        }
        guard groups[i].count >= 3, let end = join(i, digits: 11, atMost: 4, bytes), groups[i..<end].allSatisfy({ $0.count >= 2 }) else { return nil }
        return end
    }

    /// `1 3 8 0 0 …`: every digit on its own.
    private func spacedDigits(_ i: Int, _ bytes: [UInt8]) -> Found? {
        guard groups[i].count == 1, i + 11 <= groups.count, groups[i..<i + 11].allSatisfy({ $0.count == 1 }), bytes[groups[i].lowerBound] == 0x31,
            0x33...0x39 ~= bytes[groups[i + 1].lowerBound]
        else { return nil }
        for j in i..<i + 10 {
            guard let gap = joint(j, bytes), gap == 1 else { return nil }
        }
        return finish(i, i + 11, groups[i].lowerBound, groups[i].lowerBound, bytes, 0.85)
    }

    /// Completes a mobile whose eleven digits begin at `digitsAt` in group `i` and end with group `end - 1`.
    func finish(_ i: Int, _ end: Int, _ digitsAt: Int, _ start: Int, _ bytes: [UInt8], _ confidence: Double) -> Found? {
        var start = start
        let stop = groups[end - 1].upperBound
        if stop < bytes.count, 0x61...0x7A ~= bytes[stop] { return nil }
        let label = NumberLabel.before(start, in: bytes)
        switch label {
        case .order, .tracking, .code, .bankCard, .idCard: return Found(NumberRun(.serial, start..<stop, label: label), next: end)
        case .qq: return Found(NumberRun(.plain, start..<stop, label: label), next: end)
        default: break
        }
        let body = NumberText("+86", groups[i..<end], from: digitsAt, bytes)
        guard body.count == 14 else { return nil }
        // A sign and brackets around the country code belong to the number.
        if start > 0, bytes[start - 1] == 0x2B { start -= 1 }
        if start > 0, bytes[start - 1] == 0x28, bytes[start..<stop].contains(0x29) { start -= 1 }
        let ext = extensionNumber(after: stop, end, bytes, mobile: true)
        let value = body.string(extension: ext?.digits, bytes)
        let sure = label == .phone ? max(confidence, 0.99) : confidence
        return Found(NumberRun(.mobile, start..<(ext?.end ?? stop), label: label, value: value, confidence: sure), next: ext == nil ? end : end + 1)
    }

    /// A room number and a mobile without anything between: `3栋10113800138000`. Only behind the words of an address, and only with a short head.
    func glued(_ i: Int, _ bytes: [UInt8]) -> Found? {
        let group = groups[i]
        guard group.count >= 12, group.count <= 16, isMobileHead(group.upperBound - 11, bytes), group.lowerBound > 0 else { return nil }
        let before = bytes[group.lowerBound - 1]
        var fits = before == 0x2D || before == 0x23 || 0x41...0x5A ~= before
        if group.lowerBound >= 3, before >= 0x80 {
            let at = group.lowerBound
            fits = Self.addressTails.contains(UInt32(bytes[at - 3]) << 16 | UInt32(bytes[at - 2]) << 8 | UInt32(bytes[at - 1]))
        }
        guard fits, NumberLabel.before(group.lowerBound, in: bytes) == .none else { return nil }
        let split = group.upperBound - 11
        let ext = extensionNumber(after: group.upperBound, i + 1, bytes, mobile: true)
        let value = NumberText("+86", groups[i...i], from: split, bytes).string(extension: ext?.digits, bytes)
        let phone = NumberRun(.mobile, split..<(ext?.end ?? group.upperBound), value: value, confidence: 0.9)
        return Found(phone, next: ext == nil ? i + 1 : i + 2, head: NumberRun(.house, group.lowerBound..<split))
    }

    private static let addressTails = words("号室栋楼元幢座弄层组巷期区村队园院苑城厦府湾里庭居墅邸店铺门")
}
