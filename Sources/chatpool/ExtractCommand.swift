import ArgumentParser
import ChatBytes
import ChatExtract
import ChatInterpret
import ChatModel
import Glibc

/// `chatpool extract [FILE]`
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: "Finds what every message says: one line of findings for each message line.",
        discussion: """
            Reads message lines as 'chatpool messages' writes them; only "text" is required. Lines of one chat.id are read with what was said before them.

            Example:
              chatpool messages ~/exports | chatpool extract --catalog products.csv > findings.jsonl
            """)

    @Argument(help: "Message lines; standard input when left out.")
    var file = "-"

    @Option(help: "The seller's name as the chats show it; may be given several times.")
    var owner: [String] = []

    @Option(help: "The product list, a CSV with the columns product, aliases, unit, price.")
    var catalog: String?

    @Option(help: "The shop's country, two letters.")
    var region = "CN"

    func run() throws {
        try Exit.reporting { () throws(ImportError) in try extract() }
    }

    private enum Key: String, JSONKey { case text, kind, chat, sender, payment }
    private enum Person: String, JSONKey {
        case id, name
        case isOwner = "is_owner"
    }
    private enum Money: String, JSONKey { case amount, currency, state, id }
    private enum Chat: String, JSONKey { case id, title }

    private func extract() throws(ImportError) {
        var list: Catalog?
        if let catalog { list = try ProductList.read(catalog) }
        var reader = MessageReader(catalog: list, region: region)
        var contexts: [String: ConversationContext] = [:]
        var fields = JSONFields(Key.self)
        var person = JSONFields(Person.self)
        var money = JSONFields(Money.self)
        var chat = JSONFields(Chat.self)
        var output = LineOutput()
        var text: [UInt8] = []
        var line: [UInt8] = []
        var number = 0
        let owners = Set(owner)
        try LineInput.forEachLine(of: file) { (bytes, range) throws(ImportError) in
            guard !range.isEmpty else { return }
            defer { number += 1 }
            text.removeAll(keepingCapacity: true)
            line.removeAll(keepingCapacity: true)
            var scanner = JSONScanner(bytes, range)
            guard fields.read(&scanner, bytes) else {
                Terminal.error(Words.say("chatpool: line \(number + 1): not a JSON object", "chatpool：第 \(number + 1) 行不是 JSON 对象"))
                MessageReading().appendJSON(index: number, to: &line)
                line.append(0x0A)
                output.append(line)
                return
            }
            fields[Key.text].append(to: &text, of: bytes)
            let kind = fields[Key.kind].string(in: bytes).flatMap(MessageKind.init(rawValue:)) ?? .text
            var speaker = MessageReader.Speaker.unknown
            var account = ""
            if fields[Key.sender].isObject {
                var inner = JSONScanner(bytes, at: fields[Key.sender])
                if person.read(&inner, bytes) {
                    let name = person[Person.name].string(in: bytes) ?? ""
                    account = person[Person.id].string(in: bytes) ?? name
                    if let isOwner = person[Person.isOwner].bool(in: bytes) {
                        speaker = isOwner ? .seller : .customer
                    } else if !owners.isEmpty {
                        speaker = owners.contains(name) ? .seller : .customer
                    }
                }
            }
            var payment: Payment?
            if fields[Key.payment].isObject {
                var inner = JSONScanner(bytes, at: fields[Key.payment])
                if money.read(&inner, bytes) {
                    payment = Payment(
                        amount: money[Money.amount].number(in: bytes), currency: money[Money.currency].string(in: bytes) ?? "CNY",
                        state: money[Money.state].string(in: bytes).flatMap(Payment.State.init(rawValue:)) ?? .sent, id: money[Money.id].string(in: bytes))
                }
            }
            var key = ""
            if fields[Key.chat].isObject {
                var inner = JSONScanner(bytes, at: fields[Key.chat])
                if chat.read(&inner, bytes) { key = chat[Chat.id].text(in: bytes) ?? chat[Chat.title].string(in: bytes) ?? "" }
            }
            let reading = reader.read(
                text, kind: kind, payment: payment, speaker: speaker, account: account, in: &contexts[key, default: ConversationContext()])
            reading.appendJSON(index: number, to: &line)
            line.append(0x0A)
            output.append(line)
            try output.flushIfFull()
        } atPause: { () throws(ImportError) in
            try output.flush()
        }
        try output.flush()
    }
}
