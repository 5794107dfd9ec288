import ChatExtract
import ChatModel
import Foundation
import TestSupport
import Testing

@Suite("Extractors and their marked texts")
struct ExtractorFixtureTests {
    static let folder = Repository.fixtures.appending(path: "extract")

    @Test("Every extractor has a marked text of its name")
    func fixtures() throws {
        for extractor in BuiltinExtractors.all {
            let file = Self.folder.appending(path: "\(type(of: extractor).id).txt")
            #expect(FileManager.default.fileExists(atPath: file.path), "\(file.lastPathComponent) is missing")
        }
    }

    @Test("Every extractor finds what is marked and nothing else", arguments: BuiltinExtractors.all.map { type(of: $0).id }.filter { $0 != "recipient" })
    func marked(id: String) throws {
        let extractor = try #require(BuiltinExtractors.all.first { type(of: $0).id == id })
        let lines = try String(contentsOf: Self.folder.appending(path: "\(id).txt"), encoding: .utf8).split(separator: "\n")
        var runner = MessageExtractor([extractor])
        for line in lines where !line.hasPrefix("#") {
            let expected = MarkedText(String(line))
            let found = runner.findings(in: expected.text).findings.filter { finding in
                // A card that also tells something of its holder is marked once.
                !(id == "card" && (finding.kind == .gender || finding.kind == .idCard))
            }
            let marks = found.map { MarkedText.Mark(kind: $0.kind.rawValue, range: $0.range, value: $0.value) }
            #expect(marks == expected.marks, "\(line)")
        }
    }

    @Test("Recipients are read as their fixture says")
    func recipients() throws {
        let lines = try String(contentsOf: Self.folder.appending(path: "recipient.txt"), encoding: .utf8).split(separator: "\n")
        var parser = RecipientParser()
        var text: String?
        var expected: [String] = []
        func check() {
            guard let text else { return }
            let found = parser.recipients(in: text.replacing("\\n", with: "\n")).map { Self.line($0.recipient) }
            #expect(found == expected, "\(text)")
        }
        for line in lines where !line.hasPrefix("#") {
            if line.hasPrefix("= ") {
                expected.append(String(line.dropFirst(2)))
                continue
            }
            check()
            text = String(line)
            expected = []
        }
        check()
    }

    @Test("An address in Latin letters that names no country lies at home, if its phone is dialled there")
    func home() {
        let text = "Ali Ahmad 012-345 6789\n18, Block C 3\n47000 Rawang"
        var atHome = RecipientParser(region: "MY")
        var inChina = RecipientParser()
        let expected = "Ali Ahmad | +60123456789 | MY - - - - | 18, Block C 3, 47000 Rawang | 47000"
        #expect(atHome.recipients(in: text).map { Self.line($0.recipient) } == [expected])
        #expect(inChina.recipients(in: text).isEmpty)
        // What is written in the divisions of China stays there.
        let mainland = "沈月华 15712340088 浙江省杭州市西湖区文三西路88号"
        #expect(atHome.recipients(in: mainland) == inChina.recipients(in: mainland))
    }

    @Test(
        "Words of a street and a town that only one country has tell the country, and how the phone is dialled",
        arguments: [
            ("Ali Ahmad 012-345 6789\n18, Jalan Bukit 3\n47000 Subang", "Ali Ahmad | +60123456789 | MY - - - - | 18, Jalan Bukit 3, 47000 Subang | 47000"),
            (
                "Budi Santoso 0812-3456-7890\nJalan Melati 18\n40115 Bandung",
                "Budi Santoso | +6281234567890 | ID - - - - | Jalan Melati 18, 40115 Bandung | 40115"
            ),
        ])
    func hinted(_ text: String, _ expected: String) {
        var inChina = RecipientParser()
        #expect(inChina.recipients(in: text).map { Self.line($0.recipient) } == [expected])
    }

    static func line(_ recipient: Recipient) -> String {
        func shown(_ value: String?) -> String { value.flatMap { $0.isEmpty ? nil : $0 } ?? "-" }
        let address = recipient.address
        let place = [address?.country, address?.province, address?.city, address?.district, address?.town].map(shown)
        return [
            shown(recipient.name), shown(recipient.phones.joined(separator: " ")), place.allSatisfy { $0 == "-" } ? "-" : place.joined(separator: " "),
            shown(address?.detail),
            shown(address?.postalCode),
        ].joined(separator: " | ")
    }
}
