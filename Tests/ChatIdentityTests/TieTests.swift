import ChatModel
import Testing

@testable import ChatIdentity

/// What ties records beside their columns, and what vetoes it.
@Suite struct TieTests {
    private let block = ("周晚晴", "+8618600334505", "浙江省杭州市余杭区良渚街道柳絮路9号3幢502")
    private let other = ("沈知秋", "+8613000601065", "湖北省武汉市洪山区关东街道紫藤路27号2栋1804")

    private func person(_ id: String, _ facts: (String, String, String)? = nil, account: String? = nil) -> IdentityRecord {
        var record = IdentityRecord(recordID: id)
        (record.platform, record.accountID, record.isAccountHolder) = ("wechat", account, true)
        record.nicknames = ["平安是福"]
        guard let facts else { return record }
        (record.names, record.phones, record.addressTexts) = ([facts.0], [facts.1], [facts.2])
        return record
    }

    private func resolve(_ records: [IdentityRecord], _ ties: [IdentityTie], _ decisions: IdentityDecisions = IdentityDecisions()) -> Resolution {
        var resolver = IdentityResolver()
        resolver.options.linksByNicknameAlone = false
        resolver.options.asksWhenNear = true
        return resolver.resolve(records, decisions: decisions, ties: ties)
    }

    @Test(arguments: [IdentityTie.Kind.nickname, .claim, .order]) func `a tie links where nothing speaks against it, and says so`(kind: IdentityTie.Kind) {
        let found = resolve([person("a", block), person("b")], [IdentityTie(0, 1, kind)])
        #expect(found.clusters == [0, 0])
        #expect(found.links.map(\.origin) == [.tied])
        #expect(found.links[0].comparisons.contains { $0.comparison == "tie" && $0.level == kind.rawValue })
        let sum = found.links[0].priorBits + found.links[0].comparisons.reduce(0) { $0 + $1.bits } + found.links[0].residualBits
        #expect(abs(sum - found.links[0].weight) < 1e-6)
    }

    @Test func `names, numbers and cities veto a name that two places show`() {
        let found = resolve([person("a", block), person("b", other)], [IdentityTie(0, 1, .nickname)])
        #expect(found.clusters == [0, 1])
        #expect(found.review.isEmpty)
    }

    @Test func `two accounts of one platform with one name are two`() {
        #expect(resolve([person("a", account: "w1"), person("b", account: "w2")], [IdentityTie(0, 1, .nickname)]).clusters == [0, 1])
    }

    @Test func `a name that fits two people who cannot be one is neither's, and is asked`() {
        let found = resolve([person("a", block), person("b", other), person("c")], [IdentityTie(0, 2, .nickname), IdentityTie(1, 2, .nickname)])
        #expect(found.clusters == [0, 1, 2])
        #expect(found.review.count == 2)
    }

    @Test func `a name in a list joins no two chats of whom that is a question`() {
        let ties = [IdentityTie(0, 1, .nickname, mayLink: false), IdentityTie(0, 2, .nickname), IdentityTie(1, 2, .nickname)]
        #expect(resolve([person("a", block), person("b"), person("c")], ties).clusters == [0, 1, 2])
    }

    @Test func `a tie that is no more than a question is asked once, and never after somebody answered`() {
        let ties = [IdentityTie(0, 1, .nickname, mayLink: false)]
        let records = [person("a"), person("b")]
        #expect(resolve(records, ties).clusters == [0, 1])
        #expect(resolve(records, ties).review.count == 1)
        let answered = IdentityDecisions(mustLink: [], cannotLink: [IdentityDecisions.Pair("a", "b")])
        #expect(resolve(records, ties, answered).review.isEmpty)
        #expect(resolve(records, [IdentityTie(0, 1, .nickname)], answered).clusters == [0, 1])
    }

    @Test(arguments: [
        ("浙江省杭州市余杭区良渚街道柳絮路9号3幢502", true), ("浙江省杭州市余杭区良渚街道柳絮路9号3幢503", false), ("湖北省武汉市洪山区关东街道紫藤路27号2栋1804", false), ("", false),
    ])
    func `a number with one other digit links beside the same door only`(address: String, isOne: Bool) {
        var (a, b) = (person("a", block), person("b", (block.0, "+8618600334905", address)))
        (a.nicknames, b.nicknames) = ([], [])
        #expect((resolve([a, b], []).clusters == [0, 0]) == isOne)
    }

    @Test func `hidden digits link nobody by a surname`() {
        var (a, b) = (person("a", ("吴敏", "13900015678", "浙江省杭州市余杭区良渚街道柳絮路9号3幢502")), person("b", ("吴*", "139****5678", "")))
        (a.nicknames, b.nicknames) = ([], [])
        let found = resolve([a, b], [])
        #expect(found.clusters == [0, 1])
        #expect(found.review.count == 1)
    }

    @Test(arguments: [
        ("小雨🌸", NicknameWorth.short), ("平安是福", .common), ("宝妈", .common), ("王姐", .common), ("小王", .common), ("小溪", .short), ("静", .short), ("A", .none),
        ("🌸", .none), ("麦兜", .short), ("杭州-林小溪-老客", .distinctive),
        ("Grace Lim", .distinctive),
    ])
    func `names are worth what few people bear`(name: String, worth: NicknameWorth) {
        #expect(NicknameWorth(name) == worth)
    }

    @Test func `two signs that are a question each are an answer together`() {
        let claim = IdentityTie(0, 1, .claim, mayLink: false)
        let number = IdentityTie(0, 1, .number, mayLink: false)
        #expect(resolve([person("a", block), person("b")], [claim]).clusters == [0, 1])
        #expect(resolve([person("a", block), person("b")], [claim, number]).clusters == [0, 0])
        #expect(resolve([person("a", block), person("b", other)], [claim, number]).clusters == [0, 1])
    }

    @Test func `two exports of one title that show two people are asked, and never joined by name`() {
        let ties = [IdentityTie(0, 1, .title, mayLink: false), IdentityTie(0, 1, .nickname)]
        let found = resolve([person("a", block), person("b", other)], ties)
        #expect(found.clusters == [0, 1])
        #expect(found.review.count == 1)
        #expect(resolve([person("a"), person("b")], ties).clusters == [0, 1])
    }
}
