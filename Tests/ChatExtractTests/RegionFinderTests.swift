import ChatExtract
import ChatModel
import Testing

@Suite("Where a shop is")
struct RegionFinderTests {
    private func found(_ messages: [String]) -> FoundRegion? {
        var finder = RegionFinder()
        finder.beginChat()
        for message in messages { finder.read(message) }
        return finder.found()
    }

    @Test(
        "Money, ways of paying, languages and numbers of a country tell the shop's country and its money",
        arguments: [
            ("MY", "MYR", ["nak 3 kotak boleh?", "boleh kak, RM45 semua", "dah bank in maybank ye"]),
            ("TH", "THB", ["รับ 2 กล่องค่ะ", "240 บาทค่ะ โอนกสิกรนะคะ"]),
            ("VN", "VND", ["chị cho em 2 hộp nha", "dạ 150.000đ ạ, chuyển vietcombank giúp em"]),
            ("BR", "BRL", ["oi, quanto tá o bolo?", "R$ 85, pode fazer pix"]),
            ("NG", "NGN", ["how far, two cartons abeg", "₦24,000, pay to GTBank"]),
            ("IN", "INR", ["bhaiya 2 piece chahiye", "Rs 450 each, gpay kar do"]),
            ("GB", "GBP", ["two of the large candles please", "£18, I can post Royal Mail Monday"]),
            ("MX", "MXN", ["hola, ¿cuánto cuesta?", "$180, por SPEI o en OXXO"]),
            ("KH", "USD", ["ខ្ញុំចង់បាន 2", "$12 បង់តាម ABA"]),
            ("KZ", "KZT", ["сколько стоит крем?", "8 500 тг, можно каспи"]),
            ("JP", "JPY", ["クッキー2箱お願いします", "3,200円です。PayPayでも大丈夫です"]),
        ])
    func finds(region: String, currency: String, messages: [String]) throws {
        let shop = try #require(found(messages))
        #expect(shop.region == region && shop.currency == currency)
        #expect(!shop.grounds.isEmpty)
    }

    @Test("A mainland shop that names foreign money stays in the mainland")
    func staysAtHome() throws {
        let talk = ["老板这个多少钱", "128一盒，顺丰包邮", "我朋友在美国要150美金", "好的微信转你", "收到，明天发圆通", "韩国那边卖3万韩币"]
        #expect(try #require(found(talk + talk)).region == "CN")
    }

    @Test("Little talk tells nothing")
    func abstains() {
        #expect(found(["ok", "2"]) == nil)
        #expect(found([]) == nil)
    }

    @Test("The order of chats changes nothing")
    func hasNoOrder() {
        let talk = ["nak 3 kotak boleh?", "RM45 semua", "+60 12-345 6789", "terima kasih"]
        #expect(found(talk) == found(talk.reversed()))
    }
}

@Suite("Numbers as they are dialled at home")
struct NationalNumberTests {
    private func phones(_ text: String, _ region: String) -> [String] {
        var extractor = MessageExtractor(region: region)
        return extractor.findings(in: text).findings.filter { $0.kind == .phone }.map(\.value)
    }

    @Test(
        "A number without a country's code is one of the shop's country",
        arguments: [
            ("0938 614 255", "VN", "+84938614255"), ("my hp 016-338 2011", "MY", "+60163382011"), ("090-4417-2011", "JP", "+819044172011"),
            ("8 701 555 32 11", "KZ", "+77015553211"), ("9740518811", "IN", "+919740518811"), ("644 555 011", "ES", "+34644555011"),
            ("11 97228-3111", "BR", "+5511972283111"), ("(503) 741-2211", "US", "+15037412211"), ("0803 551 7211", "NG", "+2348035517211"),
            ("347 1182211", "IT", "+393471182211"), ("0975302611", "TW", "+886975302611"), ("080 5550 4411", "JP", "+818055504411"),
        ])
    func reads(text: String, region: String, number: String) {
        #expect(phones(text, region) == [number])
    }

    @Test(
        "Accounts, references, amounts and dates are no phones",
        arguments: [
            ("BCA 4372218890 an Rini", "ID"), ("UPI ref 602214880937", "IN"), ("total 1.140.000", "ID"), ("08/11/2026", "GB"), ("Rp1.175.000", "ID"),
            ("DHL 3509188274", "IT"), ("maybank 514122098837", "MY"),
        ])
    func refuses(text: String, region: String) {
        #expect(phones(text, region) == [])
    }

    @Test("No number of another country's shop is read as a mainland one")
    func isNeverMainland() {
        for region in ["JP", "VN", "ID", "MY", "IT", "BR"] {
            #expect(!phones("08055504411", region).contains { $0.hasPrefix("+86") }, "\(region)")
        }
    }
}
