import ChatExtract
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
                "另一个号", "另一个微信", "备用号", "我的备用", "大号加满", "新微信", "新号加你", "原来那个号", "号被封", "号登不上", "号丢了", "my other account", "my new account", "my other number",
                "my second account",
                "my second number", "my old number", "other whatsapp", "nomor saya yang lain", "nomor lama", "mi otro número",
            ]
        ),
        (
            .returning,
            [
                "我是上次", "我就是上次", "我是之前那个", "我是前几天那个", "我之前加过你", "之前在你这买过", "之前在你家买过", "以前在你这买过", "群里那个", "群里的", "bought from you before", "from the group",
                "from your group", "dari grup", "del grupo",
            ]
        ),
    ]
    /// One of these stands in every such sentence, and in few others.
    private static let triggers: [StaticString] = [
        "号", "號", "微信", "电话", "我是", "我就是", "买过", "加过", "number", "account", "nomor", "from you", "群里", "group", "grup", "whatsapp", "número", "电", "電", "手机",
        "手機",
        "phone", "cell", "我係", "换", "換",
    ]
    /// A longer message is a list or a form.
    static let longest = 300

    static func notes(in text: String) -> Set<IdentityNote> {
        let bytes = Array(text.utf8)
        guard bytes.count <= longest, holds(triggers, bytes) else { return [] }
        var notes = Set(words.lazy.filter { holds($0.phrases, bytes) }.map(\.note))
        if NumberWords.saysChanged(text) { notes.insert(.changedNumber) }
        if NumberWords.saysAccountLost(text) { notes.insert(.otherAccount) }
        return notes
    }

    /// Whether a message says that goods are for somebody else: 寄给我妈, 收件人写我女儿, 送朋友的, for my sister.
    static func isForOther(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        guard bytes.count <= longest else { return false }
        if holds(giftWords, bytes) || OtherPerson.isNamed(in: bytes) { return true }
        for relation in relations {
            var from = 0
            while let at = ByteScanning.find(relation, in: bytes.span, from..<bytes.count) {
                let end = at + relation.utf8CodeUnitCount
                from = end
                if uses.contains(where: { ByteScanning.has($0, in: bytes.span, at: end) }) { continue }
                if let lead = sendsTo.first(where: { ends(bytes, at, with: $0) }) {
                    // 电话写我老婆的: her number, and not her parcel.
                    let head = at - lead.utf8CodeUnitCount
                    if !numberNouns.contains(where: { ends(bytes, head, with: $0) }) { return true }
                } else if ofTheirs.contains(where: { ByteScanning.has($0, in: bytes.span, at: end) }) {
                    return true
                }
            }
        }
        return false
    }

    /// Whether a message names somebody's home as the place and not somebody as the one who receives: 寄爷爷家, 在外婆那边.
    static func isSomebodysPlace(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        guard bytes.count <= longest, !holds(["给", "給", "收件人", "收货人", "for "], bytes) else { return false }
        return relations.contains { relation in
            guard let at = ByteScanning.find(relation, in: bytes.span, 0..<bytes.count) else { return false }
            return homes.contains { ByteScanning.has($0, in: bytes.span, at: at + relation.utf8CodeUnitCount) }
        }
    }

    /// What is done with goods and says nothing of where they go: 给孩子吃的.
    private static let uses: [StaticString] = ["吃", "喝", "用", "穿", "玩", "补", "戴", "擦", "煲", "泡", "做"]
    private static let numberNouns: [StaticString] = ["电话", "手机", "手机号", "号码", "號碼", "電話"]
    private static let homes: [StaticString] = ["家", "那", "这边", "这里", "'s place", "'s house", "’s place", "’s house"]

    /// Whether a message says that the speaker receives: 寄给我自己, 我自己用.
    static func isForSelf(_ text: String) -> Bool { holds(selfWords, Array(text.lowercased().utf8)) }

    /// Whether a message with a number names somebody whose it may be.
    static func namesOther(_ text: String) -> Bool { holds(otherWords, Array(text.lowercased().utf8)) }

    /// Whether the words right before a number say that it is somebody else's: 电话留我老婆的, 写前台, 对门的号码.
    static func isOthersNumber(before head: Substring) -> Bool {
        var head = head
        while let tail = numberLeads.first(where: { head.hasSuffix($0) }) { head = head.dropLast(tail.count) }
        let bytes = Array(head.utf8)
        return desks.contains { ends(bytes, bytes.count, with: $0) } || relations.contains { ends(bytes, bytes.count, with: $0) }
    }

    /// Whether words name somebody by what they are to the speaker: 媽咪, 我闺蜜.
    static func isRelation(_ words: Substring) -> Bool {
        let bytes = Array(words.lowercased().utf8)
        return bytes.count <= 15 && holds(relations, bytes)
    }

    /// Whether a message says of a number that it is the speaker's.
    static func isOwnWords(_ text: String) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        return holds(ownWords, bytes) || AddressTalk.isOwnNumber(bytes)
    }

    private static let ownWords: [StaticString] = [
        "我电话", "我的电话", "我手机", "我的手机", "我号码", "我的号", "我联系", "我的联系", "打我", "找我", "写我名字", "写我的", "写我，", "写我 ", "电话是我", "我的tel", "my number", "my phone", "my cell",
        "my mobile",
        "my whatsapp", "call me", "reach me", "nomor saya", "hp saya", "mi número", "mi numero",
    ]
    private static let numberLeads = [" ", "：", ":", "电话", "手机号", "手机", "号码", "的号", "号", "的", "是", "吧", "那边", "家", "留", "写", "，"]
    private static let desks: [StaticString] = [
        "前台", "物业", "门卫", "保安", "传达室", "收发室", "驿站", "快递柜", "超市", "便利店", "总机", "公司", "单位", "办公室", "对门", "隔壁", "楼下", "楼上", "店里", "reception", "front desk",
        "concierge",
    ]

    /// Whether a message says hardly more than a number.
    static func isBareNumber(_ text: String) -> Bool {
        text.unicodeScalars.reduce(0) { $0 + ($1.properties.isIdeographic ? 2 : $1.properties.isAlphabetic ? 1 : 0) } <= 8
    }

    private static let otherWords: [StaticString] = [
        "他的", "她的", "他电话", "她电话", "你的", "您的", "你们", "你电话", "快递", "驿站", "司机", "师傅", "客服", "老公", "老婆", "妈", "爸", "朋友", "同事", "同学", "女儿", "儿子", "his ", "her ",
        "your ", "driver",
        "courier",
    ]

    private static func ends(_ bytes: [UInt8], _ end: Int, with word: StaticString) -> Bool {
        end >= word.utf8CodeUnitCount && ByteScanning.has(word, in: bytes.span, at: end - word.utf8CodeUnitCount)
    }

    private static let giftWords: [StaticString] = [
        "送人", "送礼", "送朋友", "送客户", "送领导", "送长辈", "送老师", "送同事", "帮别人", "帮人", "替别人", "给别人", "给人家", "代收", "代买", "gift for", "as a gift", "for a friend",
        "for someone else", "hadiah untuk",
        "regalo para",
    ]
    private static let selfWords: [StaticString] = [
        "寄给我自己", "我自己用", "自己用", "我自己收", "自己收", "寄我自己", "我自己也", "我自己要", "我自己拿", "我自己买", "我自己的", "自己喝", "自己吃", "我的：", "我的:", "写我名字", "写我的名字", "for myself",
        "my own address", "untuk saya sendiri", "para mí",
    ]
    static let relations: [StaticString] = [
        "妈", "爸", "母亲", "父亲", "婆婆", "公公", "岳母", "岳父", "丈母娘", "丈人", "奶奶", "爷爷", "外婆", "外公", "姥姥", "姥爷", "女儿", "儿子", "闺女", "姑娘", "孩子", "儿媳", "女婿", "媳妇", "老公",
        "老婆", "太太", "爱人", "对象",
        "男朋友", "女朋友", "姐", "妹", "哥", "弟", "嫂", "姑姑", "姑妈", "舅", "阿姨", "叔叔", "侄", "外甥", "闺蜜", "朋友", "同事", "同学", "亲戚", "邻居", "室友", "领导", "客户", "顾客", "亲家", "战友",
        "导师", "老师", "恩师", "师父", "客人", "下家", "舅佬", "媽", "閨蜜", "女兒", "兒子",
        "親戚", "mom", "mum", "mother", "dad", "father", "sister", "brother", "wife", "husband", "friend", "daughter", "son", "aunt", "uncle", "grandma",
        "grandpa", "boss", "colleague", "client",
        "customer", "ibu", "bapak", "kakak", "adik", "teman", "istri", "suami", "mamá", "papá", "hermana", "hermano", "amiga", "amigo",
    ]
    /// What stands before the one who receives.
    private static let sendsTo: [StaticString] = [
        "给我", "给我家", "给", "送", "寄我", "送我", "帮我", "替我", "替", "发我", "写我", "写", "人是我", "人是", "名字我", "收件人我", "收货人我", "收件人", "收货人", "for my ", "to my ", "for his ",
        "for her ", "untuk ", "para mi ",
        "給我", "給", "寫我", "寄",
    ]
    /// What stands behind the one who receives.
    private static let ofTheirs: [StaticString] = [
        "收件", "收货", "收一下", "收的", "那边", "那里", "家的地址", "的地址", "地址", "名字", "的名字", "那儿", "：", ":", "的：", "的:", "'s address", "’s address", "'s place",
        " will receive",
    ]

    static func holds(_ phrases: [StaticString], _ bytes: [UInt8]) -> Bool {
        phrases.contains { ByteScanning.find($0, in: bytes.span, 0..<bytes.count) != nil }
    }
}
