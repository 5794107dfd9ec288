/// What a character is good for in an address, a name or small talk: one table lookup per character.
struct CharacterTraits: OptionSet, Sendable {
    let rawValue: UInt8

    /// Ends a part of an address: 号, 室, 栋, 园, 厅 ….
    static let tail = CharacterTraits(rawValue: 1)
    /// Ends the name of a road.
    static let road = CharacterTraits(rawValue: 2)
    /// Belongs to talk and hardly ever to a name or an address.
    static let talk = CharacterTraits(rawValue: 4)
    /// Follows a number in an address: 3栋.
    static let house = CharacterTraits(rawValue: 8)
    /// Ends the name of a division.
    static let division = CharacterTraits(rawValue: 16)
    /// Stands in the names of places and hardly ever in those of people.
    static let place = CharacterTraits(rawValue: 32)

    /// The traits of all ideographs. Functions that look at many characters take it once: every use of a global asks whether it is there yet.
    static let table: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 0x5200)
        func mark(_ characters: String, _ trait: CharacterTraits) {
            for scalar in characters.unicodeScalars where 0x4E00..<0xA000 ~= scalar.value { table[Int(scalar.value) - 0x4E00] |= trait.rawValue }
        }
        mark("号室栋楼幢座元层组巷村庄园苑城厦府湾里庭居墅邸店铺门厅科部站柜院校所局处行司厂场馆区队台口旁边侧面弄排房户屯寨坊社镇乡街道路段桥港岛堡营屋舍库团连亭阁轩心点内外东西南北", .tail)
        mark("路街道巷弄", .road)
        mark("的了吗呢吧啊呀哦嘛么我你您他她它们这那哪不请帮给就都也还很呗哈嗯被把跟到没已吃买卖说看想知拍退换啦噢喔咱谁怎啥寄往送改住货件", .talk)
        mark("号室栋楼幢座单弄层组巷排房户村队期区门街路梯段", .house)
        mark("省市区县镇乡州盟旗", .division)
        mark("路街号栋楼室幢座弄巷县镇乡村区厦铺柜栈驿厅厂校院楼层省市寓墅", .place)
        return table
    }()

    /// Whether a character at the end of some words makes them a place: 栋 and 东 end names too.
    @inline(__always)
    static func endsPlace(_ scalar: UInt32) -> Bool { of(scalar).contains(.place) && NameTables.given(scalar) < 134 }

    /// Whether 吧, 都 or 货, which are words of talk, end the name of a house: 网吧, 名都, 百货.
    @inline(__always)
    static func endsHouse(_ scalar: UInt32, after before: UInt32) -> Bool {
        scalar == 0x5427 && bars.contains(before) || scalar == 0x90FD && capitals.contains(before) || scalar == 0x8D27 && stores.contains(before)
    }

    private static let stores = Set("百杂干山副食日".unicodeScalars.map(\.value))
    private static let capitals = Set("名新东丽京城华国帝江花锦金天成首龙星盛宜丰水商奥".unicodeScalars.map(\.value))
    private static let bars = Set("网酒茶书水氧咖迪陶".unicodeScalars.map(\.value))

    /// The traits of a scalar.
    @inline(__always)
    static func of(_ scalar: UInt32) -> CharacterTraits { of(scalar, table) }

    /// The traits of a scalar, given the table.
    @inline(__always)
    static func of(_ scalar: UInt32, _ table: [UInt8]) -> CharacterTraits {
        let index = Int(scalar &- 0x4E00)
        return index < table.count ? CharacterTraits(rawValue: table[index]) : []
    }
}
