import ChatModel

/// Landlines that three people and more give as theirs are a front desk's or a firm's: a parcel goes by them, but they are nobody's own.
enum SharedNumbers {
    /// Names behind a landline from which on it is nobody's.
    private static let mostNames = 2

    /// Marks such numbers in all records.
    static func mark(_ records: inout [CustomerRecord]) {
        var names: [String: Set<String>] = [:]
        for record in records {
            for use in record.recipients where use.isSelf == true {
                for phone in use.recipient.phones where isLandline(phone) { if let name = use.recipient.name { names[phone, default: []].insert(name) } }
            }
        }
        let shared = names.filter { $0.value.count > mostNames }
        guard !shared.isEmpty else { return }
        for i in records.indices {
            let all = Set(records[i].phones.map(\.value) + records[i].recipients.flatMap(\.recipient.phones))
            for phone in all.sorted() where shared[phone] != nil && !records[i].othersPhones.contains(phone) { records[i].othersPhones.append(phone) }
        }
    }

    private static func isLandline(_ phone: String) -> Bool {
        let digits = Array(phone.utf8)
        guard digits.starts(with: "+86".utf8), digits.count > 4, !phone.contains("*") else { return false }
        // +86 1 and then no zero is a mobile.
        return digits[3] != 0x31 || digits[4] == 0x30
    }
}
