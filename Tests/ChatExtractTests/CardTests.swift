import ChatExtract
import ChatModel
import Testing

@Suite("Cards in what is kept of a text")
struct CardTests {
    @Test("The middle of identity and bank card numbers is hidden, however they are written, and nothing else")
    func masked() {
        #expect(PersonalCards.masked(in: "身份证110101199003070019，谢谢") == "身份证110101********0019，谢谢")
        #expect(PersonalCards.masked(in: "卡 6222 0202 0011 2233 447 王") == "卡 6222 **** **** ***3 447 王")
        #expect(PersonalCards.masked(in: "身份证１１０１０１１９９００３０７００１９") == "身份证１１０１０１********００１９")
        #expect(PersonalCards.masked(in: "15712340088 订单20250603123456789") == "15712340088 订单20250603123456789")
        #expect(PersonalCards.masked(in: "没有数字") == "没有数字")
    }

    @Test("Whoever asks for it is told card numbers in full")
    func shown() {
        let text = "身份证110101199003070019，卡6222020200112233447"
        var masking = MessageExtractor()
        var telling = MessageExtractor(BuiltinExtractors.all(showingCards: true))
        func cards(_ findings: TextFindings) -> [String] { findings.findings.filter { $0.kind == .idCard || $0.kind == .bankCard }.map(\.value) }
        #expect(cards(masking.findings(in: text)) == ["110101********0019", "6222***********3447"])
        #expect(cards(telling.findings(in: text)) == ["110101199003070019", "6222020200112233447"])
    }
}
