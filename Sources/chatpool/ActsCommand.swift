import ArgumentParser
import ChatActs
import ChatBytes
import ChatExtract
import ChatImport
import ChatInterpret
import ChatModel
import Foundation
import Glibc

/// `chatpool acts PATH…`
struct ActsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acts", abstract: Words.of("Writes what each message does, in the form in which chats are labelled."),
        discussion: Words.of(
            """
            A line for each message that does something: its index, sender, text and acts. Corrected lines are training data: see CONTRIBUTING.md, "How to
            teach it a new way of talking".

            Example:
              chatpool acts chat.txt --owner 小周果园 > acts/chat.txt.jsonl
            """))

    @Argument(help: ArgumentHelp(Words.of("Exports: files, folders, archives.")))
    var paths: [String] = []

    @Option(help: ArgumentHelp(Words.of("The seller's name as the chats show it; may be given several times.")))
    var owner: [String] = []

    @Option(help: ArgumentHelp(Words.of("The product list, a CSV with the columns product, aliases, unit, price.")))
    var catalog: String?

    @Option(help: ArgumentHelp(Words.of("Weights of the act model, to try a table that has not seen a writer."), valueName: "file", visibility: .hidden))
    var actTable: String?

    @Flag(help: ArgumentHelp(Words.of("Features of message lines on standard input, for the training script."), visibility: .hidden))
    var features = false

    func run() throws {
        try Exit.reporting { () throws(ImportError) in features ? try writeFeatures() : try writeActs() }
    }

    private func writeActs() throws(ImportError) {
        let list = try catalog.map { (path) throws(ImportError) in try ProductList.read(path) }
        let table = try actTable.map { (path) throws(ImportError) in try ActTable.read(path) } ?? .builtin
        let sink = ChatSink()
        let inputs = InputList(paths)
        let reading = FileReading()
        var reports = inputs.failures.map(FileReport.init)
        for entry in inputs.entries { reports += try reading.read(entry.path) { _, _ in sink } }
        Reporting.problems(of: reports)
        var inference = OwnerInference()
        for chat in sink.chats {
            inference.add(chat.conversation, participants: chat.participants)
            guard chat.conversation.kind == .group else { continue }
            var sides = SideTally(table: table)
            for message in chat.messages { sides.add(message) }
            for (name, acts) in sides.byName { inference.add(acts, by: name) }
        }
        let (ownership, _) = inference.ownership(given: owner)
        var output = LineOutput()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for chat in sink.chats {
            var source = ActReader(table: table, catalog: list)
            var scan = MessageScan()
            var members: [String: Int] = [:]
            for message in chat.messages {
                guard let sender = message.sender, ![.system, .recall, .forward, .contactCard].contains(message.kind) else { continue }
                let isSeller = ownership.owns(sender)
                let member = isSeller ? 0 : members[sender.id ?? sender.name] ?? members.count + 1
                if !isSeller { members[sender.id ?? sender.name] = member }
                scan.read(Array(message.text.utf8), fromSeller: isSeller)
                let acts = source.acts(of: HeardMessage(message, speaker: isSeller ? .seller : .customer, member: member, scan: scan))
                guard !acts.isEmpty, let index = message.source.index else { continue }
                let line = MessageActs(index: index, sender: sender.name, text: message.text, acts: acts)
                guard let data = try? encoder.encode(line) else { continue }
                output.append(Array(data) + [UInt8(ascii: "\n")])
                try output.flushIfFull()
            }
        }
        try output.flush()
    }

    /// A message of a labelled chat, as the training script writes it.
    private struct LabelledMessage: Decodable {
        var chat: Int
        var role: String
        var who: Int
        var kind: MessageKind
        var pay: Payment.State?
        var amount: Double?
        var time: Int64?
        var group: Bool
        var text: String
        var goods: [String]?
    }

    private func writeFeatures() throws(ImportError) {
        var output = LineOutput()
        var lines = FeatureLines()
        var chat = -1
        while let line = readLine() {
            guard let m = try? JSONDecoder().decode(LabelledMessage.self, from: Data(line.utf8)) else {
                throw ImportError(.unreadable, "no labelled message", at: SourcePosition(file: "-"))
            }
            if m.chat != chat { (chat, lines) = (m.chat, FeatureLines(goods: m.goods ?? [])) }
            let message = TalkMessage(
                text: Array(m.text.utf8), side: m.role == "s" ? .seller : .customer, sender: m.who, kind: m.kind,
                payment: m.pay.map { Payment(amount: m.amount, state: $0) }, seconds: m.time, isGroup: m.group)
            output.append(Array((lines.line(message) + "\n").utf8))
            try output.flushIfFull()
        }
        try output.flush()
    }
}

/// Keeps the messages of each conversation.
private final class ChatSink: MessageSink {
    struct Chat {
        var conversation: Conversation
        var messages: [Message] = []
        var participants: [(participant: Participant, messageCount: Int)] = []
    }

    private(set) var chats: [Chat] = []
    private var places: [String: Int] = [:]

    func receive(_ batch: borrowing MessageBatch) throws(ImportError) {
        for i in 0..<batch.rows.count {
            let message = batch.message(at: i)
            let key = message.conversation.platform.rawValue + "\u{1}" + (message.conversation.id ?? message.conversation.title)
            let place = places[key] ?? chats.count
            if place == chats.count {
                places[key] = place
                chats.append(Chat(conversation: message.conversation))
            }
            chats[place].messages.append(message)
            guard let sender = message.sender else { continue }
            if let known = chats[place].participants.firstIndex(where: { $0.participant == sender }) {
                chats[place].participants[known].messageCount += 1
            } else {
                chats[place].participants.append((sender, 1))
            }
        }
    }

    func receive(_ contact: Contact, at position: SourcePosition) {}
    func receive(_ order: TableOrder, at position: SourcePosition) {}
    func receive(_ entry: BillEntry, at position: SourcePosition) {}
    func report(_ diagnostic: Diagnostic) {}
}

extension ActTable {
    /// A table from a file.
    static func read(_ path: String) throws(ImportError) -> ActTable {
        guard let bytes = FileManager.default.contents(atPath: path), let table = ActTable(Array(bytes)) else {
            throw ImportError(.unreadable, "no table of acts", at: SourcePosition(file: path))
        }
        return table
    }
}
