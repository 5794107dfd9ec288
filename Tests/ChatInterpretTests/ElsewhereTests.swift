import ChatModel
import Testing

@testable import ChatInterpret

/// What people say of who they are on another platform, who speaks from an account, and whose a number is.
@Suite struct ElsewhereTests {
    private func record(_ texts: [String]) throws -> CustomerRecord {
        var chat = Chat()
        for text in texts { if text.hasPrefix("店:") { chat.shop(String(text.dropFirst(2))) } else { chat.buyer(text) } }
        return try #require(chat.read().records.first)
    }

    @Test(
        "Who says where else they are known names the platform",
        arguments: [
            ("掌柜我QQ上叫山雀", "qq"), ("hey it's Noor from WhatsApp", "whatsapp"), ("sou a Lívia do zap", "whatsapp"), ("我是telegram上买围巾的尤佳", "telegram"),
            ("saya yang di Instagram tadi, Dewi", "instagram"), ("LINE那個小葵是我", "line"),
        ])
    func platforms(text: String, platform: String) { #expect(IdentityWords.elsewhere(in: text).map(\.platform).contains(platform)) }

    @Test(
        "Talk of a friend's account, of an app, or of two says nothing of the writer",
        arguments: ["我朋友在LINE上加你了 她叫小葵", "微信还是支付宝", "I only have offline maps", "发我微信还是QQ都行", "my sister will message you on WhatsApp", "在QQ上看到的"])
    func nobody(text: String) { #expect(IdentityWords.elsewhere(in: text).isEmpty) }

    @Test(
        "A full name with which somebody introduces themselves",
        arguments: [
            ("老板我是尤佳宁", "尤佳宁"), ("Hi I'm Tan Bee Choo from Ipoh", "Tan Bee Choo"), ("Oi, é a Lívia Prado, tudo bem", "Lívia Prado"), ("我叫卓立", "卓立"),
        ])
    func names(text: String, name: String) { #expect(IdentityWords.ownName(in: text) == name) }

    @Test(
        "Relations, titles, wishes and sayings are no names",
        arguments: ["我是她老公卓立", "我是卓老师", "我是要三斤的", "I'm Happy", "This is great", "我是新客户", "sou a mãe do Caio"])
    func noNames(text: String) { #expect(IdentityWords.ownName(in: text) == nil) }

    @Test(
        "A number with words behind it that it is gone is a number changed",
        arguments: [
            "从前的13512340001停了，换成13512340002", "13512340001不用了", "old one 0400 123 456 no longer works", "troquei de número, apaga o outro",
            "tukar nombor ya kak",
        ])
    func gone(text: String) { #expect(IdentityWords.notes(in: text).contains(.changedNumber)) }

    @Test(
        "An account that is gone, in letters of Latin",
        arguments: ["my whatsapp got hacked", "minha conta foi bloqueada", "akun saya kena blokir diblokir", "my line account was suspended"])
    func lost(text: String) { #expect(IdentityWords.notes(in: text).contains(.otherAccount)) }

    @Test("Both numbers of somebody who tells of a new one are theirs")
    func both() throws {
        let record = try record(["从前登记的13512340001停了，换成13512340002"])
        #expect(Set(record.phones.map(\.value)) == ["+8613512340001", "+8613512340002"])
    }

    @Test("Words for their own right before a number outweigh others in the message", arguments: ["快递到了先别上楼，写我电话 13512340001", "客服不用打，我手机13512340001"])
    func own(text: String) throws { #expect(try record(["在吗", text]).phones.map(\.value) == ["+8613512340001"]) }

    @Test("Who types on another's phone says nothing of the account's holder", arguments: ["用她手机发的 我电话 13512340001", "我是他女儿，我手机13512340001"])
    func borrowed(text: String) throws { #expect(try record(["在吗", text]).phones.isEmpty) }

    @Test("Who takes goods in for many gives nobody a name or a number", arguments: ["发转运 Amir Stone 13512340001", "寄集运仓 小杨 13512340001 广州市白云区石井街道庆丰路8号"])
    func forwarders(text: String) throws {
        let record = try record(["在吗", text])
        #expect(record.names.isEmpty)
        #expect(record.phones.isEmpty)
        #expect(record.recipients.allSatisfy { $0.isSelf != true })
    }

    @Test("A number in talk that no words claim is kept as one that was written")
    func written() throws {
        let record = try record(["在吗", "那款还剩吗 跟上回那样送 13512340001 行不行"])
        #expect(record.phones.map(\.value) == ["+8613512340001"] || record.orderNumbers.map(\.value) == ["8613512340001"])
    }
}
