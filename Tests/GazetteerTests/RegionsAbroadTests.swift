import Gazetteer
import Testing

@Suite struct RegionsOfHongKongAndTaiwanTests {
    @Test(arguments: [
        ("臺北市大安區忠孝東路四段216巷33弄15號", ["台湾省", "台北市", "大安区", ""]),
        ("台灣省花蓮縣卓溪鄉崙天199號", ["台湾省", "花莲县", "卓溪乡", ""]),
        ("台湾省连江县北竿乡塘岐村89号", ["台湾省", "连江县", "北竿乡", ""]),
        ("福建省连江县敖江镇江滨路89号", ["福建省", "福州市", "连江县", "敖江镇"]),
        ("香港特別行政區離島區東涌德輔道西294號", ["香港特别行政区", "", "离岛区", ""]),
        ("澳门特别行政区大堂区南湾大马路9号", ["澳门特别行政区", "", "大堂区", ""]),
    ])
    func traditionalFormsReachTheOfficialNames(_ text: String, _ expected: [String]) {
        #expect(region(text) == expected)
    }

    @Test func aLocalityNamesTheDistrictAndStaysInTheDetail() throws {
        for text in ["香港柴灣青山公路160號", "HK 柴灣青山公路160號"] {
            let found = try #require(candidates(text).first)
            #expect(official(found) == ["香港特别行政区", "", "东区", ""])
            #expect(piece(text, found.detailStart..<text.utf8.count).hasSuffix("柴灣青山公路160號"))
        }
    }

    @Test(arguments: [
        ("Room 8, No.18 Kejiyuan South Road, Nanshan District, Shenzhen, Guangdong, China 518000", ["广东省", "深圳市", "南山区", ""]),
        ("12 Yanta Road, Yanta Qu, Xi'an, Shaanxi Province", ["陕西省", "西安市", "雁塔区", ""]),
        ("Chaoyang District, Beijing, China", ["北京市", "北京市", "朝阳区", ""]),
        ("Flat B, 1 Mei Tin Road, Tai Wai, Sha Tin, N.T., Hong Kong", ["香港特别行政区", "", "沙田区", ""]),
    ])
    func latinWordsThatAgreeNameAPlace(_ text: String, _ expected: [String]) throws {
        let bytes = Array(text.utf8)
        let found = RegionMatcher().matchLatin(bytes.span)
        #expect(try official(#require(found)) == expected)
    }

    @Test func aLatinWordAloneNamesNothing() {
        for text in ["I like shanghai style", "beijing road shoes", "chaoyang"] {
            let bytes = Array(text.utf8)
            let found = RegionMatcher().matchLatin(bytes.span)
            #expect(found == nil)
        }
    }
}
