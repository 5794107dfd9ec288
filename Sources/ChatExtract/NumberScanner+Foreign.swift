internal import CPhoneNumber

extension NumberScanner {
    /// A number with a country code: `+60 12-345 6789`, `0044 …`, and 852, 853 or 886 before a separator.
    func international(_ i: Int, _ bytes: [UInt8], _ floor: Int) -> Found? {
        let group = groups[i]
        let start = group.lowerBound
        let signed = start > 0 && bytes[start - 1] == 0x2B
        let zeros = group.count >= 3 && bytes[start] == 0x30 && bytes[start + 1] == 0x30 && bytes[start + 2] != 0x30
        let near = group.count == 3 && isNear(start, bytes) && joint(i, bytes) != nil
        let nearGlued = group.count == 11 && isNear(start, bytes) && bytes[start + 3] >= 0x32
        guard signed || zeros || near || nearGlued else { return nil }
        var body = start + (zeros && !signed ? 2 : 0)
        if body == group.upperBound, i + 1 < groups.count, joint(i, bytes) != nil { body = groups[i + 1].lowerBound }
        if body + 1 < bytes.count, bytes[body] == 0x38, bytes[body + 1] == 0x36, signed || zeros {
            return mainland(i, body, signed ? start - 1 : start, bytes)
        }
        var j = i
        var sum = group.count - (zeros ? 2 : 0)
        while sum < 15, j + 1 < groups.count, joint(j, bytes) != nil, sum + groups[j + 1].count <= 15 {
            j += 1
            sum += groups[j].count
        }
        var begin = signed ? start - 1 : start
        while j >= i {
            let end = groups[j].upperBound
            let digits = bytes[body..<max(end, body)].filter { $0 &- 0x30 < 10 }
            if 7...Self.mostDigits ~= digits.count, let value = Self.parse(digits) {
                if begin > floor, bytes[begin - 1] == 0x28, bytes[begin..<end].contains(0x29) { begin -= 1 }
                let ext = extensionNumber(after: end, j + 1, bytes, mobile: true)
                let whole = ext.map { value + ";ext=" + String(decoding: bytes[$0.digits], as: UTF8.self) } ?? value
                let run = NumberRun(
                    .foreign, begin..<(ext?.end ?? end), label: NumberLabel.before(begin, in: bytes), value: whole, confidence: signed ? 0.97 : 0.85)
                return Found(run, next: ext == nil ? j + 1 : j + 2)
            }
            j -= 1
        }
        return signed ? unlisted(i, body, bytes) : nil
    }

    /// A number with a sign and a country's code that no plan lists, such as those kept for examples.
    private func unlisted(_ i: Int, _ body: Int, _ bytes: [UInt8]) -> Found? {
        var j = i
        var sum = groups[i].count
        while j + 1 < groups.count, joint(j, bytes) != nil, sum + groups[j + 1].count <= 13 {
            j += 1
            sum += groups[j].count
        }
        let value = "+" + String(decoding: bytes[body..<groups[j].upperBound].filter { $0 &- 0x30 < 10 }, as: UTF8.self)
        guard 10...13 ~= sum, CountryNames.calling(value) != nil else { return nil }
        let start = groups[i].lowerBound - 1
        return Found(NumberRun(.foreign, start..<groups[j].upperBound, label: NumberLabel.before(start, in: bytes), value: value, confidence: 0.6), next: j + 1)
    }

    /// 852, 853 or 886.
    @inline(__always)
    private func isNear(_ at: Int, _ bytes: [UInt8]) -> Bool {
        guard bytes[at] == 0x38 else { return false }
        return bytes[at + 1] == 0x35 && (bytes[at + 2] == 0x32 || bytes[at + 2] == 0x33) || bytes[at + 1] == 0x38 && bytes[at + 2] == 0x36
    }

    /// +86 or 0086 before a mobile or a landline.
    private func mainland(_ i: Int, _ body: Int, _ start: Int, _ bytes: [UInt8]) -> Found? {
        var j = i
        while j < groups.count, groups[j].upperBound <= body { j += 1 }
        guard j < groups.count else { return nil }
        var at = body + 2
        if at >= groups[j].upperBound {
            guard joint(j, bytes) != nil, j + 1 < groups.count else { return nil }
            j += 1
            at = groups[j].lowerBound
        }
        if isMobileHead(at, bytes) {
            var end = j
            var sum = groups[j].upperBound - at
            while sum < 11, joint(end, bytes) != nil, end + 1 < groups.count {
                end += 1
                sum += groups[end].count
            }
            if sum == 11 { return finish(j, end + 1, at, start, bytes, 0.99) }
        }
        // A landline: the area code without its zero, then seven or eight digits.
        var end = j
        var sum = groups[j].upperBound - at
        while sum < 10, joint(end, bytes) != nil, end + 1 < groups.count, sum + groups[end + 1].count <= 12 {
            end += 1
            sum += groups[end].count
        }
        guard sum >= 10, sum <= 12 else { return nil }
        let all = bytes[at..<groups[end].upperBound].filter { $0 &- 0x30 < 10 }
        let digits = all.first == 0x30 ? Array(all.dropFirst()) : all
        guard let value = Self.parse(Array("86".utf8) + digits) else { return nil }
        let ext = extensionNumber(after: groups[end].upperBound, end + 1, bytes, mobile: false)
        let whole = ext.map { value + ";ext=" + String(decoding: bytes[$0.digits], as: UTF8.self) } ?? value
        return Found(NumberRun(.landline, start..<(ext?.end ?? groups[end].upperBound), value: whole, confidence: 0.97), next: ext == nil ? end + 1 : end + 2)
    }

    /// No number has more digits with its country's code (E.164: 15, some plans two more); a longer run is none, and the plans' patterns are slow on it.
    private static let mostDigits = 17

    /// E.164 of digits that begin with a country code, when such a number exists.
    static func parse(_ digits: [UInt8]) -> String? { parse([0x2B] + digits, region: "ZZ") }

    /// E.164 of a number as dialled in a region (ISO 3166 alpha-2), when such a number exists there.
    static func parse(_ text: [UInt8], region: String) -> String? {
        guard text.count <= 40 else { return nil }
        let capacity = 64
        var length = 0
        let value = unsafe String(unsafeUninitializedCapacity: capacity) { room in
            length = unsafe text.withUnsafeBytes { input in
                guard let from = input.baseAddress, let to = room.baseAddress else { return 0 }
                return unsafe cpn_parse(
                    from.assumingMemoryBound(to: CChar.self), input.count, region, UnsafeMutableRawPointer(to).assumingMemoryBound(to: CChar.self), capacity)
            }
            return max(0, min(length, capacity))
        }
        return length > 0 ? value : nil
    }
}
