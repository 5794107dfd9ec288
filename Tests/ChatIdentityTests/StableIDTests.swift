import Testing

@testable import ChatIdentity

@Suite struct StableIDTests {
    @Test func `New ids depend on the records alone`() {
        let a = StableIDs.assign(clusters: [0, 0, 1], recordIDs: ["r1", "r2", "r3"], previous: [])
        let b = StableIDs.assign(clusters: [0, 1, 1], recordIDs: ["r3", "r2", "r1"], previous: [])
        #expect(a.ids[0] == b.ids[1] && a.ids[1] == b.ids[0])
        #expect(a.ids.allSatisfy { $0.hasPrefix("c_") && $0.count == 15 })
    }

    @Test func `On a merge the older id stays and the other redirects to it`() {
        let previous = [StableIDs.Previous(id: "new", order: 2, recordIDs: ["r2", "r3"]), .init(id: "old", order: 1, recordIDs: ["r1"])]
        let result = StableIDs.assign(clusters: [0, 0, 0], recordIDs: ["r1", "r2", "r3"], previous: previous)
        #expect(result.ids == ["old"])
        #expect(result.redirects == ["new": "old"])
    }

    @Test func `On a split the larger part keeps the id`() {
        let previous = [StableIDs.Previous(id: "old", order: 1, recordIDs: ["r1", "r2", "r3"])]
        let result = StableIDs.assign(clusters: [0, 1, 1], recordIDs: ["r1", "r2", "r3"], previous: previous)
        #expect(result.ids[1] == "old")
        #expect(result.splitFrom == [result.ids[0]: "old"])
    }

    @Test func `An id whose records are gone is retired and never given again`() {
        let first = StableIDs.assign(clusters: [0], recordIDs: ["r1"], previous: [])
        let previous = [StableIDs.Previous(id: first.ids[0], order: 1, recordIDs: ["gone"])]
        let result = StableIDs.assign(clusters: [0], recordIDs: ["r1"], previous: previous)
        #expect(result.retired == first.ids)
        #expect(result.ids[0] != first.ids[0])
    }

    @Test func `Ten per cent more records leave nearly all ids as they were`() {
        let all = invented(people: 400, seed: 21).records
        let old = Array(all.dropLast(all.count / 11))
        func ids(_ records: [IdentityRecord], _ previous: [StableIDs.Previous]) -> [String] {
            let clusters = IdentityResolver().resolve(records).clusters
            let assigned = StableIDs.assign(clusters: clusters, recordIDs: records.map(\.recordID), previous: previous)
            return clusters.map { assigned.ids[$0] }
        }
        let before = ids(old, [])
        var members: [String: [String]] = [:]
        for (record, id) in zip(old, before) { members[id, default: []].append(record.recordID) }
        let previous = members.keys.sorted().enumerated().map { StableIDs.Previous(id: $1, order: $0, recordIDs: members[$1] ?? []) }
        let after = ids(all, previous)
        let kept = zip(before, after).filter { $0 == $1 }.count
        #expect(Double(kept) >= 0.99 * Double(before.count))
    }
}
