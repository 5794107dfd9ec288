import ChatIdentity
import ChatInterpret
import ChatModel
import Testing

@testable import ChatImport

/// Ties by what people say of who they are elsewhere, by desks' numbers, and by numbers of two forms.
@Suite struct ElsewhereTieTests {
    private func record(_ id: String, _ platform: String, nickname: String? = nil, name: String? = nil) -> CustomerRecord {
        var record = CustomerRecord(recordID: id, platform: Platform(rawValue: platform), conversation: nickname ?? "")
        record.nicknames = nickname.map { [Attested($0)] } ?? []
        record.names = name.map { [Attested($0)] } ?? []
        return record
    }

    private func row(_ id: String, _ name: String, _ phone: String) -> CustomerRecord {
        var record = CustomerRecord(recordID: id, platform: .unknown, conversation: "")
        record.recipients = [RecipientUse(Recipient(name: name, phones: [phone]), isSelf: true)]
        return record
    }

    private func at(_ platform: String, _ words: String) -> Attested<String> {
        Attested(words, evidence: [Evidence(position: SourcePosition(file: "t"), rule: "identity.claim.at.\(platform)", confidence: 0.8)])
    }

    private func said(_ number: String, _ confidence: Double) -> Attested<String> {
        Attested(number, evidence: [Evidence(position: SourcePosition(file: "t"), rule: SaidNumber.whole, confidence: confidence)])
    }

    @Test(
        "A name that stands in what somebody says of another platform is the account's that bears it there",
        arguments: [
            ("line", "LINE那個小葵是我", "小葵", String?.none), ("whatsapp", "我是WhatsApp那个Noor", "Noor Haddad", nil),
            ("wechat", "it's Lulu from wechat", "Lulu阿璐", nil),
            ("telegram", "我是telegram上的尤佳宁", "You Jianing", "You Jianing"), ("wechat", "我微信是苏州-阿璐", "苏州-阿璐", nil),
        ])
    func named(platform: String, words: String, nickname: String, name: String?) {
        var claimer = record("b", "instagram", nickname: "somebody", name: platform == "telegram" ? "尤佳宁" : nil)
        claimer.knownAs = [at(platform, words)]
        let there = record("a", platform, nickname: nickname, name: name)
        let elsewhere = record("c", "qq", nickname: nickname, name: name)
        #expect(ClaimTies.find([there, claimer, elsewhere]) == [IdentityTie(0, 1, .claim)])
    }

    @Test("Two on the platform whom the words fit are a question each; a longer name is meant before a shorter one")
    func several() {
        var claimer = record("b", "instagram", nickname: "somebody")
        claimer.knownAs = [at("line", "LINE那個小葵是我")]
        let (first, second) = (record("a", "line", nickname: "小葵🌻"), record("c", "line", nickname: "台南小葵"))
        #expect(ClaimTies.find([first, claimer, record("d", "line", nickname: "小葵花田-阿勇")]).map(\.mayLink).allSatisfy { $0 })
        claimer.knownAs = [at("line", "我是LINE的Ka Wai")]
        let ties = ClaimTies.find([record("a", "line", nickname: "Ka Wai (1)"), claimer, record("c", "line", nickname: "Ka Wai Ho")])
        #expect(ties.count == 2 && ties.allSatisfy { !$0.mayLink })
        claimer.knownAs = [at("line", "我是LINE的台南小葵")]
        #expect(ClaimTies.find([first, claimer, second]) == [IdentityTie(1, 2, .claim)])
    }

    @Test("Who says that their number is another is the one chat before of their full name; a given name alone is a question")
    func renumbered() {
        var claimer = record("b", "whatsapp", nickname: "+27 82 555 0199")
        claimer.knownAs = [Attested("Noor")]
        let before = record("a", "whatsapp", nickname: "Noor Haddad", name: "Noor Haddad")
        #expect(ClaimTies.find([before, claimer]) == [IdentityTie(0, 1, .claim, mayLink: false)])
        claimer.identityNotes = [.changedNumber]
        #expect(ClaimTies.find([before, claimer]) == [IdentityTie(0, 1, .claim, mayLink: false)])
        claimer.knownAs = [Attested("Noor Haddad")]
        #expect(ClaimTies.find([before, claimer]) == [IdentityTie(0, 1, .claim)])
        let shown = record("a", "whatsapp", nickname: "Haddad home", name: "Noor Haddad")
        #expect(ClaimTies.find([shown, claimer]) == [IdentityTie(0, 1, .claim)])
        #expect(ClaimTies.find([shown, claimer, record("c", "whatsapp", nickname: "Bakery", name: "Noor Haddad")]).allSatisfy { !$0.mayLink })
        #expect(ClaimTies.find([record("a", "line", nickname: "Haddad home", name: "Noor Haddad"), claimer]) == [IdentityTie(0, 1, .claim, mayLink: false)])
    }

