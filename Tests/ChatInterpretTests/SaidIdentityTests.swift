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
            let record = try record(["收花人 孟晓琳 13512340002 上海市静安区万航渡路88号17楼", "店:您的电话留一个", own])
            #expect(record.names.map(\.value) == ["邵国平"])
            #expect(record.phones.map(\.value) == ["+8613512340001"])
            #expect(record.recipients.first { $0.recipient.name == "孟晓琳" }?.isSelf == false)
        }
    }

    @Test("A number that somebody else is named for stays theirs")
    func others() throws {
        for text in ["送朋友的 两盒 孟晓琳 13512340002", "帮我寄给我妈 孟晓琳 13512340002"] {
            let record = try record(["在吗", text])
            #expect(record.names.isEmpty)
            #expect(record.phones.isEmpty)
        }
    }

    @Test("Somebody who says that they write from another's account orders for themselves")
    func anotherSpeaker() throws {
        for words in ["老板 我是她老公 手机她放家里了", "你好，我是他女儿", "hi this is her husband, she is asleep"] {
            let record = try record([
                "来一箱 桂林市七星区东江街道建干路16号2栋3单元402 孟晓琳 13512340002", "店:好", words,
                "寄两箱到临桂区世纪大道77号 邵国平 13512340001",
            ])
            #expect(record.names.map(\.value) == ["孟晓琳"])
            #expect(record.recipients.first { $0.recipient.name == "邵国平" }?.isSelf == false)
        }
    }

    @Test("Where goods go back to is the seller's, also when the customer repeats it")
    func returns() throws {
        let place = "南通市通州区川姜镇金川大道8号 云朵棉品 13512340009"
        let record = try record([
            "颜色发错了", "店:寄回来换", "店:\(place)", "寄了 是这个吧 \(place)", "换好发我 无锡市梁溪区崇安寺街道中山路33号18楼 孟晓琳 13512340002",
        ])
        #expect(record.names.map(\.value) == ["孟晓琳"])
        #expect(record.phones.map(\.value) == ["+8613512340002"])
    }

    @Test("A number with what was said of the old one is the customer's new one, and no word before it is their name")
    func newNumber() throws {
        let record = try record([
            "来六瓶 宜昌市西陵区学院街道果园二路19号402 孟晓琳 13512340002", "店:好", "老家的号销了 现在 13512340003", "发重庆市渝北区龙塔街道红锦大道57号3幢12-6",
        ])
        #expect(record.names.map(\.value) == ["孟晓琳"])
        #expect(Set(record.phones.map(\.value)) == ["+8613512340002", "+8613512340003"])
    }

    @Test(
        "Doors and names that people say of themselves are kept",
        arguments: [
            ("我3栋2201的 昨天的放柜子了吗", "3栋2201"), ("我是8号楼602的", "8号楼602"), ("怎么还没送 3栋17楼的", "3栋17楼"), ("群里5-1203阿May 再加一份", "5-1203阿May"),
            ("老枪 原号被封了 重新加你", "老枪"), ("哥 我珍珍 大号加满了", "珍珍"),
        ])
    func claims(text: String, claim: String) throws { #expect(try record([text]).knownAs.map(\.value).contains(claim)) }

    @Test("Goods that go to a door say nothing of who writes", arguments: ["送3栋2201", "3栋2201 两份", "15-20号到货吗", "我要3-4斤的"])
    func noDoors(text: String) throws { #expect(try record([text]).knownAs.isEmpty) }
}
