import ChatExtract
import ChatModel
import Testing

@Suite("Corrections of recipients")
struct CorrectionTests {
    private let before = Recipient(
        name: "沈秋雁", phones: ["+8613812345678"],
        address: PostalAddress(country: "CN", province: "浙江省", city: "杭州市", district: "西湖区", detail: "文三路8号12幢1302"))

    private func corrected(_ text: String) -> Recipient? {
        var recipient = before
        guard let correction = CorrectionReader.read(MessageText(text)), correction.apply(to: &recipient) else { return nil }
        return recipient
    }

    @Test("A number of a house is put right", arguments: ["门牌是1203不是1302", "不是1302，是1203", "1302改成1203", "房号改成1203", "刚才写错了，不是1302应该是1203哦", "是1203 不是1302"])
    func door(text: String) {
        #expect(corrected(text)?.address?.detail == "文三路8号12幢1203")
    }

    @Test("A part of the detail is put right, and a number inside a longer one is not")
    func detail() {
        #expect(corrected("是11幢不是12幢")?.address?.detail == "文三路8号11幢1302")
        #expect(corrected("是文二路不是文三路")?.address?.detail == "文二路8号12幢1302")
        #expect(corrected("是20不是30") == nil)
    }

    @Test("A phone is put right", arguments: ["电话换一下 13912345678", "手机号改成13912345678", "上面电话错了，打这个13912345678"])
    func phone(text: String) {
        #expect(corrected(text)?.phones == ["+8613912345678"])
        #expect(corrected(text)?.address == before.address)
    }

    @Test("A name is put right")
    func name() {
        #expect(corrected("收件人改成顾念慈")?.name == "顾念慈")
        #expect(corrected("是沈秋燕不是沈秋雁")?.name == "沈秋燕")
    }

    @Test("Talk corrects nothing", arguments: ["不是吧", "这个是不是新的", "我要的不是这个，是那个", "改成两盒", "13912345678", "颜色换成红色", "电话打不通"])
    func talk(text: String) {
        #expect(corrected(text) == nil)
    }
}
