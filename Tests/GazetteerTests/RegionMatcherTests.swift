import Gazetteer
import Testing

@Suite struct RegionMatcherTests {
    @Test(arguments: [
        ("广东深圳南山粤海街道科苑路9号", ["广东省", "深圳市", "南山区", "粤海街道"]),
        ("浙江省/杭州市/西湖区/文三路8号", ["浙江省", "杭州市", "西湖区", ""]),
        ("省份：浙江省 城市：杭州市 区县：西湖区", ["浙江省", "杭州市", "西湖区", ""]),
        ("北京北京市朝阳区青年路7号", ["北京市", "北京市", "朝阳区", ""]),
        ("天津市市辖区河西区解放南路1号", ["天津市", "天津市", "河西区", ""]),
        ("重庆市县云阳县滨江路9号", ["重庆市", "重庆市", "云阳县", ""]),
        ("湖北省省直辖县级行政区划仙桃市沙嘴街道钱沟路2号", ["湖北省", "", "仙桃市", "沙嘴街道"]),
        ("广东省东莞市虎门镇太沙路5号", ["广东省", "东莞市", "", "虎门镇"]),
        ("湖南省邵阳市邵阳县石齐路3号", ["湖南省", "邵阳市", "邵阳县", ""]),
        ("吉林省吉林市昌邑区松江路3号", ["吉林省", "吉林市", "昌邑区", ""]),
        ("山东青岛市北区辽阳路6号", ["山东省", "青岛市", "市北区", ""]),
        ("山东济南市中区经七路6号", ["山东省", "济南市", "市中区", ""]),
        ("恩施州利川市东城路4号", ["湖北省", "恩施土家族苗族自治州", "利川市", ""]),
        ("重庆酉阳县桃花源大道4号", ["重庆市", "重庆市", "酉阳土家族苗族自治县", ""]),
        ("内蒙古呼伦贝尔鄂温克旗索伦大街4号", ["内蒙古自治区", "呼伦贝尔市", "鄂温克族自治旗", ""]),
        ("新疆伊犁州塔城地区额敏县红旗路4号", ["新疆维吾尔自治区", "塔城地区", "额敏县", ""]),
        ("湖南长沙人民路12号", ["湖南省", "长沙市", "", ""]),
        ("湖南长沙长沙人民路12号", ["湖南省", "长沙市", "长沙县", ""]),
        ("湖南长沙长沙银行大厦12号", ["湖南省", "长沙市", "", ""]),
    ])
    func spellingsOfOneRegionReachItsOfficialNames(_ text: String, _ expected: [String]) {
        #expect(region(text) == expected)
    }

    @Test func aMissingLevelIsCompletedAndNoted() throws {
        let found = try #require(candidates("广东省南山区科苑路9号").first)
        #expect(official(found) == ["广东省", "深圳市", "南山区", ""])
        #expect(found.notes.contains(.missing))
        #expect(found.evidence.contains([.province, .district]) && !found.evidence.contains(.city))
    }

    @Test func aRepeatedRegionIsOneRegion() throws {
        let text = "广东省深圳市 广东省深圳市南山区粤海街道科苑路9号"
        let found = candidates(text)
        #expect(found.count == 1)
        #expect(piece(text, 0..<found[0].end) == "广东省深圳市 广东省深圳市南山区")
        #expect(piece(text, found[0].townRange) == "粤海街道")
        #expect(found[0].notes.contains(.redundant))
    }

    @Test func aSharedDistrictIsDecidedByItsTownship() {
        #expect(region("西湖区丁公路街道站前路8号") == ["江西省", "南昌市", "西湖区", "丁公路街道"])
        #expect(region("鼓楼区湖南路街道山西路8号") == ["江苏省", "南京市", "鼓楼区", "湖南路街道"])
    }

    @Test func aSharedDistrictAloneKeepsItsAlternatives() throws {
        let bytes = Array("鼓楼区中山路8号".utf8)
        var room = RegionMatches()
        RegionMatcher().match(bytes.span, into: &room)
        let found = try #require(room.candidates.first)
        #expect(found.notes.contains(.ambiguous))
        let cities = Set(room.alternatives[found.alternatives].map { Gazetteer.shared.names($0).city } + [Gazetteer.shared.name(found.city)])
        #expect(cities == ["南京市", "徐州市", "开封市", "福州市"])
    }

    @Test func aTownshipCompletesTheDistrict() {
        #expect(region("福建宁德太姥山镇秦屿大道9号") == ["福建省", "宁德市", "福鼎市", "太姥山镇"])
    }

    @Test func aLevelThatContradictsTheDistrictGivesWay() throws {
        let text = "安徽省六安市寿县东津大道9号"
        let found = try #require(candidates(text).max { $0.score < $1.score })
        #expect(official(found) == ["安徽省", "淮南市", "寿县", ""])
        #expect(found.notes.contains(.conflict))
        #expect(piece(text, found.range) == "安徽省六安市寿县")
    }

    @Test(arguments: [
        ("广东省深训市南山区双河路9号", ["广东省", "深圳市", "南山区", ""]),
        ("航州市西湖区五一路62号", ["浙江省", "杭州市", "西湖区", ""]),
        ("北京市朝杨区青年路9号", ["北京市", "北京市", "朝阳区", ""]),
        ("上海市浦东区张杨路9号", ["上海市", "上海市", "浦东新区", ""]),
        ("广西省南宁市青秀区民族大道9号", ["广西壮族自治区", "南宁市", "青秀区", ""]),
        ("江西省南昌市红谷滩新区滨河路9号", ["江西省", "南昌市", "红谷滩区", ""]),
    ])
    func aWrongCharacterOrTypeIsPutRight(_ text: String, _ expected: [String]) throws {
        #expect(region(text) == expected)
        let isVariant = text.hasPrefix("上海")
        #expect(try isVariant || #require(candidates(text).first).notes.contains(.corrected))
    }

    @Test func aPersonBeforeTheRegionIsNotPartOfIt() {
        for name in ["李海南", "王吉林", "周江宁"] {
            let text = name + "，龙岩市永定区凤城街道8号"
            #expect(region(text).prefix(3) == ["福建省", "龙岩市", "永定区"], "\(name)")
        }
    }

    @Test(arguments: [
        "上海路12号", "南京西路88号", "长沙银行的卡", "今天去上海出差", "广州大道中三段9号", "北京大学门口", "重庆火锅底料", "青岛啤酒还有两箱", "西安那边冷吗",
    ])
    func namesInsideOtherNamesAndTalkAreNoRegions(_ text: String) {
        #expect(region(text) == [])
    }

    @Test func aRoadNamedAfterAPlaceLeavesTheRegionAlone() {
        #expect(region("天津市河西区南京西路392弄2号") == ["天津市", "天津市", "河西区", ""])
        #expect(region("长沙芙蓉中路12号") == ["湖南省", "长沙市", "", ""])
    }

    @Test func aPlaceNamedInTheDetailIsMarkedAsInner() {
        let found = candidates("上海市黄浦区人民路5号北京市朝阳区办事处")
        #expect(found.count == 2 && !found[0].evidence.contains(.inner) && found[1].evidence.contains(.inner))
    }
}
