import ChatModel
import Testing

@testable import ChatIdentity

@Suite struct ResolverTests {
    private func resolve(_ records: [IdentityRecord], _ decisions: IdentityDecisions = IdentityDecisions(), threads: Int = 2) -> Resolution {
        var options = IdentityResolver.Options()
        options.threads = threads
        return IdentityResolver(options: options).resolve(records, decisions: decisions)
    }

    @Test func `Nothing in gives nothing out`() { #expect(resolve([]).clusters.isEmpty) }

    @Test(arguments: UInt64(1)...3)
    func `Most sightings of invented people find each other and none finds a stranger`(seed: UInt64) {
        let (records, people) = invented(people: 150, seed: seed)
        let clusters = resolve(records).clusters
        var together = 0
        var wrong = 0
        var all = 0
        for i in records.indices {
            for j in 0..<i {
                if people[i] == people[j] { all += 1 }
                if clusters[i] == clusters[j] { if people[i] == people[j] { together += 1 } else { wrong += 1 } }
            }
        }
        #expect(Double(together) >= 0.93 * Double(all), "seed \(seed): \(together) of \(all)")
        #expect(Double(wrong) <= 0.01 * Double(all), "seed \(seed): \(wrong)")
    }

    @Test(arguments: UInt64(1)...4)
    func `The order of records and the number of threads change nothing`(seed: UInt64) {
        let records = invented(people: 120, seed: seed).records
        let expected = partition(records, resolve(records, threads: 1).clusters)
        var random = SplitMix64(seed: seed)
        for threads in [1, 2, 8] {
            let shuffled = records.shuffled(using: &random)
            #expect(partition(shuffled, resolve(shuffled, threads: threads).clusters) == expected, "seed \(seed), \(threads) threads")
        }
    }

    @Test func `The same records give the same outcome, evidence and all`() {
        let records = invented(people: 100, seed: 5).records
        let (a, b) = (resolve(records), resolve(records))
        #expect(a.clusters == b.clusters && a.links == b.links && a.review == b.review && a.relations == b.relations)
    }

    @Test func `An unrelated record changes nothing for the others`() {
        let records = invented(people: 120, seed: 6).records
        let before = partition(records, resolve(records).clusters)
        let stranger = record("x", name: "司徒远航", nickname: "独一无二的昵称", phone: "19900001111", account: "nobody", address: "甘肃省兰州市城关区孤山路9号")
        let after = partition(records + [stranger], resolve(records + [stranger]).clusters)
        #expect(after == before.union([["x"]]))
    }

    @Test func `Namesakes, couples and agents' clients stay apart`() {
        var records = invented(people: 60, seed: 7).records
        let home = "四川省成都市武侯区桂溪路8号听涛小区5栋1203室"
        records += [
            record("husband1", name: "周明轩", phone: "13700000001", account: "zhou", address: home),
            record("husband2", name: "周明轩", phone: "13700000001", address: home),
            record("wife1", name: "林语嫣", phone: "13700000002", account: "lin", address: home),
            record("wife2", name: "林语嫣", phone: "13700000001", address: home),
            record("client1", name: "何嘉宁", phone: "13700000003", account: "agent", address: "上海市徐汇区海棠街1号半山花园2栋101室"),
            record("client2", name: "马若溪", phone: "13700000004", account: "agent", address: "天津市河西区书院巷2号云栖苑3栋202室"),
            record("client3", name: "徐浩博", phone: "13700000005", account: "agent", address: "湖南省长沙市岳麓区望江大道3号竹影里4栋303室"),
            record("twin1", name: "高子墨", phone: "13761840006", account: "gao1", address: "湖北省武汉市洪山区青石路7号枫桥新村1栋601室"),
            record("twin2", name: "高子墨", phone: "15922957307", account: "gao2", address: "湖北省武汉市洪山区海棠街90号竹影里6栋1402室"),
        ]
        let clusters = resolve(records).clusters
        func cluster(_ id: String) -> Int { clusters[records.firstIndex { $0.recordID == id }!] }
        #expect(cluster("husband1") == cluster("husband2"))
        #expect(cluster("wife1") == cluster("wife2"))
        #expect(cluster("husband1") != cluster("wife1"))
        #expect(Set(["client1", "client2", "client3"].map(cluster)).count == 3)
        #expect(cluster("twin1") != cluster("twin2"))
    }

    @Test func `Decisions hold against the evidence and their undoing restores the old state`() {
        let records = invented(people: 80, seed: 8).records
        let before = resolve(records)
        let members = before.members.filter { $0.count > 1 }
        let (a, b) = (members[0][0], members[0][1])
        let (c, d) = (members[1][0], members[2][0])
        var decisions = IdentityDecisions()
        decisions.cannotLink.insert(.init(records[a].recordID, records[b].recordID))
        decisions.mustLink.insert(.init(records[c].recordID, records[d].recordID))
        let after = resolve(records, decisions)
        #expect(after.clusters[a] != after.clusters[b])
        #expect(after.clusters[c] == after.clusters[d])
        #expect(after.links.contains { $0.origin == .decided })
        #expect(resolve(records).clusters == before.clusters)
        var contradictory = decisions
        contradictory.mustLink.insert(.init(records[a].recordID, records[b].recordID))
        let third = resolve(records, contradictory)
        #expect(third.clusters[a] != third.clusters[b])
        #expect(third.report.contradictoryDecisions == 1)
    }

    @Test func `The bits of a link add up to its weight, and links make a tree over each cluster`() {
        let records = invented(people: 80, seed: 9).records
        let resolution = resolve(records)
        for link in resolution.links + resolution.review {
            let sum = link.priorBits + link.comparisons.reduce(0) { $0 + $1.bits } + link.residualBits
            #expect(abs(sum - link.weight) < 0.01)
            #expect(link.left < link.right)
        }
        #expect(resolution.links.count == records.count - resolution.clusterCount)
        #expect(resolution.links.allSatisfy { resolution.clusters[$0.left] == resolution.clusters[$0.right] })
        #expect(resolution.review.allSatisfy { resolution.clusters[$0.left] != resolution.clusters[$0.right] })
    }

    @Test func `An account whose holder it is makes one person of its records`() {
        var a = record("a", name: "王晓雯", account: "wxid_1")
        var b = record("b", name: "李子墨", account: "wxid_1")
        var c = record("c", name: "李子墨", account: "wxid_1", platform: "qq")
        for i in 0..<3 { [{ a.isAccountHolder = true }, { b.isAccountHolder = true }, { c.isAccountHolder = true }][i]() }
        let clusters = resolve([a, b, c]).clusters
        #expect(clusters[0] == clusters[1])
    }

    @Test func `A number that both give as their own joins two accounts of one name`() {
        let records = [
            record("a", name: "王晓雯", nickname: "晓雯", phone: "+8613800000001", account: "wxid_1"),
            record("b", name: "王晓雯", nickname: "云朵", phone: "+8613800000001", account: "123456", platform: "qq"),
            record("c", name: "李子墨", nickname: "子墨", phone: "+8613800000002", account: "wxid_2"),
        ]
        let clusters = resolve(records).clusters
        #expect(clusters == [0, 0, 1])
    }

    @Test func `A recipient's number ties two customers as a relation and not as one person`() {
        var a = record("a", name: "王晓雯", phone: "13800000001", account: "w1")
        a.related = [RelatedPerson(name: "李子墨", phones: ["13800000002"])]
        let b = record("b", name: "李子墨", phone: "13800000002", account: "w2")
        let resolution = resolve([a, b])
        #expect(resolution.clusters == [0, 1])
        #expect(resolution.relations.contains { $0.kind == .recipient && $0.from == 0 && $0.to == 1 })
    }
}
