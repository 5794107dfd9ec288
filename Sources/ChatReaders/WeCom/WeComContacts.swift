import ChatBytes
import ChatModel

/// Reads lists of external contacts that WeCom's customer interface gives.
struct WeComContacts: ExportReader {

    let format = FormatDescription(
        id: "wecom-contacts", name: "WeCom external contacts (企业微信 外部联系人)", platform: .wecom, extensions: ["json"],
        origin: "The answers of WeCom's externalcontact/get and batch/get_by_user, saved beside the message archive.",
        shape: """
            [{"external_userid":"wmSYNTHETIC001","name":"林小溪","type":1}]
            [{"external_contact":{"external_userid":"wmSYNTHETIC001","name":"林小溪","gender":2},"follow_info":{"remark":"小溪 A8","remark_mobiles":["13800138000"]}}]
            """,
        fieldMap: """
            external_userid → contact.id; name → contact.nickname; gender → contact.gender; corp_full_name, corp_name → contact.company
            follow_info, follow_user: remark → contact.remark; remark_mobiles → contact.phones; tags → contact.tags; description → contact.note
            """,
        timeZone: "No times are read.",
        quirks: "The list may stand at any depth. Lists of staff and rooms beside it give names to the archive, no contacts.",
        notSupported: "Pages of the same answer are read as they come; nothing is fetched.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, !head.contains("\"msgtype\""), !head.contains("encrypt_chat_msg") else { return 0 }
        let prefixes = ["", "[].", "external_contact_list[].", "*.", "list[].", "data[].", "[].external_contact.", "external_contact_list[].external_contact."]
        for prefix in prefixes + ["external_contact."] where json.has(prefix + "external_userid", prefix + "name") { return 0.95 }
        return head.contains("\"external_userid\"") && head.contains("\"name\"") ? 0.7 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        var found: [(Contact, Int)] = []
        source.withBytes { bytes in
            var directory = WeComDirectory()
            directory.add(bytes) { found.append(($0, $1)) }
            var scanner = JSONScanner(bytes)
            scanner.skipValue(bytes)
            if let problem = scanner.problem {
                output.report(problem.kind.rawValue, line: 1, byteOffset: problem.offset, "the list is damaged or cut")
            }
        }
        for (record, contact) in found.enumerated() { try output.contact(contact.0, line: record + 1) }
        output.accountRest()
    }
}
