import ChatModel
import JSONText

extension PostalAddress: StoredObject {
    enum Key: String, JSONKey {
        case city, country, detail, district
        case postalCode = "postal_code"
        case province, town
    }

    static let keys = JSONKeys(Key.self)
    static var blank: PostalAddress { PostalAddress() }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .city: city = json.sharedText(bytes)
        case .country: country = json.text(bytes)
        case .detail: detail = json.text(bytes)
        case .district: district = json.sharedText(bytes)
        case .postalCode: postalCode = json.text(bytes)
        case .province: province = json.sharedText(bytes)
        case .town: town = json.sharedText(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("city", city)
        json.put("country", country)
        json.put("detail", detail)
        json.put("district", district)
        json.put("postal_code", postalCode)
        json.put("province", province)
        json.put("town", town)
    }
}

extension Recipient: StoredObject {
    enum Key: String, JSONKey { case address, name, phones }

    static let keys = JSONKeys(Key.self)
    static var blank: Recipient { Recipient() }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .address: address = json.value(bytes)
        case .name: name = json.text(bytes)
        case .phones: phones = json.texts(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("address", address)
        json.put("name", name)
        json.put("phones", phones)
    }
}

extension RecipientUse: StoredObject {
    enum Key: String, JSONKey { case evidence, firstUsed, isSelf, lastUsed, recipient, useCount }

    static let keys = JSONKeys(Key.self)
    static var blank: RecipientUse { RecipientUse(Recipient()) }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .evidence: evidence = json.list(bytes)
        case .firstUsed: firstUsed = json.time(bytes)
        case .isSelf: isSelf = json.bool(bytes)
        case .lastUsed: lastUsed = json.time(bytes)
        case .recipient: recipient = json.value(bytes) ?? .blank
        case .useCount: useCount = json.integer(bytes) ?? 1
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("evidence", evidence)
        json.put("firstUsed", firstUsed)
        json.put("isSelf", isSelf)
        json.put("lastUsed", lastUsed)
        json.put("recipient", recipient)
        json.put("useCount", useCount)
    }
}

extension OtherIdentity: StoredObject {
    enum Key: String, JSONKey { case kind, value }

    static let keys = JSONKeys(Key.self)
    static var blank: OtherIdentity { OtherIdentity(kind: "", value: "") }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .kind: kind = json.text(bytes) ?? ""
        case .value: value = json.text(bytes) ?? ""
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("kind", kind)
        json.put("value", value)
    }
}

extension CustomerAccount: StoredObject {
    enum Key: String, JSONKey { case id, nickname, platform }

    static let keys = JSONKeys(Key.self)
    static var blank: CustomerAccount { CustomerAccount(platform: .unknown) }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .id: id = json.text(bytes)
        case .nickname: nickname = json.text(bytes)
        case .platform: platform = json.text(bytes).map { Platform(rawValue: $0) } ?? .unknown
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("id", id)
        json.put("nickname", nickname)
        json.put("platform", platform.rawValue)
    }
}

extension CustomerPhone: StoredObject {
    enum Key: String, JSONKey { case kind, number }

    static let keys = JSONKeys(Key.self)
    static var blank: CustomerPhone { CustomerPhone(number: "", kind: "") }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .kind: kind = json.text(bytes) ?? ""
        case .number: number = json.text(bytes) ?? ""
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("kind", kind)
        json.put("number", number)
    }
}

extension CustomerRecipient: StoredObject {
    enum Key: String, JSONKey {
        case address
        case isSelf = "is_self"
        case lastUsed = "last_used"
        case name, phone
    }

    static let keys = JSONKeys(Key.self)
    static var blank: CustomerRecipient { CustomerRecipient() }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .address: address = json.value(bytes)
        case .isSelf: isSelf = json.bool(bytes)
        case .lastUsed: lastUsed = json.time(bytes)
        case .name: name = json.text(bytes)
        case .phone: phone = json.text(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("address", address)
        json.put("is_self", isSelf)
        json.put("last_used", lastUsed)
        json.put("name", name)
        json.put("phone", phone)
    }
}
