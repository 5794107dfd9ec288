import ChatBytes
import ChatModel

/// Which chat a message of the archive belongs to, and who is who in it.
struct WeComChats {
    private let format: String
    private let directory: WeComDirectory
    private var participants: [String: Int32] = [:]
    private var conversations: [String: Int32] = [:]
    /// Accounts with external ids that are the company's all the same.
    private var staff: Set<String> = []
    private(set) var knowsSides = false

    init(format: String, directory: WeComDirectory) {
        self.format = format
        self.directory = directory
    }

    /// The conversation and the sender of a message.
    mutating func place(_ fields: JSONFields, _ bytes: Span<UInt8>, _ output: MessageOutput) -> (Int32, Int32?) {
        let from = fields[WeComBody.Key.from].string(in: bytes) ?? ""
        let sender = participant(from, output)
        if let room = fields[WeComBody.Key.roomid].text(in: bytes) {
            return (conversation(room, directory.rooms[room] ?? "", .group, output), sender)
        }
        let to = Self.first(fields[WeComBody.Key.tolist], bytes) ?? ""
        if isCustomer(from) { return (conversation(from, name(from), .direct, output), sender) }
        if isCustomer(to) { return (conversation(to, name(to), .direct, output), sender) }
        // Two of the company among themselves.
        let pair = [from, to].sorted()
        return (conversation(pair.joined(separator: "|"), pair.map { name($0) }.filter { !$0.isEmpty }.joined(separator: " · "), .direct, output), sender)
    }

    private func isCustomer(_ id: String) -> Bool { Self.isExternal(id) && !staff.contains(id) }

    static func isExternal(_ id: String) -> Bool { id.hasPrefix("wo") || id.hasPrefix("wm") }

    private func name(_ id: String) -> String { directory.contacts[id]?.nickname ?? directory.names[id] ?? "" }

    private mutating func participant(_ id: String, _ output: MessageOutput) -> Int32? {
        guard !id.isEmpty else { return nil }
        if let index = participants[id] { return index }
        let index = output.participant(Participant(id: id, name: name(id), isOwner: !isCustomer(id)))
        participants[id] = index
        return index
    }

    private mutating func conversation(_ id: String, _ title: String, _ kind: Conversation.Kind, _ output: MessageOutput) -> Int32 {
        if let index = conversations[id] { return index }
        let index = output.conversation(Conversation(platform: .wecom, format: format, id: id.isEmpty ? nil : id, title: title, kind: kind))
        conversations[id] = index
        return index
    }

    private static func first(_ list: JSONValue, _ bytes: Span<UInt8>) -> String? {
        guard list.isArray else { return list.text(in: bytes) }
        var scanner = JSONScanner(bytes, at: list)
        guard scanner.enterArray(bytes), scanner.nextElement(bytes) else { return nil }
        return scanner.value(bytes).text(in: bytes)
    }

    // MARK: Two external ids

    /// Looks once through the whole file when a direct message has external ids on both sides.
    mutating func learnSides(_ fields: JSONFields, _ all: JSONRecords?, _ bytes: Span<UInt8>) {
        guard let pair = Self.externalPair(fields, bytes) else { return }
        knowsSides = true
        if !directory.contacts.isEmpty, (directory.contacts[pair.0] == nil) != (directory.contacts[pair.1] == nil) {
            staff = [directory.contacts[pair.0] == nil ? pair.0 : pair.1]
        }
        guard var records = all else { return }
        var partners: [String: Set<String>] = [:]
        var fields = JSONFields(WeComBody.Key.self)
        while records.next(&fields, bytes, nil) {
            guard let (a, b) = Self.externalPair(fields, bytes) else { continue }
            if !directory.contacts.isEmpty, (directory.contacts[a] == nil) != (directory.contacts[b] == nil) {
                staff.insert(directory.contacts[a] == nil ? a : b)
            }
            if partners[a, default: []].count < 3 { partners[a, default: []].insert(b) }
            if partners[b, default: []].count < 3 { partners[b, default: []].insert(a) }
        }
        if staff.isEmpty { staff = Set(partners.filter { $0.value.count >= 2 }.keys) }
    }

    private static func externalPair(_ fields: JSONFields, _ bytes: Span<UInt8>) -> (String, String)? {
        guard fields[WeComBody.Key.roomid].isEmpty, let from = fields[WeComBody.Key.from].text(in: bytes), isExternal(from),
            let to = first(fields[WeComBody.Key.tolist], bytes), isExternal(to)
        else { return nil }
        return (from, to)
    }
}
