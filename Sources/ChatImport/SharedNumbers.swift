import ChatModel

/// Landlines that three people and more give as theirs are a front desk's or a firm's, mobiles that people of three families give are a forwarder's or a desk's: a parcel goes
/// by them, but they are nobody's own.
enum SharedNumbers {
    /// Names behind a landline from which on it is nobody's.
    private static let mostNames = 2

    /// Marks such numbers in all records.
    static func mark(_ records: inout [CustomerRecord]) {
        markTaken(&records)
        var names: [String: Set<String>] = [:]
        for record in records {
            for use in record.recipients where use.isSelf == true {
                for phone in use.recipient.phones where isLandline(phone) { if let name = use.recipient.name { names[phone, default: []].insert(name) } }
            }
        }
        var shared = names.filter { $0.value.count > mostNames }
        for (phone, bearers) in mobiles(records) where families(bearers) > mostNames { shared[phone] = bearers }
        guard !shared.isEmpty else { return }
        for i in records.indices {
            let all = Set(records[i].phones.map(\.value) + records[i].recipients.flatMap(\.recipient.phones))
            for phone in all.sorted() where shared[phone] != nil && !records[i].othersPhones.contains(phone) { records[i].othersPhones.append(phone) }
        }
    }

    /// The names behind each mobile that people give in chats of their own: whom one chat takes goods in for says nothing of the others.
    private static func mobiles(_ records: [CustomerRecord]) -> [String: Set<String>] {
        var names: [String: Set<String>] = [:]
        var said: [String: Set<String>] = [:]
        for record in records {
            for use in record.recipients where use.isSelf != false {
                guard let name = use.recipient.name else { continue }
                for phone in use.recipient.phones where !isLandline(phone) && !phone.contains("*") {
                    names[phone, default: []].insert(name)
                    if !record.conversation.isEmpty { said[phone, default: []].insert(name) }
                }
            }
        }
        return names.filter { said[$0.key, default: []].count > 1 }
    }

    /// How many families Chinese names in full are of: a household has two, a warehouse that forwards parcels has one for each customer.
    private static func families(_ names: Set<String>) -> Int {
        Set(names.filter { 2...4 ~= $0.unicodeScalars.count && $0.unicodeScalars.allSatisfy(\.properties.isIdeographic) }.compactMap(\.unicodeScalars.first))
            .count
    }

    /// Marks numbers in rows whose goods somebody else takes in: the number is a chat's own, one row calls that chat's holder by it, and the others bear other names.
    private static func markTaken(_ records: inout [CustomerRecord]) {
        var rows: [String: [Int]] = [:]
        for (i, record) in records.enumerated() where record.conversation.isEmpty {
            for phone in Set(record.recipients.flatMap(\.recipient.phones)) { rows[phone, default: []].append(i) }
        }
        func characters(_ record: CustomerRecord) -> Set<Character> {
            let names = (record.names + record.nicknames).map(\.value) + record.recipients.filter { $0.isSelf != false }.compactMap(\.recipient.name)
            return Set(names.joined().lowercased().filter(\.isLetter))
        }
        for chat in records where !chat.conversation.isEmpty {
            for phone in chat.phones.map(\.value) where !chat.othersPhones.contains(phone) {
                guard let found = rows[phone], found.count > 1 else { continue }
                let own = found.filter { ClaimTies.areCalled(chat, records[$0]) }
                guard own.count == 1 else { continue }
                let mine = characters(chat).union(characters(records[own[0]]))
                for row in found where row != own[0] && mine.isDisjoint(with: characters(records[row])) && !records[row].othersPhones.contains(phone) {
                    records[row].othersPhones.append(phone)
                }
            }
        }
    }

    private static func isLandline(_ phone: String) -> Bool {
        let digits = Array(phone.utf8)
        guard digits.starts(with: "+86".utf8), digits.count > 4, !phone.contains("*") else { return false }
        // +86 1 and then no zero is a mobile.
        return digits[3] != 0x31 || digits[4] == 0x30
    }
}
