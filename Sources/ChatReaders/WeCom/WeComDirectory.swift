import ChatBytes
import ChatModel

/// Names of WeCom accounts and rooms, out of the lists that lie beside an archive.
///
/// The archive itself holds ids only. Lists come in the shapes of WeCom's interface: `external_contact` with `follow_user` or `follow_info`, bare contacts,
/// `group_chat` with `member_list`, and lists of staff.
struct WeComDirectory {
    /// Customers by their external id.
    var contacts: [String: Contact] = [:]
    /// Names of staff and of group members by id.
    var names: [String: String] = [:]
    /// Titles of rooms by id.
    var rooms: [String: String] = [:]

    private enum Key: String, JSONKey {
        case externalID = "external_userid"
        case userID = "userid"
        case chatID = "chat_id"
        case name, gender, remark, description
        case corpName = "corp_name"
        case corpFullName = "corp_full_name"
        case remarkMobiles = "remark_mobiles"
        case remarkCompany = "remark_corp_name"
        case tags
        case followUser = "follow_user"
        case followInfo = "follow_info"
        case externalContact = "external_contact"
        case tagName = "tag_name"
        case mobile
    }

    /// Every list in the folder of a source, the source itself left out.
    static func beside(_ source: ExportSource) -> WeComDirectory {
        var directory = WeComDirectory()
        for name in source.siblingNames().filter({ $0.hasSuffix(".json") && $0 != source.fileName }).prefix(32) {
            guard let file = source.sibling(named: name, maximumSize: 32 << 20) else { continue }
            file.withBytes { directory.add($0) { _, _ in } }
        }
        return directory
    }

    /// Takes in a document; every contact found is also handed on with its offset.
    mutating func add(_ bytes: Span<UInt8>, found: (Contact, Int) -> Void) {
        guard ByteScanning.find("external_userid", in: bytes, 0..<bytes.count) != nil || ByteScanning.find("\"userid\"", in: bytes, 0..<bytes.count) != nil
        else { return }
        var scanner = JSONScanner(bytes)
        var fields = JSONFields(Key.self)
        var inner = JSONFields(Key.self)
        // Pieces still to be walked, first ones last; a list of any depth needs no recursion.
        var open: [JSONValue] = [scanner.value(bytes)]
        while let value = open.popLast() {
            if value.isArray {
                var items: [JSONValue] = []
                var scanner = JSONScanner(bytes, at: value)
                _ = scanner.enterArray(bytes)
                while scanner.nextElement(bytes) {
                    let item = scanner.value(bytes)
                    if item.isArray || item.isObject { items.append(item) }
                }
                open.append(contentsOf: items.reversed())
            } else if value.isObject, fields.read(value, bytes) {
                if fields[Key.externalContact].isObject {
                    let outer = fields
                    if inner.read(fields[Key.externalContact], bytes) { contact(inner, outer, value.start, bytes, found) }
                } else if fields[Key.externalID].isString, !fields[Key.name].isEmpty {
                    contact(fields, fields, value.start, bytes, found)
                } else {
                    name(fields, bytes)
                    open.append(contentsOf: members(value, bytes).reversed())
                }
            }
        }
    }

    private func members(_ value: JSONValue, _ bytes: Span<UInt8>) -> [JSONValue] {
        var members: [JSONValue] = []
        var scanner = JSONScanner(bytes, at: value)
        guard scanner.enterObject(bytes) else { return [] }
        while scanner.nextKey(bytes) != nil {
            let member = scanner.value(bytes)
            if member.isArray || member.isObject { members.append(member) }
        }
        return members
    }

    private mutating func name(_ fields: JSONFields, _ bytes: Span<UInt8>) {
        guard let name = fields[Key.name].text(in: bytes) else { return }
        if let room = fields[Key.chatID].text(in: bytes) { rooms[room] = name }
        if let user = fields[Key.userID].text(in: bytes) { names[user] = name }
    }

    /// A contact out of its own fields and those of the staff member who follows it.
    private mutating func contact(_ own: JSONFields, _ outer: JSONFields, _ offset: Int, _ bytes: Span<UInt8>, _ found: (Contact, Int) -> Void) {
        guard let id = own[Key.externalID].text(in: bytes) else { return }
        var contact = Contact(platform: .wecom, id: id, nickname: own[Key.name].text(in: bytes))
        contact.gender = own[Key.gender].integer(in: bytes).flatMap { $0 == 1 ? "male" : $0 == 2 ? "female" : nil }
        contact.company = own[Key.corpFullName].text(in: bytes) ?? own[Key.corpName].text(in: bytes)
        follow(own, bytes, &contact)
        for value in [outer[Key.followInfo], outer[Key.followUser]] { follow(list: value, bytes, &contact) }
        contacts[id] = contact
        found(contact, offset)
    }

    private func follow(list value: JSONValue, _ bytes: Span<UInt8>, _ contact: inout Contact) {
        var fields = JSONFields(Key.self)
        if value.isObject {
            if fields.read(value, bytes) { follow(fields, bytes, &contact) }
        } else if value.isArray {
            var scanner = JSONScanner(bytes, at: value)
            _ = scanner.enterArray(bytes)
            while scanner.nextElement(bytes) {
                if fields.read(&scanner, bytes) { follow(fields, bytes, &contact) }
            }
        }
    }

    private func follow(_ fields: JSONFields, _ bytes: Span<UInt8>, _ contact: inout Contact) {
        contact.remark = contact.remark ?? fields[Key.remark].text(in: bytes)
        contact.note = contact.note ?? fields[Key.description].text(in: bytes)
        contact.company = contact.company ?? fields[Key.remarkCompany].text(in: bytes)
        for phone in strings(fields[Key.remarkMobiles], bytes) + [fields[Key.mobile].text(in: bytes)].compactMap({ $0 })
        where !contact.phones.contains(phone) { contact.phones.append(phone) }
        for tag in strings(fields[Key.tags], bytes) where !contact.tags.contains(tag) { contact.tags.append(tag) }
    }

    /// The strings of a list, or the names of its objects.
    private func strings(_ value: JSONValue, _ bytes: Span<UInt8>) -> [String] {
        guard value.isArray else { return [] }
        var result: [String] = []
        var scanner = JSONScanner(bytes, at: value)
        var fields = JSONFields(Key.self)
        _ = scanner.enterArray(bytes)
        while scanner.nextElement(bytes) {
            if fields.read(&scanner, bytes) {
                if let name = fields[Key.tagName].text(in: bytes) ?? fields[Key.name].text(in: bytes) { result.append(name) }
            } else if let text = scanner.value(bytes).text(in: bytes) {
                result.append(text)
            }
        }
        return result
    }
}
