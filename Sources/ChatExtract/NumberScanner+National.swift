internal import CPhoneNumber

/// Numbers as they are dialled in the shop's own country.
extension NumberScanner {
    /// A number that somebody in a country dials.
    struct National {
        enum Kind: Int {
            case mobile = 1, fixed, either, service
            /// It has a mobile's length and is in no plan: a number kept for examples.
            case unlisted
        }

        /// E.164.
        var value: String
        var kind: Kind
    }

    /// A number without a country code, the longest that is one at home: `0938 614 207`, `016-338 2095`, `(503) 741-2286`, `9740518832`.
    func national(_ i: Int, _ bytes: [UInt8], _ floor: Int) -> Found? {
        let start = groups[i].lowerBound
        guard mayOpenNational(start, bytes) else { return nil }
        let label = NumberLabel.before(start, in: bytes)
        guard label == .none || label == .phone || label == .wechat, label == .phone || !OtherNumbers.announces(start, bytes) else { return nil }
        var last = i
        var sum = groups[i].count
        while last + 1 < groups.count, joint(last, bytes) != nil, sum + groups[last + 1].count <= 13 {
            // 1.140.000 is an amount.
            if bytes[groups[last].upperBound] == 0x2E, bytes[start] != 0x30, groups[last + 1].count == 3 { break }
            last += 1
            sum += groups[last].count
        }
        while last >= i {
            let end = groups[last].upperBound
            defer { last -= 1 }
            guard mayCloseNational(end, bytes) else { continue }
            let digits = bytes[start..<end].filter { $0 &- 0x30 < 10 }
            guard 7...13 ~= digits.count, let found = Self.national(digits, region: home) else { continue }
            let isGrouped = last > i
            let stands = stands(start, end, bytes)
            guard let sure = confidence(found.kind, label, isGrouped: isGrouped, isAlone: stands, opensWithZero: digits[0] == 0x30) else { continue }
            var begin = start
            if begin > floor, bytes[begin - 1] == 0x28, bytes[begin..<end].contains(0x29) { begin -= 1 }
            return Found(NumberRun(.foreign, begin..<end, label: label, value: found.value, confidence: sure), next: last + 1)
        }
        return nil
    }

    /// How sure a number of a kind is a phone where it stands; nil where it is none.
    private func confidence(_ kind: National.Kind, _ label: NumberLabel, isGrouped: Bool, isAlone: Bool, opensWithZero: Bool) -> Double? {
        if label == .phone { return kind == .unlisted ? 0.8 : 0.93 }
        switch kind {
        case .mobile: return isAlone || opensWithZero || isGrouped ? 0.9 : 0.82
        case .fixed: return opensWithZero && isGrouped ? 0.85 : isAlone && isGrouped ? 0.8 : nil
        case .either: return isGrouped ? 0.88 : isAlone ? 0.8 : nil
        case .service: return nil
        case .unlisted: return opensWithZero && (isGrouped || isAlone) ? 0.8 : nil
        }
    }

    /// Whether nothing that makes a number something else stands before it.
    private func mayOpenNational(_ start: Int, _ bytes: [UInt8]) -> Bool {
        guard start > 0 else { return true }
        let before = bytes[start - 1]
        if 0x61...0x7A ~= before | 0x20 || [0x23, 0x40, 0x24, 0x5F, 0x2F, 0x2A, 0x2B].contains(before) { return false }
        // £07…: signs of currencies.
        if start > 2, bytes[start - 3] == 0xE2, bytes[start - 2] == 0x82 { return false }
        // Digits a dot, comma or hyphen before are the same number's.
        if [0x2E, 0x2C, 0x2D].contains(before), start > 1, bytes[start - 2] &- 0x30 < 10 { return false }
        return true
    }

    private func mayCloseNational(_ end: Int, _ bytes: [UInt8]) -> Bool {
        guard end < bytes.count else { return true }
        let after = bytes[end]
        if 0x61...0x7A ~= after | 0x20 || after == 0x24 || after == 0x25 || after == 0x5F { return false }
        if [0x2E, 0x2C, 0x2D, 0x2F].contains(after), end + 1 < bytes.count, bytes[end + 1] &- 0x30 < 10 { return false }
        return true
    }

    /// Whether a line or a comma's part holds nothing else than the number.
    private func stands(_ start: Int, _ end: Int, _ bytes: [UInt8]) -> Bool {
        var at = start
        while at > 0, bytes[at - 1] == 0x20 || bytes[at - 1] == 0x28 { at -= 1 }
        var to = end
        while to < bytes.count, bytes[to] == 0x20 || bytes[to] == 0x2E { to += 1 }
        let opens = at == 0 || [0x0A, 0x2C, 0x3A, 0x3B].contains(bytes[at - 1]) || bytes[at - 1] == 0x2E
        return opens && (to >= bytes.count || [0x0A, 0x2C, 0x3B].contains(bytes[to]))
    }

    /// The number that digits are when dialled in a region.
    static func national(_ digits: [UInt8], region: String) -> National? {
        var kind: Int32 = 0
        let capacity = 64
        var length = 0
        let value = unsafe String(unsafeUninitializedCapacity: capacity) { room in
            length = unsafe digits.withUnsafeBytes { input in
                guard let from = input.baseAddress, let to = room.baseAddress else { return 0 }
                return unsafe cpn_national(
                    from.assumingMemoryBound(to: CChar.self), input.count, region, UnsafeMutableRawPointer(to).assumingMemoryBound(to: CChar.self),
                    capacity, &kind)
            }
            return max(0, min(length, capacity))
        }
        guard length > 0, let kind = National.Kind(rawValue: Int(kind)) else { return nil }
        return National(value: value, kind: kind)
    }

    /// ISO 3166 alpha-2 of an E.164 number.
    static func region(of number: String) -> String? {
        let capacity = 8
        var length = 0
        let digits = Array(number.utf8)
        let value = unsafe String(unsafeUninitializedCapacity: capacity) { room in
            length = unsafe digits.withUnsafeBytes { input in
                guard let from = input.baseAddress, let to = room.baseAddress else { return 0 }
                return unsafe cpn_region(
                    from.assumingMemoryBound(to: CChar.self), input.count, UnsafeMutableRawPointer(to).assumingMemoryBound(to: CChar.self), capacity)
            }
            return max(0, min(length, capacity))
        }
        return length == 2 ? value : nil
    }

    /// The calling code of a region, 0 for none.
    static func callingCode(of region: String) -> Int { Int(unsafe cpn_calling_code(region)) }
}

/// Words before numbers that are nobody's phone: accounts, payments' references, couriers.
enum OtherNumbers {
    private static let words = Set(LandTable.shared.otherNumbers.map { Array($0.utf8) })

    /// Whether one of the last two words before an offset, on its line, is such a word.
    static func announces(_ start: Int, _ bytes: [UInt8]) -> Bool {
        var at = start
        for _ in 0..<2 {
            while at > 0, bytes[at - 1] != 0x0A, bytes[at - 1] != 0x2C, !isWord(bytes[at - 1]) { at -= 1 }
            let end = at
            while at > 0, isWord(bytes[at - 1]) { at -= 1 }
            guard at < end else { return false }
            if words.contains(bytes[at..<end].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }) { return true }
        }
        return false
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || 0x61...0x7A ~= byte | 0x20 || byte >= 0x80 || byte == 0x26 }
}
