import ChatIdentity
import ChatModel
import Testing

/// Birth dates, e-mail addresses beside accounts, and what people say of their numbers and accounts.
@Suite struct PersonalFactTests {
    private func clusters(_ records: [IdentityRecord]) -> [Int] {
        IdentityResolver().resolve(invented(people: 80, seed: 11).records + records).clusters.suffix(records.count)
    }

    private func born(_ id: String, _ name: String, _ date: String, account: String, platform: String) -> IdentityRecord {
        var one = record(id, name: name, account: account, platform: platform)
        one.birthDates = [date]
        return one
    }

    @Test(arguments: ["1990-04-17", "--04-17"])
    func `One name and one birth date are one person over platforms`(date: String) {
        let found = clusters([
            born("a", "欧阳听雪", "1990-04-17", account: "wxid_a", platform: "wechat"), born("b", "欧阳听雪", date, account: "10001", platform: "qq"),
        ])
        #expect(found[0] == found[1])
    }

    @Test func `One name and two birth dates are two people`() {
        let found = clusters([
            born("a", "欧阳听雪", "1990-04-17", account: "wxid_a", platform: "wechat"), born("b", "欧阳听雪", "1988-11-02", account: "10001", platform: "qq"),
        ])
        #expect(found[0] != found[1])
    }

    @Test(arguments: ["19900417", "1990-13-17", "1990-04-00", "04-17", "", "----", "一九九〇", "1990-04-17-99"])
    func `What is no date says nothing`(text: String) {
        var (a, b) = (record("a", name: "欧阳听雪", phone: "13700001234"), record("b", name: "欧阳听雪", phone: "13700001234"))
        a.birthDates = [text]
        b.birthDates = ["1988-11-02"]
        let found = clusters([a, b])
        #expect(found[0] == found[1])
    }

    @Test func `An e-mail address links accounts of two platforms`() {
        var (a, b) = (record("a", account: "wxid_a"), record("b", name: "顾南星", account: "10001", platform: "taobao"))
        a.emails = ["Nanxing@Example.com"]
        b.emails = ["nanxing@example.com"]
        let found = clusters([a, b])
        #expect(found[0] == found[1])
    }

    @Test func `A number said to have changed no longer speaks against the person`() {
        func weight(_ notes: Set<IdentityNote>) -> Double? {
            let home = "浙江省杭州市西湖区青石路8号听涛小区5栋1203室"
            let before = record("a", name: "陆知秋", phone: "13700001234", address: home)
            var after = record("b", name: "陆知秋", phone: "15900005678", address: home)
            after.notes = notes
            let records = invented(people: 80, seed: 11).records + [before, after]
            return IdentityResolver().resolve(records).links.first { $0.right == records.count - 1 }?.weight
        }
        let (plain, changed) = (weight([]), weight([.changedNumber]))
        #expect(plain != nil && changed != nil)
        if let plain, let changed { #expect(changed > plain + 1) }
    }

    @Test func `The comparisons of a link add up to its weight, birth date included`() throws {
        let resolution = IdentityResolver().resolve([
            born("a", "欧阳听雪", "1990-04-17", account: "wxid_a", platform: "wechat"), born("b", "欧阳听雪", "1990-04-17", account: "10001", platform: "qq"),
        ])
        let link = try #require(resolution.links.first)
        #expect(link.comparisons.contains { $0.comparison == "birth-date" && $0.level == "same-date" })
        #expect(abs(link.priorBits + link.comparisons.reduce(0) { $0 + $1.bits } + link.residualBits - link.weight) < 0.01)
    }
}