    @Test("Who comes back under their own name is a question for whom that name is a part of")
    func sameName() {
        var claimer = record("b", "wechat", nickname: "Bea")
        claimer.knownAs = [Attested("Bea")]
        let before = record("a", "wechat", nickname: "广州Bea（批发）")
        #expect(ClaimTies.find([before, claimer]).isEmpty)
        claimer.identityNotes = [.otherAccount]
        #expect(ClaimTies.find([before, claimer]) == [IdentityTie(0, 1, .claim, mayLink: false)])
    }

    @Test("Who has a desk called is the row with their whole name and the desk's number, and nobody else's")
    func desks() {
        var chat = record("a", "wechat", nickname: "尤佳宁")
        chat.othersPhones = ["+862785331299"]
        let rows = [row("b", "尤佳宁", "+862785331299"), row("c", "尤佳琳", "+862785331299")]
        #expect(NumberTies.find([chat] + rows) == [IdentityTie(0, 1, .number)])
        #expect(NumberTies.find([chat, rows[1]]).isEmpty)
        chat.nicknames = [Attested("小尤")]
        #expect(NumberTies.find([chat] + rows).isEmpty)
    }

    @Test("One number that two accounts of a platform write is a question, of an account and a list an answer")
    func twoAccounts() {
        var chats = [record("a", "wechat", nickname: "青柠"), record("b", "wechat", nickname: "木瓜")]
        chats[0].orderNumbers = [said("61824093", SaidNumber.own)]
        chats[1].phones = [Attested("+85261824093")]
        #expect(NumberTies.find(chats) == [IdentityTie(0, 1, .number, mayLink: false)])
        chats[0].identityNotes = [.otherAccount]
        #expect(NumberTies.find(chats) == [IdentityTie(0, 1, .number)])
        chats[1] = row("b", "甘嘉慧", "+85261824093")
        #expect(NumberTies.find(chats) == [IdentityTie(0, 1, .number)])
    }

    @Test("A number in talk that no words claim links where one full name stands beside it on both sides")
    func unclaimed() {
        var chat = record("a", "instagram", nickname: "Lívia Prado")
        chat.orderNumbers = [said("5531998760001", 0.6)]
        #expect(NumberTies.find([chat, row("b", "Lívia Prado", "+5531998760001")]) == [IdentityTie(0, 1, .number)])
        #expect(NumberTies.find([chat, row("b", "Caio Prado", "+5531998760001")]) == [IdentityTie(0, 1, .number, mayLink: false)])
    }

    @Test(
        "Mobiles without the digit that their country added are the ones with it",
        arguments: [
            ("3188760001", "+5531988760001"), ("+553188760001", "+5531988760001"), ("+541145550001", "+5491145550001"), ("+525512340001", "+5215512340001"),
        ])
    func mobiles(old: String, new: String) {
        var records = [row("a", "Caio Prado", old), row("b", "Caio Prado", new)]
        NationalNumbers.complete(&records)
        #expect(records[0].recipients[0].recipient.phones == [new])
        records = [row("a", "Caio Prado", old)]
        NationalNumbers.complete(&records)
        #expect(records[0].recipients[0].recipient.phones == [old])
    }

    @Test("A number under which somebody takes in others' goods is hers in the list as well")
    func taken() {
        var chat = record("a", "wechat", nickname: "芹姐～米酒")
        chat.phones = [Attested("+8613512340001")]
        var records = [chat, row("b", "芹姐", "+8613512340001"), row("c", "郭师傅", "+8613512340001"), row("d", "尤宁", "+8613512340001")]
        SharedNumbers.mark(&records)
        #expect(records.map(\.othersPhones) == [[], [], ["+8613512340001"], ["+8613512340001"]])
        #expect(NumberTies.find(records) == [IdentityTie(0, 1, .number)])
        // Nobody tells who of two is meant.
        records = [chat, row("c", "郭师傅", "+8613512340001"), row("d", "尤宁", "+8613512340001")]
        SharedNumbers.mark(&records)
        #expect(records.map(\.othersPhones) == [[], [], []])
    }
}
