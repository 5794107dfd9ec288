import ChatBytes
import ChatExtract
import ChatInterpret
import ChatModel

/// Reads message lines of the contract without a string for what every line repeats: the chat and its members are numbers.
struct MessageLineReader {
    private enum Key: String, JSONKey { case text, kind, chat, sender, payment }
    private enum Person: String, JSONKey {
        case id, name
        case isOwner = "is_owner"
    }
    private enum Money: String, JSONKey { case amount, currency, state, id }
    private enum Chat: String, JSONKey { case id, title }

    /// The message's text, UTF-8.
    private(set) var text: [UInt8] = []
    private(set) var kind = MessageKind.text
    private(set) var speaker = MessageReader.Speaker.unknown
    private(set) var payment: Payment?
    /// A number for the sender's account; 0 where nobody is named.
    private(set) var account = 0
    /// A number for the chat, counted from 0.
    private(set) var chat = 0
    /// How many chats there were.
    private(set) var chatCount = 0

    private let owners: Set<String>
    private var fields = JSONFields(Key.self)
    private var person = JSONFields(Person.self)
    private var money = JSONFields(Money.self)
    private var place = JSONFields(Chat.self)
    private var chats = NameTable()
    private var accounts = NameTable()
    private var accountCount = 0
    private var name: [UInt8] = []
    /// The chat of the line before, as written: most lines are of the same one.
    private var lastChat: [UInt8] = []
    /// The senders of some lines before, as written, with what they were read as.
    private var senders: [(raw: [UInt8], account: Int, speaker: MessageReader.Speaker)] = []
    private var oldestSender = 0

    /// - Parameter owners: the seller's names, for lines that do not say whose they are.
    init(owners: [String]) { self.owners = Set(owners) }

    /// Reads a line; false when it is no JSON object.
    mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        text.removeAll(keepingCapacity: true)
        (speaker, payment, account) = (.unknown, nil, 0)
        var scanner = JSONScanner(bytes, range)
        guard fields.read(&scanner, bytes) else { return false }
        fields[Key.text].append(to: &text, of: bytes)
        kind = .text
        let said = fields[Key.kind]
        if said.exists, !said.equals("text", in: bytes) { kind = said.string(in: bytes).flatMap(MessageKind.init(rawValue:)) ?? .text }
        if fields[Key.sender].isObject { recallSender(bytes) }
        if fields[Key.payment].isObject, money.read(fields[Key.payment], bytes) {
            payment = Payment(
                amount: money[Money.amount].number(in: bytes), currency: money[Money.currency].string(in: bytes) ?? "CNY",
                state: money[Money.state].string(in: bytes).flatMap(Payment.State.init(rawValue:)) ?? .sent, id: money[Money.id].string(in: bytes))
        }
        readChat(bytes)
        return true
    }

    private mutating func recallSender(_ bytes: Span<UInt8>) {
        let raw = fields[Key.sender].range
        for i in senders.indices where ByteScanning.equal(raw, of: bytes, senders[i].raw) {
            (account, speaker) = (senders[i].account, senders[i].speaker)
            return
        }
        guard person.read(fields[Key.sender], bytes) else { return }
        readSender(bytes)
        var copy: [UInt8] = []
        ByteScanning.append(raw, of: bytes, to: &copy)
        if senders.count < 4 {
            senders.append((copy, account, speaker))
        } else {
            senders[oldestSender] = (copy, account, speaker)
            oldestSender = (oldestSender + 1) & 3
        }
    }

    private mutating func readSender(_ bytes: Span<UInt8>) {
        if let isOwner = person[Person.isOwner].bool(in: bytes) {
            speaker = isOwner ? .seller : .customer
        } else if !owners.isEmpty {
            speaker = owners.contains(person[Person.name].string(in: bytes) ?? "") ? .seller : .customer
        }
        name.removeAll(keepingCapacity: true)
        (person[Person.id].exists ? person[Person.id] : person[Person.name]).append(to: &name, of: bytes)
        guard !name.isEmpty else { return }
        if let known = accounts.index(of: 0..<name.count, in: name.span, tag: 0) {
            account = Int(known)
        } else {
            accountCount += 1
            account = accountCount
            accounts.insert(Array(name), tag: 0, index: Int32(truncatingIfNeeded: account))
        }
    }

    private mutating func readChat(_ bytes: Span<UInt8>) {
        let raw = fields[Key.chat].range
        if chatCount > 0, ByteScanning.equal(raw, of: bytes, lastChat) { return }
        lastChat.removeAll(keepingCapacity: true)
        ByteScanning.append(raw, of: bytes, to: &lastChat)
        name.removeAll(keepingCapacity: true)
        if fields[Key.chat].isObject, place.read(fields[Key.chat], bytes) {
            (place[Chat.id].isEmpty ? place[Chat.title] : place[Chat.id]).append(to: &name, of: bytes)
        }
        if let known = chats.index(of: 0..<name.count, in: name.span, tag: 0) {
            chat = Int(known)
        } else {
            chat = chatCount
            chats.insert(Array(name), tag: 0, index: Int32(truncatingIfNeeded: chat))
            chatCount += 1
        }
    }
}
