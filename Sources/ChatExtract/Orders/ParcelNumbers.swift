/// Tracking numbers by shape and context, and order and payment numbers.
///
/// A shape with a courier's letters stands alone; digits alone need a courier's name or a label (单号, 运单, resi, tracking) near by, with no label of an order, an
/// account or a phone in between.
struct ParcelNumbers {
    private struct Candidate {
        var range: Range<Int>
        var plain: [UInt8]
        var digits: Int
    }

    /// A word near a number that says what the number is.
    private struct Cue {
        var range: Range<Int>
        var classes: WordClass
        var courier: String?
    }

    init() {}

    /// Appends what a message holds.
    func read(_ text: OrderText, _ mentions: inout OrderMentions) {
        var digits = 0
        for t in text.tokens where t.kind == .number || t.kind == .code || t.kind == .text { digits &+= t.end &- t.start }
        // No number of a parcel or an order is shorter.
        guard digits >= 8 else { return }
        let found = candidates(text.bytes)
        guard !found.isEmpty else { return }
        let cues = text.tokens.compactMap { t -> Cue? in
            guard !t.classes.isDisjoint(with: [.courier, .trackLabel, .orderLabel, .idLabel, .contactLabel]) else { return nil }
            return Cue(range: t.start..<t.end, classes: t.classes, courier: t.classes.contains(.courier) ? text.value(t) : nil)
        }
        var lastTracking: (end: Int, courier: String?, length: Int)?
        for written in found {
            let one = Self.unglued(written)
            if let number = orderNumber(one, cues, text) {
                mentions.orderNumbers.append((number, one.range))
                continue
            }
            let isGluedEMS = one.range != written.range && one.digits == one.plain.count
            if let courier = isGluedEMS ? "EMS" : courier(byShape: one.plain) {
                let near = nearest(one, cues, text.bytes)
                let named = near.courier.flatMap { $0.courier }
                mentions.trackings.append(
                    (one.plain.first.map { $0 < 58 } == true ? named ?? courier : courier, String(decoding: one.plain, as: UTF8.self), one.range))
                lastTracking = (one.range.upperBound, courier, one.plain.count)
                continue
            }
            if let last = lastTracking, last.length == one.plain.count, !isMobile(one.plain),
                isListGap(last.end..<one.range.lowerBound, text.bytes) || one.digits < one.plain.count && one.range.lowerBound - last.end <= 40
            {
                mentions.trackings.append((last.courier, String(decoding: one.plain, as: UTF8.self), one.range))
                lastTracking = (one.range.upperBound, last.courier, one.plain.count)
                continue
            }
            if let courier = courierByContext(one, cues, text) {
                mentions.trackings.append((courier.name, String(decoding: one.plain, as: UTF8.self), one.range))
                lastTracking = (one.range.upperBound, courier.name, one.plain.count)
            }
        }
    }

    /// A courier's name glued to its number: SFSF123… is SF123…, EMS and thirteen digits are the digits.
    private static func unglued(_ one: Candidate) -> Candidate {
        let letters = Array(one.plain.prefix { $0 >= 0x41 })
        var drop = 0
        if letters.count == 4, letters[0] == letters[2], letters[1] == letters[3] { drop = 2 }
        if letters == Array("EMS".utf8), one.plain.count - 3 == one.digits, 11...13 ~= one.digits { drop = 3 }
        guard drop > 0 else { return one }
        // The letters stand before any space or hyphen.
        return Candidate(range: one.range.lowerBound + drop..<one.range.upperBound, plain: Array(one.plain.dropFirst(drop)), digits: one.digits)
    }

    // MARK: Candidates

    private static func isAlphanumeric(_ b: UInt8) -> Bool { 48...57 ~= b || (b | 0x20) &- 0x61 < 26 }

