import ChatModel

/// Landlines that three people and more give as theirs are a front desk's or a firm's, mobiles that people of three families give are a forwarder's or a desk's: a parcel goes
/// by them, but they are nobody's own.
enum SharedNumbers {
    /// Names, or families, behind a number above which it is nobody's.
    private static let mostNames = 2

    /// Marks such numbers in all records.
    static func mark(_ records: inout [CustomerRecord]) {
        markTaken(&records)
        let shared = Set(bearers(of: records).filter { $0.value.isNobodys }.keys)
        guard !shared.isEmpty else { return }
        for i in records.indices {
            let all = Set(records[i].phones.map(\.value) + records[i].recipients.flatMap(\.recipient.phones))
            for phone in all.sorted() where shared.contains(phone) && !records[i].othersPhones.contains(phone) { records[i].othersPhones.append(phone) }
        }
    }

    /// Who gives a number.
    private struct Bearers {
        var isLandline: Bool
        /// Names of people to whom it belongs by what they said.
        var owners: Set<String> = []
        /// Names of people to whom it may belong.
        var names: Set<String> = []
        /// Those among them that were said in chats: whom one chat takes goods in for says nothing of the others.
        var said: Set<String> = []

        /// A household has two families, a warehouse that forwards parcels has one for each customer.
        var isNobodys: Bool { isLandline ? owners.count > mostNames : said.count > 1 && families > mostNames }

        /// How many families Chinese names in full are of.
        private var families: Int {
            let full = names.filter { 2...4 ~= $0.unicodeScalars.count && $0.unicodeScalars.allSatisfy(\.properties.isIdeographic) }
            return Set(full.compactMap(\.unicodeScalars.first)).count
        }
    }

    private static func bearers(of records: [CustomerRecord]) -> [String: Bearers] {
        var found: [String: Bearers] = [:]
        for record in records {
            for use in record.recipients where use.isSelf != false {
                guard let name = use.recipient.name else { continue }
                for phone in use.recipient.phones where !phone.contains("*") {
                    found[phone, default: Bearers(isLandline: isLandline(phone))].names.insert(name)
                    if use.isSelf == true { found[phone]?.owners.insert(name) }
                    if !record.conversation.isEmpty { found[phone]?.said.insert(name) }
                }
            }
        }
        return found
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
