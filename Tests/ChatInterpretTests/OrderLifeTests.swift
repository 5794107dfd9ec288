import ChatInterpret
import ChatModel
import Testing

@Suite struct OrderLifeTests {
    private let day: Int64 = 86_400

    @Test("An order goes from the question to the receipt")
    func wholeLife() throws {
        var chat = Chat()
        chat.buyer("脐橙怎么卖")
        chat.shop("脐橙59元一箱 包邮")
        chat.buyer("来两箱")
        chat.shop("一共118元")
        chat.buyer("转了118")
        chat.shop("已发中通 单号78123456789012", after: day)
        chat.buyer("货到了", after: 2 * day)
        let order = try #require(chat.orders().first)
        #expect(chat.orders().count == 1)
        #expect(order.status == .received)
        #expect(order.items.map(\.product) == ["脐橙"])
        #expect(order.items.first?.quantity == 2)
        #expect(order.amount == 118)
        #expect(order.trackings == [Tracking(courier: "ZTO", number: "78123456789012")])
        #expect(!order.evidence.isEmpty)
    }

    @Test("The seller's bill says what was ordered, in the chat's own currency")
    func bill() throws {
        var chat = Chat()
        chat.shop("1 botol 35rb kak")
        chat.buyer("mau 3 botol ya kak, sama keripik uji 2")
        chat.shop("Sambal uji 3 x 35.000 = 105.000\nKeripik uji 2 x 28.000 = 56.000\nOngkir 18.000\nTotal 179.000")
        chat.buyer("udah tf ya kak 179rb")
        let order = try #require(chat.orders().first)
        #expect(chat.orders().count == 1)
        #expect(order.items.map(\.product) == ["Sambal uji", "Keripik uji"])
        #expect(order.items.map(\.unitPrice) == [35_000, 28_000])
        #expect(order.amount == 179_000)
        #expect(order.currency == "IDR")
        #expect(order.status == .paid)
    }

    @Test("元 in a chat in traditional characters are not yuan")
    func traditional() throws {
        var chat = Chat()
        chat.buyer("請問樣例酥還有嗎")
        chat.shop("有喔，樣例酥一盒450元")
        chat.buyer("我要兩盒樣例酥")
        chat.shop("好的，一共900元")
        #expect(chat.orders().first?.amount == 900)
        #expect(chat.orders().first?.currency == "TWD")
    }

    @Test("Addresses that share out what was just paid are no second order")
    func sharingOut() throws {
        var chat = Chat()
        chat.shop("样例酥98元一盒")
        chat.buyer("来3盒样例酥")
        chat.buyer("转了294")
        chat.buyer("样例酥2盒寄我公司：浙江省杭州市滨江区样例路8号1702 赵一敏 13812345678\n还有一盒寄我婆婆，绍兴市柯桥区样例路12号 潘二芳 15112345678")
        #expect(chat.orders().count == 1)
        #expect(chat.orders().first?.items.first?.quantity == 3)
        #expect(chat.read().records.first?.recipients.count == 2)
    }

    @Test("A complaint about what has come says that it has come")
    func complaintAfterReceipt() throws {
        var chat = Chat()
        chat.buyer("要2箱脐橙")
        chat.buyer("转了118")
        chat.shop("已发中通 单号78123456789012", after: day)
        chat.buyer("收到了，坏了好几个", after: day)
        #expect(chat.orders().first?.status == .received)
        #expect(chat.read().records.first?.feedback.first?.kind == .complaint)
    }

    @Test("A change replaces, 再加 adds, and the sum follows")
    func changes() throws {
        var chat = Chat()
        chat.shop("蜂蜜68元/瓶")
        chat.buyer("蜂蜜要两瓶")
        chat.buyer("改成4瓶")
        chat.buyer("再加一瓶")
        let order = try #require(chat.orders().first)
        #expect(chat.orders().count == 1)
        #expect(order.items.first?.quantity == 5)
        #expect(order.amount == 340)
    }

    @Test("A transfer and its acceptance are one payment")
    func oneTransferTwoRows() throws {
        var chat = Chat()
        chat.buyer("我要3盒草莓")
        chat.shop("一共105元")
        chat.add(Participant(id: "wxid_yun", name: "阿芸", isOwner: false), "", kind: .transfer, payment: Payment(amount: 105, state: .sent, id: "t1"))
        chat.add(chat.seller, "", kind: .transfer, payment: Payment(amount: 105, state: .received, id: "t1"))
        #expect(chat.orders().count == 1)
        #expect(chat.orders().first?.status == .paid)
        #expect(chat.orders().first?.amount == 105)
    }

    @Test("Understood is not received")
    func acknowledgement() {
        var chat = Chat()
        chat.buyer("我要3盒草莓")
        chat.buyer("付好了")
        chat.shop("发货了 SF1234567890123", after: day)
        chat.buyer("收到")
        #expect(chat.orders().map(\.status) == [.shipped])
    }