    /// Runs of ASCII letters and digits with at least eight digits; a single space or hyphen between groups of digits does not end one.
    private func candidates(_ b: [UInt8]) -> [Candidate] {
        var found: [Candidate] = []
        var at = 0
        while at < b.count {
            guard Self.isAlphanumeric(b[at]) else {
                at &+= 1
                continue
            }
            var end = at
            var digits = 0
            var length = 0
            var group = 0
            while end < b.count {
                let c = b[end]
                if Self.isAlphanumeric(c) {
                    if c < 58 { digits &+= 1 }
                    length &+= 1
                    group &+= 1
                    end &+= 1
                } else if c == 0x20 || c == UInt8(ascii: "-"), end + 1 < b.count, 48...57 ~= b[end + 1], 48...57 ~= b[end - 1] || group <= 4 && digits == 0,
                    isGroup(b, end + 1, c)
                {
                    end &+= 1
                    group = 0
                } else {
                    break
                }
            }
            end = pastCountry(b, at, end, &length, digits)
            if digits >= 8 || digits >= 6 && length >= 10 && length > digits, length <= 40 {
                let plain = b[at..<end].filter(Self.isAlphanumeric).map { $0 >= 0x61 ? $0 & 0xDF : $0 }
                found.append(Candidate(range: at..<end, plain: plain, digits: digits))
            }
            at = max(end, at &+ 1)
        }
        return found
    }

    /// Past the letters of the country that a space parts from a number of S10: CE 204 771 865 IE.
    private func pastCountry(_ b: [UInt8], _ at: Int, _ end: Int, _ length: inout Int, _ digits: Int) -> Int {
        guard digits == 9, length == 11, end + 2 < b.count, b[end] == 0x20, 0x41...0x5A ~= b[end + 1], 0x41...0x5A ~= b[end + 2],
            end + 3 == b.count || !Self.isAlphanumeric(b[end + 3])
        else { return end }
        length += 2
        return end + 3
    }

    /// A space joins groups of three to five digits only; two whole numbers side by side stay two. A hyphen joins anything.
    private func isGroup(_ b: [UInt8], _ at: Int, _ joint: UInt8) -> Bool {
        var end = at
        while end < b.count, 48...57 ~= b[end] { end += 1 }
        if joint == UInt8(ascii: "-") { return true }
        var start = at - 1
        while start > 0, 48...57 ~= b[start - 1] { start -= 1 }
        let left = at - 1 - start
        return 3...5 ~= end - at && (left == 0 || 2...5 ~= left)
    }

    // MARK: Shapes

    /// The courier of a shape that no other number has.
    private func courier(byShape p: [UInt8]) -> String? { mainland(byShape: p) ?? LandTable.shared.parcels.first { $0.isTelling && $0.fits(p) }?.courier }

    private func mainland(byShape p: [UInt8]) -> String? {
        let letters = p.prefix { $0 >= 0x41 }
        let digits = p.count - letters.count
        guard p.dropFirst(letters.count).allSatisfy({ $0 < 58 }) else { return upu(p) }
        switch String(decoding: letters, as: UTF8.self) {
        case "SF" where 12...15 ~= digits: return "SF"
        case "YT" where 10...15 ~= digits: return "YTO"
        case "JT" where 12...15 ~= digits: return "JTSD"
        case "JD" where 11...15 ~= digits, "JDX" where 11...13 ~= digits, "JDK" where 11...13 ~= digits, "JDAZ" where digits >= 10, "JDAP" where digits >= 10:
            return "JD"
        case "DPK" where 10...12 ~= digits, "DPL" where 10...12 ~= digits: return "DBL"
        case "ZTO" where 10...14 ~= digits: return "ZTO"
        case "STO" where 10...14 ~= digits: return "STO"
        case "YD" where 12...15 ~= digits: return "YUNDA"
        case "LP" where 14...16 ~= digits: return "CAINIAO"
        default:
            if letters.count == 4, letters.starts(with: Array("JDV".utf8)), 10...13 ~= digits { return "JD" }
            return nil
        }
    }

