import ChatBytes
public import ChatModel
import Glibc

/// Writes messages in ChatLab's interchange format, JSON lines: a file for each chat, since the format holds one.
///
/// Message lines wait in a temporary file, because the header names the owner and the members, who are known when all was read.
public final class ChatLabFiles {
    private struct Chat {
        var conversation: Conversation
        var members: [(id: String, name: String)] = []
        var known: [String: Int] = [:]
        var owner: String?
        var waiting: [UInt8] = []
        var pieces: [Range<Int>] = []
        /// Unix seconds of the newest message.
        var newest = 0
    }

    /// What `generator` says.
    private static let generator = "chatpool"
    private static let pieceSize = 64 << 10

    private let spool: TemporaryFile
    private var spooled = 0
    private var chats: [Chat] = []
    private var places: [String: Int] = [:]
    /// Where the chats of the file being read stand in `chats`.
    private var file: String?
    private var here: [Int] = []
    private var json = JSONWriter()

    /// A writer that has seen nothing yet.
    public init() throws(ImportError) { spool = try TemporaryFile() }

    /// How many chats there are.
    public var chatCount: Int { chats.count }

    /// Takes the messages of a batch.
    public func write(_ batch: borrowing MessageBatch) throws(ImportError) {
        if file != batch.file { (file, here) = (batch.file, []) }
        while here.count < batch.conversations.count { here.append(place(of: batch.conversations[here.count])) }
        for i in batch.rows.indices {
            let at = here[Int(batch.rows[i].conversation)]
            line(batch.message(at: i), &chats[at])
            if chats[at].waiting.count >= Self.pieceSize { try put(&chats[at]) }
        }
    }

    private func place(of conversation: Conversation) -> Int {
        let key = conversation.platform.rawValue + "\u{0}" + (conversation.id.map { "\u{1}" + $0 } ?? conversation.title)
        if let known = places[key] {
            if chats[known].conversation.title.isEmpty { chats[known].conversation.title = conversation.title }
            return known
        }
        places[key] = chats.count
        chats.append(Chat(conversation: conversation))
        return chats.count - 1
    }

    private func put(_ chat: inout Chat) throws(ImportError) {
        guard !chat.waiting.isEmpty else { return }
        try spool.write(chat.waiting)
        chat.pieces.append(spooled..<spooled + chat.waiting.count)
        spooled += chat.waiting.count
        chat.waiting.removeAll(keepingCapacity: true)
    }

    // MARK: Messages

    private func line(_ message: Message, _ chat: inout Chat) {
        json.removeAll()
        json.beginObject()
        text("_type", "message")
        let (id, name) = sender(message, &chat)
        text("sender", id)
        text("accountName", name)
        if let time = message.sentAt {
            let moment = Int(time.wallSeconds) - Int(time.offsetMinutes ?? message.conversation.platform.homeClock) * 60
            json.key("timestamp")
            json.integer(moment)
            chat.newest = max(chat.newest, moment)
        }
        json.key("type")
        json.integer(message.quote == nil || message.kind != .text ? Self.number(message.kind) : 25)
        text("content", Self.content(message))
        json.endObject()
        json.endLine()
        chat.waiting += json.bytes
    }

    /// Who sent it; ChatLab wants an id of everybody, so that the name stands in for one that the export does not have.
    private func sender(_ message: Message, _ chat: inout Chat) -> (id: String, name: String) {
        guard let sender = message.sender else { return ("system", "system") }
        let id = sender.id ?? sender.name
        if sender.isOwner == true { chat.owner = chat.owner ?? id }
        if let known = chat.known[id] {
            if chat.members[known].name.isEmpty { chat.members[known].name = sender.name }
        } else {
            chat.known[id] = chat.members.count
            chat.members.append((id, sender.name))
        }
        return (id, sender.name)
    }

    /// The text, with sums and quoted words in the way in which ChatLab's exporters write them.
    private static func content(_ message: Message) -> String {
        if message.kind == .transfer, let payment = message.payment, let amount = payment.amount, !message.text.contains("￥"), !message.text.contains("¥") {
            let head =
                switch payment.state {
                case .sent: "[转账]"
                case .received: "[转账收款]"
                case .refunded: "[转账退还]"
                case .expired: "[转账过期]"
                }
            return "\(head) ￥\(cents(amount))" + (message.text.isEmpty || message.text == head ? "" : " \(message.text)")
        }
        guard let quote = message.quote, message.kind == .text else { return message.text }
        return "\(message.text)[引用 \(quote.sender.map { $0 + "：" } ?? "")\(quote.text)]"
    }

