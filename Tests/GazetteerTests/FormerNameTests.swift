import Gazetteer
import Testing

@Suite struct FormerNameTests {
    @Test(arguments: [
        ("湖北省襄樊市樊城区长虹路9号", ["湖北省", "襄阳市", "樊城区"]),
        ("上海市闸北区共和路9号", ["上海市", "上海市", "静安区"]),
        ("北京市崇文区花市大街9号", ["北京市", "北京市", "东城区"]),
        ("四川成都郫县犀浦镇泰山路9号", ["四川省", "成都市", "郫都区"]),
        ("云南省迪庆州中甸县长征大道9号", ["云南省", "迪庆藏族自治州", "香格里拉市"]),
        ("山东省莱芜市钢城区府前路9号", ["山东省", "济南市", "钢城区"]),
        ("河南省许昌市许昌县大王庄9组", ["河南省", "许昌市", "建安区"]),
        ("新疆哈密地区哈密市天山北路9号", ["新疆维吾尔自治区", "哈密市", "伊州区"]),
        ("四川省万县市龙宝路9号", ["重庆市", "重庆市", "万州区"]),
    ])
    func aFormerNameReachesTheCurrentDivision(_ text: String, _ expected: [String]) throws {
        let found = try #require(candidates(text).max { $0.score < $1.score })
        #expect(Array(official(found).prefix(3)) == expected)
        #expect(found.notes.contains(.former))
    }

    @Test func aTownshipOfAnotherRankIsFoundButNotExact() throws {
        let gazetteer = Gazetteer.shared
        let county = try #require(gazetteer.division(province: "广东省", city: "深圳市", district: "南山区"))
        #expect(gazetteer.towns(of: county).contains { gazetteer.name($0) == "粤海街道" })
        let text = "深圳市南山区粤海镇科苑路9号"
        let found = try #require(candidates(text).first)
        #expect(gazetteer.name(found.town) == "粤海街道" && !found.townIsExact)
        #expect(piece(text, found.townRange) == "粤海镇")
    }
}