    /// The S10 shape of the Universal Postal Union: two letters, eight digits and a check digit, two letters of the country.
    private func upu(_ p: [UInt8]) -> String? {
        guard p.count == 13, p[0] >= 0x41, p[1] >= 0x41, p[11] >= 0x41, p[12] >= 0x41, p[2..<11].allSatisfy({ $0 < 58 }) else { return nil }
        let weights = [8, 6, 4, 2, 3, 5, 9, 7]
        var sum = 0
        for i in 0..<8 { sum += weights[i] * Int(p[2 + i] - 48) }
        var check = 11 - sum % 11
        if check == 10 { check = 0 }
        if check == 11 { check = 5 }
        guard check == Int(p[10] - 48) || isAbroad(p) else { return nil }
        switch (p[11], p[12]) {
        case (0x43, 0x4E): return "EMS"
        case (0x4D, 0x59): return "POSLAJU"
        case (0x49, 0x44): return "POSINDONESIA"
        default: return "UPU"
        }
    }

    /// Whether the shape of S10 ends in a country's letters and begins with those of a service, so that hardly anything else looks so where a digit is mistyped.
    private func isAbroad(_ p: [UInt8]) -> Bool {
        guard "ACELRSUVZ".utf8.contains(p[0]), let land = LandTable.shared.index(of: String(decoding: p[11...], as: UTF8.self)) else { return false }
        return LandTable.shared.codes[land] != "CN"
    }

    private func isMobile(_ p: [UInt8]) -> Bool {
        p.count == 11 && p[0] == 0x31 && p[1] >= 0x33 || p.count == 13 && p[0] == 0x38 && p[1] == 0x36 && p[2] == 0x31 && p[3] >= 0x33
    }

    // MARK: Context

    private func nearest(_ one: Candidate, _ cues: [Cue], _ bytes: [UInt8]) -> (courier: Cue?, label: Cue?) {
        var courier: Cue?
        var label: Cue?
        for cue in cues where cue.range.upperBound <= one.range.lowerBound && one.range.lowerBound - cue.range.upperBound <= 40 {
            if cue.courier != nil { courier = cue }
            label = cue
        }
        if courier == nil {
            courier = cues.first { $0.courier != nil && $0.range.lowerBound >= one.range.upperBound && $0.range.lowerBound - one.range.upperBound <= 6 }
        }
        return (courier, label)
    }

    /// The courier of a number that words near by call a tracking number.
    private func courierByContext(_ one: Candidate, _ cues: [Cue], _ text: OrderText) -> (name: String?, Void)? {
        // 3914-5502-8860, as Japanese parcels are written.
        if one.digits == 12, one.plain.count == 12, isInFours(one, text.bytes) { return (nearest(one, cues, text.bytes).courier?.courier, ()) }
        guard one.plain.count >= 8, one.plain.count <= 24, !isMobile(one.plain) else { return nil }
        let near = nearest(one, cues, text.bytes)
        let behind = near.courier.map { $0.range.lowerBound >= one.range.upperBound } ?? false
        guard let label = near.label ?? (behind ? near.courier : nil) else { return nil }
        // What stands nearest decides: 订单号, 卡号 and 电话 rule a parcel out.
        if label.classes.isDisjoint(with: [.courier, .trackLabel]) { return nil }
        let isTight = label.range.lowerBound >= one.range.upperBound || isShortGap(label.range.upperBound..<one.range.lowerBound, text.bytes)
        guard isTight else { return nil }
        let courier = near.courier?.courier
        if let courier, !fits(courier, one) { return nil }
        let shaped = one.digits < one.plain.count ? LandTable.shared.parcels.first { $0.fits(one.plain) } : nil
        if courier == nil, shaped != nil { return (nil, ()) }
        if courier == nil, one.plain.count < 10 { return nil }
        return (courier ?? guess(one.plain), ())
    }

    /// Whether a number is written in three groups of four with hyphens and does not begin as a phone does.
    private func isInFours(_ one: Candidate, _ bytes: [UInt8]) -> Bool {
        let raw = Array(bytes[one.range])
        return raw.count == 14 && raw[4] == 0x2D && raw[9] == 0x2D && raw[0] != 0x30
    }

