import ChatModel
import JSONText

extension CustomerRecord: StoredObject {
    enum Key: String, JSONKey {
        case accountID, birthDate, conversation, emails, feedback, firstPosition, firstSeen, gender, identityNotes, knownAs, lastSeen, messageCount, names
        case nicknames, notes, orderNumbers, orders, othersPhones, otherIdentities, phones, platform, recipients, recordID, signals, tags
    }

    static let keys = JSONKeys(Key.self)
    static var blank: CustomerRecord { CustomerRecord(recordID: "", platform: .unknown, conversation: "") }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .accountID: accountID = json.text(bytes)
        case .birthDate: birthDate = json.value(bytes)
        case .conversation: conversation = json.text(bytes) ?? ""
        case .emails: emails = json.list(bytes)
        case .feedback: feedback = json.list(bytes)
        case .firstPosition: firstPosition = json.value(bytes)
        case .firstSeen: firstSeen = json.time(bytes)
        case .gender: gender = json.value(bytes)
        case .identityNotes: identityNotes = Set(json.words(bytes))
        case .knownAs: knownAs = json.list(bytes)
        case .lastSeen: lastSeen = json.time(bytes)
        case .messageCount: messageCount = json.integer(bytes) ?? 0
        case .names: names = json.list(bytes)
        case .nicknames: nicknames = json.list(bytes)
        case .notes: notes = json.list(bytes)
        case .orderNumbers: orderNumbers = json.list(bytes)
        case .orders: orders = json.list(bytes)
        case .othersPhones: othersPhones = json.texts(bytes)
        case .otherIdentities: otherIdentities = json.list(bytes)
        case .phones: phones = json.list(bytes)
        case .platform: platform = json.text(bytes).map { Platform(rawValue: $0) } ?? .unknown
        case .recipients: recipients = json.list(bytes)
        case .recordID: recordID = json.text(bytes) ?? ""
        case .signals: signals = json.list(bytes)
        case .tags: tags = json.texts(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("accountID", accountID)
        json.put("birthDate", birthDate)
        json.put("conversation", conversation)
        json.put("emails", emails)
        json.put("feedback", feedback)
        json.put("firstPosition", firstPosition)
        json.put("firstSeen", firstSeen)
        json.put("gender", gender)
        json.put("identityNotes", identityNotes.map(\.rawValue).sorted())
        json.put("knownAs", knownAs)
        json.put("lastSeen", lastSeen)
        json.put("messageCount", messageCount)
        json.put("names", names)
        json.put("nicknames", nicknames)
        json.put("notes", notes)
        json.put("orderNumbers", orderNumbers)
        json.put("orders", orders)
        json.put("otherIdentities", otherIdentities)
        json.put("othersPhones", othersPhones)
        json.put("phones", phones)
        json.put("platform", platform.rawValue)
        json.put("recipients", recipients)
        json.put("recordID", recordID)
        json.put("signals", signals)
        json.put("tags", tags)
    }
}
