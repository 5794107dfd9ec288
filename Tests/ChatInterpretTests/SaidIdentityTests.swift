import ChatInterpret
import ChatModel
import Testing

/// What people say of who they are and whose something is, in the middle of talk.
@Suite struct SaidIdentityTests {
    private func record(_ texts: [String]) throws -> CustomerRecord {
        var chat = Chat()
        for text in texts { if text.hasPrefix("店:") { chat.shop(String(text.dropFirst(2))) } else { chat.buyer(text) } }
        return try #require(chat.read().records.first)
    }

    @Test(
        "A name and a number in the middle of an order are the buyer's, where nobody else is named",
        arguments: ["要两包辣的 还是到店里拿 邵国平 13512340001", "帮我留三盒，邵国平 13512340001，晚上来取", "给我打电话就行 13512340001 邵国平", "我 邵国平 13512340001"])
    func named(text: String) throws {
        let record = try record(["在吗", "店:在的", text])
        #expect(record.names.map(\.value) == ["邵国平"])
        #expect(record.phones.map(\.value) == ["+8613512340001"])
    }

    @Test("Who gives a block for one person and their own name beside their own number is the second")
    func ownBesideAnothers() throws {
        for own in ["我 邵国平 13512340001 到了别先告诉她", "我是邵国平 13512340001", "本人邵国平，13512340001"] {
            let record = try record(["收件人 孟晓琳 13512340002 太原市迎泽区柳巷街道桃园南路5号4楼", "店:再给我一个你的电话", own])
            #expect(record.names.map(\.value) == ["邵国平"])
            #expect(record.phones.map(\.value) == ["+8613512340001"])
            #expect(record.recipients.first { $0.recipient.name == "孟晓琳" }?.isSelf == false)
        }
    }

    @Test("A number that somebody else is named for stays theirs")
    func others() throws {
        for text in ["送老师的 两盒 孟晓琳 13512340002", "帮我寄给我妈 孟晓琳 13512340002"] {
            let record = try record(["在吗", text])
            #expect(record.names.isEmpty)
            #expect(record.phones.isEmpty)
        }
    }

    @Test("Somebody who says that they write from another's account orders for themselves")
    func anotherSpeaker() throws {
        for words in ["掌柜 我是她爱人 她在开车", "你好，我是他女儿", "hi this is her husband, she is asleep"] {
            let record = try record([
                "来一箱 保定市莲池区五四东路180号9栋1单元701 孟晓琳 13512340002", "店:好", words,
                "寄两箱到竞秀区朝阳北大街2001号 邵国平 13512340001",
            ])
            #expect(record.names.map(\.value) == ["孟晓琳"])
            #expect(record.recipients.first { $0.recipient.name == "邵国平" }?.isSelf == false)
        }
    }

    @Test("Where goods go back to is the seller's, also when the customer repeats it")
    func returns() throws {
        let place = "绍兴市柯桥区华舍街道湖中路6号 蓝印布行 13512340009"
        let record = try record([
            "尺码不对", "店:寄回来换一件", "店:\(place)", "寄出了 地址  \(place)", "新的发我 洛阳市涧西区南昌路12号5楼 孟晓琳 13512340002",
        ])
        #expect(record.names.map(\.value) == ["孟晓琳"])
        #expect(record.phones.map(\.value) == ["+8613512340002"])
    }

    @Test("A number with what was said of the old one is the customer's new one, and no word before it is their name")
    func newNumber() throws {
        let record = try record([
            "要三罐 衡阳市蒸湘区红湘街道解放大道9号602 孟晓琳 13512340002", "店:好", "湖南的号销了 现在 13512340003", "发昆明市盘龙区联盟街道北辰大道3号8栋1203",
        ])
        #expect(record.names.map(\.value) == ["孟晓琳"])
        #expect(Set(record.phones.map(\.value)) == ["+8613512340002", "+8613512340003"])
    }

    @Test(
        "Doors and names that people say of themselves are kept",
        arguments: [
            ("我7栋1104的 晚上能送吗", "7栋1104"), ("我是8号楼602的", "8号楼602"), ("还没到我家 7栋9楼的", "7栋9楼"), ("群里9-0604阿Bo 多要一份", "9-0604阿Bo"),
            ("石头 前面的号被封了 又来加你", "石头"), ("姐 我圆圆 大号加满了", "圆圆"),
        ])
    func claims(text: String, claim: String) throws { #expect(try record([text]).knownAs.map(\.value).contains(claim)) }

    @Test("Goods that go to a door say nothing of who writes", arguments: ["送7栋1104", "7栋1104 两份", "15-20号到货吗", "我要3-4斤的"])
    func noDoors(text: String) throws { #expect(try record([text]).knownAs.isEmpty) }
}
