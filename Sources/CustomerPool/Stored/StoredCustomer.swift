import ChatModel
import JSONText

extension Preference: StoredObject {
    enum Key: String, JSONKey { case asked, complaints, orders, product }

    static let keys = JSONKeys(Key.self)
    static var blank: Preference { Preference(product: "", orders: 0) }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .asked: asked = json.integer(bytes)
        case .complaints: complaints = json.integer(bytes)
        case .orders: orders = json.integer(bytes) ?? 0
        case .product: product = json.sharedText(bytes) ?? ""
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("asked", asked)
        json.put("complaints", complaints)
        json.put("orders", orders)
        json.put("product", product)
    }
}

extension CustomerRelation: StoredObject {
    enum Key: String, JSONKey {
        case confidence
        case customerID = "customer_id"
        case isFrom = "is_from"
        case kind, name
    }

    static let keys = JSONKeys(Key.self)
    static var blank: CustomerRelation { CustomerRelation(kind: .ambiguous, customerID: "", isFrom: false, confidence: 0) }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .confidence: confidence = json.number(bytes) ?? 0
        case .customerID: customerID = json.text(bytes) ?? ""
        case .isFrom: isFrom = json.bool(bytes) ?? false
        case .kind: kind = json.word(bytes) ?? kind
        case .name: name = json.text(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("confidence", confidence)
        json.put("customer_id", customerID)
        json.put("is_from", isFrom)
        json.put("kind", kind.rawValue)
        json.put("name", name)
    }
}

extension Customer: StoredObject {
    enum Key: String, JSONKey {
        case accounts
        case birthDate = "birth_date"
        case doNotContact = "do_not_contact"
        case edited, emails, evidence, feedback
        case firstSeen = "first_seen"
        case gender, id
        case lastSeen = "last_seen"
        case name, nicknames, notes, orders, phones, preferences, recipients
        case recordIDs = "record_ids"
        case relations, remark, signals, stage, tags
    }

    static let keys = JSONKeys(Key.self)
    static var blank: Customer { Customer(id: "") }

    mutating func read(_ key: Key, _ json: inout StoredReader, _ bytes: Span<UInt8>) {
        switch key {
        case .accounts: accounts = json.list(bytes)
        case .birthDate: birthDate = json.text(bytes)
        case .doNotContact: doNotContact = json.bool(bytes) ?? false
        case .edited: edited = json.words(bytes)
        case .emails: emails = json.texts(bytes)
        case .evidence: evidence = json.list(bytes)
        case .feedback: feedback = json.list(bytes)
        case .firstSeen: firstSeen = json.time(bytes)
        case .gender: gender = json.text(bytes)
        case .id: id = json.text(bytes) ?? ""
        case .lastSeen: lastSeen = json.time(bytes)
        case .name: name = json.text(bytes)
        case .nicknames: nicknames = json.texts(bytes)
        case .notes: notes = json.text(bytes)
        case .orders: orders = json.list(bytes)
        case .phones: phones = json.list(bytes)
        case .preferences: preferences = json.list(bytes)
        case .recipients: recipients = json.list(bytes)
        case .recordIDs: recordIDs = json.texts(bytes)
        case .relations: relations = json.list(bytes)
        case .remark: remark = json.text(bytes)
        case .signals: signals = json.list(bytes)
        case .stage: stage = json.word(bytes) ?? stage
        case .tags: tags = json.texts(bytes)
        }
    }

    func writeFields(to json: inout JSONWriter) {
        json.put("accounts", accounts)
        json.put("birth_date", birthDate)
        json.put("do_not_contact", doNotContact)
        json.put("edited", edited.map(\.rawValue))
        json.put("emails", emails)
        json.put("evidence", evidence)
        json.put("feedback", feedback)
        json.put("first_seen", firstSeen)
        json.put("gender", gender)
        json.put("id", id)
        json.put("last_seen", lastSeen)
        json.put("name", name)
        json.put("nicknames", nicknames)
        json.put("notes", notes)
        json.put("orders", orders)
        json.put("phones", phones)
        json.put("preferences", preferences)
        json.put("recipients", recipients)
        json.put("record_ids", recordIDs)
        json.put("relations", relations)
        json.put("remark", remark)
        json.put("signals", signals)
        json.put("stage", stage.rawValue)
        json.put("tags", tags)
    }
}
