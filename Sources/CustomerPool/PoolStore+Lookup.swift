public import ChatModel
import GRDB

extension PoolStore {
    /// The id that stands for a customer's id now: its own, or that of the customer who absorbed it; nil when there is none.
    public func standingID(_ id: String) throws(ImportError) -> String? { try read { db in try self.standingID(id, db) } }

    func standingID(_ id: String, _ db: Database) throws -> String? {
        var id = id
        var seen: Set<String> = []
        let isThere = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM customer WHERE id = ?)")
        while seen.insert(id).inserted {
            if try Bool.fetchOne(isThere, arguments: [id]) == true { return id }
            guard let next = try String.fetchOne(db, sql: "SELECT new_id FROM redirect WHERE old_id = ?", arguments: [id]) else { return nil }
            id = next
        }
        return nil
    }

    /// The customer with an id, or the one who absorbed it.
    public func customer(_ id: String) throws(ImportError) -> Customer? {
        try read { db in
            guard let id = try self.standingID(id, db) else { return nil }
            return try self.customer(standing: id, db)
        }
    }

    func customer(standing id: String, _ db: Database) throws -> Customer? {
        try PoolStore.values(Customer.self, db, sql: "SELECT json FROM customer WHERE id = ?", arguments: [id]).first
    }

    /// The records that a customer is made of, in the order of their ids.
    public func records(of customer: Customer) throws(ImportError) -> [CustomerRecord] {
        try read { db in
            try PoolStore.values(
                CustomerRecord.self, db,
                sql: "SELECT json FROM record WHERE record_id IN (SELECT record_id FROM customer_record WHERE customer_id = ?) ORDER BY record_id",
                arguments: [customer.id])
        }
    }

    /// The customer that a record belongs to.
    public func customerID(ofRecord id: String) throws(ImportError) -> String? {
        try read { db in try String.fetchOne(db, sql: "SELECT customer_id FROM customer_record WHERE record_id = ?", arguments: [id]) }
    }

    /// Whether a record shows an account, a nickname, a name, a chat, a file or a phone, the number in any writing.
    public static func shows(_ record: CustomerRecord, _ word: String) -> Bool {
        if record.accountID == word || record.recordID == word || record.nicknames.contains(where: { $0.value == word }) { return true }
        if !record.conversation.isEmpty, record.conversation == word { return true }
        if record.names.contains(where: { $0.value == word }) || record.recipients.contains(where: { $0.recipient.name == word }) { return true }
        if let file = record.firstPosition?.file, file == word || file.hasSuffix("/" + word) { return true }
        let digits = String(decoding: word.utf8.filter { 0x30...0x39 ~= $0 }, as: UTF8.self)
        guard digits.utf8.count >= 7 else { return false }
        let numbers = record.phones.map(\.value) + record.recipients.flatMap(\.recipient.phones)
        return numbers.contains { $0 == "+" + digits || $0 == "+86" + digits || $0.hasSuffix(digits) }
    }

    /// The customers that a word means: an id, else a phone, else a name, else a nickname or an account, else a part of a name or nickname.
    ///
    /// The first of these that anybody has decides; several customers mean that the word is ambiguous. Oldest id first.
    public func customers(matching word: String) throws(ImportError) -> [Customer] {
        if let known = try customer(word) { return [known] }
        let digits = word.utf8.filter { 0x30...0x39 ~= $0 }
        let isNumber = digits.count >= 4 && word.utf8.allSatisfy { 0x30...0x39 ~= $0 || "+- ()".utf8.contains($0) }
        // Only customers whose text holds the word at all are looked at closely.
        let candidates = try read { db in
            try PoolStore.values(
                Customer.self, db, sql: "SELECT json FROM customer WHERE instr(json, ?) > 0 ORDER BY position",
                arguments: [isNumber ? String(decoding: digits.suffix(11), as: UTF8.self) : word.jsonEscaped])
        }
        if isNumber {
            let end = String(decoding: digits, as: UTF8.self)
            let exact = candidates.filter { $0.phones.contains { $0.number == "+" + end || $0.number == "+86" + end } }
            if !exact.isEmpty { return exact }
            let partly = candidates.filter { $0.phones.contains { $0.number.hasSuffix(end) || $0.number.hasSuffix(String(end.suffix(11))) } }
            if !partly.isEmpty { return partly }
        }
        let ways: [(Customer) -> Bool] = [
            { $0.name == word }, { $0.nicknames.contains(word) || $0.accounts.contains { $0.id == word } },
            { $0.recipients.contains { $0.name == word } }, { $0.name?.contains(word) == true || $0.nicknames.contains { $0.contains(word) } },
        ]
        for way in ways {
            let found = candidates.filter(way)
            if !found.isEmpty { return found }
        }
        return []
    }
}

extension String {
    /// As it stands inside a JSON text that escapes nothing but what it must.
    fileprivate var jsonEscaped: String {
        var text = ""
        for scalar in unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
