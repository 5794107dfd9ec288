import ChatIdentity

/// A small generator of random numbers whose seed is printed by the tests that use it.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A record of the values that a test names.
func record(
    _ id: String, name: String? = nil, nickname: String? = nil, phone: String? = nil, account: String? = nil, platform: String = "wechat",
    address: String? = nil
) -> IdentityRecord {
    var record = IdentityRecord(recordID: id)
    record.names = name.map { [$0] } ?? []
    record.nicknames = nickname.map { [$0] } ?? []
    record.phones = phone.map { [$0] } ?? []
    record.platform = platform
    record.accountID = account
    record.addressTexts = address.map { [$0] } ?? []
    return record
}

/// Invented people seen a few times each, with the person's number beside every record.
func invented(people: Int, seed: UInt64) -> (records: [IdentityRecord], people: [Int]) {
    var random = SplitMix64(seed: seed)
    let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马")
    let given = Array("晓雯嘉宁子墨思源雨桐若溪明轩语嫣浩博佳颖")
    let roads = ["青石路", "海棠街", "望江大道", "书院巷"]
    let estates = ["云栖苑", "听涛小区", "半山花园", "枫桥新村", "竹影里"]
    var records: [IdentityRecord] = []
    var owners: [Int] = []
    for person in 0..<people {
        let name = String([surnames.randomElement(using: &random)!, given.randomElement(using: &random)!, given.randomElement(using: &random)!])
        let phone = "13\(Int.random(in: 100_000_000...999_999_999, using: &random))"
        let account = "wxid_t\(Int.random(in: 1_000_000...9_999_999, using: &random))"
        let nick = String((0..<3).map { _ in given.randomElement(using: &random)! }) + "的小店\(person)"
        let address =
            "浙江省杭州市西湖区\(roads.randomElement(using: &random)!)\(Int.random(in: 1...300, using: &random))号\(estates.randomElement(using: &random)!)\(Int.random(in: 1...30, using: &random))栋\(Int.random(in: 1...20, using: &random))0\(Int.random(in: 1...6, using: &random))室"
        for sighting in 0..<Int.random(in: 1...4, using: &random) {
            var one = IdentityRecord(recordID: "p\(person)s\(sighting)")
            one.platform = "wechat"
            if Bool.random(using: &random) { one.names = [name] }
            if Int.random(in: 0..<10, using: &random) < 8 { one.phones = [phone] }
            if Int.random(in: 0..<10, using: &random) < 7 || one.phones.isEmpty { one.accountID = account }
            if Bool.random(using: &random) { one.nicknames = [nick] }
            if Bool.random(using: &random) { one.addressTexts = [address] }
            records.append(one)
            owners.append(person)
        }
    }
    return (records, owners)
}

/// The clusters as sets of record ids.
func partition(_ records: [IdentityRecord], _ clusters: [Int]) -> Set<Set<String>> {
    var sets: [Int: Set<String>] = [:]
    for (record, cluster) in zip(records, clusters) { sets[cluster, default: []].insert(record.recordID) }
    return Set(sets.values)
}
