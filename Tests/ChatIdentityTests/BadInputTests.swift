import Testing

@testable import ChatIdentity

@Suite struct BadInputTests {
    private func resolve(_ records: [IdentityRecord]) -> Resolution {
        var options = IdentityResolver.Options()
        options.wantsEvidence = false
        return IdentityResolver(options: options).resolve(records)
    }

    @Test func `Ten thousand equal records are one customer`() {
        let records = (0..<10_000).map { record("r\($0)", name: "王晓雯", nickname: "晓雯", phone: "13800000001", account: "w") }
        let resolution = resolve(records)
        #expect(resolution.clusterCount == 1)
        #expect(resolution.report.candidatePairs < 100_000)
    }

    @Test func `One number on many records under many names joins nobody and costs linear work`() {
        let records = (0..<30_000).map {
            record("r\($0)", name: "王\(UnicodeScalar(0x4E00 + UInt32($0 % 9000))!)\(UnicodeScalar(0x5E00 + UInt32($0 / 9))!)", phone: "13800000001")
        }
        let resolution = resolve(records)
        #expect(resolution.report.candidatePairs < 3_000_000)
        #expect(resolution.clusterCount > 20_000)
    }

    @Test func `Records with nothing but a common nickname stay for themselves`() {
        let resolution = resolve((0..<5000).map { record("r\($0)", nickname: "平安是福") })
        #expect(resolution.clusterCount == 5000)
    }

    @Test func `Huge and broken values are taken as they come`() {
        let long = String(repeating: "王", count: 350_000)
        let records = [
            record("a", name: long, nickname: long, phone: String(repeating: "1", count: 40), account: long, address: long),
            record("b", name: long, address: long),
            IdentityRecord(recordID: ""), record("c", name: "\u{0}", nickname: "\u{FFFD}", phone: "-", account: "", address: "0号0栋0单元0室99999999999999999999"),
        ]
        #expect(resolve(records).clusters.count == 4)
    }

    /// Records of invented people that all have one value in common.
    private func sharing(_ count: Int, _ set: (inout IdentityRecord) -> Void) -> [IdentityRecord] {
        (0..<count).map { i in
            var one = record("r\(i)", phone: "13\(100_000_000 + i * 7919)", account: "w\(i)")
            set(&one)
            return one
        }
    }

    @Test(arguments: ["name", "nickname", "phone", "account", "address", "email", "birthday"])
    func `One value on ten times the rows costs ten times the work`(field: String) {
        func pairs(_ count: Int) -> Int {
            resolve(
                sharing(count) { one in
                    switch field {
                    case "name": one.names = ["王晓雯"]
                    case "nickname": one.nicknames = ["平安是福"]
                    case "phone": one.phones = ["13800000001"]
                    case "account": one.accountID = "agent"
                    case "address": one.addressTexts = ["浙江省杭州市西湖区青石路8号创业大厦前台"]
                    case "email": one.emails = ["shop@example.com"]
                    default: one.birthDates = ["1990-01-01"]
                    }
                }
            ).report.candidatePairs
        }
        let (few, many) = (pairs(2000), pairs(20_000))
        #expect(many <= max(few, 20_000) * 12, "\(few) pairs of 2,000 rows, \(many) of 20,000")
        #expect(many < 20_000 * 301)
    }
}
