extension NumberScanner {
    /// Whether an area code exists: 010, 02x and four digits from 03xx to 09xx.
    func areaCodeLength(_ digits: some RandomAccessCollection<UInt8>) -> Int? {
        guard digits.count >= 3, digits.first == 0x30 else { return nil }
        let second = digits[digits.index(digits.startIndex, offsetBy: 1)]
        let third = digits[digits.index(digits.startIndex, offsetBy: 2)]
        switch second {
        case 0x31: return third == 0x30 ? 3 : nil
        case 0x32: return third != 0x36 ? 3 : nil
        case 0x33...0x39:
            guard digits.count >= 4 else { return nil }
            // 0310…0319, 0335, 0349–0359, …: the third digit runs from 1; 06 has 066x and 0691 only, 091x–099x.
            return third >= 0x31 || second == 0x38 || second == 0x39 ? 4 : nil
        default: return nil
        }
    }

    /// A landline with its area code, a 400 or 800 number, or a Taiwan number as dialled there.
    func landline(_ i: Int, _ bytes: [UInt8], _ floor: Int) -> Found? {
        let group = groups[i]
        let first = bytes[group.lowerBound]
        if first == 0x34 || first == 0x38, group.count == 3 || group.count == 4 || group.count == 10, bytes[group.lowerBound + 1] == 0x30,
            bytes[group.lowerBound + 2] == 0x30, let end = join(i, digits: 10, atMost: 3, bytes)
        {
            return complete(.service, i, end, group.lowerBound, "+86", skipping: 0, bytes, 0.95, floor)
        }
        guard first == 0x30 else { return nil }
        if let taiwan = taiwan(i, bytes, floor) { return taiwan }
        if group.count == 3 || group.count == 4 {
            guard let length = areaCodeLength(bytes[group]), length == group.count, joint(i, bytes) != nil else { return nil }
            for count in [8, 7] {
                guard let end = join(i + 1, digits: count, atMost: 3, bytes), groups[i + 1].count >= 3, (0x32...0x39).contains(bytes[groups[i + 1].lowerBound])
                else { continue }
                return complete(.landline, i, end, group.lowerBound, "+86", skipping: 1, bytes, 0.97, floor)
            }
            return nil
        }
        if group.count >= 10, group.count <= 12, let length = areaCodeLength(bytes[group]) {
            let rest = group.count - length
            guard rest == 8 || (rest == 7 && length == 4), (0x32...0x39).contains(bytes[group.lowerBound + length]) else { return nil }
            return complete(.landline, i, i + 1, group.lowerBound, "+86", skipping: 1, bytes, 0.85, floor)
        }
        if group.count >= 6, group.count <= 8, let length = areaCodeLength(bytes[group]) {
            for count in [8, 7] {
                guard let end = join(i, digits: length + count, atMost: 2, bytes), end == i + 2 else { continue }
                return complete(.landline, i, end, group.lowerBound, "+86", skipping: 1, bytes, 0.8, floor)
            }
        }
        return nil
    }

    /// 09xx-xxx-xxx, or 0x-xxxx-xxxx with a one- or two-digit area code.
    private func taiwan(_ i: Int, _ bytes: [UInt8], _ floor: Int) -> Found? {
        let group = groups[i]
        let second = group.count > 1 ? bytes[group.lowerBound + 1] : 0
        if second == 0x39, group.count == 4 || group.count == 10 || group.count == 7, let end = join(i, digits: 10, atMost: 3, bytes),
            groups[i..<end].allSatisfy({ $0.count >= 3 }), group.count != 4 || groups[i + 1].count != 6 || end == i + 2
        {
            return complete(.taiwan, i, end, group.lowerBound, "+886", skipping: 1, bytes, 0.7, floor)
        }
        guard group.count == 2, 0x32...0x38 ~= second, joint(i, bytes) != nil, i + 1 < groups.count, groups[i + 1].count >= 3 else { return nil }
        for count in [10, 9] {
            guard let end = join(i, digits: count, atMost: 3, bytes) else { continue }
            return complete(.taiwan, i, end, group.lowerBound, "+886", skipping: 1, bytes, 0.7, floor)
        }
        return nil
    }

