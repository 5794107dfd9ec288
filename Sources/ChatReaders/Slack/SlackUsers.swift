import ChatBytes
import ChatModel

/// Reads the lists at the top of a Slack export: users as contacts; channels hold none.
struct SlackUsers: ExportReader {

    let format = FormatDescription(
        id: "slack-users", name: "Slack users.json", platform: Platform(rawValue: "slack"), extensions: ["json"],
        origin: "The files users.json, channels.json, groups.json, dms.json and mpims.json at the top of a Slack workspace export.",
        shape: """
            [{"id":"U01","name":"rina","real_name":"Rina","profile":{"display_name":"Rina","email":"rina@example.test","phone":"+6281200000001"},"deleted":false,"is_bot":false}]
            """,
        fieldMap: """
            id → contact.id; name → contact.alias; profile.display_name → contact.nickname; real_name → contact.name
            profile.email → contact.emails; profile.phone → contact.phones
            """,
        timeZone: "No times are read.",
        quirks: "The lists of channels are recognised and give no contacts; they name the chats of the days' files.",
        notSupported: "Pictures and status texts.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .array, json.has("[].id"), !json.has("[].ts") else { return 0 }
        if json.has("[].name"), json.hasAny("[].profile.email", "[].profile.display_name", "[].profile.real_name") { return 0.93 }
        return json.has("[].members", "[].created") ? 0.85 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        var directory = SlackDirectory()
        let isUsers = SourceHead(source).json?.hasAny("[].profile") ?? false
        let problem = source.withBytes { isUsers ? directory.readUsers($0) : nil }
        if let problem { output.report(problem.kind.rawValue, line: 1, byteOffset: problem.offset, "the list is damaged or cut") }
        for (i, user) in directory.users.enumerated() { try output.contact(user, line: i + 1) }
        output.accountRest()
    }
}
