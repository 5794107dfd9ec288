import ChatModel
import Testing

@testable import ChatInterpret

/// What customers say of their numbers and accounts.
@Suite struct IdentityWordTests {
    @Test(
        "Who somebody is elsewhere is told with a word of another place or account",
        arguments: [
            ("掌柜我是圆圆，这是我的小号，那个满了", ["圆圆"]), ("我是群里的阿木", ["阿木"]), ("我是山那边的兰", []), ("hi this is Nora, my new number", ["Nora"]), ("我是要两盒的", []),
        ])
    func claims(_ text: String, _ names: [String]) { #expect(IdentityWords.claims(in: text) == names) }

    @Test(
        "Numbers and accounts",
        arguments: [
            ("我换号了，以后打这个", IdentityNote.changedNumber), ("这是我另一个微信", .otherAccount), ("这是我小号", .otherAccount), ("我是上次买红茶的", .returning),
            ("电话换了哈", .changedNumber),
            ("This is my new number", .changedNumber),
        ])
    func notes(_ text: String, _ note: IdentityNote) { #expect(IdentityWords.notes(in: text) == [note]) }

    @Test("Small talk says nothing", arguments: ["换个颜色", "今天换季打折吗", "微信转你", "小号还有吗", "换大号的", "上次的茶不错", "3号发货吗", ""])
    func smallTalk(_ text: String) { #expect(IdentityWords.notes(in: text).isEmpty) }

    @Test("A conversation's record keeps them")
    func record() throws {
        var chat = Chat()
        chat.buyer("我换号了 新的13812345678")
        let record = try #require(chat.read().records.first)
        #expect(record.identityNotes == [.changedNumber])
        #expect(record.phones.map(\.value) == ["+8613812345678"])
    }

    @Test(
        "Numbers and accounts that went, in other words",
        arguments: [
            ("还有手机号换了", IdentityNote.changedNumber), ("那个号别打了 打这个", .changedNumber), ("換咗號碼 記低", .changedNumber), ("lost my phone", .changedNumber),
            ("旧号上个月封了", .otherAccount), ("微信突然登不上", .otherAccount),
        ])
    func lost(_ text: String, _ note: IdentityNote) { #expect(IdentityWords.notes(in: text).contains(note)) }

    @Test(
        "Claims at the end of a clause, and after a greeting",
        arguments: [("群里6栋阿松就是我 群主让写楼号", ["6栋阿松"]), ("常师傅 我老柴", ["老柴"]), ("我老婆要一份", []), ("hi, Nora here", ["Nora"]), ("hello 我係Fiona 換咗電話", ["Fiona"])])
    func endings(_ text: String, _ names: [String]) { #expect(IdentityWords.claims(in: text) == names) }

    @Test(
        "An answer to who somebody is gives the name, and what stands behind 的",
        arguments: [("珀斯的依然 冬天买围巾那个", "依然"), ("尤佳啊", "尤佳"), ("石榴妈……旧号封了", "石榴妈")]
    )
    func answers(_ text: String, _ name: String) { #expect(IdentityWords.answers(text).contains(name)) }

    @Test("A friend's name is not the answer") func friends() { #expect(!IdentityWords.answers("尤佳的朋友").contains("朋友")) }

    @Test("What the seller guesses counts when the customer says yes")
    func guesses() {
        var chat = Chat()
        chat.buyer("早晨")
        chat.shop("你是？")
        chat.buyer("上个月买手套那个")
        chat.shop("哦哦 Fiona 吗")
        chat.buyer("系")
        #expect(chat.read().records[0].knownAs.map(\.value).contains("Fiona"))
        chat.messages.removeLast()
        chat.buyer("不是")
        #expect(!chat.read().records[0].knownAs.map(\.value).contains("Fiona"))
    }

    @Test("The end of a number", arguments: [("电话尾号2046没换", ["2046"]), ("那个517的号不要打了", ["517"]), ("旧号152那个不用再打", ["152"]), ("一共2046", [])])
    func ends(_ text: String, _ digits: [String]) { #expect(NumberWords.ends(in: text) == digits) }

    @Test(
        "Digits that nothing was read from, as they are dialled or copied",
        arguments: [
            ("Lim Teck Huat, 45400. 012-4479083", ["0124479083"]), ("6928840157713316", ["6928840157713316"]), ("6222021234567890128", []), ("2盒 35.5", []),
        ])
    func said(_ text: String, _ digits: [String]) { #expect(NumberWords.said(in: text, besides: []).map(\.digits) == digits) }

    @Test("What goods are for says nothing of where they go", arguments: [("给孩子喝的豆奶", false), ("寄给我妈", true), ("尤立，电话写我爱人的", false)])
    func purposes(_ text: String, _ isOther: Bool) { #expect(IdentityWords.isForOther(text) == isOther) }
}
