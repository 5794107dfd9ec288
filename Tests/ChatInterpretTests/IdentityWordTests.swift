import ChatModel
import Testing

@testable import ChatInterpret

/// What customers say of their numbers and accounts.
@Suite struct IdentityWordTests {
    @Test(
        "Who somebody is elsewhere is told with a word of another place or account",
        arguments: [
            ("老板我是晚晴，这是我的小号，大号加满了", ["晚晴"]), ("我是群里的阿木", ["阿木"]), ("我是柠檬不酸的兰", []), ("hi this is Rina, my new number", ["Rina"]), ("我是要两盒的", []),
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
}
