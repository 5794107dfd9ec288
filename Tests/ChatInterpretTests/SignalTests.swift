import ChatModel
import Testing

@testable import ChatInterpret

@Suite struct SignalTests {
    @Test(arguments: [
        ("我是小雨介绍来的", "referred_by:小雨"), ("听朋友阿芳推荐我来的", "referred_by:阿芳"), ("王姐介绍我加你的", "referred_by:王姐"), ("你好，我是Lily推荐过来的，想看看茶", "referred_by:Lily"),
        ("蜂蜜很好吃，推荐给同事了", "referred:同事"), ("已经介绍给我妈妈了", "referred:我妈妈"), ("把你推给张姐啦", "referred:张姐"),
        ("想做代理，怎么拿货", "reseller:"), ("可以一件代发吗", "reseller:"), ("有批发价吗", "reseller:"),
        ("那些广告以后别再给我发了", "no_advertising:"), ("群发的消息不用推给我哈", "no_advertising:"), ("please stop sending me promo messages", "no_advertising:"),
        ("广告说今天发货", ""), ("别发顺丰", ""),
        ("你推荐的面膜怎么样", ""), ("医生推荐的奶粉", ""), ("可以推荐给朋友吗", ""), ("推荐给我了", ""), ("介绍一下", ""), ("我不做代理", ""), ("你是代理吗", ""), ("好的", ""),
    ]) func `who brought whom and who resells is heard`(text: String, expected: String) {
        #expect(SignalWords.signals(in: text).map { "\($0.kind.rawValue):\($0.value)" }.joined(separator: " ") == expected)
    }

    @Test func `a record keeps each signal once, with its message`() {
        var chat = Chat()
        chat.buyer("你好，我是小雨介绍来的")
        chat.buyer("要2盒面膜")
        chat.buyer("我是小雨介绍来的哦")
        let signals = chat.read().records.flatMap(\.signals)
        #expect(signals.map(\.value) == ["小雨"])
        #expect(signals.first?.evidence.position.line == 1)
    }
}
