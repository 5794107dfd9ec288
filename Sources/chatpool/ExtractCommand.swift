import ArgumentParser
import ChatBytes
import ChatExtract
import ChatInterpret
import ChatModel
import Glibc

/// `chatpool extract [FILE]`
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: Words.of("Finds what every message says: one line of findings for each message line."),
        discussion: Words.of(
            """
            Reads message lines as 'chatpool messages' writes them; only "text" is required. Lines of one chat.id are read with what was said before them.

            Example:
              chatpool messages ~/exports | chatpool extract --catalog products.csv > findings.jsonl
            """))

    @Argument(help: ArgumentHelp(Words.of("Message lines; standard input when left out.")))
    var file = "-"

    @Option(help: ArgumentHelp(Words.of("The seller's name as the chats show it; may be given several times.")))
    var owner: [String] = []

    @Option(help: ArgumentHelp(Words.of("The product list, a CSV with the columns product, aliases, unit, price.")))
    var catalog: String?

    @Option(help: ArgumentHelp(Words.of("The shop's country, two letters.")))
    var region = "CN"

    @Flag(help: ArgumentHelp(Words.of("Identity and bank card numbers in full; without it all but their ends are hidden.")))
    var showCards = false

    func run() throws {
        try Exit.reporting { () throws(ImportError) in try extract() }
    }

    private func extract() throws(ImportError) {
        var list: Catalog?
        if let catalog { list = try ProductList.read(catalog) }
        var reader = MessageReader(catalog: list, region: region, showsCards: showCards)
        var lines = MessageLineReader(owners: owner)
        var contexts: [ConversationContext] = []
        var output = LineOutput()
        var line = JSONWriter()
        var number = 0
        try LineInput.forEachLine(of: file) { (bytes, range) throws(ImportError) in
            guard !range.isEmpty else { return }
            line.removeAll()
            if lines.read(bytes, range) {
                while contexts.count < lines.chatCount { contexts.append(ConversationContext()) }
                let reading = reader.read(
                    lines.text, kind: lines.kind, payment: lines.payment, speaker: lines.speaker, account: lines.account, in: &contexts[lines.chat])
                reading.append(index: number, to: &line)
            } else {
                Terminal.error(Words.say("chatpool: line \(number + 1): not a JSON object", "chatpool：第 \(number + 1) 行不是 JSON 对象"))
                MessageReading().append(index: number, to: &line)
            }
            number += 1
            line.endLine()
            output.append(line.bytes)
            try output.flushIfFull()
        } atPause: { () throws(ImportError) in
            try output.flush()
        }
        try output.flush()
    }
}
