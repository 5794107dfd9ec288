import Testing

@testable import ChatIdentity

@Suite struct FeatureTests {
    private func row(name: String? = nil, nickname: String? = nil, phone: String? = nil, address: String? = nil) -> Row {
        var builder = RecordTableBuilder()
        builder.add(RawRecord(record("r", name: name, nickname: nickname, phone: phone, address: address)))
        return builder.table.rows[0]
    }

    @Test(arguments: [
        ("王晓雯", NameKind.full), ("欧阳雯", .full), ("王女士", .surname), ("欧阳先生", .surname), ("小王", .alias), ("嘉宁", .given), ("思源姐", .given), ("", .none),
        ("12345", .none),
        ("Wang Wei", .full), ("Alice", .given), ("收货人王晓雯", .full),
    ])
    func `A written name is told apart into full names, surnames, given names and aliases`(name: String, kind: NameKind) {
        #expect(row(name: name).nameKind == kind)
    }

    @Test func `Traditional characters, width and spaces make no other name`() {
        #expect(row(name: "張麗華").name == row(name: "张 丽华").name)
        #expect(row(name: "章丽华").pinyin == row(name: "张丽华").pinyin)
    }

    @Test(arguments: ["13812345678", "138 1234 5678", "+8613812345678", "138-1234-5678", "0086 138 1234 5678", "１３８１２３４５６７８"])
    func `A mobile is the same number however it is written`(text: String) {
        let row = row(phone: text)
        #expect(row.phoneKind == (text.hasPrefix("１") ? .none : .mobile))
        if row.phoneKind == .mobile { #expect(row.phone == 13_812_345_678) }
    }

    @Test(arguments: ["17012345678-1234", "13812345678;ext=1234", "13812345678转1234", "12", "1111111111111111111111111111111111111111", "0000000"])
    func `Privacy numbers, extensions and impossible numbers are no key`(text: String) {
        #expect(row(phone: text).phoneKind == .none)
    }

    @Test func `A masked number keeps its two ends`() {
        let masked = row(phone: "138****5678")
        #expect(masked.phoneKind == .masked)
        #expect(PhoneComparison.level(masked, row(phone: "13812345678")) == PhoneComparison.masked)
        #expect(PhoneComparison.level(masked, row(phone: "13812345679")) == PhoneComparison.differs)
    }

    @Test func `An address gives divisions, road, place and numbers in any of the usual writings`() {
        let a = row(address: "浙江省杭州市西湖区青石路12号云栖苑3栋2单元1502室")
        for text in ["浙江杭州西湖青石路12号云栖苑3-2-1502", "杭州市西湖区云栖苑三栋二单元1502", "浙江省 杭州市 西湖区 青石路12号云栖苑3幢1502室", "西湖区青石路12号云栖苑3号楼2单元1502"] {
            let b = row(address: text)
            #expect(b.place == a.place && b.building == a.building && b.room == a.room, "\(text)")
            #expect(AddressComparison.level(a, b, []) == AddressComparison.doorOne, "\(text)")
        }
        #expect(a.city == 3301)
        #expect(AddressComparison.level(a, row(address: "浙江省杭州市西湖区青石路12号云栖苑4栋2单元1502室"), []) == AddressComparison.otherDoor)
        #expect(AddressComparison.level(a, row(address: "上海市徐汇区青石路12号云栖苑3栋"), []) == AddressComparison.otherCity)
    }

    @Test func `A pickup station is a shared place`() {
        #expect(row(address: "杭州市西湖区云栖苑菜鸟驿站").placeKind == .shared)
        #expect(row(address: "杭州市西湖区云栖苑菜鸟驿站").place == row(address: "杭州市西湖区云栖苑3栋").place)
    }

    @Test func `Ornaments and list prefixes do not change a nickname`() {
        #expect(row(nickname: "A00晓雯🌸").nick == row(nickname: "晓雯").nick)
        #expect(row(nickname: "ＬＩＬＹ").nick == row(nickname: "lily").nick)
        #expect(row(nickname: "🌸🌸").nick != 0)
    }
}
