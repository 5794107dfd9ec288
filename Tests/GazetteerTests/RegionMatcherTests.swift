import ChatModel
import Gazetteer
import Testing

/// The best reading of a text, as `province city district town`.
func region(_ text: String) -> [String] {
    var room = RegionMatches()
    let bytes = Array(text.utf8)
    RegionMatcher().match(bytes.span, into: &room)
    guard let best = room.candidates.max(by: { $0.score < $1.score }) else { return [] }
    let gazetteer = Gazetteer.shared
    return [gazetteer.name(best.province), gazetteer.name(best.city), gazetteer.name(best.district), gazetteer.name(best.town)]
}

@Suite struct RegionMatcherTests {
    @Test(arguments: [
        ("广东深圳南山粤海街道科苑路9号", ["广东省", "深圳市", "南山区", "粤海街道"]),
        ("浙江省/杭州市/西湖区/文三路8号", ["浙江省", "杭州市", "西湖区", ""]),
        ("北京北京市朝阳区青年路7号", ["北京市", "北京市", "朝阳区", ""]),
        ("重庆市县云阳县滨江路9号", ["重庆市", "重庆市", "云阳县", ""]),
        ("湖北省省直辖县级行政区划仙桃市沙嘴街道钱沟路2号", ["湖北省", "", "仙桃市", "沙嘴街道"]),
        ("广东省东莞市虎门镇太沙路5号", ["广东省", "东莞市", "", "虎门镇"]),
        ("湖南省邵阳市邵阳县石齐路3号", ["湖南省", "邵阳市", "邵阳县", ""]),
        ("山东青岛市北区辽阳路6号", ["山东省", "青岛市", "市北区", ""]),
        ("恩施州利川市东城路4号", ["湖北省", "恩施土家族苗族自治州", "利川市", ""]),
    ])
    func spellingsOfOneRegionReachItsOfficialNames(_ text: String, _ expected: [String]) {
        #expect(region(text) == expected)
    }

    @Test(arguments: ["上海路12号", "南京西路88号", "长沙银行的卡", "今天去上海出差"])
    func namesInsideOtherNamesAreNoRegions(_ text: String) {
        #expect(region(text) == [])
    }
}
