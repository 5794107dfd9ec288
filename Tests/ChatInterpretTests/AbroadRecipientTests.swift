import ChatInterpret
import ChatModel
import Foundation
import TestSupport
import Testing

/// Chats of `fixtures/blocks/abroad-chats.tsv`, which says what its columns are.
@Suite("Recipients and own phones in chats abroad")
struct AbroadRecipientTests {
    /// A chat and what it leaves.
    struct Case: CustomTestStringConvertible, Sendable {
        let kind: String
        let region: String
        let account: String
        let talk: [String]
        let count: Int
        let name: String
        let phone: String
        let holds: [String]
        let country: String
        let own: String
        var testDescription: String { kind + ": " + talk.joined(separator: " / ") }

        init(_ line: Substring) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) + Array(repeating: "", count: 10)
            (kind, region, account) = (fields[0], fields[1], fields[2])
            talk = fields[3].split(separator: "⏎").map { String($0).replacing("↵", with: "\n") }
            count = Int(fields[4]) ?? 0
            (name, phone, country, own) = (fields[5], fields[6], fields[8], fields[9])
            holds = fields[7].split(separator: ";").map(String.init)
        }
    }

    static let cases = ((try? Repository.lines("blocks/abroad-chats.tsv")) ?? []).map(Case.init)

    @Test("Every kind has five cases and more")
    func kinds() {
        let counts = Dictionary(grouping: Self.cases, by: \.kind).mapValues(\.count)
        #expect(counts.count == 4)
        #expect(counts.values.allSatisfy { $0 >= 5 }, "\(counts)")
    }

    @Test("Lines of one address join, answers are addresses, the same number is known, and whose a number is is heeded", arguments: cases)
    func reads(_ item: Case) throws {
        var chat = Chat(title: "cust01")
        let id = item.account == "-" ? "peer" : item.account
        chat.conversation.id = id
        for line in item.talk {
            let text = String(line.dropFirst(2))
            if line.hasPrefix("S:") { chat.shop(text, after: 30) } else { chat.add(Participant(id: id, name: "cust01", isOwner: false), text, after: 30) }
        }
        let record = try #require(chat.read(region: item.region).records.first)
        #expect(record.recipients.count == item.count, "\(record.recipients.map(\.recipient))")
        if item.own != "*" {
            #expect(record.phones.map(\.value).sorted() == (item.own == "-" ? [] : item.own.split(separator: ",").map(String.init)))
        }
        guard item.count > 0 else { return }
        let recipient = try #require(record.recipients.last?.recipient)
        if item.name != "*" { #expect(recipient.name == item.name) }
        if item.phone != "*" { #expect(recipient.phones.first == item.phone) }
        #expect(recipient.address?.country == item.country)
        for words in item.holds { #expect(recipient.address?.detail?.contains(words) == true, "\(recipient.address?.detail ?? "")") }
    }
}
