/// How much a piece of text looks like a part of an address below the divisions.
enum AddressScore {
    /// Points: 3 and more for a piece that is one by itself, 2 for what can continue one, below zero for talk.
    static func of(_ range: Range<Int>, _ bytes: [UInt8]) -> Int {
        guard !range.isEmpty else { return 0 }
        var points = 0
        var tails = 0
        var talk = 0
        var count = 0
        var roads = 0
        var houses = 0
        var han = 0
        var lastDigit = false
        var last: UInt32 = 0
        let table = CharacterTraits.table
        var at = range.lowerBound
        while at < range.upperBound {
            let (value, length) = Han.scalar(bytes, at)
            at += length
            count += 1
            if value < 0x80 {
                lastDigit = 0x30...0x39 ~= value || value == 0x23
                if value == 0x23, count > 1 { houses += 1 }
                last = value
                continue
            }
            han += 1
            let traits = CharacterTraits.of(value, table)
            if traits.contains(.house), lastDigit { houses += 1 }
            if traits.contains(.road), han >= 3 || lastDigit { roads += 1 }
            if traits.contains(.tail) { tails += 1 }
            if traits.contains(.talk) {
                if CharacterTraits.endsHouse(value, after: last) { tails += 1 } else { talk += 1 }
            }
            lastDigit = false
            last = value
        }
        if han == 0 { return room(range, bytes) }
        points += min(2, houses) * 3 + min(1, roads) * 2 + min(3, tails)
        if CharacterTraits.of(last, table).contains(.tail) || 0x30...0x39 ~= last, han >= 2 { points += 1 }
        points -= 3 * talk
        return points
    }

    /// Points of a piece without Han characters: 1203, 3-2-501, B座 was said before.
    private static func room(_ range: Range<Int>, _ bytes: [UInt8]) -> Int {
        var digits = 0
        var letters = 0
        for byte in bytes[range] {
            if byte &- 0x30 < 10 {
                digits += 1
            } else if 0x61...0x7A ~= byte | 0x20 {
                letters += 1
            } else if byte != 0x2D, byte != 0x23, byte != 0x2F {
                return -1
            }
        }
        return digits > 0 && letters <= 2 && range.count <= 10 ? 2 : letters > 0 && digits > 0 ? 1 : -1
    }

    private static let remarks = WordTable(
        "不要 别放 别发 请勿 勿放 放门口 放在 放快递 放驿站 放丰巢 送货上门 到付 顺丰到付 顺丰 谢谢 麻烦 记得 尽快 今天 明天 到了 到时 周末 工作日 打电话 提前 里面 备注 货到付款 保密 包装 她不 他不 我要 要两 要一 要三 运费 邮费 联系不上 不在家 请 帮 快点 加急 急用 急 电联 电话没 电话不 先不 发货 什么时候 多少钱 可以 好的 谢"
    )

    private static let couriers = WordTable("顺丰 圆通 中通 申通 韵达 极兔 邮政 京东 德邦 菜鸟 ems sf")
    private static let carrying = WordTable("发 走 用 寄 要 换 改")

    private static let leads = WordTable(AddressWordList.shared.joined("address.lead"), backwards: true)
    private static let sentences = WordTable(AddressWordList.shared.joined("talk.word"))
    private static let units = WordTable(AddressWordList.shared.joined("goods.unit"), backwards: true)

    private static let pickUps = WordTable(AddressWordList.shared.joined("address.pickup"))

    private static let venues = WordTable(AddressWordList.shared.joined("address.venue"), backwards: true)

    /// Whether words end as the name of a school, a firm or a house does.
    static func endsAsVenue(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let length = venues.match(bytes, range.upperBound)
        return length > 0 && length < range.count
    }

    /// Whether words name a shop, a locker or a station where parcels are picked up.
    static func isPickUp(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        range.contains { at in
            let length = pickUps.match(bytes, at)
            return length > 0 && at + length <= range.upperBound
        }
    }

    private static let bringing = WordTable(AddressWordList.shared.joined("address.carry"))
    private static let enough = AddressWordList.shared.words(of: "name.receive").map(AddressWordList.spaced).filter { $0.count >= 6 }.sorted {
        $0.count > $1.count
    }

    /// A place without the words that say to bring it there, and that this will do: 送到南门岗亭就行.
    static func bare(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
        let lead = bringing.match(bytes, range.lowerBound)
        var range = lead > 0 && range.count >= lead + 9 ? range.lowerBound + lead..<range.upperBound : range
        if let end = enough.first(where: { range.count >= $0.count + 9 && bytes[range].suffix($0.count).elementsEqual($0) }) {
            range = range.lowerBound..<range.upperBound - end.count
        }
        return range
    }

    /// Whether words lead to an address and say nothing else: 寄到, 我家在.
    static func isLead(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let length = leads.match(bytes, range.upperBound)
        guard length > 0 else { return false }
        // 我家在 and 麻烦寄到 lead to an address, 你家是不是在 to none.
        let before = range.lowerBound..<range.upperBound - length
        return before.isEmpty || before.count <= 9 && polite.contains(bytes, before)
    }

    private static let polite = WordSet("我 麻烦 请 帮我 还是 就 麻烦你 我们 咱 人 都 全")

    /// Whether a piece has a word of running talk, or characters of it but in the names of houses.
    static func isTalk(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        var at = range.lowerBound
        var before: UInt32 = 0
        let table = CharacterTraits.table
        while at < range.upperBound {
            let (value, length) = Han.scalar(bytes, at)
            if CharacterTraits.of(value, table).contains(.talk), !CharacterTraits.endsHouse(value, after: before) { return true }
            let word = value >= 0x80 ? sentences.match(bytes, at) : 0
            if word > 0, at + word <= range.upperBound { return true }
            before = value
            at += length
        }
        return false
    }

    /// Whether a piece has a word of running talk or more than one character of it.
    static func isSentence(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        var at = range.lowerBound
        var talk = 0
        while at < range.upperBound {
            let (value, length) = Han.scalar(bytes, at)
            if CharacterTraits.of(value).contains(.talk) { talk += 1 }
            let word = value >= 0x80 ? sentences.match(bytes, at) : 0
            if word > 0, at + word <= range.upperBound { return true }
            at += length
        }
        return talk > 1
    }

    /// Whether a piece is a number of goods: 苹果两箱, 3盒.
    static func isQuantity(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let unit = units.match(bytes, range.upperBound)
        guard unit > 0, unit < range.count else { return false }
        let before = Han.last(before: range.upperBound - unit, bytes, floor: range.lowerBound)
        return 0x30...0x39 ~= before || numerals.contains(before)
    }

    private static let numerals = Set("一二两三四五六七八九十半百几".unicodeScalars.map(\.value))

    /// Whether a piece begins like a remark.
    static func isRemark(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let length = remarks.match(bytes, range.lowerBound)
        return length > 0 && length <= range.count || isCarriage(range, bytes)
    }

    /// Whether a piece says who is to carry the parcel: 发顺丰, 走京东.
    static func isCarriage(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        let verb = carrying.match(bytes, range.lowerBound)
        guard verb > 0, range.lowerBound + verb < range.upperBound else { return false }
        let courier = couriers.match(bytes, range.lowerBound + verb)
        return courier > 0 && verb + courier <= range.count
    }
}