    private static func cents(_ amount: Double) -> String {
        let cents = Int((min(max(amount, 0), 1e13) * 100).rounded())
        return "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }

    /// ChatLab's number of a kind.
    private static func number(_ kind: MessageKind) -> Int {
        switch kind {
        case .text, .solitaire: 0
        case .image: 1
        case .voice: 2
        case .video: 3
        case .file: 4
        case .sticker: 5
        case .link, .miniProgram: 7
        case .location: 8
        case .redPacket: 20
        case .transfer: 21
        case .call: 23
        case .forward: 26
        case .contactCard: 27
        case .system: 80
        case .recall: 81
        case .unknown: 99
        }
    }

    // MARK: Files

    /// Writes the one chat to a descriptor; nothing when there is none.
    ///
    /// - Throws: `.cannotWrite`, also when there are several chats.
    public func finish(descriptor: Int32) throws(ImportError) {
        guard chats.count <= 1 else { throw ImportError(.cannotWrite, "a ChatLab file holds one chat and here are \(chats.count): give a folder with -o") }
        guard !chats.isEmpty else { return }
        var output = OutputBuffer(descriptor: descriptor)
        try finish(0, &output)
    }

    /// Writes a file for each chat into a folder.
    ///
    /// - Returns: the files' paths, in the order in which the chats were met.
    public func finish(folder: String) throws(ImportError) -> [String] {
        try OutputFolder.make(folder)
        var names: Set<String> = []
        var paths: [String] = []
        for i in chats.indices {
            let stem = Self.fileName(chats[i].conversation)
            var name = stem
            var number = 1
            // Names that differ in the case of letters alone are one file on some systems.
            while !names.insert(name.lowercased()).inserted {
                number += 1
                name = "\(stem)-\(number)"
            }
            let path = folder + (folder.hasSuffix("/") ? "" : "/") + name + ".jsonl"
            guard Self.mayBeWritten(path) else {
                throw ImportError(.cannotWrite, "is there already and is no ChatLab file: give another folder", at: SourcePosition(file: path))
            }
            let target = try AtomicFile(path)
            var output = OutputBuffer(descriptor: target.descriptor)
            try finish(i, &output)
            try target.commit()
            paths.append(path)
        }
        return paths
    }

    /// Whether nothing stands at a path, or a file of this kind, which the same chats write again.
    private static func mayBeWritten(_ path: String) -> Bool {
        guard let source = try? ExportSource.open(path), source.size > 0 else { return true }
        let head = String(decoding: source.head(200), as: UTF8.self)
        return head.hasPrefix("{") && head.contains("chatlab")
    }

    private func finish(_ index: Int, _ output: inout OutputBuffer) throws(ImportError) {
        output.append(head(chats[index]))
        for piece in chats[index].pieces {
            output.append(try spool.read(piece))
            try output.flushIfFull()
        }
        output.append(chats[index].waiting)
        try output.flush()
    }

    /// The header's line and a line for each member.
    private func head(_ chat: Chat) -> [UInt8] {
        json.removeAll()
        json.beginObject()
        text("_type", "header")
        json.key("chatlab")
        json.beginObject()
        text("version", "0.0.2")
        json.key("exportedAt")
        // The newest message's time and not the clock's: the same exports give the same file.
        json.integer(chat.newest)
        text("generator", Self.generator)
        json.endObject()
        json.key("meta")
        json.beginObject()
        text("name", chat.conversation.title)
        text("platform", chat.conversation.platform.rawValue)
        if chat.conversation.kind != .unknown { text("type", chat.conversation.kind == .group ? "group" : "private") }
        if chat.conversation.kind == .group, let id = chat.conversation.id { text("groupId", id) }
        if let owner = chat.owner { text("ownerId", owner) }
        json.endObject()
        json.endObject()
        json.endLine()
        for member in chat.members {
            json.beginObject()
            text("_type", "member")
            text("platformId", member.id)
            text("accountName", member.name)
            json.endObject()
            json.endLine()
        }
        return json.bytes
    }

    private func text(_ key: StaticString, _ value: String) {
        json.key(key)
        json.string(value)
    }

    /// A file name of the platform and the chat's name, without what systems do not take in names.
    private static func fileName(_ chat: Conversation) -> String {
        let title = chat.title.isEmpty ? chat.id ?? "chat" : chat.title
        var name = ""
        for scalar in title.unicodeScalars {
            let isBad =
                scalar.value < 0x20 || scalar.value == 0x7F || "/\\:*?\"<>|".unicodeScalars.contains(scalar) || scalar.properties.generalCategory == .format
            name.unicodeScalars.append(isBad ? "_" : scalar)
            if name.utf8.count >= 120 { break }
        }
        return "\(chat.platform.rawValue)-\(name)"
    }
}

/// Folders that files are written into.
enum OutputFolder {
    /// Makes a folder, for its owner alone, unless it is there.
    static func make(_ path: String) throws(ImportError) {
        guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        let code = errno
        throw ImportError(.cannotWrite, "cannot make the folder: \(systemErrorText(code))", at: SourcePosition(file: path), systemError: code)
    }
}
