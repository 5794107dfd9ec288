import ChatBytes
import ChatModel

/// PyWxDump's `users.json`: every account that the exporter met, by its id.
struct PyWxDumpUsers {
    /// The accounts in the order of the file.
    private(set) var contacts: [Contact] = []
    private var indices: [String: Int] = [:]

    private enum Key: String, JSONKey {
        case wxid, nickname, remark, account, describe
        case extra = "ExtraBuf"
        case labels = "LabelIDList"
    }

    private enum ExtraKey: String, JSONKey {
        case gender = "性别[1男2女]"
        case plainGender = "性别"
        case signature = "个性签名"
        case company = "公司名称"
        case phone = "手机号"
    }

    /// Takes in the whole document; the answer is what is wrong with it.
    @discardableResult
    mutating func read(_ bytes: Span<UInt8>) -> JSONProblem? {
        var scanner = JSONScanner(bytes)
        var fields = JSONFields(Key.self)
        var extra = JSONFields(ExtraKey.self)
        guard scanner.enterObject(bytes) else { return scanner.problem }
        while let key = scanner.nextKey(bytes) {
            guard fields.read(&scanner, bytes), let id = fields[Key.wxid].text(in: bytes) ?? key.text(in: bytes) else { continue }
            var contact = Contact(platform: .wechat, id: id, nickname: fields[Key.nickname].text(in: bytes))
            contact.remark = fields[Key.remark].text(in: bytes)
            contact.alias = fields[Key.account].text(in: bytes)
            contact.note = fields[Key.describe].text(in: bytes)
            if fields[Key.extra].isObject, extra.read(fields[Key.extra], bytes) {
                let gender = extra[ExtraKey.gender].exists ? extra[ExtraKey.gender] : extra[ExtraKey.plainGender]
                contact.gender = gender.integer(in: bytes).flatMap { $0 == 1 ? "male" : $0 == 2 ? "female" : nil }
                contact.company = extra[ExtraKey.company].text(in: bytes)
                contact.phones = Self.phones(extra[ExtraKey.phone].text(in: bytes))
            }
            contact.tags = JSONStrings.read(fields[Key.labels], bytes)
            indices[id] = contacts.count
            contacts.append(contact)
        }
        return scanner.problem
    }

    /// Several numbers stand in one field, parted by commas or blanks of any kind.
    private static func phones(_ text: String?) -> [String] {
        guard let text else { return [] }
        return text.split { $0 == "," || $0 == "，" || $0 == ";" || $0 == "；" || $0 == "\n" || $0 == "、" }.map { String($0.drop { $0 == " " }) }.filter {
            !$0.isEmpty
        }
    }

    /// The account of an id.
    subscript(id: String) -> Contact? { indices[id].map { contacts[$0] } }

    /// The list beside a chat's file, or in the folder above it.
    static func beside(_ source: ExportSource) -> PyWxDumpUsers {
        var users = PyWxDumpUsers()
        let file = source.sibling(named: "users.json") ?? source.sibling(named: "users.json", levelsUp: 1)
        file?.withBytes { _ = users.read($0) }
        return users
    }
}
