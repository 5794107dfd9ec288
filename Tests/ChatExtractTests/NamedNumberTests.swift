import ChatExtract
import Testing

@Suite struct NamedNumberTests {
    private func name(_ text: String, _ number: String) -> String? {
        guard let found = text.firstRange(of: number) else { return nil }
        let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
        return NamedNumber.beside(start..<start + number.utf8.count, in: text)?.name
    }

    @Test(
        "A full name right beside a number is that number's, whatever talk stands around the two",
        arguments: [
            ("要那个大的 明天能到吗 郑晓东 13512340001", "13512340001", "郑晓东"),
            ("先不急，林美华，13512340002，到了打给我", "13512340002", "林美华"),
            ("我叫蒋文波 13512340003", "13512340003", "蒋文波"),
            ("上次下单的是何秀英 电话13512340004", "13512340004", "何秀英"),
            ("自提 13512340005 唐国强", "13512340005", "唐国强"),
            ("歐陽志遠 13512340006 放門口", "13512340006", "歐陽志遠"),
            ("me, Anita Desai (416) 555-0142", "(416) 555-0142", "Anita Desai"),
            ("pick up at noon. Tom O'Neil 0400 123 456", "0400 123 456", "Tom O'Neil"),
            ("到了联系 罗晓燕：13512340007", "13512340007", "罗晓燕"),
            ("8栋602 莫晓丹 团里买的 13512340011", "13512340011", "莫晓丹"),
            ("英文名Lulu 中文名查慧敏 778-320-4416", "778-320-4416", "查慧敏"),
        ])
    func names(text: String, number: String, expected: String) { #expect(name(text, number) == expected) }

    @Test(
        "Words of talk, goods, places and desks beside a number are nobody's name",
        arguments: [
            ("号换了 现在 13512340001", "13512340001"), ("三箱 明天 13512340002", "13512340002"), ("我的 新号 13512340003", "13512340003"),
            ("写前台 电话 13512340004", "13512340004"), ("到了打 13512340005 谢谢", "13512340005"), ("打这个 13512340006 周五到", "13512340006"),
            ("放 驿站 13512340007", "13512340007"), ("call me 0400 123 456", "0400 123 456"), ("at Hornby Street 604 555 0123", "604 555 0123"),
            ("尾款 13512340008", "13512340008"), ("13512340009", "13512340009"),
        ])
    func nobody(text: String, number: String) { #expect(name(text, number) == nil) }

    @Test(
        "What an address book calls somebody is a name where it is one",
        arguments: [
            ("卓雨晴", true), ("欧阳娜", true), ("王小姐", true), ("Ken Lau", true), ("修表老冯", false), ("顺丰小哥", false), ("三楼张姐面馆", false), ("一颗糖", false),
        ])
    func fullNames(words: String, isName: Bool) { #expect(FullName.isLikely(words) == isName) }

    @Test func `the name that an entry begins with is its person's`() {
        #expect(FullName.head(of: "周小姐 退过货") == "周小姐")
        #expect(FullName.head(of: "何立 皂") == "何立")
        #expect(FullName.head(of: "送货 老何") == nil)
        #expect(FullName.head(of: "何立") == nil)
    }
}
