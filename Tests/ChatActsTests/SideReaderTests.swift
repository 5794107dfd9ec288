import ChatModel
import Testing

@testable import ChatActs

/// Whose words are a seller's.
@Suite("Sides")
struct SideReaderTests {
    private static func weights(_ talk: [(name: String, text: String)]) -> [String: Double] {
        let here = Conversation(platform: .wechat, format: "test", title: "团购", kind: .group)
        var (reader, sums) = (SideReader(), [String: Double]())
        for (name, text) in talk {
            let message = Message(
                conversation: here, sender: Participant(name: name), sentAt: nil, kind: .text, text: text, source: SourcePosition(file: "t"))
            sums[name, default: 0] += reader.weight(of: message) ?? 0
        }
        return sums
    }

    @Test(
        "The one who offers, sums up and sends sounds like the seller, in whatever language",
        arguments: [
            [("a", "今天有沙糖桔5块一斤，要的接龙"), ("b", "要三斤"), ("a", "一共15 放门口还是自取"), ("b", "放门口吧 转了"), ("a", "收到 明天发")],
            [
                ("a", "Hi all! fresh kuih today, RM5 a box"), ("b", "i want 2 boxes pls"), ("a", "noted, total RM10, pickup or deliver?"),
                ("b", "paid, thanks!"), ("a", "received, will send tomorrow"),
            ],
            [
                ("a", "hoy tengo empanadas a 20 pesos"), ("b", "me apartas 6 porfa"), ("a", "claro, serían 120, te las llevo o pasas?"),
                ("b", "paso por ellas, ya te transferí"), ("a", "recibido, gracias!"),
            ],
        ])
    func seller(_ talk: [(String, String)]) {
        let weights = Self.weights(talk)
        #expect(weights["a", default: 0] > weights["b", default: 0])
    }

    @Test("Pictures and empty messages say nothing") func silent() {
        var reader = SideReader()
        let here = Conversation(platform: .wechat, format: "test", title: "团购", kind: .group)
        for (kind, text) in [(MessageKind.image, "[图片]"), (.text, "")] {
            let message = Message(conversation: here, sender: Participant(name: "a"), sentAt: nil, kind: kind, text: text, source: SourcePosition(file: "t"))
            #expect(reader.weight(of: message) == nil)
        }
    }
}