    @Test("Money given back ends an order, a part of it does not")
    func refunds() {
        var chat = Chat()
        chat.buyer("我要3盒草莓")
        chat.shop("一共105元")
        chat.buyer("转了105")
        chat.shop("给您退了35元", after: day)
        #expect(chat.orders().map(\.status) == [.paid])
        chat.shop("不好意思，全额退您105元")
        #expect(chat.orders().map(\.status) == [.refunded])
    }

    @Test("Who asks and does not buy leaves an inquiry with its product and no order")
    func inquiry() throws {
        var chat = Chat()
        chat.buyer("燕窝多少钱一盒")
        chat.shop("398一盒")
        chat.buyer("有点贵，再看看")
        let orders = chat.read().records.flatMap(\.orders)
        #expect(orders.map(\.status) == [.inquired])
        #expect(orders.first?.items.first?.product == "燕窝")
        #expect(orders.first?.inquiredAt != nil)
        #expect(orders.first?.placedAt == nil)
    }

    @Test("One of each takes every product that was offered together")
    func oneOfEach() {
        var chat = Chat()
        chat.shop("绿豆糕25/盒，桂花糕28/盒")
        chat.buyer("一样一盒")
        let items = chat.orders().flatMap(\.items)
        #expect(Set(items.map(\.product)) == ["绿豆糕", "桂花糕"])
        #expect(items.allSatisfy { $0.quantity == 1 })
        #expect(chat.orders().first?.amount == 53)
    }

    @Test(
        "What was spoken in another way is the same step of an order's life",
        arguments: [
            ("118打过去咯", "寄走啦，中通 78123456789012", "签收喽"), ("钱付好咯，118", "包裹已交给快递，单号78123456789012 中通", "去驿站取回来啦"),
            ("支付宝转你118了", "今早发出了，中通 78123456789012", "东西都拿到了"), ("118已转", "货已打包寄出了 中通78123456789012", "刚签收"),
        ])
    func spokenForms(paid: String, shipped: String, received: String) throws {
        var chat = Chat()
        chat.buyer("脐橙来两箱")
        chat.shop("一共118元")
        chat.buyer(paid)
        #expect(chat.orders().map(\.status) == [.paid])
        chat.shop(shipped, after: day)
        #expect(chat.orders().map(\.status) == [.shipped])
        chat.buyer(received, after: 2 * day)
        let order = try #require(chat.orders().first)
        #expect(order.status == .received)
        #expect(order.amount == 118)
        #expect(order.trackings.map(\.number) == ["78123456789012"])
    }

    @Test("A number that either side names is the order's")
    func orderNumber() {
        var chat = Chat()
        chat.buyer("脐橙来两箱")
        chat.shop("好的，订单号 240611-987654321098765")
        #expect(chat.orders().map(\.orderNumber) == ["240611-987654321098765"])
    }

    @Test("A cancelled order is kept as cancelled")
    func cancels() {
        var chat = Chat()
        chat.buyer("我要3盒草莓")
        chat.buyer("不要了，取消吧")
        #expect(chat.orders().map(\.status) == [.cancelled])
    }

    @Test("Complaints have their kind; remarks on health are sensitive")
    func feedback() {
        var chat = Chat()
        chat.buyer("我要3盒面霜")
        chat.shop("发货了 SF1234567890123", after: day)
        chat.buyer("盒子破了", after: day)
        chat.buyer("用了脸过敏")
        chat.buyer("不过味道真不错，好用")
        let feedback = chat.read().records.flatMap(\.feedback)
        #expect(feedback.map(\.kind) == [.complaint, .complaint, .praise])
        #expect(feedback.map(\.reason) == ["damaged", "allergic", nil])
        #expect(feedback.map(\.isSensitive) == [false, true, false])
    }

    @Test("A batch of parcels goes to the recipients named beside them")
    func batchOfParcels() {
        var chat = Chat(kind: .group, title: "团购群")
        let a = Participant(id: "a", name: "小禾", isOwner: false)
        let b = Participant(id: "b", name: "南风", isOwner: false)
        chat.add(a, "我要2箱苹果")
        chat.add(a, "收货人：林小禾\n手机：13812345678\n地址：浙江省杭州市西湖区文三路8号2幢301")
        chat.add(b, "我要1箱苹果")
        chat.add(b, "收货人：周南风\n手机：13912345678\n地址：江苏省南京市玄武区珠江路9号3幢401")
        chat.shop("林小禾 SF1234567890123\n周南风 YT8812345678901", after: day)
        let records = chat.read().records
        #expect(records.map { $0.orders.flatMap(\.trackings).map(\.number) } == [["SF1234567890123"], ["YT8812345678901"]])
    }
}
