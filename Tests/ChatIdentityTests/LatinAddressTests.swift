import Testing

@testable import ChatIdentity

/// Addresses of Latin letters, in the orders in which people write them.
@Suite struct LatinAddressTests {
    private func read(_ text: String) throws -> LatinAddress { try #require(LatinAddress(Array(text.utf8))) }

    @Test(arguments: [
        "Flat 6, Corn Mill Court, 41 Dyer Lane, Leeds LS9 8QX", "flat 6 Corn Mill Court, Dyer Lane 41, LS9 8QX",
        "Flat 6 Corn Mill Court, 41 Dyer Ln, Leeds, LS9 8QX",
    ])
    func `one flat`(text: String) throws {
        let address = try read(text)
        #expect(address.flat == 6)
        #expect(address.roadNumber == 41)
        #expect(address.road == Array("dyr".utf16) || address.road == Array("dr".utf16))
        #expect(address.postcode == Array("ls98qx".utf16))
    }

    @Test(arguments: [("9 Lorong Bunga Raya 4, Taman Seri, 45400", 9, "45400"), ("12 smith street, villa rosa, suburb, NSW 2000", 12, "2000")])
    func `number and postcode`(text: String, number: Int, postcode: String) throws {
        let address = try read(text)
        #expect(address.roadNumber == number)
        #expect(address.postcode == Array(postcode.utf16))
    }

    @Test func `vowels of a street do not count`() throws {
        #expect(try read("3 Smith Street").road == read("3 Smyth Street").road)
        #expect(try read("3 Smith Street").road != read("3 Baker Street").road)
    }

    @Test func `a word for streets may be written onto the name`() throws {
        #expect(try read("3 Millcircuit, 2000").road == read("3 Mill circuit, 2000").road)
        #expect(try read("3 Millcircuit, 2000").roadNumber == 3)
    }

    @Test(arguments: ["杭州市柳絮路9号", "香港 Kwun Tong 12", "", "12345"]) func `others are not read`(text: String) { #expect(LatinAddress(Array(text.utf8)) == nil) }
}
