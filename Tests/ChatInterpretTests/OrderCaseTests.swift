import ChatExtract
import ChatInterpret
import ChatModel
import Foundation
import JSONText
import Testing

/// The labelled messages of `fixtures/extract/orders.jsonl`.
@Suite struct OrderCaseTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        struct Turn: Decodable, Sendable {
            var role: String
            var text: String
        }
        struct Item: Decodable, Hashable, Sendable {
            var product: String?
            var quantity: Double?
            var unit: String?
            var unit_price: Double?
        }
        struct Expected: Decodable, Sendable {
            var intent: String?
            var items: [Item]
            var amount: Double?
            var currency: String?
            var tracking: [String]?
            var courier: String?
            var order_no: String?
            var locale: String?
        }
        var id: String
        var role: String
        var text: String
        var context: [Turn]
        var expected: Expected
        var testDescription: String { id }
    }

    static let cases: [Case] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../fixtures/extract/orders.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
    }()

    private func speaker(_ role: String) -> Speaker {
        switch role {
        case "buyer": .customer
        case "seller": .seller
        default: .unknown
        }
    }

    private func account(_ role: String) -> Int { ["buyer": 1, "seller": 2][role] ?? 0 }

    @Test("There are cases to read") func hasCases() { #expect(Self.cases.count > 100) }

    @Test("A message is read with the talk before it", arguments: cases)
    func readsCase(one: Case) {
        var reader = MessageReader(region: one.expected.locale.map { String($0.suffix(2)) } ?? "CN")
        var context = ConversationContext()
        for turn in one.context { _ = reader.read(Array(turn.text.utf8), speaker: speaker(turn.role), account: account(turn.role), in: &context) }
        let reading = reader.read(Array(one.text.utf8), speaker: speaker(one.role), account: account(one.role), in: &context)
        #expect(reading.intent?.rawValue == one.expected.intent)
        let items = reading.items.map { Case.Item(product: $0.product, quantity: $0.quantity, unit: $0.unit, unit_price: $0.unitPrice) }
        #expect(Set(items) == Set(one.expected.items))
        #expect(reading.amount == one.expected.amount)
        #expect(reading.currency == one.expected.currency)
        #expect(reading.trackings.map(\.number) == one.expected.tracking ?? [])
        if let courier = one.expected.courier { #expect(reading.trackings.first?.courier == courier) }
        #expect(reading.orderNumbers == (one.expected.order_no.map { [$0] } ?? []))
    }

    @Test("What a reader has read before in other chats changes nothing")
    func remembersNothingOfOtherChats() {
        var used = MessageReader()
        for _ in 0..<2 {
            for one in Self.cases where one.expected.locale == nil {
                var fresh = MessageReader()
                var (a, b) = (ConversationContext(), ConversationContext())
                var (left, right) = (JSONWriter(), JSONWriter())
                for turn in one.context + [Case.Turn(role: one.role, text: one.text)] {
                    let text = Array(turn.text.utf8)
                    used.read(text, speaker: speaker(turn.role), account: account(turn.role), in: &a).append(index: nil, to: &left)
                    fresh.read(text, speaker: speaker(turn.role), account: account(turn.role), in: &b).append(index: nil, to: &right)
                }
                #expect(left.bytes == right.bytes, "\(one.id)")
            }
        }
    }

    @Test("A reading is written as one line of JSON that reads back")
    func writesJSON() throws {
        var reader = MessageReader()
        var context = ConversationContext()
        let reading = reader.read(Array("我要\"两\"盒面霜\t转了178".utf8), speaker: .customer, in: &context)
        var writer = JSONWriter()
        reading.append(index: 3, to: &writer)
        let out = writer.bytes
        let object = try #require(JSONSerialization.jsonObject(with: Data(out)) as? [String: Any])
        #expect(object["index"] as? Int == 3)
        #expect(object["intent"] as? String == "payment")
        #expect(object["amount"] as? Double == 178)
        #expect(!out.contains(0x0A))
    }
}