    /// Adds brackets and an extension to a number and refuses it behind the label of something else.
    private func complete(
        _ kind: NumberRun.Kind, _ i: Int, _ end: Int, _ start: Int, _ prefix: StaticString, skipping: Int, _ bytes: [UInt8], _ confidence: Double,
        _ floor: Int
    ) -> Found? {
        let stop = groups[end - 1].upperBound
        let label = NumberLabel.before(start, in: bytes)
        switch label {
        case .order, .tracking, .code, .bankCard, .idCard, .qq: return Found(NumberRun(.serial, start..<stop, label: label), next: end)
        default: break
        }
        var begin = start
        if begin > floor, bytes[begin - 1] == 0x28, groups[i].upperBound < bytes.count, bytes[groups[i].upperBound] == 0x29 { begin -= 1 }
        let ext = extensionNumber(after: stop, end, bytes, mobile: false)
        let value = NumberText(prefix, groups[i..<end], from: start, skipping: skipping, bytes).string(extension: ext?.digits, bytes)
        return Found(NumberRun(kind, begin..<(ext?.end ?? stop), label: label, value: value, confidence: confidence), next: ext == nil ? end : end + 1)
    }

    /// Digits that are a phone only where an address or a label says so: seven or eight digits, or any joined run behind a phone label.
    func local(_ i: Int, _ bytes: [UInt8]) -> Found? {
        let group = groups[i]
        guard group.count >= 2, group.count <= 11 else { return nil }
        let label = group.count >= 3 || joint(i, bytes) != nil ? NumberLabel.before(group.lowerBound, in: bytes) : .none
        if label == .phone {
            var j = i
            var sum = group.count
            while sum < 12, joint(j, bytes) != nil, j + 1 < groups.count, sum + groups[j + 1].count <= 12 {
                j += 1
                sum += groups[j].count
            }
            guard sum >= 5 else { return nil }
            return Found(NumberRun(.local, group.lowerBound..<groups[j].upperBound, label: label, confidence: 0.6), next: j + 1)
        }
        guard label == .none else { return nil }
        if group.count == 7 || group.count == 8, (0x32...0x39).contains(bytes[group.lowerBound]), !isGlued(group, bytes) {
            return Found(NumberRun(.local, group, confidence: 0.4), next: i + 1)
        }
        if group.count == 4 || group.count == 3, let gap = joint(i, bytes), gap <= 1, i + 1 < groups.count, groups[i + 1].count == 4,
            (0x32...0x39).contains(bytes[group.lowerBound]), !isGlued(group.lowerBound..<groups[i + 1].upperBound, bytes),
            i + 2 >= groups.count || joint(i + 1, bytes) == nil
        {
            return Found(NumberRun(.local, group.lowerBound..<groups[i + 1].upperBound, confidence: 0.35), next: i + 2)
        }
        // 0xx-xxx xxxx and the like: a trunk zero and nine to eleven digits.
        if bytes[group.lowerBound] == 0x30, group.count >= 2 {
            for count in [10, 11, 9] {
                guard let end = join(i, digits: count, atMost: 4, bytes) else { continue }
                return Found(NumberRun(.local, group.lowerBound..<groups[end - 1].upperBound, confidence: 0.4), next: end)
            }
        }
        return nil
    }

    /// Whether a letter, or a character of an address, touches a group.
    private func isGlued(_ group: Range<Int>, _ bytes: [UInt8]) -> Bool {
        if group.lowerBound > 0, isWord(bytes[group.lowerBound - 1]) { return true }
        guard group.upperBound < bytes.count else { return false }
        if isWord(bytes[group.upperBound]) { return true }
        guard group.upperBound + 2 < bytes.count, bytes[group.upperBound] >= 0xE0 else { return false }
        let at = group.upperBound
        return Self.houseMarks.contains(UInt32(bytes[at]) << 16 | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]))
    }
}