    /// Whether only a few words stand between a label and its number.
    private func isShortGap(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        guard range.count <= 30 else { return false }
        var breaks = 0
        for i in range where bytes[i] == 0x0A { breaks += 1 }
        return breaks <= 1
    }

    private func isListGap(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        guard !range.isEmpty, range.count <= 8 else { return false }
        var at = range.lowerBound
        while at < range.upperBound {
            let (c, length) = Scalars.decode(bytes, at)
            guard [0x20, 0x0A, 0x2C, 0x2F, 0x3B, 0x2B, 0xFF0C, 0x3001, 0xFF1B, 0x548C, 0x26].contains(c) else { return false }
            at += max(1, length)
        }
        return true
    }

    /// The lengths that a courier's digits have had over the years.
    private func fits(_ courier: String, _ one: Candidate) -> Bool {
        guard one.digits == one.plain.count else { return one.plain.count >= 9 }
        switch courier {
        case "SF": return 12...15 ~= one.digits
        case "YTO": return 10...18 ~= one.digits
        case "ZTO": return 12...14 ~= one.digits
        case "STO": return 12...15 ~= one.digits
        case "YUNDA": return 12...15 ~= one.digits
        case "JTSD": return 12...15 ~= one.digits
        case "EMS", "YZPY": return 11...14 ~= one.digits
        case "JD": return 11...15 ~= one.digits
        default: return 8...22 ~= one.digits
        }
    }

    private func guess(_ p: [UInt8]) -> String? {
        guard p.allSatisfy({ $0 < 58 }) else { return nil }
        let head = Int(p[0] - 48) * 10 + Int(p[1] - 48)
        switch (p.count, head) {
        case (15, 77): return "STO"
        case (15, 43), (15, 46), (15, 31): return "YUNDA"
        case (14, 73...79): return "ZTO"
        default: return nil
        }
    }

    // MARK: Orders

    private func orderNumber(_ one: Candidate, _ cues: [Cue], _ text: OrderText) -> String? {
        let p = one.plain
        let raw = text.bytes[one.range]
        let digitsOnly = one.digits == p.count
        // 拼多多: six digits of a date, a hyphen, fifteen digits.
        if digitsOnly, p.count == 21, raw.count == 22, raw[raw.startIndex + 6] == UInt8(ascii: "-") { return String(decoding: raw, as: UTF8.self) }
        // 有赞: E and 23 digits, a time first.
        if p.count == 24, p[0] == 0x45, one.digits == 23 { return String(decoding: p, as: UTF8.self) }
        let label = nearest(one, cues, text.bytes).label
        let isLabelled =
            label.map {
                $0.classes.contains(.orderLabel) && isShortGap($0.range.upperBound..<one.range.lowerBound, text.bytes)
                    && one.range.lowerBound - $0.range.upperBound <= 12
            } == true
        // Payments of 微信 and 支付宝 have 28 digits; nothing else is as long.
        if digitsOnly, p.count == 28 || p.count == 32 { return String(decoding: p, as: UTF8.self) }
        if isLabelled, one.plain.count >= 8, courier(byShape: p) == nil { return String(decoding: p, as: UTF8.self) }
        // 18 and 19 digits with 单 behind them: 看下 … 这个单.
        if digitsOnly, p.count == 18 || p.count == 19, label?.classes.isDisjoint(with: [.idLabel, .courier, .trackLabel]) != false {
            let rest = text.bytes[one.range.upperBound..<min(text.bytes.count, one.range.upperBound + 16)]
            let dan = Array("单".utf8)
            if rest.count >= 3, (rest.startIndex...rest.endIndex - 3).contains(where: { rest[$0..<$0 + 3].elementsEqual(dan) }) {
                return String(decoding: p, as: UTF8.self)
            }
        }
        return nil
    }
}
