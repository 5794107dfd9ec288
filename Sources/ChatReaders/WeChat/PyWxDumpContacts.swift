import ChatBytes
import ChatModel

/// Reads PyWxDump's `users.json` as a contact list.
struct PyWxDumpContacts: ExportReader {

    let format = FormatDescription(
        id: "pywxdump-users", name: "PyWxDump users.json", platform: .wechat, extensions: ["json"],
        origin: "PyWxDump writes `users.json` beside every chat that it exports.",
        shape: """
            {"wxid_xiaoxi":{"wxid":"wxid_xiaoxi","nickname":"小溪","remark":"林小溪","account":"xiaoxi2024","describe":"A8 茶叶",
             "ExtraBuf":{"性别[1男2女]":2,"手机号":"13800138000"},"LabelIDList":["老客户"]}}
            """,
        fieldMap: """
            wxid → contact.id; account → contact.alias; nickname, remark → contact.nickname, contact.remark; describe → contact.note
            ExtraBuf: 手机号 → contact.phones; 公司名称 → contact.company; 性别 → contact.gender; LabelIDList → contact.tags
            """,
        timeZone: "No times are read.",
        quirks: "Rooms, official accounts and the app's own accounts are left out.",
        notSupported: "Pictures, regions and signatures.")

    func sniff(_ head: SourceHead) -> Double {
        guard let json = head.json, json.root == .object, json.has("*.wxid", "*.nickname") else { return 0 }
        return json.hasAny("*.ExtraBuf", "*.LabelIDList", "*.describe", "*.headImgUrl") ? 0.95 : json.has("*.remark") ? 0.7 : 0
    }

    func read(_ source: ExportSource, into output: MessageOutput) throws(ImportError) {
        var users = PyWxDumpUsers()
        let problem = source.withBytes { users.read($0) }
        if let problem { output.report(problem.kind.rawValue, line: 1, byteOffset: problem.offset, "the list is damaged or cut") }
        for (i, contact) in users.contacts.enumerated() where WeChatRows.isPerson(contact.id ?? "") { try output.contact(contact, line: i + 1) }
        output.accountRest()
    }
}
