import ChatExtract
import ChatModel
import Foundation
import TestSupport
import Testing

/// Blocks of `fixtures/blocks/abroad.tsv`, which says what its columns are.
@Suite("Blocks of shops abroad by kind of difficulty")
struct AbroadKindTests {
    /// A block and what is to be read in it.
    struct Case: CustomTestStringConvertible, Sendable {
        let kind: String
        let region: String
        let text: String
        let country: String
        let name: String
        let phone: String
        let postcode: String
        let holds: [String]
        let lacks: [String]
        var testDescription: String { kind + ": " + text }

        init(_ line: Substring) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) + Array(repeating: "", count: 9)
            (kind, region, text, country) = (fields[0], fields[1], fields[2].replacing("⏎", with: "\n"), fields[3])
            (name, phone, postcode) = (fields[4], fields[5], fields[6])
            holds = fields[7].split(separator: ";").map(String.init)
            lacks = fields[8].split(separator: ";").map(String.init)
        }
    }

    static let cases = ((try? Repository.lines("blocks/abroad.tsv")) ?? []).map(Case.init)

    @Test("Every kind has five cases and more")
    func kinds() {
        let counts = Dictionary(grouping: Self.cases, by: \.kind).mapValues(\.count)
        #expect(counts.count == 11)
        #expect(counts.values.allSatisfy { $0 >= 5 }, "\(counts)")
    }

    @Test("Name, phone, postcode and street are told apart, and nothing else is in the detail", arguments: cases.filter { $0.kind != "none" })
    func reads(_ item: Case) throws {
        var parser = RecipientParser(region: item.region)
        var message = MessageText(item.text)
        message.home = item.region
        // What is found with nobody having asked is not pasted either.
        let found = item.kind == "unprompted" ? parser.recipients(in: message) : parser.recipients(in: item.text)
        let recipient = try #require(found.first?.recipient)
        func fits(_ wanted: String, _ value: String?) -> Bool {
            wanted == "*" || wanted.split(separator: "|").map(String.init).contains(value ?? "") || wanted.isEmpty && value ?? "" == ""
        }
        #expect(fits(item.name, recipient.name))
        #expect(fits(item.phone, recipient.phones.first))
        #expect(recipient.address?.country == item.country)
        #expect(fits(item.postcode, recipient.address?.postalCode))
        let detail = recipient.address?.detail ?? ""
        for words in item.holds { #expect(detail.contains(words), "\(detail)") }
        for words in item.lacks { #expect(!detail.contains(words), "\(detail)") }
    }

    @Test("Variants, corrections and questions are no address", arguments: cases.filter { $0.kind == "none" })
    func refuses(_ item: Case) {
        var parser = RecipientParser(region: item.region)
        #expect(parser.recipients(in: item.text).allSatisfy { $0.recipient.address == nil })
    }
}
