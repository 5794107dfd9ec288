import ChatBytes
import ChatModel

/// The lists at the top of a Slack export: users by id, and channels by name.
struct SlackDirectory {
    /// A channel, group or direct message.
    struct Channel {
        var id: String
        var kind: Conversation.Kind
        var members: [String]
    }

    /// Users in the order of the file.
    private(set) var users: [Contact] = []
    private var userIndices: [String: Int] = [:]
    private var channels: [String: Channel] = [:]

    private enum Key: String, JSONKey {
        case id, name, profile, members, email, phone, title
        case realName = "real_name"
        case displayName = "display_name"
        case isBot = "is_bot"
    }

    /// The lists beside the folder that holds a day's file.
    static func above(_ source: ExportSource) -> SlackDirectory {
        var directory = SlackDirectory()
        source.sibling(named: "users.json", levelsUp: 1)?.withBytes { _ = directory.readUsers($0) }
        for (name, kind) in [("channels.json", Conversation.Kind.group), ("groups.json", .group), ("mpims.json", .group), ("dms.json", .direct)] {
            source.sibling(named: name, levelsUp: 1)?.withBytes { directory.readChannels($0, kind: kind) }
        }
        return directory
    }

    @discardableResult
    mutating func readUsers(_ bytes: Span<UInt8>) -> JSONProblem? {
        var scanner = JSONScanner(bytes)
        var fields = JSONFields(Key.self)
        var profile = JSONFields(Key.self)
        guard scanner.enterArray(bytes) else { return scanner.problem }
        while scanner.nextElement(bytes) {
            guard fields.read(&scanner, bytes), let id = fields[Key.id].text(in: bytes) else { continue }
            _ = profile.read(fields[Key.profile], bytes)
            let name = fields[Key.realName].text(in: bytes) ?? profile[Key.realName].text(in: bytes)
            var user = Contact(
                platform: Platform(rawValue: "slack"), id: id, nickname: profile[Key.displayName].text(in: bytes) ?? name ?? fields[Key.name].text(in: bytes))
            user.name = name
            user.alias = fields[Key.name].text(in: bytes)
            user.emails = [profile[Key.email].text(in: bytes)].compactMap { $0 }
            user.phones = [profile[Key.phone].text(in: bytes)].compactMap { $0 }
            user.note = profile[Key.title].text(in: bytes)
            userIndices[id] = users.count
            users.append(user)
        }
        return scanner.problem
    }

    private mutating func readChannels(_ bytes: Span<UInt8>, kind: Conversation.Kind) {
        var scanner = JSONScanner(bytes)
        var fields = JSONFields(Key.self)
        guard scanner.enterArray(bytes) else { return }
        while scanner.nextElement(bytes) {
            guard fields.read(&scanner, bytes), let id = fields[Key.id].text(in: bytes) else { continue }
            let channel = Channel(id: id, kind: kind, members: JSONStrings.read(fields[Key.members], bytes))
            channels[fields[Key.name].text(in: bytes) ?? id] = channel
            channels[id] = channels[id] ?? channel
        }
    }

    /// A user's name, where the list has it.
    func name(_ id: String) -> String? { userIndices[id].flatMap { users[$0].nickname } }

    /// The channel whose folder bears a name.
    func channel(_ folder: String) -> Channel? { channels[folder] }
}
