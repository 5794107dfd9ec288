import ChatExtract
import Testing

@Suite struct OrderReaderTests {
    private func read(_ text: String, region: String = "CN", fromSeller: Bool = false) -> OrderMentions {
        var reader = OrderReader(region: region)
        var mentions = OrderMentions()
        reader.read(Array(text.utf8), fromSeller: fromSeller, into: &mentions)
        return mentions
    }

    @Test(
        "Money is found with its currency by sign, word and region",
        arguments: [
            ("一共8块5", "CN", 8.5, "CNY"), ("要三块五毛", "CN", 3.5, "CNY"), ("才五毛", "CN", 0.5, "CNY"), ("¥99.9", "CN", 99.9, "CNY"), ("128元", "CN", 128, "CNY"),
            ("128块钱", "CN", 128, "CNY"), ("RM35", "MY", 35, "MYR"), ("Rp75.000", "ID", 75000, "IDR"), ("150rb", "ID", 150_000, "IDR"),
            ("NT$1,350", "TW", 1350, "TWD"),
            ("HK$280", "HK", 280, "HKD"), ("$12", "US", 12, "USD"), ("$12", "HK", 12, "HKD"), ("€20", "ES", 20, "EUR"), ("R$ 45", "BR", 45, "BRL"),
            ("฿250", "TH", 250, "THB"),
            ("500元", "TW", 500, "TWD"), ("一百二十块", "CN", 120, "CNY"), ("1.2w元", "CN", 12000, "CNY"),
        ])
    func findsMoney(text: String, region: String, amount: Double, currency: String) throws {
        let money = try #require(read(text, region: region).moneys.first)
        #expect(money.amount == amount)
        #expect(money.currency == currency)
    }

    @Test(
        "A line that works itself out names its product, how many and the price of one",
        arguments: [
            ("桂花酥 2盒 × 35 = 70", "桂花酥", 2, "盒", 35), ("桂花酥 35*2=70", "桂花酥", 2, nil, 35), ("Sambal uji 3 x 35.000 = 105.000", "Sambal uji", 3, nil, 35_000),
            ("Kek uji 2 x RM35 = RM70", "Kek uji", 2, nil, 35), ("Dodol uji 2 pack x 1.250 = 2.500", "Dodol uji", 2, "pack", 1250),
        ] as [(String, String, Double, String?, Double)])
    func equations(text: String, product: String, quantity: Double, unit: String?, price: Double) throws {
        let mentions = read(text, fromSeller: true)
        let item = try #require(mentions.items.first)
        #expect(mentions.items.count == 1)
        #expect(item.product == product)
        #expect(item.quantity == quantity)
        #expect(item.unit == unit)
        #expect(item.unitPrice == price)
        #expect(mentions.isBill)
    }

    @Test("What does not come out is no equation", arguments: ["桂花酥 2盒 × 35 = 71", "3=3", "1*1=", "= 5", "a*b=c"])
    func wrongEquations(text: String) {
        #expect(!read(text, fromSeller: true).isBill)
    }

    @Test(
        "What a sum comes to is the total",
        arguments: [("一共3盒1350元+运费60+120=1530", 1530), ("128*3+160=544", 544), ("35+8=43", 43), ("105.000 + 18.000 = 123.000", 123_000)] as [(String, Double)])
    func sums(text: String, total: Double) {
        #expect(read(text, fromSeller: true).total == total)
    }

    @Test("The tail of an account's number is no money", arguments: ["转好了 后五码 55832", "转了，尾号8832", "付了 后四位：1234"])
    func tails(text: String) {
        #expect(read(text).amount == nil)
        #expect(read(text).moneys.isEmpty)
    }

    @Test(
        "A price keeps what it is for",
        arguments: [
            ("35/斤", 35, 1, "斤"), ("35一斤", 35, 1, "斤"), ("三斤一百", 100, 3, "斤"), ("29.9两盒", 29.9, 2, "盒"), ("89元/盒", 89, 1, "盒"), ("89块一盒", 89, 1, "盒"),
            ("一斤35块", 35, 1, "斤"), ("¥59/箱", 59, 1, "箱"), ("三块五毛一个", 3.5, 1, "个"),
        ])
    func tiesPrices(text: String, amount: Double, quantity: Double, unit: String) throws {
        let mentions = read(text, fromSeller: true)
        let price = try #require(mentions.prices.first)
        #expect(price.amount == amount)
        #expect(price.perQuantity == quantity)
        #expect(price.perUnit == unit)
        #expect(mentions.items.isEmpty)
    }

    @Test(
        "Promotions and conditions are no orders",
        arguments: ["满200减30", "买二送一", "打八折", "两盒以上包邮", "还剩20盒", "每人限购2件", "第3期", "5天后到", "18楼", "三口人", "去了3次", "晚上7点半", "孩子5岁了"])
    func leavesConditionsAlone(text: String) {
        #expect(read(text).items.isEmpty)
    }

    @Test(
        "Specifications stay with the name",
        arguments: [
            ("2斤装的橙子3箱", "橙子 2斤装", 3), ("蜂蜜500g两瓶", "蜂蜜500g", 2), ("7号链接2单", "7号链接", 2), ("奶粉 2段 3罐", "奶粉 2段", 3), ("四件套2套", "四件套", 2),
        ])
    func keepsSpecifications(text: String, product: String, quantity: Double) throws {
        let items = read(text).items
        #expect(items.count == 1)
        #expect(items.first?.product == product)
        #expect(items.first?.quantity == quantity)
    }

    @Test("Former prices are told from present ones")
    func tellsFormerPrices() {
        let prices = read("面膜原价198现价168", fromSeller: true).prices
        #expect(prices.map(\.amount) == [198, 168])
        #expect(prices.map(\.isFormer) == [true, false])
    }

    @Test(
        "A number is a parcel by its shape, or by a courier's name or a label beside it",
        arguments: [
            ("SF1234567890123", "SF"), ("YT8812345678901", "YTO"), ("JT5012345678901", "JTSD"), ("中通 78123456789012", "ZTO"), ("已发韵达4312345678901", "YUNDA"),
            ("单号：773012345678901", "STO"), ("JDVA12345678901", "JD"), ("DPK201234567890", "DBL"), ("EMS 1123456789012", "EMS"), ("邮政小包 9812345678901", "YZPY"),
        ])
    func findsParcels(text: String, courier: String) {
        let found = read(text).trackings
        #expect(found.count == 1)
        #expect(found.first?.courier == courier)
    }

    @Test(
        "Numbers of orders, cards, accounts and phones are no parcels",
        arguments: ["订单号3921234567890123456", "卡号6222021234567890123", "顺丰小哥电话13812345678", "验证码123456789012", "我的QQ 1234567890", "1234567890123456"])
    func leavesOtherNumbersAlone(text: String) {
        #expect(read(text).trackings.isEmpty)
    }

    @Test("Several parcels of one message are all found")
    func findsSeveralParcels() {
        let found = read("中通：78123456789012、78123456789013\nSF1234567890124").trackings
        #expect(found.map(\.number) == ["78123456789012", "78123456789013", "SF1234567890124"])
        #expect(found.map(\.courier) == ["ZTO", "ZTO", "SF"])
    }

    @Test("Order and payment numbers are found by shape and label")
    func findsOrderNumbers() {
        #expect(read("订单号 240605-123456789012345").orderNumbers.map(\.number) == ["240605-123456789012345"])
        #expect(read("E20240605203012098706177 能改地址吗").orderNumbers.map(\.number) == ["E20240605203012098706177"])
        #expect(read("京东订单301234567890").orderNumbers.map(\.number) == ["301234567890"])
    }
}
