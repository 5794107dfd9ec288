import ChatModel
import JSONText

/// What a customer says of their numbers and accounts: that a number is new, that an account is not their only one, that they were here before.
enum IdentityWords {
    private static let words: [(note: IdentityNote, phrases: [StaticString])] = [
        (
            .changedNumber,
            [
                "换号码了", "换了号", "换了个号", "换手机号", "换了手机号", "换电话了", "换了电话", "电话换了", "号码换了", "手机号换了", "新手机号", "旧号不用", "老号不用", "原来的号不用",
                "换号", "新号", "以后打这个", "以后用这个号", "以后联系这个号", "換號", "新號", "號碼換了", "以後打這", "new number", "changed my number", "nomor baru", "número nuevo",
            ]
        ),
        (
            .otherAccount,
            [
                "我另一个微信", "我另一个号", "我另外一个号", "我另外一个微信", "我的小号", "我小号", "我的大号", "我的新微信", "我换微信了", "换了个微信", "换了微信", "微信被封", "原来的微信", "旧微信", "另一個帳號",
                "my other account",
                "my new account",
            ]
        ),
        (.returning, ["我是上次", "我就是上次", "我是之前那个", "我是前几天那个", "我之前加过你", "之前在你这买过", "之前在你家买过", "以前在你这买过", "bought from you before"]),
    ]
    /// One of these stands in every such sentence, and in few others.
    private static let triggers: [StaticString] = ["号", "號", "微信", "电话", "我是", "我就是", "买过", "加过", "number", "account", "nomor", "from you"]
    /// A longer message is a list or a form.
    private static let longest = 300

    static func notes(in text: String) -> Set<IdentityNote> {
        let bytes = Array(text.utf8)
        guard bytes.count <= longest, holds(triggers, bytes) else { return [] }
        return Set(words.lazy.filter { holds($0.phrases, bytes) }.map(\.note))
    }

    private static func holds(_ phrases: [StaticString], _ bytes: [UInt8]) -> Bool {
        phrases.contains { ByteScanning.find($0, in: bytes.span, 0..<bytes.count) != nil }
    }
}
