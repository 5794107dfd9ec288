import ChatIdentity
import Testing

/// Registers in which people are known by their date of birth: the table itself shows how often one person stands under two names.
@Suite struct RegisterTests {
    private static let given = ["Mara", "Tobin", "Elsa", "Ravi", "Nadia", "Joris", "Lina", "Okan", "Petra", "Samir", "Ines", "Bruno"]
    private static let surnames = ["Aldert", "Brandvik", "Costova", "Dunmore", "Eskola", "Farran", "Gowda", "Holmsen", "Ishak", "Jurado"]
    private static let streets = ["Juniper", "Larkfield", "Millbrook", "Orchard", "Quarry", "Thistle", "Wharf"]

    /// Two records of each person; every eighth person's second one bears another given name.
    private func register(people: Int, seed: UInt64, withDates: Bool) -> [IdentityRecord] {
        var random = SplitMix64(seed: seed)
        func one(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
        var records: [IdentityRecord] = []
        for person in 0..<people {
            let (first, last) = (one(Self.given), one(Self.surnames))
            let date = "19\(Int.random(in: 30...99, using: &random))-0\(Int.random(in: 1...9, using: &random))-\(Int.random(in: 10...28, using: &random))"
            let street = "\(Int.random(in: 1...90, using: &random)) \(one(Self.streets)) Street"
            let address = "\(street), Ashcombe, \(Int.random(in: 2000...6999, using: &random))"
            for sighting in 0..<2 {
                let other = person % 8 == 0 && sighting == 1 ? Self.given.first { $0.first != first.first } ?? first : first
                var row = record("p\(person)s\(sighting)", name: "\(other) \(last)", platform: "", address: address)
                if withDates { row.birthDates = [date] }
                records.append(row)
            }
        }
        return records
    }

    /// How many of the people with two names are one.
    private func joined(_ records: [IdentityRecord], options: IdentityResolver.Options = .init()) -> Int {
        let clusters = IdentityResolver(options: options).resolve(records).clusters
        return stride(from: 0, to: records.count, by: 16).count { clusters[$0] == clusters[$0 + 1] }
    }

    @Test(arguments: [3, 4, 5] as [UInt64]) func `One date of birth at one door is one person, whatever the name`(seed: UInt64) {
        #expect(joined(register(people: 320, seed: seed, withDates: true)) >= 36)
        #expect(joined(register(people: 320, seed: seed, withDates: false)) == 0)
    }

    @Test func `Where somebody can be asked, two names stay two`() {
        var options = IdentityResolver.Options()
        options.asksWhenNear = true
        #expect(joined(register(people: 320, seed: 3, withDates: true), options: options) == 0)
    }

    @Test(arguments: [("12 Mill Street, 2150", "12 Mill Street, 2510", true), ("12 Mill Street, 2150", "12 Mill Street, 6021", false)])
    func `A postcode with one slip is no other place`(left: String, right: String, isOne: Bool) {
        let others = register(people: 320, seed: 7, withDates: false)
        let records = others + [record("a", name: "Mara Quill", platform: "", address: left), record("b", name: "Mara Quill", platform: "", address: right)]
        let clusters = IdentityResolver().resolve(records).clusters
        #expect((clusters[records.count - 2] == clusters[records.count - 1]) == isOne)
    }
}
