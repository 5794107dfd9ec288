import Testing

@testable import ChatActs

@Suite("Sums said with their parts")
struct AddedSumTests {
    @Test(
        "The last number that the ones before it make up",
        arguments: [
            ([75, 115, 190, 40], 190), ([700, 330, 1030, 300], 1030), ([1, 2, 3], nil), ([100, 90], nil), ([30, 40, 50], nil), ([20, 30, 40, 90, 25], 90),
            ([], nil),
        ] as [([Double], Double?)])
    func sums(_ values: [Double], _ sum: Double?) { #expect(AddedSum.of(values) == sum) }
}
